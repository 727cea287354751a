import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { i as compareVersions } from "./model-digest.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { t as hashModel } from "./model-files.js";
import { it as require_dist, z as evaluationSets } from "./registry.js";
import { t as glob } from "./dist.js";
import { n as measureMetricsInSteps } from "./measure-metrics.js";
import { M as inOneGo, N as inTurn, P as portions, S as formatExact, _ as counted, g as tableOf, h as tableColumn, x as formatCount } from "./pair-metrics.js";
import { t as canonicalJson } from "./canonical-json.js";
import { n as equalModelPasses, r as powerOf } from "./equal-model.js";
import { _ as headroom, c as isOfPair, d as remark, g as criterionOf, n as besideReference, o as gateWords, r as changedBy, s as isComparative, v as headroomInterval } from "./gate-words.js";
import { h as sumNotes, i as wholeTable, m as decisionNotes, p as packed, r as storedColumns, t as cellAt } from "./table.js";
import { access, readFile as readFile$1, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { setImmediate } from "node:timers/promises";

// src/stages/evaluate/mlflow-graph.ts
var import_dist = require_dist();
const DESCRIPTION = "MLmodel";
/**
* The ONNX file of a folder that MLflow wrote; null where its flavours are others, also where an `.onnx` file lies in it: what
* Python does around that file is part of the model. undefined: MLflow did not write this folder. Throws `input` for a
* description that cannot be read, and for one that names a file which is not there.
*/
async function mlflowGraph(folder) {
	const path = join(folder, DESCRIPTION);
	const text = await readFile$1(path, "utf8").catch(() => null);
	if (text === null) return void 0;
	const flavor = field(field(described(text, path), "flavors"), "onnx");
	if (flavor === void 0) return null;
	const data = field(flavor, "data");
	if (typeof data !== "string" || data === "" || isOutside(data)) throw unfit$1(path, `says ${JSON.stringify(data ?? null)} where the file of its onnx flavour should stand`);
	const graph = join(folder, data);
	if ((await stat(graph).catch(() => null))?.isFile() === true) return graph;
	throw unfit$1(path, `names ${data}, and there is no such file beside it`);
}
function described(text, path) {
	try {
		return (0, import_dist.parse)(text);
	} catch (cause) {
		throw unfit$1(path, `is no YAML: ${messageOf(cause).split("\n")[0]}`);
	}
}
function field(value, name) {
	return value !== null && typeof value === "object" && Object.hasOwn(value, name) ? value[name] : void 0;
}
function isOutside(data) {
	const path = normalize(data.replaceAll("\\", "/"));
	return path.startsWith("..") || path.startsWith("/") || /^[A-Za-z]:/.test(path);
}
function unfit$1(path, problem) {
	return new ModelyardError("input", `${path} ${problem}`, { hint: "Write the folder anew with mlflow.onnx.save_model, into a folder that is not there yet." });
}

// src/stages/evaluate/baseline.ts
/** `mae`; of several targets `mae of price`. */
function pointName({ name, target }) {
	return target === void 0 ? name : `${name} of ${target}`;
}
/** The baseline of this model. `file:` is read here, releases come from the forge. */
async function resolveBaseline(context, findRelease) {
	const { from } = context.model.baseline;
	if (from.kind !== "file") return findRelease(context);
	const { written, absolute } = from.path;
	await access(absolute).catch(() => {
		throw new ModelyardError("unreadable", `baseline.from: file:${written}: there is no such file`, { hint: "A baseline that cannot be read is never taken as absent." });
	});
	const model = await hashModel(absolute);
	const graph = await mlflowGraph(absolute);
	return {
		release: null,
		source: `file:${written}`,
		digest: model.digest,
		modelPath: graph === void 0 ? absolute : graph,
		predictionsPath: null,
		storedPath: absolute,
		points: {},
		features: null,
		classes: null,
		threshold: null,
		sizeBytes: model.files.reduce((sum, file) => sum + file.bytes, 0)
	};
}

// src/stages/evaluate/evidence.ts
/**
* What the candidate is judged by: a command that predicts outranks a model that can be run here, this outranks predictions,
* these outrank metrics.
*/
async function chooseEvidence(files, asked = null) {
	if (asked?.evaluate.predict !== void 0 && files.model !== null) return {
		evidence: "predict",
		graph: null
	};
	const graph = files.model === null || asked?.task === "scores" ? null : await findOnnxGraph(files.model.path);
	if (graph !== null) return {
		evidence: "model",
		graph
	};
	if (files.predictions !== null) return {
		evidence: "predictions",
		graph: null
	};
	if (files.metrics !== null) return {
		evidence: "metrics",
		graph: null
	};
	throw new ModelyardError("input", "the candidate is a model that cannot be run here (it is not ONNX), and nothing else tells how good it is", { hint: "Export the model to ONNX (the file must be called .onnx), name a command in evaluate.predict, or let the training write train.predictions (id and score) or train.metrics." });
}
/** The ONNX file of a model: the file itself, what MLflow says of its folder, or the only `.onnx` of a folder; null when there is none. */
async function findOnnxGraph(path) {
	if ((await stat(path)).isFile()) return path.toLowerCase().endsWith(".onnx") ? path : null;
	const described = await mlflowGraph(path);
	if (described !== void 0) return described;
	const graphs = await glob("**/*.onnx", {
		cwd: path,
		dot: true
	});
	if (graphs.length > 1) throw new ModelyardError("input", `${path} holds several ONNX files: ${graphs.sort().slice(0, 5).join(", ")}`, { hint: "Name one file in train.model, or keep one graph in the folder." });
	return graphs[0] === void 0 ? null : join(path, graphs[0]);
}

// src/stages/evaluate/parts/served-signature.ts
/** What callers of a model see; null where its file could not be read. */
function servedSignature(signature, { features, positive, targets }) {
	if (signature === null) return null;
	return {
		...signature,
		features,
		positive,
		...targets === void 0 ? {} : { targets }
	};
}

// src/stages/resting.ts
/** A rest between two steps of long arithmetic, in which signals and progress have their turn. Throws `interrupted` after a signal. */
function restingIn({ signal }) {
	return async () => {
		await setImmediate();
		if (signal.aborted) throw new ModelyardError("interrupted", "interrupted between two steps of arithmetic");
	};
}

// src/domain/gates/judging-error.ts
/** The config asks for something that these numbers can never answer. A stage turns it into exit code 2. */
var JudgingError = class extends Error {
	/** What to do next, one sentence. */
	hint;
	constructor(message, hint) {
		super(message);
		this.name = "JudgingError";
		this.hint = hint;
	}
};

// src/domain/gates/gate-subject.ts
/**
* Brings a rule and its metric together. Throws JudgingError for a percentage in `min` or `max`.
*/
function subjectOf(asking) {
	const { gate, rule, limit, request } = asking;
	if (limit.relative && !comparative(rule)) throw new JudgingError(`gates.${gate.metric}.${rule}: a percentage needs something to be a percentage of`, "Write a number here, or use max_worse or min_better, which compare with the baseline.");
	const found = request.measurements.find((each) => each.name === gate.metric && each.target === gate.target);
	const measurement = found ?? performanceMeasurement(asking);
	const isPerformance = found === void 0 && request.performance[gate.metric] !== void 0;
	const criterion = criterionOf(rule, limit, measurement.better);
	const contrast = comparative(rule) && request.against !== null ? measurement.contrast(criterion.factor) : null;
	const on = gate.on ?? (comparative(rule) && !isPerformance ? "bound" : "point");
	return {
		...asking,
		measurement,
		isPerformance,
		criterion,
		contrast,
		on
	};
}
/** True for the rules that compare with the baseline. */
function comparative(rule) {
	return rule === "max_worse" || rule === "min_better";
}
function performanceMeasurement({ gate, request }) {
	const point = request.performance[gate.metric];
	const candidate = point?.candidate ?? null;
	return {
		name: gate.metric,
		better: "lower",
		rows: 0,
		groups: null,
		confidence: request.confidence,
		candidate,
		candidateInterval: null,
		baseline: point?.baseline ?? null,
		reason: null,
		contrast: () => null
	};
}

// src/domain/gates/find-verdict.ts
/** A value that is missing passes nowhere, neither on a first release nor for the same bytes. Asked in this order; the first that has an answer decides. */
const FINDINGS = [
	notFinite$1,
	absentBaseline,
	sameBytes,
	withoutValue,
	refused,
	withoutBaselineValue,
	readOffPoint,
	withoutInterval,
	readOffInterval
];
/** Judges one rule. Throws JudgingError for a percentage of a baseline that is not above zero. */
function findVerdict(subject) {
	for (const find of FINDINGS) {
		const finding = find(subject);
		if (finding !== null) return finding;
	}
	return {
		verdict: "inconclusive",
		outcome: "not-measured"
	};
}
function notFinite$1({ measurement, isPerformance, request }) {
	const value = measurement.candidate;
	if ((isPerformance || !request.nonFinite) && (value === null || Number.isFinite(value))) return null;
	return {
		verdict: "fail",
		outcome: "not-finite",
		note: measurement.reason
	};
}
function absentBaseline({ rule, request, measurement }) {
	const ofPair = measurement.ofPair !== void 0;
	if (!comparative(rule) && !ofPair || request.against !== null) return null;
	if (request.whenAbsent === "fail") return {
		verdict: "fail",
		outcome: "baseline-missing"
	};
	return measurement.candidate === null && !ofPair ? null : {
		verdict: "pass",
		outcome: "first-release"
	};
}
function sameBytes({ rule, request, measurement }) {
	if (!request.identical || measurement.decidesOtherwise === true || measurement.candidate === null) return null;
	if (measurement.ofPair !== void 0) return {
		verdict: "pass",
		outcome: "identical"
	};
	if (!comparative(rule)) return null;
	return {
		verdict: rule === "max_worse" ? "pass" : "fail",
		outcome: "identical"
	};
}
function withoutValue({ measurement, gate, request }) {
	if (measurement.candidate !== null) return null;
	return {
		verdict: "inconclusive",
		outcome: request.measurements.some((each) => each.name === gate.metric) && measurement.rows > 0 ? "no-value" : "not-measured",
		note: measurement.reason
	};
}
/** Nothing is read off a number that says nothing, not even whether it is below a limit. */
function refused({ measurement }) {
	const { refusal } = measurement;
	return typeof refusal === "string" ? {
		verdict: "inconclusive",
		outcome: "guarded",
		note: refusal
	} : null;
}
function withoutBaselineValue({ measurement, rule, limit, gate }) {
	if (!comparative(rule)) return null;
	const { baseline, reason } = measurement;
	if (baseline === null || !Number.isFinite(baseline)) return {
		verdict: "inconclusive",
		outcome: "no-baseline-value",
		note: reason
	};
	if (!limit.relative || baseline > 0) return null;
	throw new JudgingError(`gates.${gate.metric}.${rule}: a percentage of the baseline's value ${baseline} says nothing, because it is not above zero`, `Write the limit as an amount of ${gate.metric} instead of a percentage.`);
}
/** Comparisons of points forgive what float64 cannot represent: 0.81 − 0.80 is not 0.01. */
const ROUNDING = 1e-12;
function readOffPoint({ on, criterion, measurement, rule, limit }) {
	if (on !== "point") return null;
	const candidate = measurement.candidate ?? NaN;
	const scaledBaseline = criterion.factor * (measurement.baseline ?? 0);
	const room = headroom(criterion, candidate - scaledBaseline);
	const slack = ROUNDING * Math.max(Math.abs(candidate), Math.abs(scaledBaseline), Math.abs(criterion.critical));
	return (rule === "min_better" && limit.value === 0 ? room > slack : room >= -slack) ? {
		verdict: "pass",
		outcome: "kept"
	} : {
		verdict: "fail",
		outcome: "broken"
	};
}
function withoutInterval(subject) {
	const { contrast, rule, measurement } = subject;
	const interval = judgedInterval(subject);
	if (interval === null || interval.some(Number.isNaN)) return {
		verdict: "inconclusive",
		outcome: "points-only"
	};
	const guard = (comparative(rule) ? contrast?.guard : measurement.candidateGuard) ?? null;
	return guard === null ? null : {
		verdict: "inconclusive",
		outcome: "guarded",
		note: guard
	};
}
function readOffInterval(subject) {
	const interval = judgedInterval(subject);
	if (interval === null) return null;
	const [least, most] = headroomInterval(subject.criterion, interval);
	if (comparative(subject.rule) ? least > 0 : least >= 0) return {
		verdict: "pass",
		outcome: "kept"
	};
	if (most < 0) return {
		verdict: "fail",
		outcome: "broken"
	};
	return {
		verdict: "inconclusive",
		outcome: "undecided"
	};
}
/** null where only points are known. */
function judgedInterval({ rule, contrast, measurement }) {
	if (!comparative(rule)) return measurement.candidateInterval;
	return contrast === null || contrast.method === "point" ? null : contrast.interval;
}

// src/domain/gates/gate-reason.ts
/** The verdict's reason in one sentence without a full stop. */
function gateReason(row, naming) {
	return REASONS[row.outcome](gateWords(row, naming));
}
const JUDGED_REASON = (words) => {
	const { row, metric, difference, range, asked, reference, base, format } = words;
	const shownRange = range === null ? "" : ` (${range})`;
	if (!isComparative(row)) return `${metric} is ${difference}${shownRange}; ${asked} is asked${straddleRemark(words)}`;
	if (row.outcome === "broken" && row.rule === "max_worse" && reference === null) return lossReason(words);
	return `${metric} ${reference === null ? `differs from ${base} by ${difference}${shownRange}` : besideReference(row.seen.estimate ?? 0, row.seen.interval, {
		format,
		reference
	})}; ${asked} is ${row.rule === "max_worse" ? "allowed" : "asked"}`;
};
function lossReason({ row, metric, format, asked }) {
	return `${metric} ${changedBy(row.seen.estimate ?? 0, row.seen.interval, format)}; ${asked} is allowed`;
}
function straddleRemark({ row, straddles }) {
	return straddles && row.on === "point" ? ", and the range reaches across that limit" : "";
}
const REASONS = {
	kept: JUDGED_REASON,
	broken: JUDGED_REASON,
	undecided: ({ row, metric, difference, range, asked, reference, base, format }) => {
		return `${metric} ${reference === null ? `${isComparative(row) ? `differs from ${base} by` : "is"} ${difference} (${range})` : besideReference(row.seen.estimate ?? 0, row.seen.interval, {
			format,
			reference
		})}; these rows cannot show whether it is ${asked}`;
	},
	guarded: ({ metric, asked, row }) => `These rows cannot show whether ${metric} is ${asked}${remark(row.seen.note)}`,
	identical: ({ row, base, metric }) => isOfPair(row) ? `The candidate is the same bytes as ${base}, so ${metric} is nothing` : `The candidate is the same bytes as ${base}, so it is not ${row.rule === "max_worse" ? "worse" : "better"}`,
	"first-release": () => "There is no release to compare with yet",
	"baseline-missing": () => "There is no release to compare with, and baseline.when_absent is fail",
	"not-finite": ({ metric, row }) => `The candidate gave values that are no finite numbers, so ${metric} says nothing${remark(row.seen.note)}`,
	"not-measured": ({ metric, row }) => `${metric} was not measured${remark(row.seen.note)}`,
	"no-value": ({ metric, row }) => `${metric} has no value on these rows${remark(row.seen.note)}`,
	"no-baseline-value": ({ metric, base, row }) => `${base} has no value for ${metric}${remark(row.seen.note)}`,
	"points-only": ({ metric, asked }) => `${metric} is known without its uncertainty, which cannot show whether it is ${asked}`
};

// src/domain/gates/judge-gates.ts
const RULES = [
	["min", (gate) => gate.min],
	["max", (gate) => gate.max],
	["max_worse", (gate) => gate.maxWorse],
	["min_better", (gate) => gate.minBetter]
];
/**
* One verdict per rule, in the order of the gates. Throws JudgingError for a percentage of a baseline that is not
* positive, and for a percentage in `min` or `max`.
*/
function judgeGates(request) {
	return request.gates.flatMap((gate) => RULES.flatMap(([rule, limitOf]) => {
		const limit = limitOf(gate);
		return limit === null ? [] : [judgeRule({
			request,
			gate,
			rule,
			limit
		})];
	}));
}
function judgeRule(asking) {
	const { request, gate, rule, limit } = asking;
	const subject = subjectOf(asking);
	const finding = findVerdict(subject);
	const equal = equalModel(subject, finding.outcome);
	const row = {
		metric: gate.metric,
		...gate.target === void 0 ? {} : { target: gate.target },
		dataset: request.dataset,
		...request.labels,
		rule,
		limit: limit.value,
		relative: limit.relative,
		on: subject.on,
		severity: gate.severity,
		verdict: finding.verdict,
		reason: "",
		equalModelPasses: equal?.chance ?? null,
		outcome: finding.outcome,
		seen: seenOf(subject, finding, equal?.power ?? null)
	};
	return {
		...row,
		reason: gateReason(row, {
			baseline: request.against,
			groupBy: null
		})
	};
}
const JUDGED = [
	"kept",
	"broken",
	"undecided"
];
function equalModel(subject, outcome) {
	const { rule, contrast, measurement, criterion, on, limit } = subject;
	const { baseline } = measurement;
	if (rule !== "max_worse" || !JUDGED.includes(outcome) || contrast === null || baseline === null) return null;
	if (contrast.method === "point" || contrast.guard !== null) return null;
	const asked = {
		criterion,
		contrast,
		baseline,
		on
	};
	const units = measurement.groups ?? measurement.rows;
	return {
		chance: equalModelPasses(asked),
		power: powerOf({
			...asked,
			units,
			relative: limit.relative
		})
	};
}
function seenOf(subject, finding, power) {
	const { measurement, rule, contrast, criterion, isPerformance } = subject;
	const hasRows = !isPerformance && measurement.rows > 0;
	return {
		better: measurement.better,
		candidate: finiteOrNull(measurement.candidate),
		baseline: finiteOrNull(measurement.baseline),
		factor: criterion.factor,
		estimate: estimateOf(subject),
		interval: comparative(rule) ? contrastInterval(contrast) : copyInterval(measurement.candidateInterval),
		confidence: measurement.confidence,
		rows: hasRows ? measurement.rows : null,
		groups: hasRows ? measurement.groups : null,
		note: finding.note ?? null,
		power
	};
}
function estimateOf({ measurement, criterion, rule, contrast }) {
	const { candidate, baseline } = measurement;
	if (!comparative(rule)) return finiteOrNull(candidate);
	if (contrast !== null) return finiteOrNull(contrast.estimate);
	return candidate === null || baseline === null ? null : finiteOrNull(candidate - criterion.factor * baseline);
}
function contrastInterval(contrast) {
	return contrast === null || contrast.method === "point" ? null : copyInterval(contrast.interval);
}
function copyInterval(interval) {
	return interval?.every(Number.isFinite) ? [interval[0], interval[1]] : null;
}
function finiteOrNull(value) {
	return value !== null && Number.isFinite(value) ? value : null;
}

// src/domain/gates/relative-factors.ts
/** The factors of the contrasts that the relative limits of these gates are read off, by metric. */
function relativeFactors(gates) {
	return ({ name, better }) => {
		const factors = gates.filter(({ metric }) => metric === name).flatMap(({ maxWorse, minBetter }) => [...maxWorse?.relative === true ? [criterionOf("max_worse", maxWorse, better).factor] : [], ...minBetter?.relative === true ? [criterionOf("min_better", minBetter, better).factor] : []]);
		return [...new Set(factors)];
	};
}

// src/stages/evaluate/points/metric-rows.ts
/** Measurements as the record shows them. */
function metricRows(measurements, { dataset, against, identical = false }) {
	return measurements.map((measurement) => {
		const contrast = measurement.contrast(1);
		const isSame = identical && measurement.decidesOtherwise !== true && contrast !== null;
		const reason = measurement.reason ?? (isSame ? null : contrast?.guard) ?? null;
		return {
			name: measurement.name,
			...measurement.target === void 0 ? {} : { target: measurement.target },
			dataset,
			against,
			better: measurement.better,
			rows: measurement.rows,
			groups: measurement.groups,
			candidate: measurement.candidate,
			candidateInterval: pair(measurement.candidateInterval),
			baseline: measurement.baseline,
			...isSame ? SAME : differenceOf(contrast),
			...pairMethod(measurement),
			confidence: measurement.confidence,
			...typeof measurement.nullValue === "number" ? { nullValue: measurement.nullValue } : {},
			...reason === null ? {} : { reason }
		};
	});
}
const SAME = {
	difference: 0,
	interval: null,
	method: "identical"
};
/** The value is itself a difference, with an interval of its own. */
function pairMethod({ ofPair, groups, candidate }) {
	if (ofPair === void 0 || candidate === null) return {};
	return { method: `${ofPair === "share" ? "wilson" : "mean"}${groups === null ? "" : "-clustered"}` };
}
function differenceOf(contrast) {
	if (contrast === null) return {
		difference: null,
		interval: null,
		method: "point"
	};
	const { estimate, interval, method, bootstrap } = contrast;
	return {
		difference: estimate,
		interval: method === "point" ? null : pair(interval),
		method,
		...bootstrap === void 0 ? {} : { bootstrap: { ...bootstrap } }
	};
}
/** An interval that has no ends (one row has no spread) is none. */
function pair(interval) {
	return interval === null || !interval.every(Number.isFinite) ? null : [interval[0], interval[1]];
}

// src/domain/metrics/canonical-label.ts
/** The same for many labels of one kind, each different text read once. */
function labelReader(kind) {
	const known = /* @__PURE__ */ new Map();
	return (text) => {
		const found = known.get(text);
		if (found !== void 0) return found;
		const canonical = canonicalLabel(text, kind);
		known.set(text, canonical);
		return canonical;
	};
}
const TRUE_TEXTS = /* @__PURE__ */ new Set([
	"true",
	"True",
	"TRUE",
	"1",
	"1.0"
]);
const FALSE_TEXTS = /* @__PURE__ */ new Set([
	"false",
	"False",
	"FALSE",
	"0",
	"0.0"
]);
/**
* One spelling for labels that mean the same: a model's int64 class 1 and the column's 1.0, a boolean column's
* `true` and a model's `True` or 1. Text labels are compared as they are: "yes" is not "Yes".
*/
function canonicalLabel(text, kind) {
	if (kind === "boolean") return canonicalBoolean(text);
	if (kind === "number") return canonicalNumber(text);
	return text;
}
function canonicalBoolean(text) {
	if (TRUE_TEXTS.has(text)) return "true";
	return FALSE_TEXTS.has(text) ? "false" : text;
}
function canonicalNumber(text) {
	const trimmed = text.trim();
	if (/^[+-]?\d+$/.test(trimmed)) return BigInt(trimmed).toString();
	const value = Number(trimmed);
	return trimmed === "" || !Number.isFinite(value) ? text : String(value);
}

// src/stages/evaluate/predictions/to-predictions.ts
/** A model's output as the metrics want it. `who` names the model in errors. Throws `input` where they do not fit. */
function* toPredictions(output, truth, reading) {
	if (truth.task === "regression" || truth.task === "ranking" || truth.task === "targets") {
		if (output.kind === "values") return truth.task !== "targets" ? {
			task: "regression",
			values: output.values
		} : {
			task: "targets",
			names: output.targets ?? truth.names,
			values: output.values
		};
		throw new ModelyardError("input", `${reading.who} gives classes (${output.classes.join(", ")}); the task is ${truth.task === "ranking" ? "ranking" : "regression"}`, { hint: "Set task: binary or multiclass, or export a regressor." });
	}
	if (truth.task !== "binary" && truth.task !== "multiclass") throw new ModelyardError("internal", `no model is run for a truth of ${truth.task}`);
	if (output.kind === "values") throw new ModelyardError("input", `${reading.who} gives one number per row without classes; the task is ${truth.task}`, { hint: "Export the classifier with its probabilities, or name the classes in data.classes." });
	return truth.task === "binary" ? yield* binaryScores(output, reading) : yield* classProbabilities(output, truth.classes, reading);
}
function* binaryScores(output, reading) {
	const wanted = canonicalLabel(reading.positive ?? "", reading.kind);
	const names = output.classes.map((name) => canonicalLabel(name, reading.kind));
	const column = names.indexOf(wanted);
	if (names.length !== 2 || column === -1) throw new ModelyardError("input", `${reading.who} has the classes ${output.classes.join(", ")}; a binary task needs two, one of them ${reading.positive}`, { hint: "Check data.positive, or name the classes in the model’s order in data.classes." });
	const { probabilities } = output;
	const scores = new Float64Array(probabilities.length / 2);
	for (const [from, to] of portions(scores.length)) {
		for (let row = from; row < to; row++) scores[row] = isFiniteRow(probabilities, row * 2, 2) ? probabilities[row * 2 + column] : NaN;
		yield to - from;
	}
	return {
		task: "binary",
		scores,
		scoreType: output.scoreType
	};
}
/** Columns in the order of the truth's classes; both models are compared on the same list. */
function* classProbabilities(output, classes, reading) {
	const own = new Map(output.classes.map((name, index) => [canonicalLabel(name, reading.kind), index]));
	const order = classes.map((name) => own.get(canonicalLabel(name, reading.kind)));
	if (order.includes(void 0) || output.classes.length !== classes.length) throw new ModelyardError("input", `${reading.who} has the classes ${output.classes.join(", ")}; the rows are judged on ${classes.join(", ")}`, { hint: "Models that know different classes cannot be compared; release the new classes as a new model." });
	if (order.every((place, index) => place === index)) return {
		task: "multiclass",
		probabilities: output.probabilities,
		scoreType: output.scoreType
	};
	const width = classes.length;
	const rows = output.probabilities.length / width;
	const probabilities = new Float64Array(rows * width);
	for (const [from, to] of portions(rows, width)) {
		for (let row = from; row < to; row++) for (let column = 0; column < width; column++) probabilities[row * width + column] = output.probabilities[row * width + (order[column] ?? 0)] ?? NaN;
		yield (to - from) * width;
	}
	return {
		task: "multiclass",
		probabilities,
		scoreType: output.scoreType
	};
}
/** The rows with a score that is NaN or infinite, of which at most `limit` are named. */
function* nonFiniteRows(predictions, rows, limit) {
	const values = allNumbers(predictions, rows);
	const width = values.length / rows;
	const first = [];
	let count = 0;
	for (const [from, to] of portions(rows, width)) {
		for (let row = from; row < to; row++) {
			if (isFiniteRow(values, row * width, width)) continue;
			count += 1;
			if (first.length < limit) first.push(row);
		}
		yield (to - from) * width;
	}
	return {
		count,
		first
	};
}
/** Whether two models said the same on every row, to the bit; false where one of them said nothing. */
function isSameScores(one, other) {
	if (other === null) return false;
	return isSameNumbers(valuesOf(one), valuesOf(other)) && isSameNumbers(one.own?.values ?? NONE, other.own?.values ?? NONE);
}
const NONE = /* @__PURE__ */ new Float64Array(0);
function isSameNumbers(left, right) {
	if (left.length !== right.length) return false;
	for (let at = 0; at < left.length; at++) if (!Object.is(left[at], right[at])) return false;
	return true;
}
/** Scores and own columns side by side. */
function allNumbers(predictions, rows) {
	const values = valuesOf(predictions);
	const own = predictions.task === "scores" ? NONE : predictions.own?.values ?? NONE;
	if (own.length === 0) return values;
	const [width, ownWidth] = [values.length / rows, own.length / rows];
	const all = new Float64Array(values.length + own.length);
	for (let row = 0; row < rows; row++) {
		all.set(values.subarray(row * width, (row + 1) * width), row * (width + ownWidth));
		all.set(own.subarray(row * ownWidth, (row + 1) * ownWidth), row * (width + ownWidth) + width);
	}
	return all;
}
function valuesOf(predictions) {
	if (predictions.task === "binary") return predictions.scores;
	if (predictions.task === "scores") return predictions.own.values;
	return predictions.task === "multiclass" ? predictions.probabilities : predictions.values;
}
function isFiniteRow(values, start, width) {
	for (let index = start; index < start + width; index++) if (!Number.isFinite(values[index])) return false;
	return true;
}

// src/stages/evaluate/predictions/sampled-output.ts
/** So many rows of what a model said are kept, to ask it again and to release some. */
const SAMPLED_ROWS = 2e3;
/**
* At most so many row numbers, evenly over all rows. Those of a divisor of 2000, as of 500 and 50, are among those of 2000.
*/
function spreadRows(rows, most) {
	const count = Math.min(most, rows);
	const spread = new Int32Array(count);
	for (let index = 0; index < count; index++) spread[index] = Math.floor(index * rows / count);
	return spread;
}
/** Of what a model said of every row what is needed later. */
function sampleOutput(output, rows) {
	const sampled = spreadRows(rows, SAMPLED_ROWS);
	const values = outputValues(output);
	const width = values.length / rows;
	const kept = new Float64Array(sampled.length * width);
	for (const [place, row] of sampled.entries()) kept.set(values.subarray(row * width, (row + 1) * width), place * width);
	return output.kind === "classes" ? {
		...output,
		probabilities: kept,
		labels: null,
		sampled
	} : {
		...output,
		values: kept,
		sampled
	};
}
/** The numbers that were said of rows of the sample, row-major. */
function saidOf(output, rows) {
	const values = outputValues(output);
	const width = values.length / output.sampled.length;
	const said = new Float64Array(rows.length * width);
	for (const [place, row] of rows.entries()) {
		const from = output.sampled.indexOf(row);
		if (from === -1) throw new Error(`row ${row} was not sampled`);
		said.set(values.subarray(from * width, (from + 1) * width), place * width);
	}
	return said;
}
/** The numbers of an output, row-major. */
function outputValues(output) {
	return output.kind === "classes" ? output.probabilities : output.values;
}

// src/stages/evaluate/predictions/score-model.ts
/** Runs a model on all rows, with progress. */
async function runModel(context, runtime, { model, table, batchRows }) {
	const targets = model.targets ?? context.model.data.targets;
	const output = await runtime.predict({
		model: { path: model.path },
		task: modelTask(context.model.task),
		features: featureTable(table, model),
		classes: model.classes,
		...targets.length > 1 ? { targets } : {},
		...model.output == null ? {} : { output: model.output },
		...batchRows === void 0 ? {} : { batchRows },
		...answerLimit(context.model.evaluate),
		signal: context.signal,
		onProgress: (done) => {
			context.reporter.progress({
				label: `evaluate ${model.who}`,
				done,
				total: table.rows,
				unit: "rows"
			});
		}
	});
	if (output.kind === "classes") return output;
	return onlyTargets({
		...output,
		targets
	}, {
		wanted: context.model.data.targets,
		who: model.who
	});
}
/** How long a model that is run here may take for an answer, where the config says so. */
function answerLimit({ predictTimeoutMs }) {
	return predictTimeoutMs === void 0 ? {} : { limitMs: predictTimeoutMs };
}
/** Of a release that predicted more, or something else besides, what is judged now. */
function onlyTargets(output, { wanted, who }) {
	const names = output.targets ?? wanted;
	if (names.join("\n") === wanted.join("\n")) return output;
	const known = wanted.filter((name) => names.includes(name));
	if (known.length === 0) throw new ModelyardError("input", `${who} predicts ${names.join(", ")}, not ${wanted.join(", ")}`, { hint: "A model of another target is another model: give it a name of its own, or release.new: true." });
	const table = {
		names,
		values: output.values
	};
	const { values } = tableOf(known.map((name) => [name, tableColumn(table, name)]));
	return {
		...output,
		targets: known,
		values
	};
}
/** What a model of this task gives: a ranking is made of one number per row. */
function modelTask(task) {
	return task === "ranking" || task === "scores" ? "regression" : task;
}
/** The model's features out of what was read. Throws `input` where a column is not there. */
function featureTable(table, model) {
	const features = storedColumns(table, model.features);
	if (features.columns.length === model.features.length) return features;
	const present = new Set(table.columns.map((column) => column.name));
	const missing = model.features.filter((name) => !present.has(name));
	throw new ModelyardError("input", `${model.who} needs the feature ${missing.join(", ")}, which the evaluation data do not have`);
}
/** `toPredictions`, and a probability outside 0 … 1 is an error: log loss and Brier would be nonsense. */
function* checkedPredictions(output, truth, reading) {
	const predictions = yield* toPredictions(output, truth, reading);
	yield* assertProbabilities(predictions, reading.who);
	return predictions;
}
/** Throws `input` when a score lies outside 0 … 1; NaN and infinities pass here and fail the verdict later. */
function* assertProbabilities(predictions, who) {
	if (predictions.task !== "binary" && predictions.task !== "multiclass") return;
	const bad = yield* outside(predictions.task === "binary" ? predictions.scores : predictions.probabilities);
	if (bad === null) return;
	throw new ModelyardError("input", `${who}: a score of ${bad} is no probability; scores must lie between 0 and 1`, { hint: "Write shares, 0.25 and not 25. If a predictions file holds logits, say so: evaluate.link: logit (softmax for several classes)." });
}
/** The first finite number below 0 or above 1; a loop, as `find` with a function takes three times as long. */
function* outside(values) {
	for (const [from, to] of portions(values.length)) {
		for (let at = from; at < to; at++) {
			const value = values[at];
			if ((value < 0 || value > 1) && Number.isFinite(value)) return value;
		}
		yield to - from;
	}
	return null;
}

// src/domain/metrics/apply-link.ts
/**
* Probabilities out of logits, in float64: 1 / (1 + exp(−z)) of a binary score, exp(zᵢ − max) / Σ exp(zⱼ − max) of a row of
* classes, both without overflow. A logit that is NaN or infinite stays no number, and with it its whole row: the verdict
* must fail by it. Other tasks have no logits. `classes`: how many a row has.
*/
function applyLink(predictions, link, classes) {
	if (link === "logit" && predictions.task === "binary") return {
		...predictions,
		scores: predictions.scores.map(sigmoid)
	};
	if (link === "softmax" && predictions.task === "multiclass") return {
		...predictions,
		probabilities: softmaxRows(predictions.probabilities, classes)
	};
	return predictions;
}
function softmaxRows(logits, width) {
	const probabilities = new Float64Array(logits.length);
	for (let start = 0; start < logits.length; start += width) {
		const row = logits.subarray(start, start + width);
		if (!row.every(Number.isFinite)) {
			probabilities.fill(NaN, start, start + width);
			continue;
		}
		const most = row.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
		const weights = row.map((value) => Math.exp(value - most));
		const sum = weights.reduce((total, weight) => total + weight, 0);
		weights.forEach((weight, column) => {
			probabilities[start + column] = weight / sum;
		});
	}
	return probabilities;
}
function sigmoid(logit) {
	if (!Number.isFinite(logit)) return NaN;
	if (logit >= 0) return 1 / (1 + Math.exp(-logit));
	const odds = Math.exp(logit);
	return odds / (1 + odds);
}

// src/domain/texts/text-index.ts
const FNV_START = 2166136261;
const FNV_PRIME = 16777619;
function* indexInSteps(given) {
	const own = packed(given);
	const mask = 2 ** Math.ceil(Math.log2(2 * own.length + 1)) - 1;
	const places = new Int32Array(mask + 1);
	const find = (bytes) => {
		let place = hashOf(bytes) & mask;
		for (;; place = place + 1 & mask) {
			const row = places[place] - 1;
			if (row === -1 || isSame(own.bytesAt(row), bytes)) return {
				place,
				row
			};
		}
	};
	const firsts = new Int32Array(own.length);
	for (const [from, to] of portions(own.length, 16)) {
		for (let row = from; row < to; row++) {
			const found = find(own.bytesAt(row));
			if (found.row === -1) places[found.place] = row + 1;
			firsts[row] = found.row === -1 ? row : found.row;
		}
		yield (to - from) * 16;
	}
	return {
		firsts,
		rowOf: (texts, row) => find(texts.bytesAt(row)).row
	};
}
/** FNV-1a over the bytes, its high bits mixed into the low ones. */
function hashOf({ bytes, start, end }) {
	let hash = FNV_START;
	for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], FNV_PRIME);
	return (hash ^ hash >>> 15) >>> 0;
}
function isSame(one, other) {
	const length = one.end - one.start;
	if (length !== other.end - other.start) return false;
	for (let at = 0; at < length; at++) if (one.bytes[one.start + at] !== other.bytes[other.start + at]) return false;
	return true;
}
function* standingInSteps(texts, others) {
	const [own, other] = [packed(texts), packed(others)];
	if (own.length > other.length) {
		const index = yield* indexInSteps(other);
		return (row) => index.rowOf(own, row) !== -1;
	}
	const { firsts, rowOf } = yield* indexInSteps(own);
	const stands = new Uint8Array(own.length);
	for (const [from, to] of portions(other.length, 16)) {
		for (let row = from; row < to; row++) {
			const found = rowOf(other, row);
			if (found !== -1) stands[found] = 1;
		}
		yield (to - from) * 16;
	}
	return (row) => stands[firsts[row]] === 1;
}

