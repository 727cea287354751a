import { t as __commonJSMin } from "./rolldown-runtime.js";
import { C as string, E as unknown, S as strictObject, T as union, b as preprocess, d as _enum, g as literal, p as array, v as number, x as record } from "./schemas.js";
import { t as MODEL_NAME } from "./names.js";
import { a as ratioEstimate, g as trueLabels, h as decideLabels, i as meanEstimate, o as undefinedEstimate } from "./pair-metrics.js";

// src/domain/data-form.ts
const USUAL_CSV = {
	delimiter: null,
	quote: "\"",
	escape: "\"",
	encoding: null,
	numbers: {
		decimal: ".",
		thousands: null
	},
	nulls: [""],
	names: null,
	comment: null
};
const USUAL_FORM = {
	csv: null,
	table: null,
	partitions: "hive",
	missingColumns: "error"
};
/** Names of encodings that a config may say. */
const ENCODINGS = [
	"utf-8",
	"utf-16",
	"utf-16le",
	"utf-16be",
	"latin-1",
	"windows-1250",
	"windows-1251",
	"windows-1252",
	"windows-1253",
	"windows-1254",
	"windows-1257",
	"iso-8859-2",
	"iso-8859-15",
	"koi8-r",
	"macintosh",
	"shift_jis",
	"euc-jp",
	"euc-kr",
	"gb18030",
	"big5"
];

// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = 1e400;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

// src/config/nearest.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
/** Longer words than this are no misspelling of a key, a command or a model. */
const LONGEST = 80;
/** The known word that a misspelt one was probably meant to be; null when none is near. */
function nearest(word, known) {
	if (word.length > LONGEST) return null;
	const ranked = known.map((each) => ({
		each,
		cost: cost(folded(word), folded(each))
	}));
	ranked.sort((a, b) => a.cost - b.cost);
	const best = ranked[0];
	return best !== void 0 && best.cost <= Math.max(2, Math.floor(word.length / 3)) && 2 * best.cost <= word.length ? best.each : null;
}
/** Edits from one word to the other; two neighbours that changed places are one slip, not two. */
function cost(word, known) {
	const at = [...word].findIndex((letter, index) => letter !== known[index]);
	const swapped = `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at] ?? ""}${word.slice(at + 2)}`;
	return at !== -1 && swapped === known ? 1 : (0, import_fastest_levenshtein.distance)(word, known);
}
/** `groupBy`, `group-by` and `Group_By` are the same slip. */
function folded(word) {
	return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}

