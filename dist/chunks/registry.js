// src/domain/metrics/decide-labels.ts
/** Predicted labels: binary 0 or 1 by score >= threshold in float64; multiclass the class of the largest probability, ties to the lowest index. */
function decideLabels({ predictions, truth, threshold }) {
	if (predictions.task === "binary") return Int32Array.from(predictions.scores, (score) => score >= threshold ? 1 : 0);
	if (predictions.task === "regression" || truth.task !== "multiclass") return /* @__PURE__ */ new Int32Array(0);
	const width = truth.classes.length;
	const { probabilities } = predictions;
	return Int32Array.from({ length: probabilities.length / width }, (_, row) => argmax(probabilities, row * width, width));
}
function argmax(values, start, width) {
	let best = 0;
	for (let index = 1; index < width; index++) if (values[start + index] > values[start + best]) best = index;
	return best;
}
/** True labels as numbers: 0 or 1, or the class index. */
function trueLabels({ truth }) {
	if (truth.task === "regression") return /* @__PURE__ */ new Int32Array(0);
	return truth.labels instanceof Int32Array ? truth.labels : Int32Array.from(truth.labels);
}

// src/domain/metrics/estimate.ts
/** The mean of one value per row: x̄, with influence (x − x̄) / n. */
function meanEstimate(values) {
	const rows = values.length;
	if (rows === 0) return undefinedEstimate("there are no rows", 0);
	let sum = 0;
	for (const value of values) sum += value;
	const value = sum / rows;
	return {
		value,
		influence: values.map((each) => (each - value) / rows),
		reason: null
	};
}
/**
* The ratio of two means, Σ top / Σ bottom, with influence (top − ratio · bottom) / Σ bottom (delta method).
*/
function ratioEstimate(top, bottom) {
	let [above, below] = [0, 0];
	for (let row = 0; row < top.length; row++) {
		above += top[row];
		below += bottom[row];
	}
	if (below === 0) return {
		value: 0,
		influence: new Float64Array(top.length),
		reason: null
	};
	const value = above / below;
	return {
		value,
		influence: top.map((each, row) => (each - value * bottom[row]) / below),
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

// src/domain/metrics/accuracy.ts
/** Share of rows whose decided label is the true one. */
function estimateAccuracy(input) {
	return meanEstimate(correctRows(input));
}
/** 1 where the decided label is the true one, else 0. */
function correctRows(input) {
	const decided = decideLabels(input);
	const labels = trueLabels(input);
	return Float64Array.from(labels, (label, row) => decided[row] === label ? 1 : 0);
}
const accuracy = {
	name: "accuracy",
	tasks: ["binary", "multiclass"],
	better: "higher",
	method: "accuracy",
	estimate: estimateAccuracy
};

// src/domain/metrics/brier.ts
/** Mean of (score − label)². */
function estimateBrier({ truth, predictions }) {
	if (truth.task !== "binary" || predictions.task !== "binary") return undefinedEstimate("not a binary task", 0);
	return meanEstimate(predictions.scores.map((score, row) => (score - truth.labels[row]) ** 2));
}
const brier = {
	name: "brier",
	tasks: ["binary"],
	better: "lower",
	method: "mean",
	estimate: estimateBrier
};

// src/domain/metrics/f1.ts
/** 2·TP / (2·TP + FP + FN) of one class; 0 when there is neither a true nor a predicted row of it. */
function f1OfClass(decided, labels, index) {
	const top = new Float64Array(labels.length);
	const bottom = new Float64Array(labels.length);
	for (let row = 0; row < labels.length; row++) {
		const isTrue = labels[row] === index;
		const isDecided = decided[row] === index;
		top[row] = isTrue && isDecided ? 2 : 0;
		bottom[row] = (isTrue ? 1 : 0) + (isDecided ? 1 : 0);
	}
	return ratioEstimate(top, bottom);
}
function estimateF1(input) {
	return f1OfClass(decideLabels(input), trueLabels(input), 1);
}
/** Unweighted mean of F1 over the classes that occur in the truth or in the decisions. */
function estimateMacroF1(input) {
	const decided = decideLabels(input);
	const labels = trueLabels(input);
	const classes = [.../* @__PURE__ */ new Set([...labels, ...decided])];
	const each = classes.map((index) => f1OfClass(decided, labels, index));
	const value = each.reduce((sum, { value: f1 }) => sum + (f1 ?? 0), 0) / classes.length;
	const influence = new Float64Array(labels.length);
	for (const { influence: own } of each) for (let row = 0; row < own.length; row++) influence[row] += own[row] / classes.length;
	return {
		value,
		influence,
		reason: null
	};
}
const f1 = {
	name: "f1",
	tasks: ["binary"],
	better: "higher",
	method: "linearised",
	estimate: estimateF1
};
const f1Macro = {
	name: "f1_macro",
	tasks: ["multiclass"],
	better: "higher",
	method: "linearised",
	estimate: estimateMacroF1
};

// src/domain/metrics/log-loss.ts
/** Mean of −log of the probability given to the true class, clipped to [ε, 1 − ε]; probabilities are not renormalised. */
function estimateLogLoss(input) {
	const probabilities = probabilityOfTruth(input);
	if (probabilities === null) return undefinedEstimate("not a classification task", 0);
	const { epsilon } = input;
	return meanEstimate(probabilities.map((p) => -Math.log(Math.min(Math.max(p, epsilon), 1 - epsilon))));
}
function probabilityOfTruth({ truth, predictions }) {
	if (truth.task === "binary" && predictions.task === "binary") return predictions.scores.map((score, row) => truth.labels[row] === 1 ? score : 1 - score);
	if (truth.task !== "multiclass" || predictions.task !== "multiclass") return null;
	const width = truth.classes.length;
	return Float64Array.from(truth.labels, (label, row) => predictions.probabilities[row * width + label]);
}
const logLoss = {
	name: "log_loss",
	tasks: ["binary", "multiclass"],
	better: "lower",
	method: "mean",
	estimate: estimateLogLoss
};

// src/domain/metrics/regression-errors.ts
function residuals({ truth, predictions }) {
	if (truth.task !== "regression" || predictions.task !== "regression") return null;
	const { values } = truth;
	return {
		errors: predictions.values.map((predicted, row) => predicted - values[row]),
		values
	};
}
const NOT_REGRESSION = undefinedEstimate("not a regression task", 0);
/** Mean absolute error. */
function estimateMae(input) {
	const found = residuals(input);
	return found === null ? NOT_REGRESSION : meanEstimate(found.errors.map(Math.abs));
}
/** √ of the mean squared error; influence of the mean over 2·RMSE (delta method). */
function estimateRmse(input) {
	const found = residuals(input);
	if (found === null) return NOT_REGRESSION;
	const mean = meanEstimate(found.errors.map((error) => error * error));
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
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const spread = values.map((value) => (value - mean) ** 2);
	const squares = errors.map((error) => error * error);
	if (spread.every((value) => value === 0)) return {
		value: squares.every((value) => value === 0) ? 1 : 0,
		influence: new Float64Array(values.length),
		reason: null
	};
	const ratio = ratioEstimate(squares, spread);
	return {
		value: 1 - (ratio.value ?? 0),
		influence: ratio.influence.map((each) => -each),
		reason: null
	};
}
const mae = {
	name: "mae",
	tasks: ["regression"],
	better: "lower",
	method: "mean",
	estimate: estimateMae
};
const rmse = {
	name: "rmse",
	tasks: ["regression"],
	better: "lower",
	method: "linearised",
	estimate: estimateRmse
};
const r2 = {
	name: "r2",
	tasks: ["regression"],
	better: "higher",
	method: "linearised",
	estimate: estimateR2
};

// src/domain/statistics/radix-argsort.ts
const DIGIT_BITS = 16;
const BUCKETS = 65536;
/**
* Row numbers in ascending order of their values; equal values keep their order. No NaN. O(n), four passes of 16 bits,
* and a pass whose digit is the same everywhere (float32 scores in float64) is skipped.
*/
function radixArgsort(values) {
	const words = new Uint32Array(values.length * 2);
	new Float64Array(words.buffer).set(values);
	const [low, high] = sortableWords(words, values);
	let order = Uint32Array.from({ length: values.length }, (_, row) => row);
	let spare = new Uint32Array(values.length);
	for (const word of [low, high]) for (const shift of [0, DIGIT_BITS]) {
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

// src/domain/metrics/roc-auc.ts
/**
* Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting one half.
* Influence values are DeLong's structural components: (V10 − θ) / n₁ for positives, (V01 − θ) / n₀ for negatives
* (X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014).
*/
function estimateRocAuc({ truth, predictions }) {
	if (truth.task !== "binary" || predictions.task !== "binary") return undefinedEstimate("not a binary task", 0);
	const { labels } = truth;
	const positives = labels.reduce((count, label) => count + label, 0);
	const negatives = labels.length - positives;
	if (positives === 0 || negatives === 0) return undefinedEstimate(`all ${labels.length} rows have the same label: ROC AUC is not defined`, labels.length);
	const components = structuralComponents(labels, predictions.scores, {
		positives,
		negatives
	});
	let value = 0;
	for (let row = 0; row < labels.length; row++) if (labels[row] === 1) value += components[row];
	value /= positives;
	const influence = components.map((component, row) => (component - value) / (labels[row] === 1 ? positives : negatives));
	return {
		value,
		influence,
		reason: null
	};
}
/** V10 of every positive (share of negatives below it) and V01 of every negative (share of positives above it). */
function structuralComponents(labels, scores, counts) {
	const order = radixArgsort(scores);
	const components = new Float64Array(labels.length);
	let [negativesBelow, positivesBelow, start] = [
		0,
		0,
		0
	];
	while (start < order.length) {
		const score = scores[order[start]];
		let [end, tiedPositives] = [start, 0];
		while (end < order.length && scores[order[end]] === score) tiedPositives += labels[order[end++]];
		const tiedNegatives = end - start - tiedPositives;
		const forPositive = (negativesBelow + tiedNegatives / 2) / counts.negatives;
		const forNegative = (counts.positives - positivesBelow - tiedPositives / 2) / counts.positives;
		for (let place = start; place < end; place++) {
			const row = order[place];
			components[row] = labels[row] === 1 ? forPositive : forNegative;
		}
		negativesBelow += tiedNegatives;
		positivesBelow += tiedPositives;
		start = end;
	}
	return components;
}
const rocAuc = {
	name: "roc_auc",
	tasks: ["binary"],
	better: "higher",
	method: "auc",
	estimate: estimateRocAuc
};

// src/domain/metrics/registry.ts
/** Every metric there is, in the order in which reports show them. Add one here. */
const METRICS = [
	rocAuc,
	logLoss,
	accuracy,
	f1,
	f1Macro,
	brier,
	rmse,
	mae,
	r2
];
function findMetric(name) {
	return METRICS.find((metric) => metric.name === name) ?? null;
}
function metricNames(task) {
	return METRICS.filter((metric) => metric.tasks.includes(task)).map((metric) => metric.name);
}
/** What is reported when the config names no metrics: all of the task. */
function defaultMetrics(task) {
	return metricNames(task);
}
/** Latency, size and seconds are better when lower; so is any name that is no score. */
function directionOf(name) {
	return findMetric(name)?.better ?? "lower";
}

export { metricNames as a, decideLabels as c, findMetric as i, defaultMetrics as n, correctRows as o, directionOf as r, undefinedEstimate as s, METRICS as t };