// src/stages/evaluate/predictions/join-texts.ts
/** Finds wanted ids in those of a file. */
function* joinTexts(wanted, file, others) {
	const [ids, index] = [packed(wanted), yield* indexInSteps(file)];
	const rows = new Int32Array(ids.length);
	const known = new Uint8Array(file.length);
	for (const [from, to] of portions(rows.length, 16)) {
		for (let row = from; row < to; row++) {
			const found = index.rowOf(ids, row);
			rows[row] = found;
			if (found !== -1) known[found] = 1;
		}
		yield (to - from) * 16;
	}
	const again = index.firsts.findIndex((first, row) => first !== row);
	return {
		rows,
		missing: yield* unmatched(wanted, (row) => rows[row] === -1),
		again: again === -1 ? null : file.at(again) ?? "",
		extra: yield* unmatched(file, yield* notKnown(file, known, others))
	};
}
/** Others are looked through only where the file holds more than is wanted. */
function* notKnown(file, known, others) {
	if (!known.includes(0)) return () => false;
	const elsewhere = [];
	for (const each of others) if (each.length > 0) elsewhere.push(yield* standingInSteps(file, each));
	return (row) => known[row] === 0 && !elsewhere.some((stands) => stands(row));
}
function* unmatched(texts, isUnmatched) {
	let count = 0;
	let first = "";
	for (const [from, to] of portions(texts.length, 16)) {
		for (let row = from; row < to; row++) {
			if (!isUnmatched(row)) continue;
			if (count === 0) first = texts.at(row) ?? "";
			count += 1;
		}
		yield (to - from) * 16;
	}
	return {
		count,
		first
	};
}