// src/config/schema-parts.ts
/** Marks a key whose stage comes later: known, refused, never ignored. */
function notBuilt(what) {
	return unknown().refine((value) => value === void 0, { error: `${what} is not built yet` }).optional().meta({
		description: `Not built yet: ${what}.`,
		not: {}
	});
}
/** Names of environments become part of commands, paths and log lines. */
const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const text = string({ error: "expected text" }).min(1, { error: "expected text that is not empty" });
const columnName = text.max(200, { error: "expected the name of a column, at most 200 characters" });
function isMap(value) {
	return value !== null && typeof value === "object" && !Array.isArray(value);
}
const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;
const MS = {
	ms: 1,
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
const LONGEST_MS = 1728e6;
/** Milliseconds of a written duration; NaN for what is none. */
function durationMs(written) {
	if (typeof written === "number") return written * 1e3;
	const [, amount = "none", unit = ""] = DURATION.exec(written) ?? [];
	return Math.round(Number(amount) * (MS[unit] ?? NaN));
}
/** Timers of Node end at 24 days, and would fire at once beyond. */
const duration = union([number(), string()], { error: "expected a time such as 90s, 30m or 2h" }).refine((written) => durationMs(written) > 0 && durationMs(written) <= LONGEST_MS, { error: "expected a time such as 90s, 30m or 2h, at most 20d" });
const PERCENTAGE = /^\d+(?:\.\d+)?%$/;
const limit = number({ error: ({ input }) => typeof input === "string" && PERCENTAGE.test(input) ? "expected a number: a percentage needs a baseline, so it belongs to max_worse or min_better" : "expected a number" });
const margin = union([number().min(0), string().regex(PERCENTAGE)], { error: "expected an amount of 0 or more, or a percentage such as 1%" });

// src/config/data-path.ts
const paths = union([text, array(text).min(1)], { error: "expected a path, a glob or a list of them" });
const oneSign = /^[^\r\n\0\w]$/u;
const sign = (what) => string().regex(oneSign, { error: `expected one sign, such as ${what}` });
const spelling = string({ error: "expected text in quotes" });
const csv = strictObject({
	delimiter: string().regex(/^([^"\r\n\0\w]|\\t|tab)$/u, { error: "expected one sign, such as ';', or tab" }).optional().meta({ description: "What separates cells. Without it: found in the header." }),
	quote: union([literal(""), sign("'")], { error: "expected one sign, or '' where nothing is quoted" }).default("\"").meta({ description: "What quotes cells; '' where nothing is quoted." }),
	escape: sign("'\\'").optional().meta({ description: "The sign before a quote inside of quotes. Without it: the quote itself, written twice." }),
	encoding: _enum(ENCODINGS, { error: `expected ${ENCODINGS.join(", ")}` }).optional().meta({ description: "Encoding of the text. Without it: UTF-8, or UTF-16 where a byte order mark says so." }),
	decimal: _enum([".", ","], { error: "expected '.' or ','" }).default(".").meta({ description: "The sign before the fraction of a number." }),
	thousands: sign("'.'").optional().meta({ description: "The sign between groups of three digits." }),
	null: union([spelling, array(spelling)], { error: "expected text or a list, such as ['NA', '']" }).default("").meta({ description: "Unquoted cells that are null." }),
	names: array(columnName).min(1).optional().meta({ description: "Names of the columns of a file that has no header." }),
	comment: sign("'#'").optional().meta({ description: "Lines that begin with it are left out." })
});
const entry = strictObject({
	path: paths.meta({ description: "File, glob or list." }),
	csv: csv.optional().meta({ description: "How the CSV is written, where it is not the usual way." }),
	table: text.optional().meta({ description: "Table of a DuckDB file, name or schema.name. Without it: its only one." }),
	partitions: _enum(["hive", "none"]).default("hive").meta({ description: "hive: folders named key=value give columns; none: they do not." }),
	missing_columns: _enum(["error", "allow"]).default("error").meta({ description: "A column that only some files have: an error, or null in the others, which is told." }),
	rows: notBuilt("{path, rows}")
});
/** A map of datasets by name is no entry of one: it is told as what it is. */
const described = preprocess((input) => isSeveral(input) ? "several datasets" : input, entry);
function isSeveral(input) {
	const known = Object.keys(entry.shape);
	return isMap(input) && Object.keys(input).every((key) => nearest(key, known) === null);
}
/** A file, a glob, or a list of them, or a map that also says how they are read. */
const dataPath = union([
	text,
	array(text).min(1),
	described
], { error: ({ input }) => isMap(input) ? "several datasets by name stand under data.evaluation only" : "expected a path, a glob, a list of them, or {path, …}" });
const named = record(string(), dataPath).refine((sets) => Object.keys(sets).length > 0, { error: "expected at least one dataset" }).meta({ propertyNames: { pattern: MODEL_NAME.source } });
/** One dataset, or several by name. */
const evaluationPath = union([
	text,
	array(text).min(1),
	described,
	preprocess((input) => isSeveral(input) ? input : "one dataset", named)
], { error: "expected a path, a glob, a list of them, {path, …}, or several of these by name" });
/** The paths of an entry with their keys below it. */
function pathsIn(written) {
	if (typeof written === "string") return [[[], written]];
	if (Array.isArray(written)) return written.map((path, index) => [[index], path]);
	return pathsIn(written.path).map(([key, path]) => [["path", ...key], path]);
}

// src/config/evaluation-sets.ts
/** What records call the evaluation data that have no name of their own. */
const EVALUATION = "evaluation";
/** The datasets on which models are judged; gates and slices speak of the first unless they say otherwise. */
function evaluationSets({ evaluation, evaluationSets }) {
	return evaluationSets ?? [{
		name: "evaluation",
		paths: evaluation
	}];
}
/** The dataset that gates and slices speak of unless they say otherwise. */
function firstSet(data) {
	return evaluationSets(data)[0] ?? {
		name: "evaluation",
		paths: data.evaluation
	};
}
/** The files of all of them, and of the rows on which a threshold is chosen. */
function allEvaluation(data) {
	return { patterns: [...evaluationSets(data).flatMap(({ paths }) => paths.patterns), ...data.tuning?.patterns ?? []] };
}
/** `data.evaluation` as written: one dataset, or several by name. */
function writtenSets(written) {
	if (isSingle(written)) return [{
		name: EVALUATION,
		key: [],
		data: written
	}];
	return Object.entries(written).map(([name, data]) => ({
		name,
		key: [name],
		data
	}));
}
function isSingle(written) {
	return typeof written === "string" || Array.isArray(written) || isEntry(written);
}
/** No dataset is called `path`: the word says how one is read. */
function isEntry(written) {
	return Object.hasOwn(written, "path");
}
/** The paths of all evaluation data with their keys below `data.evaluation`. */
function evaluationPathsIn(written) {
	return writtenSets(written).flatMap(({ key, data }) => pathsIn(data).map(([inner, path]) => [[...key, ...inner], path]));
}

// src/domain/statistics/weighted-quantile.ts
/**
* The averaged inverse of the weighted distribution (Hyndman and Fan 1996, definition 2; numpy's
* `averaged_inverted_cdf`): the value at which the share q of the weight is reached; where it is reached exactly, the
* mean of it and of the next that has a weight. NaN where there is no weight.
*/
function weightedQuantile({ values, order, weights }, q) {
	let total = 0;
	for (let row = 0; row < weights.length; row++) total += weights[row];
	if (total === 0) return NaN;
	const wanted = q * total;
	const slack = total * 1e-12;
	let [sum, place] = [0, -1];
	while (sum < wanted - slack && place + 1 < order.length) sum += weights[order[++place]];
	const value = values[order[place]];
	if (sum > wanted + slack) return value;
	let next = place + 1;
	while (next < order.length && weights[order[next]] === 0) next++;
	return next < order.length ? (value + values[order[next]]) / 2 : value;
}

// src/domain/statistics/radix-argsort.ts
const DIGIT_BITS = 16;
const BUCKETS = 65536;
/** Below this, counting buckets takes longer than comparing (slices are often small). */
const FEW_ROWS = 2e4;
/**
* Row numbers in ascending order of their values; equal values keep their order. No NaN, no infinities. O(n) for many
* rows: two passes of 16 bits where all values are float32, else four; a pass whose digit is the same everywhere is skipped.
*/
function radixArgsort(values) {
	if (values.length < FEW_ROWS) return comparisonArgsort(values);
	let order = rowNumbers(values.length);
	let spare = new Uint32Array(values.length);
	for (const word of narrowWords(values) ?? wideWords(values)) for (const shift of [0, DIGIT_BITS]) {
		if (!scatter({
			word,
			shift,
			order,
			target: spare
		})) continue;
		[order, spare] = [spare, order];
	}
	return order;
}
function rowNumbers(count) {
	const rows = new Uint32Array(count);
	for (let row = 0; row < count; row++) rows[row] = row;
	return rows;
}
function comparisonArgsort(values) {
	return rowNumbers(values.length).sort((a, b) => values[a] - values[b] || a - b);
}
/** 32-bit keys in numerical order of values that are float32, as scores of models are; null where one is not. */
function narrowWords(values) {
	const floats = new Float32Array(values.length);
	const keys = new Uint32Array(floats.buffer);
	for (let row = 0; row < values.length; row++) {
		const value = values[row];
		floats[row] = value;
		if (floats[row] !== value) return null;
		const bits = value === 0 ? 0 : keys[row];
		keys[row] = bits >>> 31 === 1 ? ~bits : bits | 2147483648;
	}
	return [keys];
}
function wideWords(values) {
	const words = new Uint32Array(values.length * 2);
	new Float64Array(words.buffer).set(values);
	return sortableWords(words, values);
}
/** Bits of the values, changed so that unsigned order is numerical order; −0 counts as 0. */
function sortableWords(words, values) {
	const low = new Uint32Array(values.length);
	const high = new Uint32Array(values.length);
	for (let row = 0; row < values.length; row++) {
		const isZero = values[row] === 0;
		const lowBits = isZero ? 0 : words[2 * row] ?? 0;
		const highBits = isZero ? 0 : words[2 * row + 1] ?? 0;
		const isNegative = highBits >>> 31 === 1;
		low[row] = isNegative ? ~lowBits : lowBits;
		high[row] = isNegative ? ~highBits : highBits | 2147483648;
	}
	return [low, high];
}
/** One counting-sort pass; false when all digits are equal and nothing had to be moved. */
function scatter({ word, shift, order, target }) {
	const starts = /* @__PURE__ */ new Uint32Array(65537);
	const mask = 65535;
	for (let row = 0; row < word.length; row++) starts[(word[row] >>> shift & mask) + 1] += 1;
	if (starts[((word[0] ?? 0) >>> shift & mask) + 1] === word.length) return false;
	for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] += starts[bucket];
	for (let place = 0; place < order.length; place++) {
		const row = order[place];
		const digit = word[row] >>> shift & mask;
		target[starts[digit]] = row;
		starts[digit] += 1;
	}
	return true;
}

// src/domain/metrics/score-order.ts
const orders = /* @__PURE__ */ new WeakMap();
/** Curves of one model share its order: it is sorted once, and its scores are compared with their neighbours once. */
function scoreOrder(scores) {
	const known = orders.get(scores);
	if (known !== void 0) return known;
	const rows = radixArgsort(scores);
	const starts = new Uint8Array(rows.length);
	let before = NaN;
	for (let place = 0; place < rows.length; place++) {
		const score = scores[rows[place]];
		if (score !== before) starts[place] = 1;
		before = score;
	}
	const order = {
		rows,
		starts
	};
	orders.set(scores, order);
	return order;
}

// src/domain/metrics/accuracy.ts
/** Share of rows whose decided label is the true one. */
function estimateAccuracy(input) {
	return meanEstimate(correctRows(input), input.weights);
}
/** 1 where the decided label is the true one, else 0. */
function correctRows(input) {
	const decided = decideLabels(input);
	const labels = trueLabels(input);
	const correct = new Float64Array(labels.length);
	for (let row = 0; row < labels.length; row++) correct[row] = decided[row] === labels[row] ? 1 : 0;
	return correct;
}
const accuracy = {
	name: "accuracy",
	tasks: ["binary", "multiclass"],
	usualIn: ["binary", "multiclass"],
	better: "higher",
	method: "share",
	ofDecisions: true,
	estimate: estimateAccuracy,
	hits: correctRows
};
/** With one label to a row, these averages count every row once: they are accuracy under another name. */
const accuracyByOtherNames = [
	"precision_micro",
	"recall_micro",
	"f1_micro",
	"recall_weighted"
].map((name) => ({
	...accuracy,
	name,
	tasks: ["multiclass"],
	usualIn: []
}));

// src/domain/metrics/average-precision.ts
/** Σ over distinct scores of (Rₙ − Rₙ₋₁)·Pₙ, without interpolation; 0 without positives. */
function estimateAveragePrecision({ truth, predictions, weights }) {
	if (truth.task !== "binary" || predictions.task !== "binary") return undefinedEstimate("not a binary task", 0);
	const steps = stepsOf(truth.labels, predictions.scores, weights);
	const influence = new Float64Array(truth.labels.length);
	if (steps.positives === 0) return {
		value: 0,
		influence,
		reason: null
	};
	return {
		value: stepSum(steps),
		influence: influenceOf(steps, influence, truth.labels),
		reason: null
	};
}
function stepsOf(labels, scores, weights) {
	const { rows: order, starts } = scoreOrder(scores);
	const rows = order.length;
	const [ends, rowsAbove, hitsAbove] = [
		new Uint32Array(rows),
		new Float64Array(rows),
		new Float64Array(rows)
	];
	let [count, total, hits] = [
		0,
		0,
		0
	];
	for (let place = rows - 1; place >= 0; place--) {
		const row = order[place];
		const weight = weights === null ? 1 : weights[row];
		total += weight;
		if (labels[row] === 1) hits += weight;
		if (starts[place] === 0) continue;
		ends[count] = place;
		rowsAbove[count] = total;
		hitsAbove[count] = hits;
		count += 1;
	}
	return {
		order,
		weights,
		ends,
		count,
		rowsAbove,
		hitsAbove,
		positives: hits
	};
}
function stepSum({ count, rowsAbove, hitsAbove, positives }) {
	let [sum, before] = [0, 0];
	for (let step = 0; step < count; step++) {
		const [hits, rows] = [hitsAbove[step], rowsAbove[step]];
		if (hits > before) sum += (hits - before) * (hits / rows);
		before = hits;
	}
	return sum / positives;
}
/**
* The derivative of the step sum by the weight of a row. With P(t) = TP(t)/N(t) and p(t) the weight of the positives at
* t, a row of score s moves Σ p(t)·P(t) by y·P(s) + Σ over t ≤ s of p(t)·(y − P(t))/N(t), and a positive the divisor.
*/
function influenceOf(steps, influence, labels) {
	const { order, weights, ends, count, rowsAbove, hitsAbove, positives } = steps;
	const value = stepSum(steps);
	let [gain, loss, place] = [
		0,
		0,
		0
	];
	for (let step = count - 1; step >= 0; step--) {
		const [rows, hits] = [rowsAbove[step], hitsAbove[step]];
		const own = hits - (step === 0 ? 0 : hitsAbove[step - 1]);
		const precision = rows === 0 ? 0 : hits / rows;
		if (own > 0) {
			gain += own / rows;
			loss += own * precision / rows;
		}
		const end = step === 0 ? order.length : ends[step - 1];
		for (; place < end; place++) {
			const row = order[place];
			influence[row] = (weights === null ? 1 : weights[row]) * ((labels[row] === 1 ? precision + gain - value : 0) - loss) / positives;
		}
	}
	return influence;
}
const averagePrecision$1 = {
	name: "average_precision",
	tasks: ["binary"],
	better: "higher",
	method: "linearised",
	estimate: estimateAveragePrecision
};

// src/domain/metrics/brier.ts
/** Mean of (score − label)²; of several classes the sum of it over the classes, from 0 to 2. */
function estimateBrier(input) {
	const squares = squaredErrors(input);
	return squares === null ? undefinedEstimate("not a classification task", 0) : meanEstimate(squares, input.weights);
}
function squaredErrors({ truth, predictions }) {
	if (truth.task === "binary" && predictions.task === "binary") return ofScores(truth.labels, predictions.scores);
	if (truth.task === "multiclass" && predictions.task === "multiclass") return ofProbabilities(truth.labels, predictions.probabilities, truth.classes.length);
	return null;
}
function ofScores(labels, scores) {
	const squares = new Float64Array(labels.length);
	for (let row = 0; row < squares.length; row++) squares[row] = (scores[row] - labels[row]) ** 2;
	return squares;
}
function ofProbabilities(labels, probabilities, width) {
	const squares = new Float64Array(labels.length);
	for (let row = 0; row < squares.length; row++) {
		let sum = 0;
		for (let index = 0; index < width; index++) {
			const target = labels[row] === index ? 1 : 0;
			sum += (probabilities[row * width + index] - target) ** 2;
		}
		squares[row] = sum;
	}
	return squares;
}
const brier = {
	name: "brier",
	tasks: ["binary", "multiclass"],
	usualIn: ["binary"],
	better: "lower",
	method: "mean",
	estimate: estimateBrier
};

// src/domain/metrics/calibration-error.ts
/** Binary: the score speaks of the positive class. Multiclass: the largest probability speaks of the decided class. */
function claimsOf(input) {
	const { truth, predictions } = input;
	if (truth.task === "binary" && predictions.task === "binary") return {
		chance: predictions.scores,
		holds: truth.labels
	};
	if (truth.task !== "multiclass" || predictions.task !== "multiclass") return null;
	const [decided, width] = [decideLabels(input), truth.classes.length];
	const [chance, holds] = [new Float64Array(decided.length), new Uint8Array(decided.length)];
	for (let row = 0; row < decided.length; row++) {
		const label = decided[row];
		chance[row] = predictions.probabilities[row * width + label];
		holds[row] = label === truth.labels[row] ? 1 : 0;
	}
	return {
		chance,
		holds
	};
}
/** Bins of equal width, closed on the right as usual: (0, 1/k], (1/k, 2/k] …; 0 is in the first. */
function binOf(chance, bins) {
	let bin = Math.min(Math.max(Math.ceil(chance * bins) - 1, 0), bins - 1);
	while (bin > 0 && chance <= bin / bins) bin--;
	while (bin < bins - 1 && chance > (bin + 1) / bins) bin++;
	return bin;
}
function gapsOf({ chance, holds }, weights, bins) {
	const [gap, variance] = [new Float64Array(bins), new Float64Array(bins)];
	let total = 0;
	for (let row = 0; row < chance.length; row++) {
		const [claimed, weight] = [chance[row], weights === null ? 1 : weights[row]];
		const bin = binOf(claimed, bins);
		gap[bin] += weight * (claimed - holds[row]);
		variance[bin] += weight * weight * claimed * (1 - claimed);
		total += weight;
	}
	return {
		gap,
		variance,
		total
	};
}
/** Σ over bins of |Σw·(chance − truth)| / Σw. */
function estimateEce(input, bins) {
	const claims = claimsOf(input);
	if (claims === null) return undefinedEstimate("not a classification task", 0);
	const { gap, total } = gapsOf(claims, input.weights, bins);
	return {
		value: gap.reduce((sum, each) => sum + Math.abs(each), 0) / total,
		influence: /* @__PURE__ */ new Float64Array(0),
		reason: null
	};
}
/** What it would be on average if every chance were true: √(2/π) times the standard deviation of each bin (normal approximation). */
function chanceEce(input, bins) {
	const claims = claimsOf(input);
	if (claims === null) return NaN;
	const { variance, total } = gapsOf(claims, input.weights, bins);
	return variance.reduce((sum, each) => sum + Math.sqrt(2 / Math.PI * each), 0) / total;
}
const MOST_BINS = 1e3;
/** ece_k: expected calibration error over k bins of equal width. */
const ece = {
	pattern: /^ece_([1-9]\d{0,3})$/,
	example: "ece_15",
	member: (parameter) => {
		const bins = Number(parameter);
		if (bins > MOST_BINS) return null;
		return {
			name: `ece_${parameter}`,
			tasks: ["binary", "multiclass"],
			better: "lower",
			method: "none",
			estimate: (input) => estimateEce(input, bins),
			nullValue: (input) => chanceEce(input, bins),
			displayOnly: "ece is shown, never judged: few rows alone make it large, however good the model; gate log_loss or brier, and name it under evaluate.metrics to see it"
		};
	}
};

// src/domain/metrics/confusion.ts
const confusions = /* @__PURE__ */ new WeakMap();
/** Counted once for all metrics of one input. */
function confusionOf(input) {
	const known = confusions.get(input);
	if (known !== void 0) return known;
	const counted = count(input);
	confusions.set(input, counted);
	return counted;
}
function count(input) {
	const [decided, labels] = [decideLabels(input), trueLabels(input)];
	const classes = input.truth.task === "multiclass" ? input.truth.classes.length : 2;
	const [hits, truths, decisions] = [
		0,
		1,
		2
	].map(() => new Float64Array(classes));
	const seen = new Uint8Array(classes);
	let total = 0;
	for (let row = 0; row < labels.length; row++) {
		const [label, decision] = [labels[row], decided[row]];
		const weight = input.weights === null ? 1 : input.weights[row];
		total += weight;
		truths[label] += weight;
		decisions[decision] += weight;
		if (label === decision) hits[label] += weight;
		seen[label] = 1;
		seen[decision] = 1;
	}
	const present = [...seen.keys()].filter((index) => seen[index] === 1);
	return {
		classes,
		total,
		hits,
		truths,
		decisions,
		present
	};
}
/** Of a binary task, from the weights of its classes and of what is decided positive. */
function confusionAt({ positives, negatives, found, wrong }) {
	return {
		classes: 2,
		total: positives + negatives,
		hits: Float64Array.of(negatives - wrong, found),
		truths: Float64Array.of(negatives, positives),
		decisions: Float64Array.of(positives + negatives - found - wrong, found + wrong),
		present: [0, 1]
	};
}
/** Value and influence of a metric of decisions; `reason` where the metric has no value. */
function confusionEstimate(input, measure, reason = "it has no value on these rows") {
	const rows = trueLabels(input).length;
	const slope = measure(confusionOf(input));
	if (slope === null) return undefinedEstimate(reason, rows);
	const [decided, labels] = [decideLabels(input), trueLabels(input)];
	const influence = new Float64Array(rows);
	for (let row = 0; row < rows; row++) {
		const [label, decision] = [labels[row], decided[row]];
		const moved = slope.all + slope.truths[label] + slope.decisions[decision] + (label === decision ? slope.hits[label] : 0);
		influence[row] = input.weights === null ? moved : moved * input.weights[row];
	}
	const flips = {
		ofTruths: slope.hits.map(Math.abs),
		ofDecisions: slope.decisions.map(Math.abs)
	};
	return {
		value: slope.value,
		influence,
		reason: null,
		flips
	};
}
/** A slope of nothing, to be filled in. */
function flatSlope(classes, value) {
	return {
		value,
		all: 0,
		hits: new Float64Array(classes),
		truths: new Float64Array(classes),
		decisions: new Float64Array(classes)
	};
}

// src/domain/metrics/label-measures.ts
/** hits / (of those that are true and those that are decided); 0 where there is nothing to divide by. */
function shareOf(hits, { of, times, truth, decision }) {
	if (of === 0) return {
		value: 0,
		hit: 0,
		truth: 0,
		decision: 0
	};
	const value = times * hits / of;
	return {
		value,
		hit: times / of,
		truth: -truth * value / of,
		decision: -decision * value / of
	};
}
const CLASS_MEASURES$1 = {
	precision: ({ hits, decisions }, index) => shareOf(hits[index], {
		of: decisions[index],
		times: 1,
		truth: 0,
		decision: 1
	}),
	recall: ({ hits, truths }, index) => shareOf(hits[index], {
		of: truths[index],
		times: 1,
		truth: 1,
		decision: 0
	}),
	f1: ({ hits, truths, decisions }, index) => {
		const of = truths[index] + decisions[index];
		return shareOf(hits[index], {
			of,
			times: 2,
			truth: 1,
			decision: 1
		});
	}
};
/** Of the positive class of a binary task. */
function ofPositives(name) {
	return (confusion) => combined(confusion, name, [[1, 1]]);
}
/** Unweighted mean over the classes that are true or decided on some row. */
function macro(name) {
	return (confusion) => {
		const share = 1 / confusion.present.length;
		return combined(confusion, name, confusion.present.map((index) => [index, share]));
	};
}
/** Mean over the classes by the weight of their true rows, which moves with the rows, too. */
function weighted(name) {
	return (confusion) => {
		const { truths, total } = confusion;
		const shares = [...truths].map((truth, index) => [index, truth / total]);
		const slope = combined(confusion, name, shares);
		for (const [index] of shares) slope.truths[index] += CLASS_MEASURES$1[name](confusion, index).value / total;
		return {
			...slope,
			all: -slope.value / total
		};
	};
}
function combined(confusion, name, shares) {
	const slope = flatSlope(confusion.classes, 0);
	let value = 0;
	for (const [index, share] of shares) {
		const found = CLASS_MEASURES$1[name](confusion, index);
		value += share * found.value;
		slope.hits[index] = share * found.hit;
		slope.truths[index] = share * found.truth;
		slope.decisions[index] = share * found.decision;
	}
	return {
		...slope,
		value
	};
}
/** Mean of recall over the classes that are true on some row. */
function balancedAccuracy(confusion) {
	const classes = [...confusion.truths.keys()].filter((index) => confusion.truths[index] > 0);
	return combined(confusion, "recall", classes.map((index) => [index, 1 / classes.length]));
}
/**
* Matthews' correlation for any number of classes (J. Gorodkin, Computational Biology and Chemistry 28, 2004), 0 where all
* rows have one label or all decisions are the same: (c·s − Σtp) / √((s² − Σp²)(s² − Σt²)).
*/
function matthews({ classes, total, hits, truths, decisions }) {
	const right = sum(hits);
	const [ofDecisions, ofTruths] = [spread(decisions, total), spread(truths, total)];
	const root = Math.sqrt(ofDecisions * ofTruths);
	if (root === 0) return flatSlope(classes, 0);
	const value = (right * total - product(truths, decisions)) / root;
	return {
		value,
		all: right / root - value * (total / ofDecisions + total / ofTruths),
		hits: new Float64Array(classes).fill(total / root),
		truths: truths.map((truth, index) => value * truth / ofTruths - decisions[index] / root),
		decisions: decisions.map((decision, index) => value * decision / ofDecisions - truths[index] / root)
	};
}
/** Cohen's kappa (1960): 1 − wrong decisions / those expected by chance. null where chance makes none. */
function kappa({ classes, total, hits, truths, decisions }) {
	const wrong = total - sum(hits);
	const agreed = product(truths, decisions) / total;
	const expected = total - agreed;
	if (spread(truths, total) === 0 && spread(decisions, total) === 0 && wrong === 0) return null;
	const ratio = wrong / expected;
	return {
		value: 1 - ratio,
		all: (ratio * (1 + agreed / total) - 1) / expected,
		hits: new Float64Array(classes).fill(1 / expected),
		truths: decisions.map((decision) => -ratio * decision / total / expected),
		decisions: truths.map((truth) => -ratio * truth / total / expected)
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
function product(one, other) {
	return one.reduce((total, value, index) => total + value * other[index], 0);
}
/** total² − Σ values²; 0 where one class has all: what rounding leaves there is nothing. */
function spread(values, total) {
	return values.filter((value) => value > 0).length < 2 ? 0 : total * total - product(values, values);
}

// src/domain/metrics/label-metrics.ts
function labelMetric({ name, tasks, usualIn = [], measure, reason }) {
	return {
		name,
		tasks,
		usualIn,
		better: "higher",
		method: "linearised",
		ofDecisions: true,
		estimate: (input) => confusionEstimate(input, measure, reason)
	};
}
const BOTH = ["binary", "multiclass"];
const CLASS_MEASURES = [
	"precision",
	"recall",
	"f1"
];
const binary = CLASS_MEASURES.map((name) => ({
	name,
	tasks: ["binary"],
	usualIn: name === "f1" ? ["binary"] : [],
	measure: ofPositives(name)
}));
const averages = CLASS_MEASURES.flatMap((name) => [{
	name: `${name}_macro`,
	tasks: ["multiclass"],
	usualIn: name === "f1" ? ["multiclass"] : [],
	measure: macro(name)
}, ...name === "recall" ? [] : [{
	name: `${name}_weighted`,
	tasks: ["multiclass"],
	measure: weighted(name)
}]]);
/** Metrics of decisions, in the order in which reports show them. */
const LABEL_METRICS = [
	...binary,
	...averages,
	{
		name: "balanced_accuracy",
		tasks: BOTH,
		measure: balancedAccuracy
	},
	{
		name: "mcc",
		tasks: BOTH,
		measure: matthews
	},
	{
		name: "cohen_kappa",
		tasks: BOTH,
		measure: kappa,
		reason: "all rows have one label, and it is decided everywhere: chance cannot be wrong there"
	}
].map(labelMetric);

// src/domain/metrics/log-loss.ts
/** Mean of −log of the probability given to the true class, clipped to [ε, 1 − ε]; probabilities are not renormalised. */
function estimateLogLoss(input) {
	const losses = probabilityOfTruth(input);
	if (losses === null) return undefinedEstimate("not a classification task", 0);
	const { epsilon, weights } = input;
	for (let row = 0; row < losses.length; row++) losses[row] = -Math.log(Math.min(Math.max(losses[row], epsilon), 1 - epsilon));
	return meanEstimate(losses, weights);
}
function probabilityOfTruth({ truth, predictions }) {
	if (truth.task === "binary" && predictions.task === "binary") return ofBinary(truth.labels, predictions.scores);
	if (truth.task !== "multiclass" || predictions.task !== "multiclass") return null;
	const width = truth.classes.length;
	const found = new Float64Array(truth.labels.length);
	for (let row = 0; row < found.length; row++) found[row] = predictions.probabilities[row * width + truth.labels[row]];
	return found;
}
function ofBinary(labels, scores) {
	const found = new Float64Array(labels.length);
	for (let row = 0; row < found.length; row++) {
		const score = scores[row];
		found[row] = labels[row] === 1 ? score : 1 - score;
	}
	return found;
}
const logLoss = {
	name: "log_loss",
	tasks: ["binary", "multiclass"],
	usualIn: ["binary", "multiclass"],
	better: "lower",
	method: "mean",
	estimate: estimateLogLoss
};

// src/domain/metrics/regression-metrics.ts
function residuals({ truth, predictions }) {
	if (truth.task !== "regression" || predictions.task !== "regression") return null;
	const { values } = truth;
	const errors = new Float64Array(values.length);
	for (let row = 0; row < errors.length; row++) errors[row] = predictions.values[row] - values[row];
	return {
		errors,
		values
	};
}
const NOT_REGRESSION = undefinedEstimate("not a regression task", 0);
/** The mean of a loss of (error, true value). */
function meanOf(loss) {
	return (input) => {
		const found = residuals(input);
		if (found === null) return NOT_REGRESSION;
		const { errors, values } = found;
		for (let row = 0; row < errors.length; row++) errors[row] = loss(errors[row], values[row]);
		return meanEstimate(errors, input.weights);
	};
}
/** √ of the mean squared error; influence of the mean over 2·RMSE (delta method). */
function estimateRmse(input) {
	const mean = meanOf((error) => error * error)(input);
	if (mean.value === null) return mean;
	const value = Math.sqrt(mean.value);
	return {
		value,
		influence: value === 0 ? mean.influence : mean.influence.map((each) => each / (2 * value)),
		reason: null
	};
}
/** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; a constant target gives 1 when every row is exact and 0 otherwise, as in scikit-learn. */
function estimateR2(input) {
	const found = residuals(input);
	if (found === null) return NOT_REGRESSION;
	const { errors, values } = found;
	if (values.length < 2) return undefinedEstimate("R² needs at least two rows", values.length);
	const mean = meanEstimate(values, input.weights).value ?? 0;
	const counts = (row) => input.weights === null || input.weights[row] > 0;
	const squares = errors.map((error) => error * error);
	const first = values[values.findIndex((_, row) => counts(row))];
	if (values.every((value, row) => value === first || !counts(row))) return {
		value: squares.every((square, row) => square === 0 || !counts(row)) ? 1 : 0,
		influence: new Float64Array(values.length),
		reason: null
	};
	const spread = values.map((value) => (value - mean) ** 2);
	const ratio = ratioEstimate(squares, spread, input.weights);
	return {
		value: 1 - (ratio.value ?? 0),
		influence: ratio.influence.map((each) => -each),
		reason: null
	};
}
/** What scikit-learn divides by where the target is 0. */
const SMALLEST = 2 ** -52;
const LOSS = {
	tasks: ["regression"],
	better: "lower"
};
const rmse = {
	...LOSS,
	name: "rmse",
	usualIn: ["regression"],
	method: "linearised",
	estimate: estimateRmse
};
const mae = {
	...LOSS,
	name: "mae",
	usualIn: ["regression"],
	method: "mean",
	estimate: meanOf(Math.abs)
};
/** Mean of |ŷ − y| / |y|, a fraction; where y is 0 scikit-learn divides by the machine epsilon. */
const mape = {
	...LOSS,
	name: "mape",
	method: "mean",
	estimate: meanOf((error, value) => Math.abs(error) / Math.max(Math.abs(value), SMALLEST)),
	refusal: refuseZeros
};
function refuseZeros({ truth }) {
	if (truth.task !== "regression") return null;
	const zeros = truth.values.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
	if (zeros === 0) return null;
	return `the target is 0 on ${zeros} of ${truth.values.length} rows, and a share of nothing is no number: ask for mae, or for r2`;
}
const r2 = {
	name: "r2",
	tasks: ["regression"],
	usualIn: ["regression"],
	better: "higher",
	method: "linearised",
	estimate: estimateR2
};
/** pinball_q: mean of q·(y − ŷ) where y is above ŷ, else (1 − q)·(ŷ − y); the loss of a predicted quantile q. */
const pinball = {
	pattern: /^pinball_(0\.\d{1,6})$/,
	example: "pinball_0.1",
	member: (parameter) => {
		const q = Number(parameter);
		if (!(q > 0) || String(q) !== parameter) return null;
		const estimate = meanOf((error) => error < 0 ? -q * error : (1 - q) * error);
		return {
			...LOSS,
			name: `pinball_${parameter}`,
			method: "mean",
			estimate
		};
	}
};

// src/domain/metrics/median-absolute-error.ts
/** Median of |ŷ − y|. With weights scikit-learn's averaged inverse of the weighted distribution. */
function estimateMedian(input) {
	const found = residuals(input);
	if (found === null) return NOT_REGRESSION;
	const errors = found.errors.map(Math.abs);
	const weights = input.weights ?? new Float64Array(errors.length).fill(1);
	const value = weightedQuantile({
		values: errors,
		order: scoreOrder(errors).rows,
		weights
	}, .5);
	const influence = /* @__PURE__ */ new Float64Array(0);
	return Number.isNaN(value) ? undefinedEstimate("no row has a weight", 0) : {
		value,
		influence,
		reason: null
	};
}
function resampleMedian(input) {
	const errors = residuals(input)?.errors.map(Math.abs) ?? /* @__PURE__ */ new Float64Array(0);
	const { rows: order } = scoreOrder(errors);
	return (weights) => weightedQuantile({
		values: errors,
		order,
		weights
	}, .5);
}
const medianAbsoluteError = {
	name: "median_ae",
	tasks: ["regression"],
	better: "lower",
	method: "bootstrap",
	estimate: estimateMedian,
	resample: resampleMedian
};

// src/domain/metrics/ranked-queries.ts
const known = /* @__PURE__ */ new WeakMap();
/** The queries of these rows as the scores rank them, sorted once for all metrics. */
function rankedQueries(input) {
	const found = known.get(input) ?? rank(input);
	known.set(input, found);
	return found;
}
function rank({ truth, predictions }) {
	if (truth.task !== "ranking" || predictions.task !== "regression") return [];
	const { relevance, queries } = truth;
	const { values } = predictions;
	const order = byScore(values);
	const rowsOf = Array.from({ length: queries.count }, () => []);
	for (const row of order) rowsOf[queries.index[row]]?.push(row);
	return rowsOf.map((rows) => rankedQuery(rows, {
		relevance,
		scores: values
	}));
}
function byScore(scores) {
	return Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b] - scores[a]);
}
function rankedQuery(rows, { relevance, scores }) {
	const ties = [];
	let relevant = 0;
	for (let from = 0; from < rows.length;) {
		const score = scores[rows[from]];
		let [to, own, gain] = [
			from,
			0,
			0
		];
		for (; to < rows.length && scores[rows[to]] === score; to++) {
			const value = relevance[rows[to]];
			gain += value;
			if (value > 0) own += 1;
		}
		ties.push({
			before: from,
			documents: to - from,
			relevant: own,
			gain
		});
		relevant += own;
		from = to;
	}
	const ideal = Float64Array.from(rows, (row) => relevance[row]).sort().reverse();
	return {
		ties,
		documents: rows.length,
		relevant,
		ideal
	};
}

// src/domain/metrics/ranking-metrics.ts
/** The mean over queries; influence has one entry per query. */
function meanOver(ofQuery, depth) {
	return (input) => {
		const queries = rankedQueries(input);
		if (queries.length === 0) return undefinedEstimate("there are no queries", 0);
		return meanEstimate(Float64Array.from(queries, (query) => ofQuery(query, depth)), null);
	};
}
/**
* DCG over the DCG of the best order. Gain is the relevance itself, not 2^relevance − 1; the document at place i, counted
* from 1, is discounted by log₂(i + 1), and below the depth not counted.
*/
function ndcg({ ties, ideal }, depth) {
	const best = discounted(ideal.length, depth, (place) => ideal[place]);
	if (best === 0) return 0;
	return ties.reduce((sum, tie) => {
		return sum + tie.gain / tie.documents * discounted(tie.before + tie.documents, depth, (place) => place < tie.before ? 0 : 1);
	}, 0) / best;
}
function discounted(documents, depth, gain) {
	let sum = 0;
	for (let place = 0; place < Math.min(documents, depth); place++) {
		const value = gain(place);
		if (value !== 0) sum += value / Math.log2(place + 2);
	}
	return sum;
}
/** 1 over the place of the first relevant document; 0 where it stands below the depth. */
function reciprocalRank({ ties }, depth) {
	const first = ties.find(({ relevant }) => relevant > 0);
	if (first === void 0) return 0;
	const { before, documents, relevant } = first;
	let [sum, chance] = [0, relevant / documents];
	for (let place = 1; place <= documents - relevant + 1 && before + place <= depth; place++) {
		sum += chance / (before + place);
		chance *= (documents - place - relevant + 1) / (documents - place);
	}
	return sum;
}
/** Mean over the relevant documents, at most as many as the depth, of the share of relevant ones from the top down to each. */
function averagePrecision({ ties, relevant }, depth) {
	if (relevant === 0) return 0;
	let [sum, above] = [0, 0];
	for (const tie of ties) {
		sum += precisions(tie, {
			above,
			depth
		});
		above += tie.relevant;
	}
	return sum / Math.min(relevant, depth);
}
/** Expected sum, over the places of a tie that hold a relevant document, of the precision there. */
function precisions({ before, documents, relevant }, { above, depth }) {
	const others = documents === 1 ? 0 : (relevant - 1) / (documents - 1);
	let sum = 0;
	for (let place = 1; place <= documents && before + place <= depth; place++) sum += (above + 1 + (place - 1) * others) / (before + place);
	return sum * relevant / documents;
}
/** Share of the relevant documents that stand above the depth. */
function recall({ ties, relevant }, depth) {
	if (relevant === 0) return 0;
	return ties.reduce((sum, tie) => {
		const within = Math.max(0, Math.min(tie.documents, depth - tie.before));
		return sum + tie.relevant * within / tie.documents;
	}, 0) / relevant;
}
const RANKING = {
	tasks: ["ranking"],
	better: "higher",
	method: "mean"
};
function whole(name, ofQuery) {
	return {
		...RANKING,
		name,
		estimate: meanOver(ofQuery, Number.POSITIVE_INFINITY)
	};
}
/** name@k: down to the k-th document. */
function family(name, ofQuery, usual = null) {
	return {
		pattern: new RegExp(`^${name}@([1-9]\\d{0,4})$`),
		example: `${name}@10`,
		member: (depth) => ({
			...RANKING,
			name: `${name}@${depth}`,
			...Number(depth) === usual ? { usualIn: ["ranking"] } : {},
			estimate: meanOver(ofQuery, Number(depth))
		})
	};
}
const rankingMetrics = [
	whole("ndcg", ndcg),
	whole("mrr", reciprocalRank),
	whole("map", averagePrecision)
];
const rankingFamilies = [
	family("ndcg", ndcg, 10),
	family("mrr", reciprocalRank, 10),
	family("map", averagePrecision),
	family("recall", recall)
];

// src/domain/metrics/roc-auc.ts
/** Area under the ROC curve of a binary task. */
function estimateRocAuc({ truth, predictions, weights }) {
	if (truth.task !== "binary" || predictions.task !== "binary") return undefinedEstimate("not a binary task", 0);
	return areaUnderRoc({
		labels: truth.labels,
		scores: predictions.scores,
		weights
	});
}
/**
* The chance that a random positive scores above a random negative, ties counting one half; with weights rows are drawn in
* proportion to them. Influence values are DeLong's structural components: w·(V10 − θ) / W₁ for positives, w·(V01 − θ) / W₀
* for negatives, W the sum of weights of the class (X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014).
*/
function areaUnderRoc(ranking) {
	const { labels, weights } = ranking;
	const totals = classTotals(labels, weights);
	if (totals.positives === 0 || totals.negatives === 0) return undefinedEstimate(`all ${labels.length} rows have the same label: ROC AUC is not defined`, labels.length);
	const influence = structuralComponents(ranking, totals);
	let value = 0;
	for (let row = 0; row < labels.length; row++) if (labels[row] === 1) value += influence[row] * weightOf(weights, row);
	value /= totals.positives;
	for (let row = 0; row < labels.length; row++) {
		const total = labels[row] === 1 ? totals.positives : totals.negatives;
		influence[row] = (influence[row] - value) * weightOf(weights, row) / total;
	}
	return {
		value,
		influence,
		reason: null,
		areas: [{
			value,
			smallerClass: totals.smallerClass
		}]
	};
}
function weightOf(weights, row) {
	return weights === null ? 1 : weights[row];
}
function classTotals(labels, weights) {
	const [sums, rows] = [[0, 0], [0, 0]];
	for (let row = 0; row < labels.length; row++) {
		const label = labels[row] === 1 ? 1 : 0;
		sums[label] += weightOf(weights, row);
		rows[label] += 1;
	}
	return {
		positives: sums[1],
		negatives: sums[0],
		smallerClass: Math.min(...rows)
	};
}
/** V10 of every positive (share of negatives below it) and V01 of every negative (share of positives above it). */
function structuralComponents({ labels, scores, weights }, totals) {
	const { rows, starts } = scoreOrder(scores);
	const components = new Float64Array(labels.length);
	const [below, tied] = [Float64Array.of(0, 0), Float64Array.of(0, 0)];
	let start = 0;
	while (start < rows.length) {
		let end = start;
		tied.fill(0);
		do {
			const row = rows[end++];
			tied[labels[row]] += weights === null ? 1 : weights[row];
		} while (end < rows.length && starts[end] === 0);
		const [tiedNegatives, tiedPositives] = tied;
		const forPositive = (below[0] + tiedNegatives / 2) / totals.negatives;
		const forNegative = (totals.positives - below[1] - tiedPositives / 2) / totals.positives;
		for (let place = start; place < end; place++) {
			const row = rows[place];
			components[row] = labels[row] === 1 ? forPositive : forNegative;
		}
		below[0] += tiedNegatives;
		below[1] += tiedPositives;
		start = end;
	}
	return components;
}
const rocAuc = {
	name: "roc_auc",
	tasks: ["binary"],
	usualIn: ["binary"],
	better: "higher",
	method: "auc",
	estimate: estimateRocAuc
};

// src/domain/metrics/roc-auc-ovr.ts
/** Unweighted mean over the classes of the ROC AUC of each against the rest; its influence is the mean of theirs. */
function estimateOvr({ truth, predictions, weights }) {
	if (truth.task !== "multiclass" || predictions.task !== "multiclass") return undefinedEstimate("not a multiclass task", 0);
	const width = truth.classes.length;
	const influence = new Float64Array(truth.labels.length);
	const areas = [];
	let value = 0;
	for (let index = 0; index < width; index++) {
		const labels = new Uint8Array(truth.labels.length);
		const scores = new Float64Array(labels.length);
		for (let row = 0; row < labels.length; row++) {
			labels[row] = truth.labels[row] === index ? 1 : 0;
			scores[row] = predictions.probabilities[row * width + index];
		}
		const one = areaUnderRoc({
			labels,
			scores,
			weights
		});
		if (one.value === null) return undefinedEstimate(missing(truth.classes[index], labels), labels.length);
		value += one.value / width;
		areas.push(...one.areas ?? []);
		for (let row = 0; row < labels.length; row++) influence[row] += one.influence[row] / width;
	}
	return {
		value,
		influence,
		reason: null,
		areas
	};
}
function missing(name, labels) {
	return `${labels.includes(1) ? "all rows are" : "no row is"} of class ${name}: its ROC AUC is not defined, and so is their mean`;
}
const rocAucOvr = {
	name: "roc_auc_ovr_macro",
	tasks: ["multiclass"],
	better: "higher",
	method: "auc",
	estimate: estimateOvr
};

// src/domain/metrics/top-k-accuracy.ts
/**
* 1 where the true class is among the k largest probabilities. As in scikit-learn the highest index goes first among equal
* ones, which is the other way round than for decided labels.
*/
function topRows({ truth, predictions }, k) {
	if (truth.task !== "multiclass" || predictions.task !== "multiclass") return /* @__PURE__ */ new Float64Array(0);
	const width = truth.classes.length;
	const { probabilities } = predictions;
	const hits = new Float64Array(truth.labels.length);
	for (let row = 0; row < hits.length; row++) {
		const [start, label] = [row * width, truth.labels[row]];
		const own = probabilities[start + label];
		let before = 0;
		for (let index = 0; index < width; index++) {
			const other = probabilities[start + index];
			if (other > own || other === own && index > label) before += 1;
		}
		hits[row] = before < k ? 1 : 0;
	}
	return hits;
}
/** top_k_accuracy. */
const topKAccuracy = {
	pattern: /^top_([1-9]\d{0,3})_accuracy$/,
	example: "top_2_accuracy",
	member: (parameter) => {
		const hits = (input) => topRows(input, Number(parameter));
		return {
			name: `top_${parameter}_accuracy`,
			tasks: ["multiclass"],
			better: "higher",
			method: "share",
			estimate: (input) => meanEstimate(hits(input), input.weights),
			hits
		};
	}
};

// src/domain/metrics/registry.ts
/** Every metric with a name of its own, in the order in which reports show them. Add one here. */
const NAMED = [
	rocAuc,
	rocAucOvr,
	averagePrecision$1,
	logLoss,
	accuracy,
	...LABEL_METRICS,
	brier,
	...accuracyByOtherNames,
	rmse,
	mae,
	r2,
	medianAbsoluteError,
	mape,
	...rankingMetrics
];
/** Metrics with a parameter in their name. */
const METRIC_FAMILIES = [
	topKAccuracy,
	pinball,
	ece,
	...rankingFamilies
];
/** Every metric there is; of a family the one that stands for it. */
const METRICS = [...NAMED, ...METRIC_FAMILIES.flatMap(({ example }) => findMetric(example) ?? [])];
function findMetric(name) {
	const named = NAMED.find((metric) => metric.name === name);
	if (named !== void 0) return named;
	for (const { pattern, member } of METRIC_FAMILIES) {
		const parameter = pattern.exec(name)?.[1];
		if (parameter !== void 0) return member(parameter);
	}
	return null;
}
/** Names of a task; of a family the one that stands for it. `isMetricOf` knows them all. */
function metricNames(task) {
	return METRICS.filter((metric) => metric.tasks.includes(task)).map((metric) => metric.name);
}
function isMetricOf(task, name) {
	return findMetric(name)?.tasks.includes(task) ?? false;
}
/** What is reported when the config names no metrics: the few that most ask for. */
function defaultMetrics(task) {
	return METRICS.filter((metric) => metric.usualIn?.includes(task)).map((metric) => metric.name);
}
/** Latency, size and seconds are better when lower; so is any name that is no score. */
function directionOf(name) {
	return findMetric(name)?.better ?? "lower";
}

export { durationMs as A, writtenSets as C, ENVIRONMENT_NAME as D, pathsIn as E, text as F, nearest as I, USUAL_CSV as L, limit as M, margin as N, columnName as O, notBuilt as P, USUAL_FORM as R, isSingle as S, evaluationPath as T, EVALUATION as _, findMetric as a, evaluationSets as b, balancedAccuracy as c, ofPositives as d, confusionAt as f, weightedQuantile as g, scoreOrder as h, directionOf as i, isMap as j, duration as k, kappa as l, claimsOf as m, METRIC_FAMILIES as n, isMetricOf as o, binOf as p, defaultMetrics as r, metricNames as s, METRICS as t, matthews as u, allEvaluation as v, dataPath as w, firstSet as x, evaluationPathsIn as y };