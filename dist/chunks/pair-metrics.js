// src/domain/steps.ts
/** So many rows of simple work are enough for a rest. */
const STEP_ROWS = 2 ** 18;
/** 0 … count, cut into portions of a step each. `cost`: how many rows of simple work one of them is. */
function* portions(count, cost = 1) {
	const size = Math.ceil(STEP_ROWS / cost);
	for (let from = 0; from < count; from += size) yield [from, Math.min(count, from + size)];
}
/** What is known without any arithmetic. */
function* atOnce(value) {
	yield 0;
	return value;
}
function inOneGo(steps) {
	let step = steps.next();
	while (step.done !== true) step = steps.next();
	return step.value;
}
/** With a rest whenever the steps since the last one were STEP_ROWS rows or more. */
async function inTurn(steps, rest) {
	let step = steps.next();
	for (let rows = 0; step.done !== true; step = steps.next()) {
		rows += step.value ?? STEP_ROWS;
		if (rows < STEP_ROWS) continue;
		await rest();
		rows = 0;
	}
	return step.value;
}

// src/domain/statistics/normal.ts
/**
* Complementary error function, relative error below 1e-15 near the centre; it grows with x² (below 1e-12 at x = 26).
* Rational approximations of W. J. Cody, "Rational Chebyshev approximation for the error function", Math. Comp. 23 (1969).
*/
function erfc(x) {
	const size = Math.abs(x);
	const tail = size <= .46875 ? 1 - size * smallErf(size * size) : Math.exp(-size * size) * scaledErfc(size);
	return x >= 0 ? tail : 2 - tail;
}
const SMALL_TOP = [
	3.1611237438705655,
	113.86415415105016,
	377.485237685302,
	3209.3775891384694
];
const SMALL_BOTTOM = [
	23.601290952344122,
	244.02463793444417,
	1282.6165260773723,
	2844.236833439171
];
function smallErf(square) {
	return ratio(square, .18577770618460315, SMALL_TOP, SMALL_BOTTOM);
}
const MIDDLE_TOP = [
	.5641884969886701,
	8.883149794388377,
	66.11919063714163,
	298.6351381974001,
	881.952221241769,
	1712.0476126340707,
	2051.0783778260716,
	1230.3393547979972
];
const MIDDLE_BOTTOM = [
	15.744926110709835,
	117.6939508913125,
	537.1811018620099,
	1621.3895745666903,
	3290.7992357334597,
	4362.619090143247,
	3439.3676741437216,
	1230.3393548037495
];
const LARGE_TOP = [
	.30532663496123236,
	.36034489994980445,
	.12578172611122926,
	.016083785148742275,
	.0006587491615298378
];
const LARGE_BOTTOM = [
	2.568520192289822,
	1.8729528499234673,
	.5279051029514285,
	.06051834131244132,
	.0023352049762686918
];
/** exp(x²) · erfc(x) for x > 0.46875. */
function scaledErfc(x) {
	if (x <= 4) return ratio(x, 2.1531153547440383e-8, MIDDLE_TOP, MIDDLE_BOTTOM);
	const inverse = 1 / (x * x);
	const correction = inverse * ratio(inverse, .016315387137302097, LARGE_TOP, LARGE_BOTTOM);
	return (1 / Math.sqrt(Math.PI) - correction) / x;
}
/** (lead·xⁿ + top[0]·xⁿ⁻¹ + …) / (xⁿ + bottom[0]·xⁿ⁻¹ + …). */
function ratio(x, lead, top, bottom) {
	return top.reduce((sum, coefficient) => sum * x + coefficient, lead) / bottom.reduce((sum, coefficient) => sum * x + coefficient, 1);
}
/** P(Z <= z) of the standard normal distribution; accurate in both tails. */
function normalCdf(z) {
	return erfc(-z / Math.SQRT2) / 2;
}
const CENTRE_TOP = [
	-39.69683028665376,
	220.9460984245205,
	-275.9285104469687,
	138.357751867269,
	-30.66479806614716,
	2.506628277459239
];
const CENTRE_BOTTOM = [
	-54.47609879822406,
	161.5858368580409,
	-155.6989798598866,
	66.80131188771972,
	-13.28068155288572,
	1
];
const TAIL_TOP = [
	-.007784894002430293,
	-.3223964580411365,
	-2.400758277161838,
	-2.549732539343734,
	4.374664141464968,
	2.938163982698783
];
const TAIL_BOTTOM = [
	.007784695709041462,
	.3224671290700398,
	2.445134137142996,
	3.754408661907416,
	1
];
const TAIL = .02425;
/**
* z with P(Z <= z) = p, 0 < p < 1; ±Infinity at the ends, NaN outside.
* P. J. Acklam's approximation, refined by one step of Halley's method to full precision.
*/
function normalQuantile(p) {
	if (!(p >= 0 && p <= 1)) return NaN;
	if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (p > .5) return -normalQuantile(1 - p);
	const start = p < TAIL ? tailQuantile(p) : centreQuantile(p - .5);
	const step = (normalCdf(start) - p) * Math.sqrt(2 * Math.PI) * Math.exp(start * start / 2);
	return start - step / (1 + start * step / 2);
}
function tailQuantile(p) {
	const q = Math.sqrt(-2 * Math.log(p));
	return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
}
function centreQuantile(q) {
	return horner(CENTRE_TOP, q * q) * q / horner(CENTRE_BOTTOM, q * q);
}
function horner(coefficients, x) {
	return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

// src/domain/metrics/decide-labels.ts
const decisions = /* @__PURE__ */ new WeakMap();
/**
* Predicted labels: binary 0 or 1 by score >= threshold in float64; multiclass the class of the largest probability, ties
* to the lowest index. Several metrics ask for those of one input: they are decided once.
*/
function* decideLabels(input) {
	const known = decisions.get(input);
	if (known !== void 0) return known;
	const decided = yield* decide(input);
	decisions.set(input, decided);
	return decided;
}
function* decide({ predictions, truth, threshold }) {
	if (predictions.task === "binary") return yield* reached(predictions.scores, threshold);
	if (predictions.task !== "multiclass" || truth.task !== "multiclass") return /* @__PURE__ */ new Int32Array(0);
	const width = truth.classes.length;
	const { probabilities } = predictions;
	const decided = new Int32Array(probabilities.length / width);
	for (const [from, to] of portions(decided.length)) {
		for (let row = from; row < to; row++) decided[row] = argmax(probabilities, row * width, width);
		yield (to - from) * width;
	}
	return decided;
}
/** A loop: `Int32Array.from` goes through an iterator, ten times slower at a million rows. */
function* reached(scores, threshold) {
	const decided = new Int32Array(scores.length);
	for (const [from, to] of portions(scores.length)) {
		for (let row = from; row < to; row++) decided[row] = scores[row] >= threshold ? 1 : 0;
		yield to - from;
	}
	return decided;
}
function argmax(values, start, width) {
	let best = 0;
	for (let index = 1; index < width; index++) if (values[start + index] > values[start + best]) best = index;
	return best;
}
/** True labels as numbers: 0 or 1, or the class index. */
function trueLabels({ truth }) {
	return truth.task === "binary" || truth.task === "multiclass" ? truth.labels : /* @__PURE__ */ new Int32Array(0);
}

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

// src/domain/report/counted.ts
/** How many of what: `1 row`, `5,069 rows`, `2 categories`. */
function counted(count, one, many = `${one}s`) {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}

// src/domain/metrics/observations.ts
function rowCount(truth) {
	switch (truth.task) {
		case "scores": return truth.rows;
		case "targets": return truth.values.length / truth.names.length;
		case "regression": return truth.values.length;
		case "ranking": return truth.relevance.length;
		default: return truth.labels.length;
	}
}
/** One column of a table. Throws where there is no such name. */
function tableColumn({ names, values }, name) {
	const column = names.indexOf(name);
	if (column === -1) throw new Error(`there is no column ${name}`);
	const width = names.length;
	if (width === 1) return values;
	const picked = new Float64Array(values.length / width);
	for (let row = 0; row < picked.length; row++) picked[row] = values[row * width + column];
	return picked;
}
/** Columns side by side, all of the same length. */
function tableOf(columns) {
	const width = columns.length;
	const values = new Float64Array((columns[0]?.[1].length ?? 0) * width);
	columns.forEach(([, column], place) => {
		for (let row = 0; row < column.length; row++) values[row * width + place] = column[row];
	});
	return {
		names: columns.map(([name]) => name),
		values
	};
}

// src/domain/metrics/units.ts
function unitOf({ groups }) {
	return groups === null ? "rows" : "groups";
}
/** Rows, or groups where there are any, on which the two models decide differently. */
function* decidedUnits({ candidateInput, baselineInput, groups }) {
	const own = yield* decideLabels(candidateInput);
	const other = yield* decideLabels(baselineInput);
	return yield* unitsWith((row) => own[row] !== other[row], own.length, groups);
}
/** Rows, or groups where there are any, on which the two models give different scores. */
function differingUnits({ candidateInput, baselineInput, groups }) {
	const [own, other] = [numbersOf(candidateInput.predictions), numbersOf(baselineInput.predictions)];
	const { truth } = candidateInput;
	const width = own.length / rowCount(truth);
	const differs = (row) => {
		for (let at = row * width; at < (row + 1) * width; at++) if (own[at] !== other[at]) return true;
		return false;
	};
	return unitsWith(differs, own.length / width, groups);
}
/** Every score, probability or value. */
function numbersOf(predictions) {
	if (predictions.task === "binary") return predictions.scores;
	if (predictions.task === "scores") return predictions.own.values;
	return predictions.task === "multiclass" ? predictions.probabilities : predictions.values;
}
/** Rows (groups with such a row) that something holds for. */
function* unitsWith(holds, rows, groups) {
	const seen = groups === null ? null : new Uint8Array(groups.count);
	let count = 0;
	for (const [from, to] of portions(rows)) {
		for (let row = from; row < to; row++) {
			if (!holds(row)) continue;
			const group = groups?.index[row] ?? -1;
			if (seen?.[group] === 1) continue;
			if (seen !== null) seen[group] = 1;
			count += 1;
		}
		yield to - from;
	}
	return count;
}

// src/domain/metrics/estimate.ts
/** The weighted mean of one value per row, x̄ = Σwx / Σw, with influence w·(x − x̄) / Σw. */
function* meanEstimate(values, weights) {
	const rows = values.length;
	if (rows === 0) return undefinedEstimate("there are no rows", 0);
	const total = weights === null ? rows : yield* weightedSum(weights, null);
	const value = (yield* weightedSum(values, weights)) / total;
	const influence = new Float64Array(rows);
	for (const [from, to] of portions(rows)) {
		for (let row = from; row < to; row++) {
			const share = weights === null ? 1 / total : weights[row] / total;
			influence[row] = (values[row] - value) * share;
		}
		yield to - from;
	}
	return {
		value,
		influence,
		reason: null
	};
}
/** The weighted mean of these values when its rows count for more or less. */
function meanAlong(values, weights) {
	return function* (direction) {
		const moves = yield* products(direction, weights);
		const [sum, total] = [yield* weightedSum(values, weights), yield* weightedSum(weights, null)];
		const [sumMove, totalMove] = [yield* weightedSum(values, moves), yield* weightedSum(moves, null)];
		return (step) => (sum + step * sumMove) / (total + step * totalMove);
	};
}
/** Row by row. */
function* products(values, weights) {
	const found = new Float64Array(values.length);
	for (const [from, to] of portions(values.length)) {
		for (let row = from; row < to; row++) found[row] = values[row] * weights[row];
		yield to - from;
	}
	return found;
}
/**
* The ratio of two weighted means, Σw·top / Σw·bottom, with influence w·(top − ratio · bottom) / Σw·bottom (delta method).
*/
function* ratioEstimate(top, bottom, weights) {
	const above = yield* weightedSum(top, weights);
	const below = yield* weightedSum(bottom, weights);
	const influence = new Float64Array(top.length);
	if (below === 0) return {
		value: 0,
		influence,
		reason: null
	};
	const value = above / below;
	for (const [from, to] of portions(top.length)) {
		for (let row = from; row < to; row++) {
			const weight = weights === null ? 1 : weights[row];
			influence[row] = weight * (top[row] - value * bottom[row]) / below;
		}
		yield to - from;
	}
	return {
		value,
		influence,
		reason: null
	};
}
function undefinedEstimate(reason, rows) {
	return {
		value: null,
		influence: new Float64Array(rows),
		reason
	};
}
/** Σwx; Σx without weights. */
function* weightedSum(values, weights) {
	let sum = 0;
	for (const [from, to] of portions(values.length)) {
		if (weights === null) for (let row = from; row < to; row++) sum += values[row];
		else for (let row = from; row < to; row++) sum += values[row] * weights[row];
		yield to - from;
	}
	return sum;
}

// src/domain/metrics/pair-metrics.ts
const DECIDED = ["binary", "multiclass"];
function flips(isFlip) {
	return function* (candidate, baseline) {
		const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
		const labels = trueLabels(candidate);
		const found = new Float64Array(own.length);
		for (const [from, to] of portions(own.length)) {
			for (let row = from; row < to; row++) {
				const label = labels[row];
				if (own[row] !== other[row] && isFlip(other[row] === label, own[row] === label)) found[row] = 1;
			}
			yield to - from;
		}
		return found;
	};
}
function* absoluteChanges(candidate, baseline) {
	const [own, other] = [numbersOf(candidate.predictions), numbersOf(baseline.predictions)];
	const changes = new Float64Array(own.length);
	for (const [from, to] of portions(own.length)) {
		for (let row = from; row < to; row++) changes[row] = Math.abs(own[row] - other[row]);
		yield to - from;
	}
	return changes;
}
/** Every one of them; smaller is calmer. S. Yan et al., "Positive-Congruent Training", CVPR 2021, names the flips. */
const PAIR_METRICS = [
	{
		name: "churn",
		tasks: DECIDED,
		method: "share",
		perRow: flips(() => true)
	},
	{
		name: "negative_flip_rate",
		tasks: DECIDED,
		method: "share",
		perRow: flips((wasRight, isRight) => wasRight && !isRight)
	},
	{
		name: "positive_flip_rate",
		tasks: DECIDED,
		method: "share",
		perRow: flips((wasRight, isRight) => !wasRight && isRight)
	},
	{
		name: "mean_absolute_change",
		tasks: ["regression"],
		method: "mean",
		perRow: absoluteChanges
	}
];
function findPairMetric(name) {
	return PAIR_METRICS.find((metric) => metric.name === name) ?? null;
}
/** Those that a gate may limit: more rows set right is nothing to be limited. */
function pairMetricNames(task) {
	return PAIR_METRICS.filter(({ name, tasks }) => tasks.includes(task) && name !== "positive_flip_rate").map(({ name }) => name);
}
/** The metric of one model that it is once the other model is given: its interval and guards are those of any share or mean. */
function besideBaseline({ name, tasks, method, perRow }, baseline) {
	const values = (candidate) => perRow(candidate, baseline);
	return {
		name,
		tasks,
		better: "lower",
		method,
		*estimate(candidate) {
			return yield* meanEstimate(yield* values(candidate), candidate.weights);
		},
		...method === "share" ? { hits: values } : {}
	};
}

export { STEP_ROWS as A, formatNumber as C, trueLabels as D, decideLabels as E, inOneGo as M, inTurn as N, normalCdf as O, portions as P, formatExact as S, formatSeconds as T, counted as _, meanEstimate as a, formatBytes as b, undefinedEstimate as c, numbersOf as d, unitOf as f, tableOf as g, tableColumn as h, meanAlong as i, atOnce as j, normalQuantile as k, decidedUnits as l, rowCount as m, findPairMetric as n, products as o, unitsWith as p, pairMetricNames as r, ratioEstimate as s, besideBaseline as t, differingUnits as u, byteUnit as v, formatPercent as w, formatCount as x, decimalPlaces as y };