// src/stages/evaluate/predictions/join-by-id.ts
/** For every evaluation row the row of the file with its id; null where a release's file lacks some. */
function* joinById(request, fileIds) {
	const { rows, missing, again, extra } = yield* joinTexts(request.ids, fileIds, request.otherIds);
	if (again !== null) throw badIds(request, `id ${JSON.stringify(again)} stands more than once`);
	if (missing.count > 0) {
		if (request.isReleased === true) return null;
		const others = extra.count === 0 ? "" : `; the file has other ids, the first is ${JSON.stringify(extra.first)}`;
		throw badIds(request, `${counted(missing.count, "evaluation row has", "evaluation rows have")} no prediction, the first is ${JSON.stringify(missing.first)}${others}`, hintOfIds(missing.first, extra.first));
	}
	if (extra.count > 0 && request.isReleased !== true) throw badIds(request, `${counted(extra.count, "prediction belongs", "predictions belong")} to no evaluation row, the first is ${JSON.stringify(extra.first)}`);
	return rows;
}
const ONE_EACH = "Write exactly one prediction for every row of the evaluation data.";
function badIds(request, problem, hint = ONE_EACH) {
	return new ModelyardError("input", `${request.label}: ${problem}`, { hint });
}
/** Ids are compared as text; what programs do to numbers shows in the first that does not fit. */
function hintOfIds(wanted, found) {
	if (/^\d+$/.test(wanted) && /^\d+\.0+$/.test(found)) return "The ids were written as numbers with a fraction, as pandas does when one of them was missing: write them as text, or as Int64.";
	if (found !== found.trim()) return "The ids were written with spaces around them: take these away.";
	if (/^0\d+$/.test(wanted) !== /^0\d+$/.test(found) && found !== "") return "One side has leading zeros: read and write the ids as text (pandas: dtype=str).";
	return ONE_EACH;
}

