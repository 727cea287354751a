import { C as formatNumber, S as formatExact, _ as counted, n as findPairMetric, v as byteUnit, w as formatPercent, y as decimalPlaces } from "./pair-metrics.js";

// src/domain/gates/criterion.ts
/** `max_worse m` on a higher-is-better metric asks e > −m; on a lower-is-better metric e < m; a fraction r moves into the factor. */
function criterionOf(rule, limit, better) {
	if (rule === "min") return {
		factor: 0,
		critical: limit.value,
		sign: 1
	};
	if (rule === "max") return {
		factor: 0,
		critical: limit.value,
		sign: -1
	};
	const sign = better === "higher" ? 1 : -1;
	const shift = (rule === "max_worse" ? -sign : sign) * limit.value;
	return limit.relative ? {
		factor: 1 + shift,
		critical: 0,
		sign
	} : {
		factor: 1,
		critical: shift,
		sign
	};
}
function headroom({ sign, critical }, value) {
	return sign * (value - critical);
}
/** The headroom at the unfavourable and at the favourable end of an interval. */
function headroomInterval(criterion, [low, high]) {
	const ends = [headroom(criterion, low), headroom(criterion, high)];
	return criterion.sign === 1 ? ends : [ends[1], ends[0]];
}

// src/domain/report/baseline-name.ts
/** How people call a baseline: `v1.0.0` for the tag `visits@v1.0.0`, the path for `file:old.onnx`. */
function baselineName(against) {
	if (against === null) return "the release";
	if (against.startsWith("file:")) return against.slice(5);
	return against.slice(against.lastIndexOf("@") + 1);
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
	peak_memory_bytes: {
		label: "peak memory",
		unit: "bytes"
	},
	train_seconds: {
		label: "training time",
		unit: "s"
	}
};
/** A metric's name as people read it; scores keep the name that the config uses. */
function metricLabel(metric, target) {
	const label = DISPLAY_BY_METRIC[metric]?.label ?? metric;
	return target === void 0 ? label : `${label} of ${target}`;
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

// src/domain/report/row-counts.ts
/** `5,069 rows of 1,478 persons`; `600 rows` where rows are independent; null where rows are not known. */
function rowsText(counts) {
	if (counts.rows === null) return null;
	const rows = counted(counts.rows, "row");
	return counts.groups === null ? rows : `${rows} of ${groupsText(counts.groups, counts.groupBy)}`;
}
/** What statistics count as one: `1,478 persons` where rows are grouped, `600 rows` otherwise. */
function unitsText(units, { groups, groupBy }) {
	if (groups !== null) return groupsText(units, groupBy);
	return counted(units, "row");
}
/** `1,478 persons`; a column whose name is no plain English noun is named: `1,478 groups (customer_id)`. */
function groupsText(count, groupBy) {
	if (groupBy === null) return counted(count, "group");
	if (!/^[a-z]{2,30}$/.test(groupBy) || /(s|x|z|ch|sh)$/.test(groupBy)) return `${counted(count, "group")} (${groupBy})`;
	return counted(count, groupBy, /[^aeiou]y$/.test(groupBy) ? `${groupBy.slice(0, -1)}ies` : `${groupBy}s`);
}

// src/domain/gates/gate-words.ts
function gateWords(row, naming) {
	const { seen } = row;
	const format = gateFormat(row);
	const base = baselineName(row.against ?? naming.baseline);
	const counts = {
		rows: seen.rows,
		groups: seen.groups,
		groupBy: naming.groupBy
	};
	const rows = rowsText(counts);
	const comparative = isComparative(row);
	const shown = (value, signed = false) => value === null ? null : format.measured(value, { signed });
	return {
		row,
		metric: `${metricLabel(row.metric, row.target)}${placeOf(row)}`,
		base,
		asked: askedPhrase(row, format),
		limit: limitText(row, format),
		candidate: shown(seen.candidate),
		baseline: shown(seen.baseline),
		difference: shown(seen.estimate, comparative),
		range: seen.interval === null ? null : rangeText(seen.interval, format, comparative),
		confidence: formatPercent(seen.confidence),
		format,
		onRows: rows === null ? "" : ` on ${rows}`,
		straddles: straddles(row),
		reference: row.relative ? `${formatPercent(seen.factor)} of ${base}'s value` : null,
		needed: neededText(row, counts),
		margin: marginText(row)
	};
}
/** ` on region = north of week_2`, or nothing for all rows of the usual dataset. */
function placeOf({ slice, dataset }) {
	const ofDataset = dataset === "evaluation" ? null : dataset;
	if (slice === void 0) return ofDataset === null ? "" : ` on ${ofDataset}`;
	return ` on ${slice}${ofDataset === null ? "" : ` of ${ofDataset}`}`;
}
/** `roc_auc on region = north`, `log_loss vs v1.0.0`: how a heading names a gate. */
function gateTitle(row) {
	const against = row.against === void 0 ? "" : ` vs ${baselineName(row.against)}`;
	return `${metricLabel(row.metric, row.target)}${placeOf(row)}${against}`;
}
function isComparative({ rule }) {
	return rule === "max_worse" || rule === "min_better";
}
/** It limits how much candidate and baseline differ, whichever is better. */
function isOfPair({ metric }) {
	return findPairMetric(metric) !== null;
}
/** Decimals such that neither a bound nor the point reads as if the verdict were another. */
function gateFormat(row) {
	const { seen, metric } = row;
	return quantityFormat({
		metric,
		halfWidth: seen.interval === null ? null : (seen.interval[1] - seen.interval[0]) / 2,
		values: [
			seen.candidate,
			seen.baseline,
			seen.estimate
		].filter((value) => value !== null),
		comparisons: gateComparisons(row)
	});
}
/** What the text of a verdict must not blur: estimate and bounds against the limit, and against zero where it is said. */
function gateComparisons(row) {
	const { seen } = row;
	const { critical } = criterionOf(row.rule, {
		value: row.limit,
		relative: row.relative
	}, seen.better);
	const compared = [seen.estimate, ...seen.interval ?? []].filter((value) => value !== null);
	return (isComparative(row) ? [critical, ...provenSign(row)] : [critical]).flatMap((limit) => compared.map((value) => ({
		value,
		limit
	})));
}
/** Zero is a limit too where the text says that a difference is proven. */
function provenSign({ seen: { interval } }) {
	return interval !== null && (interval[0] > 0 || interval[1] < 0) ? [0] : [];
}
function straddles(row) {
	const { interval } = row.seen;
	if (interval === null) return false;
	const { critical } = criterionOf(row.rule, {
		value: row.limit,
		relative: row.relative
	}, row.seen.better);
	return interval[0] < critical && critical < interval[1];
}
const PHRASES = {
	min: (limit) => `at least ${limit}`,
	max: (limit) => `at most ${limit}`,
	max_worse: (limit, isZero) => isZero ? "not worse" : `at most ${limit} worse`,
	min_better: (limit, isZero) => isZero ? "better" : `at least ${limit} better`
};
/** What the rule asks, in a table cell: `at least 0.65`, `at most 1 % worse`. */
function askedPhrase(row, format) {
	return PHRASES[row.rule](limitText(row, format), row.limit === 0);
}
function limitText(row, format) {
	return row.relative ? formatPercent(row.limit) : format.limit(row.limit);
}
/** `+0.027 … +0.041`. */
function rangeText([low, high], format, signed) {
	return `${format.measured(low, {
		signed,
		unit: false
	})} … ${format.measured(high, {
		signed,
		unit: false
	})}`;
}
/** `fell by 0.031 (0.024 … 0.038)`; signed where the range reaches across zero: `changed by −0.02 (−0.05 … +0.01)`. */
function changedBy(estimate, interval, format) {
	if (reachesAcross(interval)) return `changed by ${signedAmount(estimate, interval, format)}`;
	return `${estimate < 0 ? "fell" : "rose"} by ${plainAmount(estimate, interval, format)}`;
}
/** `is 0.031 (0.024 … 0.038) above 110 % of v1.0.0's value`; signed where the range reaches across it. */
function besideReference(estimate, interval, { format, reference }) {
	if (reachesAcross(interval)) return `differs from ${reference} by ${signedAmount(estimate, interval, format)}`;
	return `is ${plainAmount(estimate, interval, format)} ${estimate < 0 ? "below" : "above"} ${reference}`;
}
function reachesAcross(interval) {
	return interval !== null && interval[0] < 0 && interval[1] > 0;
}
function signedAmount(estimate, interval, format) {
	return `${format.measured(estimate, { signed: true })} (${rangeText(interval, format, true)})`;
}
/** The smaller end first. */
function plainAmount(estimate, interval, format) {
	const amount = format.measured(Math.abs(estimate));
	if (interval === null) return amount;
	const [low, high] = interval;
	return `${amount} (${rangeText(high <= 0 ? [-high, -low] : [low, high], format, false)})`;
}
function neededText({ seen }, counts) {
	return seen.power === null || seen.power.needed === null ? null : unitsText(seen.power.needed, counts);
}
/** A limit that an equal model keeps 80 times of 100: rounded up, two digits, as the config writes it. */
function marginText({ seen: { power }, relative }) {
	if (power === null || !(power.margin > 0)) return null;
	const places = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(power.margin))));
	const rounded = Math.ceil(power.margin * 10 ** places - 1e-6) / 10 ** places;
	return relative ? formatPercent(rounded).replace(" ", "") : rounded.toFixed(places);
}
/** `: why`, or nothing. */
function remark(note) {
	return note === null ? "" : `: ${note}`;
}

export { headroom as _, gateTitle as a, isOfPair as c, remark as d, rowsText as f, criterionOf as g, baselineName as h, gateComparisons as i, placeOf as l, quantityFormat as m, besideReference as n, gateWords as o, metricLabel as p, changedBy as r, isComparative as s, askedPhrase as t, rangeText as u, headroomInterval as v };