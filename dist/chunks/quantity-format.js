// src/domain/report/format-number.ts
const MINUS = "−";
const MOST_DECIMALS = 12;
/** Closer than this a value counts as on the limit: float64 cannot represent 0.81 − 0.80 exactly. */
const ROUNDING = 1e-12;
const SIGNIFICANT_WITHOUT_INTERVAL = 3;
/**
* Decimal places at which a half-width shows two significant digits, and more until every comparison reads the same
* in the text as in float64. Without a half-width: three significant digits of the first comparison's value.
*/
function decimalPlaces(halfWidth, comparisons) {
	let places = firstPlaces(halfWidth, comparisons[0]?.value ?? 0);
	while (places < MOST_DECIMALS && comparisons.some((each) => !readsTheSame(each, places))) places += 1;
	return places;
}
function firstPlaces(halfWidth, value) {
	if (halfWidth !== null && halfWidth > 0 && Number.isFinite(halfWidth)) return placesFor(halfWidth, 2);
	return value === 0 || !Number.isFinite(value) ? 0 : placesFor(Math.abs(value), SIGNIFICANT_WITHOUT_INTERVAL);
}
function placesFor(amount, significant) {
	const places = significant - 1 - Math.floor(Math.log10(amount));
	return Math.min(MOST_DECIMALS, Math.max(0, places));
}
function readsTheSame({ value, limit }, places) {
	if (!Number.isFinite(value) || Math.abs(value - limit) <= ROUNDING * Math.abs(limit)) return true;
	return Math.sign(Number(value.toFixed(places)) - limit) === Math.sign(value - limit);
}
/** `−1,234.50`: a true minus sign, commas between thousands; with `signed`, a plus sign before positive numbers. */
function formatNumber(value, places, style = {}) {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : withSign(value, "∞", style);
	const digits = Math.abs(value) < 1e21 ? Math.abs(value).toFixed(places) : Math.abs(value).toExponential(3);
	return withSign(Number(digits) === 0 ? 0 : value, grouped(digits), style);
}
/** A whole number of rows, groups or bytes: `5,069`. */
function formatCount(count) {
	return formatNumber(count, 0);
}
/** A number as a person would write it in the config: `0.005`, `5`, `−0.1`. */
function formatExact(value) {
	const text = String(Math.abs(value));
	return withSign(value, text.includes("e") ? text.replace("-", MINUS) : grouped(text), {});
}
/** A fraction as percent: `1 %`, `0.5 %`. */
function formatPercent(fraction) {
	return `${formatExact(Number((fraction * 100).toPrecision(12)))} %`;
}
/** `3.1 s`, `2 min 5 s`, `1 h 3 min`. */
function formatSeconds(seconds) {
	if (seconds < 60) return `${formatNumber(seconds, seconds < 9.95 ? 1 : 0)} s`;
	const whole = Math.round(seconds);
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	return `${formatCount(Math.floor(whole / 3600))} h ${Math.floor(whole % 3600 / 60)} min`;
}
const BYTE_UNITS = [
	"bytes",
	"kB",
	"MB",
	"GB",
	"TB"
];
/** Decimal units, as disks and downloads count: `1.2 kB`, `46 MB`. */
function formatBytes(bytes) {
	const { divisor, unit } = byteUnit(bytes);
	const scaled = bytes / divisor;
	return `${formatNumber(scaled, divisor === 1 || scaled >= 9.95 ? 0 : 1)} ${unit}`;
}
/** The unit in which this many bytes are best read. */
function byteUnit(bytes) {
	let power = 0;
	while (power < BYTE_UNITS.length - 1 && Math.abs(bytes) / 1e3 ** power >= 999.5) power += 1;
	return {
		divisor: 1e3 ** power,
		unit: BYTE_UNITS[power] ?? "bytes"
	};
}
function grouped(digits) {
	const [whole = "", fraction] = digits.split(".");
	const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
	return fraction === void 0 ? separated : `${separated}.${fraction}`;
}
function withSign(value, digits, { signed = false }) {
	if (value < 0) return `${MINUS}${digits}`;
	return signed && value > 0 ? `+${digits}` : digits;
}

// src/domain/report/quantity-format.ts
const DISPLAY_BY_METRIC = {
	latency_p50_ms: {
		label: "latency p50",
		unit: "ms"
	},
	latency_p95_ms: {
		label: "latency p95",
		unit: "ms"
	},
	size_bytes: {
		label: "size",
		unit: "bytes"
	},
	train_seconds: {
		label: "training time",
		unit: "s"
	}
};
/** A metric's name as people read it; scores keep the name that the config uses. */
function metricLabel(metric) {
	return DISPLAY_BY_METRIC[metric]?.label ?? metric;
}
function quantityFormat(request) {
	const { divisor, unit } = unitOf(request);
	const scaled = request.comparisons.map(({ value, limit }) => ({
		value: value / divisor,
		limit: limit / divisor
	}));
	const first = (request.values[0] ?? 0) / divisor;
	const halfWidth = request.halfWidth === null ? null : request.halfWidth / divisor;
	const places = decimalPlaces(halfWidth, [{
		value: first,
		limit: Number.NEGATIVE_INFINITY
	}, ...scaled]);
	const suffix = unit === "" ? "" : ` ${unit}`;
	return {
		measured: (value, style = {}) => `${formatNumber(value / divisor, places, { signed: style.signed ?? false })}${style.unit === false ? "" : suffix}`,
		limit: (value) => `${formatExact(value / divisor)}${suffix}`,
		advice: (value, round) => adviceText(value / divisor, {
			round,
			places,
			divisor
		})
	};
}
function unitOf({ metric, values, comparisons }) {
	const unit = DISPLAY_BY_METRIC[metric]?.unit ?? "";
	if (unit !== "bytes") return {
		divisor: 1,
		unit
	};
	return byteUnit(Math.max(0, ...values.map(Math.abs), ...comparisons.map(({ limit }) => Math.abs(limit))));
}
function adviceText(value, { round, places, divisor }) {
	const steps = value * 10 ** places;
	const whole = round === "up" ? Math.ceil(steps - 1e-6) : Math.floor(steps + 1e-6);
	return (Math.round(whole * divisor) / 10 ** places).toFixed(divisor === 1 ? places : 0);
}

export { formatExact as a, formatSeconds as c, formatCount as i, quantityFormat as n, formatNumber as o, formatBytes as r, formatPercent as s, metricLabel as t };