// src/stages/evaluate/predictions/predictions-columns.ts
/** Names under which a single score or value may stand, besides one column per class. */
const SCORE_NAMES = [
	"score",
	"probability",
	"prediction",
	"value"
];
/** The declared columns, each once. Throws `input` where the candidate's file lacks one. */
function ownColumnNames(request, described) {
	const present = new Set(described.map(({ name }) => name));
	const wanted = [...new Set((request.columns ?? []).map(({ column }) => column))];
	const missing = wanted.filter((name) => !present.has(name));
	if (missing.length === 0 || request.isReleased === true) return wanted.filter((name) => present.has(name));
	throw badColumns(request, described, `there is no column ${missing.join(", ")} (evaluate.metrics)`);
}
/** The columns of what is predicted. Throws `input` where there are none that fit the task. */
function scoreColumns(request, described) {
	if (request.truth.task === "scores") return [];
	if (request.truth.task === "targets") return targetColumns(request, request.truth.names, described);
	if (request.form?.form === "chosen") return chosenScore(request, request.form.score, described);
	const perClass = classColumns(request, described.map((column) => column.name).filter((name) => name !== request.idColumn && name !== request.targetColumn));
	if (perClass !== null) {
		assertNoOtherClass(request, described, perClass);
		return perClass;
	}
	const single = singleScores(request, described);
	if (request.truth.task !== "multiclass" && single.length === 1) return single;
	if (request.truth.task !== "multiclass" && single.length > 1) throw badColumns(request, described, `more than one column could be the score: ${single.join(", ")}`);
	throw badColumns(request, described, `expected ${request.truth.task === "multiclass" ? `one column per class (${request.truth.classes.join(", ")})` : `one column named ${[...positiveName(request), ...SCORE_NAMES].join(", ")}`}`);
}
function positiveName({ truth, reading }) {
	return truth.task === "binary" && reading.positive !== null ? [reading.positive] : [];
}
/** Columns that are called like a score; of a binary task a decision beside a score, of text or whole numbers, is none. */
function singleScores({ idColumn, targetColumn, truth }, described) {
	const called = described.filter(({ name }) => SCORE_NAMES.includes(name) && name !== idColumn && name !== targetColumn);
	const fractions = called.filter(({ logicalType }) => logicalType === "number");
	const [only, another] = truth.task === "binary" ? fractions : [];
	return (called.length > 1 && only !== void 0 && another === void 0 ? [only] : called).map(({ name }) => name);
}
/** At most so many columns are held against the scores. */
const MOST_LABEL_COLUMNS = 2;
/** Columns beside a score that may name the label that was chosen: by their name, and as they hold no fractions. */
function columnsOfLabels({ truth, form = null, idColumn, targetColumn }, described, used) {
	if (truth.task !== "binary" || form !== null) return [];
	return described.filter(({ name, logicalType }) => /label|class|pred|decision/i.test(name) && [
		"string",
		"boolean",
		"integer"
	].includes(logicalType)).map(({ name }) => name).filter((name) => name !== idColumn && name !== targetColumn && !used.includes(name)).slice(0, MOST_LABEL_COLUMNS);
}
/** Says which column it may be, where one is called alike. */
function noIdColumn(request, described) {
	const { idColumn } = request;
	const plain = (name) => name.trim().toLowerCase();
	const alike = described.find(({ name }) => plain(name) === plain(idColumn));
	const { message } = badColumns(request, described, `there is no id column ${idColumn}${alike === void 0 ? "" : `, but ${JSON.stringify(alike.name)}`}`);
	return new ModelyardError("input", message, { hint: `Write ${idColumn} (data.id) as a column of its own; an index of pandas becomes one by reset_index().` });
}
/** A column per target; a release may hold fewer. */
function targetColumns(request, targets, described) {
	const present = targets.filter((target) => described.some(({ name }) => name === target));
	if (present.length === targets.length || request.isReleased === true) return present;
	throw badColumns(request, described, `expected one column per target (${targets.join(", ")})`);
}
/** The columns of the classes: all of them in order, or the positive one alone for a binary task. */
function classColumns(request, names) {
	const { truth, reading } = request;
	if (truth.task !== "binary" && truth.task !== "multiclass") return null;
	const byClass = new Map(names.map((name) => [canonicalLabel(name, reading.kind), name]));
	const found = (truth.task === "binary" ? [reading.positive ?? ""] : truth.classes).map((name) => byClass.get(canonicalLabel(name, reading.kind)));
	return found.every((name) => name !== void 0) ? found : null;
}
/** A class that no evaluation row has takes its share of the probability: left out, the others would look too good. */
function assertNoOtherClass(request, described, classes) {
	if (request.truth.task !== "multiclass" || request.classesAreGiven) return;
	const own = (request.columns ?? []).map(({ column }) => column);
	const known = /* @__PURE__ */ new Set([
		request.idColumn,
		request.targetColumn,
		...classes,
		...own
	]);
	const others = described.filter(({ name, logicalType }) => !known.has(name) && (logicalType === "number" || logicalType === "integer"));
	if (others.length === 0) return;
	const names = others.map(({ name }) => name).join(", ");
	throw new ModelyardError("input", `${request.label}: no evaluation row has the label ${names}, so it is not known whether these columns are classes`, { hint: "List every class that the model knows in data.classes, or leave the other columns out." });
}
/** Columns that are not understood, with what they are and what was expected. */
function badColumns(request, described, problem) {
	return new ModelyardError("input", `${request.label}: ${problem}; the columns are ${described.map((each) => shown$1(each.name)).join(", ")}`, { hint: request.truth.task === "scores" ? `A predictions file of task scores holds ${request.idColumn} and the columns of evaluate.metrics.` : `A predictions file holds ${request.idColumn} and a score, or one column per class, or a value; evaluate.predictions says where it is laid out in another way.` });
}
/** Spaces at its ends would not be seen. */
function shown$1(name) {
	return name === name.trim() ? name : JSON.stringify(name);
}
/** The column of the label that was chosen. */
function chosenColumn({ form = null }) {
	return form?.form === "chosen" ? [form.class] : [];
}
function chosenScore(request, score, described) {
	const names = described.map(({ name }) => name);
	const missing = [score, ...chosenColumn(request)].find((name) => !names.includes(name));
	if (missing === void 0) return [score];
	throw badColumns(request, described, `there is no column ${missing} (evaluate.predictions)`);
}

// src/stages/evaluate/predictions/predictions-doubts.ts
/** Of fewer rows nothing is concluded: where half of the scores belong below one half, 20 are all above it in one of 2^20 cases. */
const FEWEST_ROWS = 20;
/**
* Scores of the chosen label that are taken for those of the positive class turn half of them round, and nothing else shows it:
* none is below one half, while a column beside them names both labels, and not by their size. Throws `input`.
*/
function assertOfPositive(request, { numbers, column, labels }) {
	if (numbers.task !== "binary" || labels.length < FEWEST_ROWS) return;
	const { scores } = numbers;
	const half = request.link === "logit" ? 0 : .5;
	if (scores.some((score) => !(score >= half))) return;
	const meaning = labelReader(request.reading.kind);
	const positive = meaning(request.reading.positive ?? "");
	const known = new Set(Array.from(request.labels, meaning)).add(positive);
	if (labels.some((label) => !known.has(meaning(label)))) return;
	const of = (isPositive) => scores.filter((_, row) => meaning(labels[row] ?? "") === positive === isPositive);
	if (!overlap(of(true), of(false))) return;
	throw new ModelyardError("input", `${request.label}: no score is below one half, also where ${column} names the other label: these seem to be scores of the label that was chosen, and a score is that of the positive class`, { hint: `Say evaluate.predictions: {form: chosen, class: ${column}}, or write the score of ${request.reading.positive}, or leave ${column} out.` });
}
/** Whether both have scores and no threshold tells them apart. */
function overlap(positive, other) {
	const [lowest, highest] = [positive.reduce((a, b) => Math.min(a, b), 1e400), other.reduce((a, b) => Math.max(a, b), -1e400)];
	return positive.length > 0 && other.length > 0 && lowest <= highest;
}
/**
* Probabilities that are said to be logits would all be pressed together. Throws `input` where every row of classes adds up to 1, and
* where scores that spread over more than half of 0 … 1 never leave it.
*/
function assertLinked(request, numbers, width) {
	const { link = null } = request;
	if (link === null || !looksLikeProbabilities(numbers, width)) return;
	throw new ModelyardError("input", `${request.label}: evaluate.link says ${link}, and these numbers are probabilities: ${numbers.task === "binary" ? "none lies outside 0 … 1" : "none lies outside 0 … 1 and every row adds up to 1"}`, { hint: "Leave evaluate.link out, or write the logits." });
}
function looksLikeProbabilities(numbers, width) {
	if (numbers.task !== "binary" && numbers.task !== "multiclass") return false;
	const values = numbers.task === "binary" ? numbers.scores : numbers.probabilities;
	if (values.length / width < FEWEST_ROWS || values.some((value) => !(value >= 0 && value <= 1))) return false;
	if (numbers.task === "multiclass") return sumsAreOne(values, width);
	const lowest = values.reduce((a, b) => Math.min(a, b), 1);
	return values.reduce((a, b) => Math.max(a, b), 0) - lowest > .5;
}
function sumsAreOne(values, width) {
	for (let start = 0; start < values.length; start += width) {
		const sum = values.subarray(start, start + width).reduce((total, value) => total + value, 0);
		if (Math.abs(sum - 1) > 1e-4) return false;
	}
	return true;
}

// src/stages/evaluate/predictions/predictions-form.ts
/** More different texts are no classes. */
const MOST_CLASSES = 1e4;
/** What makes one row per id of a file, with a score or a column per class; null where it is so already. */
async function reshapeOf(request, source) {
	const { form = null, idColumn: id, truth } = request;
	if (form === null || form.form === "chosen") return null;
	if (form.form === "ranked") return {
		kind: "unnest",
		id,
		value: null
	};
	if (form.form === "long") {
		const columns = await classesIn(request, {
			source,
			column: form.class
		});
		return {
			kind: "pivot",
			id,
			key: form.class,
			value: form.score,
			columns
		};
	}
	if (truth.task === "ranking") return {
		kind: "unnest",
		id,
		value: form.score
	};
	return {
		kind: "elements",
		id,
		list: form.score,
		names: form.classes ?? []
	};
}
/** The classes that a column names, each with all of its spellings. */
async function classesIn(request, { source, column }) {
	const { kind } = request.reading;
	const counted = await request.engine.countValues(source, column, MOST_CLASSES);
	if (counted.distinct > MOST_CLASSES) throw unfit(request, `column ${column} holds ${counted.distinct} different texts, these are no classes`);
	const spellings = /* @__PURE__ */ new Map();
	for (const { text } of counted.values) {
		const meaning = canonicalLabel(text, kind);
		spellings.set(meaning, [...spellings.get(meaning) ?? [], text]);
	}
	assertKnown(request, {
		column,
		present: spellings
	});
	return [...spellings.values()].sort(bySpelling).map((keys) => ({
		name: keys[0] ?? "",
		keys
	}));
}
function bySpelling([a = ""], [b = ""]) {
	return a < b ? -1 : 1;
}
/** A class that the data do not know takes its share of the probability. */
function assertKnown(request, { column, present }) {
	const { truth, reading, labels } = request;
	const known = truth.task === "multiclass" ? truth.classes : labels;
	const meaning = labelReader(reading.kind);
	const meanings = /* @__PURE__ */ new Set([meaning(reading.positive ?? "")]);
	for (const each of known) meanings.add(meaning(each));
	const strange = [...present].flatMap(([meaning, [first = ""]]) => meanings.has(meaning) ? [] : [first]);
	if (strange.length === 0) return;
	throw unfit(request, `column ${column} names classes that no evaluation row has: ${strange.slice(0, 5).map((each) => JSON.stringify(each)).join(", ")}`, { hint: "List every class that the model knows in data.classes." });
}
/**
* Scores of the positive class out of those of the chosen label: 1 − p, or −z of a logit, where another label was chosen.
* Throws `input` for labels that are none of the two classes, and where the scores are those of the positive class all along.
*/
function scoresOfPositive(request, { predictions, chosen }) {
	if (predictions.task !== "binary") throw new ModelyardError("internal", "the score of a chosen label needs a binary task");
	const { reading, link = null, ids } = request;
	const meaning = labelReader(reading.kind);
	const positive = meaning(reading.positive ?? "");
	const known = /* @__PURE__ */ new Set([positive, ...Array.from(request.labels, meaning)]);
	const strange = chosen.findIndex((label) => !known.has(meaning(label)));
	if (strange !== -1) throw unfit(request, `for id ${JSON.stringify(ids.at(strange))} the chosen label is ${JSON.stringify(chosen[strange])}, which no evaluation row has`);
	const isPositive = chosen.map((label) => meaning(label) === positive);
	assertOfChosen(request, {
		scores: predictions.scores,
		isPositive
	});
	const turned = (score) => link === "logit" ? -score : 1 - score;
	const scores = predictions.scores.map((score, row) => isPositive[row] === true ? score : turned(score));
	return {
		...predictions,
		scores
	};
}
/** Nobody chooses a label every time that its score is below one half, and the other one every time that it is not. */
function assertOfChosen(request, { scores, isPositive }) {
	const half = request.link === "logit" ? 0 : .5;
	if (!scores.every((score, row) => score >= half === isPositive[row]) || !isPositive.includes(false)) return;
	throw unfit(request, "every score of the other label is below one half, and every score of the positive one is not: these are scores of the positive class, not of the chosen label", { hint: "Leave evaluate.predictions out: a score is then that of the positive class." });
}
function unfit(request, problem, options = {}) {
	return new ModelyardError("input", `${request.label}: ${problem}`, {
		hint: "evaluate.predictions says how the file is laid out.",
		...options
	});
}

// src/stages/evaluate/predictions/predictions-file.ts
/**
* Reads a predictions file and joins it to the evaluation rows by id. Labels come from the evaluation data, never from here.
* Throws `input` for a missing, extra, duplicate or empty id, a disagreeing label, or columns that are not understood.
*/
async function readPredictions(request) {
	const predictions = await readFile(request);
	if (predictions === null) throw new ModelyardError("internal", `${request.label} was not joined`);
	return predictions;
}
/** The same for the file of a release; null where it has no prediction for some of the rows. */
function readReleased(request) {
	return readFile({
		...request,
		isReleased: true
	});
}
async function readFile(request) {
	const plain = {
		files: [request.path],
		types: { [request.idColumn]: "string" }
	};
	const reshape = await told(request, () => reshapeOf(request, plain));
	const source = reshape === null ? plain : {
		...plain,
		reshape
	};
	const described = await told(request, () => request.engine.describe(source));
	const names = new Set(described.map((column) => column.name));
	if (!names.has(request.idColumn)) throw noIdColumn(request, described);
	const scores = scoreColumns(request, described);
	const own = ownColumnNames(request, described);
	const { targetColumn } = request;
	const labelColumns = targetColumn !== null && names.has(targetColumn) ? [targetColumn] : [];
	const besides = columnsOfLabels(request, described, [...scores, ...own]);
	const table = await readable(request, () => request.engine.read(source, {
		columns: [...[.../* @__PURE__ */ new Set([
			request.idColumn,
			...labelColumns,
			...chosenColumn(request),
			...besides
		])].map((name) => ({
			name,
			as: "text"
		})), ...[.../* @__PURE__ */ new Set([...scores, ...own])].map((name) => ({
			name,
			as: "number"
		}))],
		orderBy: request.idColumn
	}));
	const order = await inTurn(joinById(request, textOf(table, request.idColumn)), setImmediate);
	if (order === null) return null;
	for (const name of labelColumns) assertSameLabels(request, textOf(table, name), order);
	const columnOf = (name) => numbersOf({
		request,
		table,
		order
	}, name);
	const { columns = [] } = request;
	const numbers = {
		columns,
		...tableOf(own.map((name) => [name, columnOf(name)]))
	};
	if (request.truth.task === "scores") return {
		task: "scores",
		own: numbers
	};
	const textsOf = (name) => inOrder(textOf(table, name), order);
	const predictions = request.truth.task === "targets" ? {
		task: "targets",
		...tableOf(scores.map((name) => [name, columnOf(name)]))
	} : understood(request, assemble(request.truth, scores.map(columnOf), scoreTypeOf(described, scores)), {
		besides,
		textsOf,
		width: scores.length
	});
	return columns.length === 0 ? predictions : {
		...predictions,
		own: numbers
	};
}
/** Errors of the engine name the path; the file is known by another name. */
async function told({ path, label }, work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ModelyardError) || !error.message.includes(path)) throw error;
		const options = {
			cause: error,
			...error.hint === void 0 ? {} : { hint: error.hint }
		};
		throw new ModelyardError(error.code, error.message.replaceAll(path, label), options);
	}
}
/** Probabilities of the classes out of what the numbers are said to be. */
function understood(request, numbers, { besides, textsOf, width }) {
	for (const column of besides) assertOfPositive(request, {
		numbers,
		column,
		labels: textsOf(column)
	});
	assertLinked(request, numbers, width);
	const [chosen] = chosenColumn(request);
	const predictions = chosen === void 0 ? numbers : scoresOfPositive(request, {
		predictions: numbers,
		chosen: textsOf(chosen)
	});
	return applyLink(predictions, request.link ?? null, width);
}
function inOrder(texts, order) {
	return Array.from(order, (row) => texts.at(row) ?? "");
}
/** A column of text where numbers are wanted: there is no contract for a predictions file that could say otherwise. */
async function readable(request, work) {
	try {
		return await told(request, work);
	} catch (error) {
		if (!(error instanceof ModelyardError) || !/should hold numbers/.test(error.message)) throw error;
		throw new ModelyardError(error.code, error.message, {
			cause: error,
			hint: "Write plain numbers, 0.25, without a sign for percent or thousands. A column of labels must not be called like a score; evaluate.predictions says where a label stands beside its score, or lists are meant."
		});
	}
}
/** Parquet keeps the type that the scores had; text holds float64. */
function scoreTypeOf(described, scores) {
	return described.some(({ name, physicalType }) => physicalType === "FLOAT" && scores.includes(name)) ? "float32" : "float64";
}
function assertSameLabels(request, fileLabels, order) {
	const canonical = labelReader(request.reading.kind);
	const differing = order.findIndex((fileRow, row) => canonical(request.labels.at(row) ?? "") !== canonical(fileLabels.at(fileRow) ?? ""));
	if (differing === -1) return;
	const fileLabel = fileLabels.at(order[differing] ?? 0);
	throw new ModelyardError("input", `${request.label}: for id ${JSON.stringify(request.ids.at(differing))} it says ${request.targetColumn} = ${JSON.stringify(fileLabel)}, the evaluation data say ${JSON.stringify(request.labels.at(differing))}`, { hint: "Predict on the evaluation data that modelyard.yml names." });
}
function textOf(table, name) {
	const column = table.columns.find((each) => each.name === name);
	return column?.kind === "text" ? column.data : [];
}
/** The column's numbers in the order of the evaluation rows. */
function numbersOf({ request, table, order }, name) {
	const column = table.columns.find((each) => each.name === name && each.kind === "number");
	if (column === void 0) throw new ModelyardError("internal", `column ${name} was not read`);
	const empty = order.findIndex((row) => column.missing[row] === 1);
	if (empty === -1) return Float64Array.from(order, (row) => column.data[row] ?? NaN);
	throw new ModelyardError("input", `${request.label}: column ${name} has empty cells, the first for id ${JSON.stringify(request.ids.at(empty))}`, { hint: "A NaN of pandas is written as an empty cell: find out why the model says nothing of this row." });
}
function assemble(truth, columns, scoreType) {
	const width = columns.length;
	const values = new Float64Array((columns[0]?.length ?? 0) * width);
	columns.forEach((column, index) => {
		column.forEach((value, row) => {
			values[row * width + index] = value;
		});
	});
	if (truth.task === "binary") return {
		task: "binary",
		scores: values,
		scoreType
	};
	if (truth.task === "multiclass") return {
		task: "multiclass",
		probabilities: values,
		scoreType
	};
	return {
		task: "regression",
		values
	};
}

// src/domain/gates/slice-rows.ts
const MOST_CATEGORIES = 100;
/** To read a cell and find its slice takes as long as so many rows of simple work. */
const ROWS_OF_A_CELL = 8;
/**
* Cuts rows into named, disjoint subsets that together hold every row: values in their order (numbers by size, text by
* code point), bins [a, b) with the last one closed, values outside all bins, NaN, and missing cells, each apart.
* Throws JudgingError for more than 100 values, and for bins on a column that holds no numbers.
*/
function* sliceRows(column, definition) {
	const named = definition.kind === "bins" ? binNames(column, definition.edges) : yield* categoryNames(column);
	const names = [...new Set(named.order)];
	const placeOf = new Map(names.map((name, place) => [name, place]));
	const places = new Int16Array(column.missing.length).fill(-1);
	const counts = names.map(() => 0);
	for (const [from, to] of portions(places.length, ROWS_OF_A_CELL)) {
		for (let row = from; row < to; row++) {
			const place = placeOf.get(column.missing[row] === 1 ? named.missing : named.nameOf(row));
			if (place === void 0) continue;
			places[row] = place;
			counts[place] += 1;
		}
		yield (to - from) * ROWS_OF_A_CELL;
	}
	return (yield* rowsByPlace(places, counts)).flatMap((rows, place) => rows.length === 0 ? [] : [{
		name: names[place],
		rows
	}]);
}
function* rowsByPlace(places, counts) {
	const lists = counts.map((count) => new Int32Array(count));
	const next = counts.map(() => 0);
	for (const [from, to] of portions(places.length)) {
		for (let row = from; row < to; row++) {
			const place = places[row];
			if (place !== -1) lists[place][next[place]++] = row;
		}
		yield to - from;
	}
	return lists;
}
function* categoryNames(column) {
	const values = yield* distinctValues(column);
	const missing = `${column.name} is missing`;
	const names = new Map(values.map((value) => [value, `${column.name} = ${value}`]));
	const nameOf = (row) => names.get(valueText(column, row)) ?? missing;
	return {
		order: [...names.values(), missing],
		missing,
		nameOf
	};
}
function* distinctValues(column) {
	const values = /* @__PURE__ */ new Set();
	for (const [from, to] of portions(column.missing.length, ROWS_OF_A_CELL)) {
		for (let row = from; row < to; row++) {
			if (column.missing[row] === 1) continue;
			values.add(valueText(column, row));
			if (values.size > MOST_CATEGORIES) throw tooMany$1(column.name);
		}
		yield (to - from) * ROWS_OF_A_CELL;
	}
	const isNumber = column.kind === "number" || column.kind === "integer";
	return [...values].sort(isNumber ? bySize : byCodePoint);
}
function tooMany$1(name) {
	return new JudgingError(`evaluate.slices: column ${name} has more than ${formatCount(MOST_CATEGORIES)} values`, `Slices need enough rows each. Cut a numeric column into bins: {column: ${name}, bins: [0, 30, 60]}, or slice by a coarser column.`);
}
function valueText(column, row) {
	if (column.kind === "boolean") return column.data[row] === 1 ? "true" : "false";
	if (column.kind !== "number") return String(cellAt(column, row));
	const value = column.data[row] ?? NaN;
	return Object.is(value, -0) ? "0" : String(value);
}
function bySize(a, b) {
	const difference = Number(a) - Number(b);
	return difference === 0 || Number.isNaN(difference) ? byCodePoint(a, b) : difference;
}
function byCodePoint(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function binNames(column, edges) {
	if (column.kind !== "number" && column.kind !== "integer") throw new JudgingError(`evaluate.slices: column ${column.name} holds ${column.kind} values, which cannot be cut into bins`, `Slice by its values instead: ${column.name}`);
	const first = edges[0] ?? NaN;
	const last = edges.at(-1) ?? NaN;
	const bins = edges.slice(0, -1).map((edge, index) => binName(column.name, edge, edges[index + 1] ?? last));
	const below = `${column.name} below ${formatExact(first)}`;
	const above = `${column.name} above ${formatExact(last)}`;
	const notNumber = `${column.name} is not a number`;
	const missing = `${column.name} is missing`;
	const nameOf = (row) => {
		const value = Number(column.data[row]);
		if (Number.isNaN(value)) return notNumber;
		if (value < first) return below;
		if (value > last) return above;
		const bin = edges.findIndex((edge, index) => index > 0 && (value < edge || edge === last));
		return bins[bin - 1] ?? notNumber;
	};
	return {
		order: [
			below,
			...bins,
			above,
			notNumber,
			missing
		],
		missing,
		nameOf
	};
}
function binName(column, low, high) {
	return `${column} ${formatExact(low)} … ${formatExact(high)}`;
}

// src/domain/gates/cut-rows.ts
const MOST_CROSSINGS = 200;
/** Columns that a slice is cut by, in the order in which it names them. */
function sliceColumns(definition) {
	return definition.kind === "crossing" ? definition.parts.map(({ column }) => column) : [definition.column];
}
/**
* Cuts rows by one column, or by several crossed: `region = north & age 0 … 30`. Crossings are disjoint and hold every
* row together; those without rows are left out, the others come in the order of the first column, then of the next.
* Throws JudgingError for more than 200 crossings with rows, and as `sliceRows` does.
*/
function* cutRows(columnOf, definition) {
	if (definition.kind !== "crossing") return yield* sliceRows(columnOf(definition.column), definition);
	let crossed = null;
	for (const part of definition.parts) {
		const cut = yield* sliceRows(columnOf(part.column), part);
		crossed = crossed === null ? cut : yield* cross(crossed, cut);
		if (crossed.length > MOST_CROSSINGS) throw tooMany(sliceColumns(definition));
	}
	return crossed ?? [];
}
/** Both lists hold every row once. */
function* cross(left, right) {
	const place = yield* placesOf(right);
	const crossed = [];
	for (const { name, rows } of left) {
		const cut = right.map(() => []);
		for (const [from, to] of portions(rows.length)) {
			for (let at = from; at < to; at++) {
				const row = rows[at];
				cut[place[row]]?.push(row);
			}
			yield to - from;
		}
		for (const [index, both] of cut.entries()) if (both.length > 0) crossed.push({
			name: `${name} & ${right[index]?.name}`,
			rows: Int32Array.from(both)
		});
	}
	return crossed;
}
/** The place in the list of each row. */
function* placesOf(lists) {
	const place = new Int32Array(lists.reduce((sum, { rows }) => sum + rows.length, 0));
	for (const [index, { rows }] of lists.entries()) {
		for (const row of rows) place[row] = index;
		yield rows.length;
	}
	return place;
}
function tooMany(columns) {
	return new JudgingError(`evaluate.slices: ${columns.join(" × ")} gives more than ${formatCount(MOST_CROSSINGS)} crossings with rows`, "Slices need enough rows each, and the more there are, the less each can show. Cross fewer columns, cut numbers into fewer bins, or cross coarser columns.");
}

// src/stages/evaluate/rows/ranking-truth.ts
/**
* Relevance of each document to its query. Throws `input` for a relevance that is no number of at least 0, and for slices that
* would cut a query in two.
*/
async function rankingTruth({ labels, groups, stored }, { groupBy, slices }) {
	if (groups === null) throw new ModelyardError("config", "task ranking needs data.group_by: the query");
	const relevance = new Float64Array(labels.length);
	for (let row = 0; row < relevance.length; row++) relevance[row] = Number(labels.at(row));
	const bad = relevance.findIndex((value, row) => !(value >= 0 && Number.isFinite(value)) || labels.at(row)?.trim() === "");
	if (bad !== -1) throw new ModelyardError("input", `the target of a ranking is the relevance of a document, a number of at least 0; row ${bad + 1} has ${JSON.stringify(labels.at(bad))}`);
	for (const column of (await wholeTable(stored, slices)).columns) assertWhole(column, {
		groups,
		groupBy
	});
	return {
		task: "ranking",
		relevance,
		queries: groups
	};
}
function assertWhole(column, { groups, groupBy }) {
	const first = new Int32Array(groups.count).fill(-1);
	const cell = (row) => column.missing[row] === 1 ? null : String(cellAt(column, row));
	for (let row = 0; row < groups.index.length; row++) {
		const query = groups.index[row];
		if (first[query] === -1) first[query] = row;
		else if (cell(first[query]) !== cell(row)) throw new ModelyardError("input", `evaluate.slices: ${column.name} differs within one ${groupBy} (rows ${first[query] + 1} and ${row + 1}, sorted by id); slices of a ranking are whole queries`, { hint: "Slice by a column that says something about the query, not about a document." });
	}
}

// src/stages/evaluate/rows/truth.ts
const SHOWN_LABELS = 5;
/** Labels of a binary task: 1 where the label is the positive class. Throws `input` for a third value. */
function binaryTruth(labels, positive, kind) {
	return inOneGo(binaryTruthInSteps(labels, positive, kind));
}
function* binaryTruthInSteps(labels, positive, kind) {
	const canonicalPositive = canonicalLabel(positive, kind);
	const others = /* @__PURE__ */ new Set();
	const read = labelReader(kind);
	const encoded = new Uint8Array(labels.length);
	for (const [from, to] of portions(encoded.length, 16)) {
		for (let row = from; row < to; row++) {
			const canonical = read(labels.at(row) ?? "");
			if (canonical === canonicalPositive) encoded[row] = 1;
			else others.add(canonical);
		}
		yield (to - from) * 16;
	}
	if (others.size > 1) throw new ModelyardError("input", `a binary target has two values; besides ${positive} there are ${shown(others)}`, { hint: "Use task: multiclass, or make the label binary." });
	if (!encoded.includes(1)) throw new ModelyardError("input", `no evaluation row has the positive label ${positive}; the labels are ${shown(others)}`, { hint: "Check data.positive: it must be one of the values of data.target." });
	return {
		task: "binary",
		labels: encoded
	};
}
/** Labels as indices into `classes`. Throws `input` for a label that is no class. */
function multiclassTruth(labels, classes, kind) {
	return inOneGo(multiclassTruthInSteps(labels, classes, kind));
}
function* multiclassTruthInSteps(labels, classes, kind) {
	const indexByClass = new Map(classes.map((name, index) => [canonicalLabel(name, kind), index]));
	const unknown = /* @__PURE__ */ new Set();
	const read = labelReader(kind);
	const encoded = new Int32Array(labels.length);
	for (const [from, to] of portions(encoded.length, 16)) {
		for (let row = from; row < to; row++) {
			const label = labels.at(row) ?? "";
			const index = indexByClass.get(read(label));
			if (index === void 0) unknown.add(label);
			encoded[row] = index ?? -1;
		}
		yield (to - from) * 16;
	}
	if (unknown.size === 0) return {
		task: "multiclass",
		labels: encoded,
		classes
	};
	throw new ModelyardError("input", `the model knows no class ${shown(unknown)}; its classes are ${classes.join(", ")}`, { hint: "Train with every class that the evaluation data hold, or set data.classes to the model’s own order and names." });
}
/** Values of a regression task, of one target or of several. Throws `input` with the first label that is no finite number. */
function regressionTruth(labels, targets = []) {
	return inOneGo(regressionTruthInSteps(labels, targets));
}
function* regressionTruthInSteps(labels, targets = []) {
	if (targets.length < 2) return {
		task: "regression",
		values: yield* finiteValues(labels, "")
	};
	const columns = [];
	for (const { name, labels: own } of targets) columns.push([name, yield* finiteValues(own, ` ${name}`)]);
	return {
		task: "targets",
		...tableOf(columns)
	};
}
function* finiteValues(labels, name) {
	const values = new Float64Array(labels.length);
	for (const [from, to] of portions(values.length, 16)) {
		for (let row = from; row < to; row++) {
			const label = labels.at(row) ?? "";
			values[row] = Number(label);
			if (!Number.isFinite(values[row]) || label.trim() === "") throw notFinite(name, row, label);
		}
		yield (to - from) * 16;
	}
	return values;
}
function notFinite(name, row, label) {
	return new ModelyardError("input", `the target${name} of a regression must be a finite number; row ${row + 1} has ${JSON.stringify(label)}`);
}
function shown(values) {
	const list = [...values].sort().slice(0, SHOWN_LABELS).map((value) => JSON.stringify(value));
	return values.size > SHOWN_LABELS ? `${list.join(", ")} and ${values.size - SHOWN_LABELS} more` : list.join(", ");
}

// src/stages/evaluate/rows/truth-of-rows.ts
/** How the labels of these rows are to be read. */
function labelReading(context, kind) {
	const positive = context.model.data.positive;
	return {
		positive: positive?.text ?? null,
		kind: positive?.type === "boolean" ? "boolean" : kind
	};
}
/** What the rows say. Throws `input` where labels do not fit the task. */
async function truthOf(context, rows, classes) {
	if (context.model.task === "scores") return {
		task: "scores",
		rows: rows.rows
	};
	if (context.model.task === "ranking") {
		const slices = context.model.evaluate.slices.flatMap(sliceColumns);
		return rankingTruth(rows, {
			groupBy: context.model.data.groupBy,
			slices
		});
	}
	const { kind, positive } = labelReading(context, rows.labelKind);
	const { labels } = rows;
	const steps = context.model.task === "regression" ? regressionTruthInSteps(labels, rows.targets) : context.model.task === "binary" ? binaryTruthInSteps(labels, positive ?? "", kind) : multiclassTruthInSteps(labels, context.model.data.classes ?? classes, kind);
	return inTurn(steps, restingIn(context));
}
/** The classes in the labels, each in the first of the spellings that mean it (1 and 1.0). */
function* labelClasses(context, rows) {
	const { kind } = labelReading(context, rows.labelKind);
	const byMeaning = /* @__PURE__ */ new Map();
	for (const label of [...yield* distinct(rows.labels)].sort()) {
		const meaning = canonicalLabel(label, kind);
		if (!byMeaning.has(meaning)) byMeaning.set(meaning, label);
	}
	return [...byMeaning.values()];
}
function* distinct(labels) {
	const found = /* @__PURE__ */ new Set();
	for (const [from, to] of portions(labels.length, 16)) {
		for (let row = from; row < to; row++) found.add(labels.at(row) ?? "");
		yield (to - from) * 16;
	}
	return found;
}

// src/stages/evaluate/rows/judge-predictions.ts
/** What training wrote, and what the release holds of it. */
function writtenFiles({ model }, { path, baseline }) {
	const released = baseline?.predictionsPath ?? null;
	return {
		candidate: {
			path,
			label: model.train.predictions?.written ?? path,
			link: model.evaluate.link ?? null,
			form: model.evaluate.predictions ?? null
		},
		baseline: released === null ? null : {
			path: released,
			label: `predictions of ${baseline?.source}`,
			link: baseline?.link ?? null,
			form: baseline?.form ?? null
		}
	};
}
/** Reads the candidate's predictions, and the baseline's where there are some. */
async function judgePredictions(context, files, request) {
	const { rows } = request;
	const rest = restingIn(context);
	const truth = await truthOf(context, rows, await inTurn(labelClasses(context, rows), rest));
	const { candidate, released } = await readBoth(context, request, {
		files,
		truth
	});
	await inTurn(assertProbabilities(candidate, files.candidate.label), rest);
	return {
		truth,
		candidate,
		baseline: released,
		output: null,
		notes: [
			...noteOn(request, {
				candidate,
				released,
				isRead: files.baseline !== null
			}),
			...decisionNotes(candidate),
			...candidate.task === "multiclass" && truth.task === "multiclass" ? await inTurn(sumNotes(candidate.probabilities, truth.classes.length), rest) : []
		]
	};
}
function noteOn({ identical, baseline }, { candidate, released, isRead }) {
	if (released === null) return !isRead ? [] : [`${baseline?.source} has no predictions for some of these rows: nothing is compared with it`];
	if (!identical || isSameScores(candidate, released)) return [];
	return [`the model is the same bytes as ${baseline?.source}, its predictions are not: they are what is judged`];
}
/** The candidate's file, and the release's where it holds one; without one the same model said the same. */
async function readBoth(context, { rows, engine, identical, otherIds }, { files, truth }) {
	const others = [rows.excludedIds, ...otherIds];
	const base = {
		...joinedTo(context, rows, truth),
		engine,
		otherIds: others
	};
	const candidate = await readPredictions({
		...base,
		...files.candidate
	});
	if (files.baseline === null) return {
		candidate,
		released: identical ? candidate : null
	};
	return {
		candidate,
		released: await readReleased({
			...base,
			...files.baseline
		})
	};
}
/** How a file of predictions is joined to rows. Throws `config` where they have no ids. */
function joinedTo(context, { ids, labels, labelKind }, truth) {
	const { data, evaluate } = context.model;
	if (ids === null || data.id === null) throw new ModelyardError("config", "data.id is missing: predictions are joined to rows by id");
	return {
		idColumn: data.id,
		targetColumn: data.targets.length === 1 ? data.targets[0] ?? null : null,
		columns: evaluate.columns ?? [],
		ids,
		labels,
		classesAreGiven: data.classes !== null,
		truth,
		reading: labelReading(context, labelKind)
	};
}
/** Own numbers of both models beside what they were run to say; nothing where the config asks for none. */
async function withOwnNumbers(context, judged, request) {
	const path = request.predictions ?? null;
	if (path === null || (context.model.evaluate.columns ?? []).length === 0) return judged;
	const truth = {
		task: "scores",
		rows: request.rows.rows
	};
	const { candidate, released } = await readBoth(context, request, {
		files: writtenFiles(context, {
			path,
			baseline: request.baseline
		}),
		truth
	});
	return {
		...judged,
		candidate: besides(judged.candidate, candidate),
		baseline: judged.baseline === null ? null : besides(judged.baseline, released)
	};
}
function besides(predictions, read) {
	return read?.own === void 0 ? predictions : {
		...predictions,
		own: read.own
	};
}

// src/stages/evaluate/rows/judge-models.ts
/** Runs candidate and baseline on all rows. */
async function judgeModels(context, candidate, request) {
	const { rows, runtime, baseline } = request;
	const reading = labelReading(context, rows.labelKind);
	const output = await runModel(context, runtime, {
		model: candidate,
		table: rows.stored
	});
	const truth = await truthOf(context, rows, output.kind === "classes" ? output.classes : []);
	const rest = restingIn(context);
	const who = "the candidate";
	const predictions = await inTurn(checkedPredictions(output, truth, {
		...reading,
		who
	}), rest);
	const notes = [
		...output.notes,
		...await inTurn(labelNotes(context, output, {
			predictions,
			reading
		}), rest),
		...decisionNotes(predictions)
	];
	const judged = {
		truth,
		candidate: predictions,
		output: sampleOutput(output, rows.rows),
		notes
	};
	if (request.identical) return withOwnNumbers(context, {
		...judged,
		baseline: predictions
	}, request);
	const released = baseline === null ? null : await baselinePredictions(context, {
		request,
		baseline,
		truth,
		candidate
	});
	return withOwnNumbers(context, {
		...judged,
		baseline: released
	}, request);
}
async function baselinePredictions(context, given) {
	const { baseline, request, truth, candidate } = given;
	if (baseline.modelPath === null) return null;
	const model = {
		who: baseline.source,
		path: baseline.modelPath,
		features: baseline.features ?? candidate.features,
		classes: baseline.classes ?? candidate.classes,
		...baseline.targets == null ? {} : { targets: baseline.targets },
		output: baseline.release === null ? candidate.output ?? null : baseline.output ?? null
	};
	const output = await runModel(context, request.runtime, {
		model,
		table: request.rows.stored
	});
	const reading = {
		...labelReading(context, request.rows.labelKind),
		who: baseline.source
	};
	return inTurn(checkedPredictions(output, truth, reading), restingIn(context));
}
/** Says when the model's own label output disagrees with score ≥ threshold, which is what is judged. */
function* labelNotes(context, output, { predictions, reading }) {
	if (output.kind !== "classes" || output.labels === null || predictions.task !== "binary") return [];
	const positive = canonicalLabel(reading.positive ?? "", reading.kind);
	const { threshold } = context.model.evaluate;
	const read = labelReader(reading.kind);
	const own = output.labels;
	let [differing, positives] = [0, 0];
	for (const [from, to] of portions(own.length, 16)) {
		for (let row = from; row < to; row++) {
			const isPositive = read(own.at(row) ?? "") === positive;
			if (isPositive) positives += 1;
			if (predictions.scores[row] >= threshold !== isPositive) differing += 1;
		}
		yield (to - from) * 16;
	}
	if (differing === 0 || positives === 0) return [];
	return [`on ${formatCount(differing)} of ${counted(own.length, "row")} the model's own label differs from score ≥ ${threshold}, which is what is judged`];
}

// src/stages/evaluate/rows/evaluation-set.ts
/** Reads every evaluation dataset, the first first. */
async function readSets({ context }, read) {
	const all = [];
	for (const set of evaluationSets(context.model.data)) all.push({
		name: set.name,
		rows: await read(set)
	});
	const [first, ...others] = all;
	if (first === void 0) throw new ModelyardError("internal", "there are no evaluation data");
	return [first, ...others];
}
/** Runs candidate and baseline on the rows of one dataset, or reads what they said of them. */
function judgeRows(judging, candidate, { rows, sets }) {
	const { context, ports, candidate: trained, baseline, identical, otherIds: tuning = [] } = judging;
	if (judging.evidence === "predict") return judgeByCommand(judging, {
		rows,
		sets
	});
	const otherIds = sets.filter((set) => set.rows !== rows).flatMap((set) => [set.rows.ids ?? [], set.rows.excludedIds]).concat(tuning);
	const request = {
		engine: ports.engine,
		runtime: ports.runtime,
		rows,
		otherIds,
		baseline,
		identical,
		predictions: trained.predictions
	};
	return candidate === null ? judgePredictions(context, writtenFiles(context, {
		path: trained.predictions ?? "",
		baseline
	}), request) : judgeModels(context, candidate, request);
}
async function judgeByCommand(judging, { rows, sets }) {
	const { context, ports, baseline, commands } = judging;
	if (commands === void 0) throw new ModelyardError("internal", "no command may be run here");
	const set = setOf(context.model.data, sets.findIndex((each) => each.rows === rows));
	const request = {
		engine: ports.engine,
		runtime: ports.runtime,
		rows,
		otherIds: [],
		baseline,
		identical: false
	};
	const files = await commands.predictions(judging, set);
	return judgePredictions(context, commandFiles(judging, files), request);
}
/** The rows for choosing a threshold come after those that are judged. */
function setOf(data, index) {
	const set = evaluationSets(data)[index];
	if (set !== void 0) return set;
	if (index < 0 || data.tuning === void 0) throw new ModelyardError("internal", "these rows are of no dataset");
	return {
		name: "tuning",
		paths: data.tuning
	};
}
/** The release's code says what it said when it was released. */
function commandFiles({ context, baseline: released }, { candidate, baseline }) {
	const { link = null, predictions: form = null, predictCode } = context.model.evaluate;
	const isOwnCode = predictCode !== "head" && released?.commit != null;
	const label = (who) => `what evaluate.predict wrote for ${who}`;
	return {
		candidate: {
			path: candidate,
			label: label("the candidate"),
			link,
			form
		},
		baseline: baseline === null ? null : {
			path: baseline,
			label: label(released?.source ?? ""),
			link: isOwnCode ? released?.link ?? null : link,
			form: isOwnCode ? released?.form ?? null : form
		}
	};
}
/** What the metrics of one dataset are measured on. */
function observedOn({ context, baseline }, { judged, rows }) {
	const { threshold, confidence } = context.model.evaluate;
	return {
		truth: judged.truth,
		candidate: judged.candidate,
		baseline: judged.baseline,
		groups: rows.groups,
		weights: rows.weights,
		threshold,
		baselineThreshold: baseline?.threshold ?? threshold,
		confidence,
		factorsOf: relativeFactors(context.model.gates)
	};
}
/** Whether both models make the same decisions of the same scores. */
function decidesAlike({ context: { model }, baseline }) {
	const { threshold } = model.evaluate;
	return model.task !== "binary" || (baseline?.threshold ?? threshold) === threshold;
}
/** Verdicts of the gates that look at this dataset; those that name none look at the first. */
function gatesOn({ context, baseline }, judged) {
	const { gates, baseline: rule, evaluate } = context.model;
	const { strict = null, ...usual } = judged;
	const judge = (gate, measurements) => judgeGates({
		...usual,
		measurements,
		gates: [gate],
		against: baseline?.source ?? null,
		whenAbsent: rule.whenAbsent,
		confidence: evaluate.confidence
	});
	return gates.filter(({ dataset, slice }) => slice === void 0 && (dataset === void 0 ? judged.isFirst : dataset === judged.dataset)).flatMap((gate) => {
		if (!(gate.minBetter !== null && strict?.some(({ name }) => name === gate.metric) === true)) return judge(gate, usual.measurements);
		const better = {
			...gate,
			min: null,
			max: null,
			maxWorse: null
		};
		return [...judge({
			...gate,
			minBetter: null
		}, usual.measurements), ...judge(better, strict ?? [])];
	});
}
/** Judges the datasets after the first: metrics and gates, without slices, latency and golden rows. */
async function judgeOtherSets(given, candidate, sets) {
	const findings = [];
	for (const set of sets.slice(1)) findings.push(await judgeSet(given, candidate, {
		set,
		sets
	}));
	return findings;
}
async function judgeSet(given, candidate, { set, sets }) {
	const { name: dataset, rows } = set;
	const judged = await judgeRows(given, candidate, {
		rows,
		sets
	});
	const identical = given.identical && isSameScores(judged.candidate, judged.baseline);
	const { metrics } = given.context.model.evaluate;
	const asked = {
		...observedOn(given, {
			judged,
			rows
		}),
		metrics,
		subset: null
	};
	const measurements = await inTurn(measureMetricsInSteps(asked), restingIn(given.context));
	const { count } = await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), restingIn(given.context));
	const against = given.baseline?.source ?? null;
	return {
		metrics: metricRows(measurements, {
			dataset,
			against,
			identical
		}),
		gates: gatesOn(given, {
			dataset,
			isFirst: false,
			measurements,
			performance: {},
			identical,
			nonFinite: count > 0
		}),
		nonFiniteScores: count,
		identical,
		notes: notesOf(set, judged, count),
		read: rows.files
	};
}
function notesOf({ name, rows }, { notes }, broken) {
	return [
		...notes,
		...rows.excluded > 0 ? [`${counted(rows.excluded, "row without a label was", "rows without a label were")} left out`] : [],
		...broken > 0 ? [`the candidate gave NaN or an infinity on ${formatCount(broken)} of ${counted(rows.rows, "row")}`] : []
	].map((note) => `${name}: ${note}`);
}

// src/stages/evaluate/reuse.ts
/** The same for every machine: it hangs on the files and on the release alone. */
function evaluatedOn(record) {
	return {
		rows: record.reuse?.rows ?? null,
		read: new Set(record.read.map(({ sha256 }) => sha256)),
		candidates: record.reuse?.candidates ?? 1
	};
}
/** The files and, where some of their rows are chosen, how: other rows of the same file are other rows. */
function identityOf(hashes, { evaluation }) {
	const files = [...hashes].sort().join("\n");
	const rows = evaluation.form?.rows;
	return rows === void 0 ? files : `${files}\n${canonicalJson(rows)}`;
}
/**
* How many candidates were judged on these rows up to this one, as far as the releases tell: one more than the baseline says, where it was
* judged on the very same files. Tries that nobody released are not known, so it is the least that it can be.
*/
function reuseOf(judging, { files }) {
	const { baseline, identical, context } = judging;
	const { data, evaluate } = context.model;
	const hashes = files.map(({ sha256 }) => sha256);
	const rows = `sha256:${hashBytes(identityOf(hashes, data))}`;
	const before = baseline?.evaluated ?? null;
	if (before === null) return {
		rows,
		candidates: 1,
		baselineRows: "unknown"
	};
	if (!(before.rows === null ? hashes.every((hash) => before.read.has(hash)) : before.rows === rows)) {
		const metric = evaluate.metrics[0] ?? "";
		const target = data.targets.length > 1 ? data.targets[0] : void 0;
		const value = baseline?.points[pointName({
			name: metric,
			target
		})];
		return {
			rows,
			candidates: 1,
			baselineRows: "other",
			...value === void 0 ? {} : { before: {
				metric,
				value
			} }
		};
	}
	return {
		rows,
		candidates: before.candidates + (identical && decidesAlike(judging) ? 0 : 1),
		baselineRows: "same"
	};
}
/** α / k for candidate k: of many candidates that are no better, one seems to be. Rounded up, to be told. */
function strictConfidence(confidence, { candidates }) {
	const steps = 10 ** (4 + Math.floor(Math.log10(candidates)));
	return Math.ceil((1 - (1 - confidence) / candidates) * steps - 1e-6) / steps;
}
/** The metrics with `min_better`, at that confidence; null where it is the usual one, or nothing asks. */
async function strictMeasurements(judging, { judged, rows, reuse }) {
	const { gates, evaluate } = judging.context.model;
	const asked = new Set(gates.flatMap(({ metric, minBetter }) => minBetter === null ? [] : [metric]));
	const metrics = evaluate.metrics.filter((name) => asked.has(name));
	if (reuse.candidates === 1 || metrics.length === 0) return null;
	const confidence = strictConfidence(evaluate.confidence, reuse);
	return inTurn(measureMetricsInSteps({
		...observedOn(judging, {
			judged,
			rows
		}),
		metrics,
		confidence,
		subset: null
	}), restingIn(judging.context));
}

// src/stages/release/baseline-release.ts
/** Releases of one model that may be used, newest first. */
function releasesOf(list, model) {
	return list.releases.filter((release) => release.model === model && !release.withdrawn);
}
/**
* The newest release of this model, or null where it is proven that there is none. Throws `unreadable` for a shallow
* clone without its tags, and `config` when this model appears while a released one disappeared.
*/
async function newestRelease(context, forge) {
	const list = await forge.listReleases();
	const { name, release } = context.model;
	const own = releasesOf(list, name);
	assertNoForeignAbove(list, name);
	if (own[0] !== void 0) return own[0];
	if (release.renamedFrom !== null) {
		const former = releasesOf(list, release.renamedFrom)[0];
		if (former !== void 0) return former;
	}
	if (!list.complete) throw new ModelyardError("unreadable", `this clone is shallow and has no tag of ${name}: that there is no release is not proven`, { hint: "Fetch everything: git fetch --unshallow --tags." });
	assertNotRenamed(context, list);
	return null;
}
/** A tag that stands for the newest version and says nothing of its model: what is live is not known. */
function assertNoForeignAbove(list, model) {
	const newest = releasesOf(list, model)[0];
	const above = list.foreign.find((tag) => tag.model === model && !tag.withdrawn && (newest === void 0 || compareVersions(tag.version, newest.version) > 0));
	if (above === void 0) return;
	throw new ModelyardError("unreadable", `the tag ${above.tag} was not made by a release: nothing says which model it stands for`, { hint: `Withdraw it: git tag -a -m 'not a release' '${above.model}@v${above.version}!'` });
}
/** A name that appears while another one disappears is probably the same model. */
function assertNotRenamed({ model, project }, list) {
	if (model.release.isNew || model.release.renamedFrom !== null) return;
	const configured = new Set(project.models.map(({ name }) => name));
	const gone = [...new Set(list.releases.map((each) => each.model))].filter((name) => !configured.has(name));
	if (gone.length === 0) return;
	throw new ModelyardError("config", `${model.name} has no release, and ${gone.join(", ")} has releases but is no longer in modelyard.yml`, { hint: `If it was renamed, set models.${model.name}.release.renamed_from: ${gone[0]}; if it is another model, set release.new: true.` });
}
/** Reads a release and re-hashes every asset. Throws `unreadable` for the first that is missing or changed. */
async function readVerified(forge, tag) {
	const stored = await forge.readRelease(tag);
	for (const asset of stored.record.assets) {
		const { sha256 } = await hashFile(join(stored.folder, asset.name));
		if (sha256 === asset.sha256) continue;
		throw new ModelyardError("unreadable", `${tag.tag}: the asset ${asset.name} is not the one that was released`, { hint: `Run modelyard verify ${tag.tag}.` });
	}
	return stored;
}
/** A release as the evaluation compares with it. */
async function releaseBaseline(forge, tag) {
	const { record, folder } = await readVerified(forge, tag);
	const { serving } = record;
	const evaluation = await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema);
	const training = await readRecord(join(folder, "train.json"), trainRecordSchema);
	const predictions = record.assets.find(({ name }) => name.startsWith("predictions."));
	const first = evaluation?.metrics[0]?.dataset;
	const points = evaluation?.metrics.flatMap((row) => row.candidate === null || row.dataset !== first ? [] : [[pointName(row), row.candidate]]);
	return {
		release: tag.tag,
		source: tag.tag,
		digest: record.candidate,
		modelPath: serving.runnable ? await findOnnxGraph(join(folder, serving.model)) : null,
		storedPath: join(folder, serving.model),
		link: evaluation?.link ?? null,
		form: evaluation?.predictions ?? null,
		output: evaluation?.output ?? null,
		predictionsPath: predictions === void 0 ? null : join(folder, predictions.name),
		points: Object.fromEntries(points ?? []),
		features: serving.features.length === 0 ? null : serving.features,
		classes: serving.classes,
		...serving.targets === void 0 ? {} : { targets: serving.targets },
		threshold: serving.threshold,
		signature: servedSignature(evaluation?.signature ?? null, serving),
		sizeBytes: evaluation?.sizeBytes ?? null,
		trainSeconds: evaluation?.trainSeconds ?? null,
		commit: tag.commit,
		trainRows: training?.rows ?? null,
		evaluated: evaluation === null ? null : evaluatedOn(evaluation)
	};
}

export { spreadRows as A, findOnnxGraph as B, answerLimit as C, runModel as D, modelTask as E, judgeGates as F, JudgingError as I, restingIn as L, nonFiniteRows as M, canonicalLabel as N, outputValues as O, metricRows as P, servedSignature as R, standingInSteps as S, featureTable as T, resolveBaseline as V, regressionTruth as _, reuseOf as a, readPredictions as b, gatesOn as c, observedOn as d, readSets as f, multiclassTruth as g, binaryTruth as h, releasesOf as i, isSameScores as j, saidOf as k, judgeOtherSets as l, labelReading as m, readVerified as n, strictMeasurements as o, joinedTo as p, releaseBaseline as r, decidesAlike as s, newestRelease as t, judgeRows as u, cutRows as v, checkedPredictions as w, indexInSteps as x, sliceColumns as y, chooseEvidence as z };