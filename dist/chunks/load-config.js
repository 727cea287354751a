import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as MODEL_NAME } from "./names.js";
import { C as string, S as strictObject, T as union, d as _enum, g as literal, h as discriminatedUnion, m as boolean, p as array, v as number, x as record } from "./schemas.js";
import { n as findPairMetric, r as pairMetricNames } from "./pair-metrics.js";
import { $ as notBuilt, G as pathsIn, H as writtenSets, J as duration, K as ENVIRONMENT_NAME, Q as margin, R as evaluationPathsIn, U as dataPath, V as isSingle, W as evaluationPath, Y as durationMs, Z as limit, a as findMetric, c as balancedAccuracy, d as ofPositives, et as text, f as confusionAt, g as scoreOrderInSteps, h as scoreOrder, l as kappa, n as METRIC_FAMILIES, nt as USUAL_CSV, o as isMetricOf, q as columnName, r as defaultMetrics, rt as USUAL_FORM, s as metricNames, t as METRICS, tt as nearest, u as matthews } from "./registry.js";
import { a as valueAt, c as dotted, i as checkSchema, l as problemLines, n as parseYaml, o as DRIFT_DEFAULTS, r as briefly, t as MOST_YAML_CHARACTERS } from "./yaml-document.js";
import { n as isDynamicPattern, t as glob } from "./dist.js";
import { t as PREDICTIONS_FORMS } from "./predictions-form.js";
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

// src/config/performance-metrics.ts
/** What gates may judge besides scores: smaller is better, points only. */
const PERFORMANCE_METRICS = [
	"latency_p50_ms",
	"latency_p95_ms",
	"size_bytes",
	"train_seconds"
];
/** Depends on the machine and the moment: its gates only warn unless they say otherwise. */
function isLatency(metric) {
	return metric.startsWith("latency_");
}

// src/config/own-metrics.ts
/** How reports and gates call an entry of `evaluate.metrics`: a column's quantile has it in its name, `cost_p95`. */
function metricNameOf(written) {
	if (typeof written === "string") return written;
	const { column, aggregate } = written;
	return aggregate === "mean" ? column : `${column}_${aggregate}`;
}
function writtenColumns$1({ evaluate }) {
	return (evaluate.metrics ?? []).filter((each) => typeof each !== "string");
}
/** Names that `evaluate` itself declares as metrics. */
function ownMetricNames(model) {
	return writtenColumns$1(model).map(metricNameOf);
}
function ownColumns(model) {
	return writtenColumns$1(model).map((written) => ({
		name: metricNameOf(written),
		column: written.column,
		better: written.better,
		aggregate: aggregateOf(written.aggregate)
	}));
}
function aggregateOf(written) {
	if (written === "mean") return "mean";
	return written === "median" ? .5 : Number(written.slice(1)) / 100;
}
/** Own columns are numbers of a predictions file, under names that mean nothing else. */
function checkOwnMetrics(model) {
	const { evaluate, train, task } = model;
	const columns = (evaluate.metrics ?? []).flatMap((written, index) => {
		if (typeof written === "string") return [];
		const path = [
			"evaluate",
			"metrics",
			index
		];
		return [...takenName(path, metricNameOf(written)), ...withoutPredictions(path, train)];
	});
	if (task !== "scores" || writtenColumns$1(model).length > 0) return columns;
	const message = "missing; task scores names its columns: {column: helpfulness, better: higher}";
	return [...columns, {
		path: ["evaluate", "metrics"],
		message,
		restsOn: [["task"]]
	}];
}
function takenName(path, name) {
	if (findMetric(name) === null && !PERFORMANCE_METRICS.includes(name)) return [];
	return [{
		path: [...path, "column"],
		message: `${name} is a metric already; give the column another name in the predictions file`
	}];
}
function withoutPredictions(path, train) {
	if (train.predictions !== void 0) return [];
	const message = "its column stands in a predictions file: name it in train.predictions";
	return [{
		path: [...path, "column"],
		message,
		restsOn: [["train", "predictions"]]
	}];
}

// src/config/written-gates.ts
/** The gates as written, one after the other: a metric may have several, each for a dataset of its own. */
function writtenGates(gates) {
	return Object.entries(gates).flatMap(([metric, written]) => {
		const at = ["gates", metric];
		if (!Array.isArray(written)) return [{
			metric,
			at,
			gate: written
		}];
		return written.map((gate, index) => ({
			metric,
			at: [...at, index],
			gate
		}));
	});
}

// src/config/custom-metrics.ts
const NAME = /^[A-Za-z][A-Za-z0-9_.@-]{0,62}$/;
function customMetrics({ evaluate }, cwd) {
	return Object.entries(evaluate.custom).map(([name, { run, better, timeout }]) => ({
		name,
		run,
		cwd,
		better,
		timeoutMs: durationMs(timeout)
	}));
}
function isCustomMetric({ evaluate }, name) {
	return Object.hasOwn(evaluate.custom, name);
}
/** Names that mean nothing else, and gates that a single number can answer. */
function checkCustomMetrics(model) {
	return [...Object.keys(model.evaluate.custom).flatMap((name) => checkName(model, name)), ...writtenGates(model.gates).filter(({ metric }) => isCustomMetric(model, metric)).flatMap(checkGate$1)];
}
function checkName(model, name) {
	const at = {
		path: [
			"evaluate",
			"custom",
			name
		],
		at: "key"
	};
	if (!NAME.test(name)) return [{
		...at,
		message: "a metric is named with letters, digits, _ . @ and -, starting with a letter"
	}];
	return findMetric(name) !== null || PERFORMANCE_METRICS.includes(name) || ownMetricNames(model).includes(name) ? [{
		...at,
		message: `${name} is a metric already; choose another name`
	}] : [];
}
/** One number has no interval, and is neither of a dataset nor of a slice. */
function checkGate$1({ metric, at, gate }) {
	const findings = [
		"dataset",
		"slice",
		"target"
	].filter((key) => gate[key] !== void 0).map((key) => ({
		path: [...at, key],
		message: `${metric} is one number that a command prints: leave ${key} out`
	}));
	if (gate.on === "point") return findings;
	const message = "a command prints a number without an interval: set on: point";
	const restsOn = [[...at, "on"]];
	if (gate.on === "bound") return [...findings, {
		path: [...at, "on"],
		message,
		restsOn
	}];
	const rules = ["max_worse", "min_better"].filter((rule) => gate[rule] !== void 0);
	return [...findings, ...rules.map((rule) => ({
		path: [...at, rule],
		message,
		restsOn
	}))];
}

// src/config/targets-of.ts
/** The columns that the model predicts; none where nothing is labelled. */
function targetsOf({ target = [] }) {
	return typeof target === "string" ? [target] : target;
}

// src/config/checks/check-deploy.ts
/** Environments by their names, and what must be deployed before them. */
function checkEnvironments({ deploy }) {
	return Object.entries(deploy).flatMap(([name, { requires }]) => {
		const named = ENVIRONMENT_NAME.test(name) ? [] : [{
			path: ["deploy", name],
			at: "key",
			message: "an environment is named with letters, digits, dot, dash and underscore, starting with a letter or digit"
		}];
		return requires === void 0 ? named : [...named, ...checkRequired(deploy, name, requires)];
	});
}
function checkRequired(deploy, name, requires) {
	const path = [
		"deploy",
		name,
		"requires"
	];
	if (!Object.hasOwn(deploy, requires)) return [{
		path,
		message: noEnvironment(deploy, requires)
	}];
	const message = requires === name ? `${name} requires itself` : `${name} requires itself through ${requires}`;
	return isCircular(deploy, name) ? [{
		path,
		message
	}] : [];
}
/** Says that a name is none, with the nearest one that is. */
function noEnvironment(deploy, wanted) {
	const known = Object.keys(deploy);
	const near = nearest(wanted, known);
	return `there is no environment ${wanted}${near === null ? `; known are ${known.join(", ") || "none"}` : `; did you mean ${near}?`}`;
}
function isCircular(deploy, start) {
	const seen = /* @__PURE__ */ new Set();
	let name = start;
	while (name !== void 0 && Object.hasOwn(deploy, name) && !seen.has(name)) {
		seen.add(name);
		name = deploy[name]?.requires;
	}
	return name === start;
}

// src/config/checks/check-baseline.ts
/** What a candidate is held against must exist, and be asked for. */
function checkBaseline(model) {
	return [...checkAnchor(model), ...checkLive(model)];
}
/** Without a margin there is nothing that could add up. */
function checkAnchor({ baseline, gates }) {
	const isAsked = writtenGates(gates).some(({ gate }) => gate.max_worse !== void 0);
	if (baseline.anchor === void 0 || isAsked) return [];
	return [{
		path: ["baseline", "anchor"],
		message: "no gate has max_worse, so nothing is held against the anchor",
		restsOn: [["gates"]]
	}];
}
function checkLive({ baseline, deploy }) {
	return [{
		path: ["baseline", "from"],
		from: baseline.from
	}, ...baseline.beside.map((from, index) => ({
		path: [
			"baseline",
			"beside",
			index
		],
		from
	}))].flatMap(({ path, from }) => {
		const environment = /^live:(.*)$/.exec(from)?.[1];
		if (environment === void 0 || Object.hasOwn(deploy, environment)) return [];
		return [{
			path,
			message: noEnvironment(deploy, environment),
			restsOn: [["deploy"]]
		}];
	});
}

// src/config/finding.ts
/** The same finding seen from further up. */
function below(prefix, finding) {
	const { path, restsOn = [] } = finding;
	return {
		...finding,
		path: [...prefix, ...path],
		restsOn: restsOn.map((each) => [...prefix, ...each])
	};
}
/** False where the finding speaks of a value that was already refused: one mistake is told once. */
function isSound({ path, restsOn = [] }, lost) {
	return !lost.some((place) => isWithin(path, place) || restsOn.some((each) => isWithin(each, place) || isWithin(place, each)));
}
function isWithin(path, outer) {
	return outer.every((key, depth) => path[depth] === key);
}
function problemAt(document, { path, message, at = "value" }) {
	return {
		...document.locate(path, at),
		path: dotted(path),
		message
	};
}

// src/config/checks/check-data.ts
/** What the entries of datasets say that cannot be, or that has no meaning for their files. */
function checkData({ data, monitor }) {
	const entries = [
		[["data", "train"], data.train],
		...writtenSets(data.evaluation).map(({ key, data: each }) => [[
			"data",
			"evaluation",
			...key
		], each]),
		[["data", "serving"], data.serving],
		[["data", "tuning"], data.tuning],
		[["monitor", "data"], monitor?.data]
	];
	return [...checkNames(data), ...entries.flatMap(([path, written]) => written === void 0 ? [] : checkEntry(written).map((finding) => below(path, finding)))];
}
/** The names become parts of records, texts and variables. */
function checkNames({ evaluation }) {
	if (isSingle(evaluation)) return [];
	return Object.keys(evaluation).filter((name) => !MODEL_NAME.test(name)).map((name) => ({
		path: [
			"data",
			"evaluation",
			name
		],
		at: "key",
		message: "a dataset is named with a-z, 0-9, _ and -, starting with a letter or digit"
	}));
}
const CSV = /\.(csv|tsv|txt)(\.gz|\.zst)?$/i;
const DUCKDB = /\.(duckdb|ddb|db)$/i;
function checkEntry(written) {
	if (typeof written === "string" || Array.isArray(written)) return [];
	const { csv, table } = written;
	const plain = pathsIn(written).map(([, path]) => path.replace(/\.dvc$/, ""));
	const isAll = (form) => plain.every((path) => form.test(path) || !/\.\w+$/.test(path));
	const findings = [];
	if (csv !== void 0) {
		if (!isAll(CSV)) findings.push({
			path: ["csv"],
			message: "has no meaning for files that are no CSV"
		});
		findings.push(...checkCsv(csv).map((finding) => below(["csv"], finding)));
	}
	if (table !== void 0 && !isAll(DUCKDB)) findings.push({
		path: ["table"],
		message: "has no meaning for files that are no DuckDB"
	});
	return findings;
}
function checkCsv({ delimiter, quote, decimal, thousands, names = [], comment }) {
	const findings = [];
	const say = (key, message) => findings.push({
		path: [key],
		message
	});
	if (thousands === decimal) say("thousands", `${thousands} is the decimal sign already`);
	if (thousands !== void 0 && /[+-]/.test(thousands)) say("thousands", `${thousands} is a sign of numbers`);
	if (quote !== "" && quote === delimiter) say("quote", `${quote} separates the cells already`);
	if (comment !== void 0 && (comment === quote || comment === delimiter)) say("comment", `${comment} has another meaning already`);
	const folded = names.map((name) => name.toLowerCase());
	const twice = folded.findIndex((name, index) => folded.indexOf(name) !== index);
	if (twice !== -1) findings.push({
		path: ["names", twice],
		message: `${names[twice]} stands twice (upper and lower case count as equal)`
	});
	return findings;
}

// src/domain/fairness/fairness-metrics.ts
const RATES = [
	"selection_rate",
	"true_positive_rate",
	"false_positive_rate",
	"calibration_gap"
];
/** Names and definitions are fairlearn's (`method='between_groups'`, `agg='worst_case'`), but for calibration_difference. */
const FAIRNESS_METRICS = [
	{
		name: "demographic_parity_difference",
		rates: ["selection_rate"],
		form: "difference"
	},
	{
		name: "demographic_parity_ratio",
		rates: ["selection_rate"],
		form: "ratio"
	},
	{
		name: "equal_opportunity_difference",
		rates: ["true_positive_rate"],
		form: "difference"
	},
	{
		name: "equal_opportunity_ratio",
		rates: ["true_positive_rate"],
		form: "ratio"
	},
	{
		name: "equalized_odds_difference",
		rates: ["true_positive_rate", "false_positive_rate"],
		form: "difference"
	},
	{
		name: "equalized_odds_ratio",
		rates: ["true_positive_rate", "false_positive_rate"],
		form: "ratio"
	},
	{
		name: "calibration_difference",
		rates: ["calibration_gap"],
		form: "difference"
	}
];
const FAIRNESS_METRIC_NAMES = FAIRNESS_METRICS.map(({ name }) => name);
function betterOf({ form }) {
	return form === "difference" ? "lower" : "higher";
}
/** How records, gates and reports call a metric by one of several columns: `equal_opportunity_ratio by sex`. */
function fairnessName(metric, by) {
	return `${metric} by ${by}`;
}

// src/config/checks/check-slice-columns.ts
/** What a slice is cut by: one column, or several that differ; no slice twice. */
function checkSlices({ evaluate }) {
	return evaluate.slices.flatMap((slice, index) => {
		const path = [
			"evaluate",
			"slices",
			index
		];
		const key = JSON.stringify(slice);
		if (evaluate.slices.findIndex((each) => JSON.stringify(each) === key) !== index) return [{
			path,
			message: "the same slice stands twice"
		}];
		return checkCut(slice, path);
	});
}
/** Columns of a slice in the order in which its name has them; none where nothing is written. */
function writtenColumns(slice) {
	if (typeof slice === "string") return [slice];
	if (slice.cross === void 0) return slice.column === void 0 ? [] : [slice.column];
	return slice.cross.map((each) => typeof each === "string" ? each : each.column);
}
function checkCut(slice, path) {
	if (typeof slice === "string") return [];
	const { column, bins, cross } = slice;
	const restsOn = [[...path, "cross"]];
	if (cross === void 0) return column === void 0 ? [{
		path,
		message: "missing; expected column, or cross with two or three columns",
		restsOn
	}] : checkEdges({ bins }, path);
	if (column !== void 0) return [{
		path: [...path, "column"],
		message: "cross names the columns: leave column out",
		restsOn
	}];
	if (bins !== void 0) return [{
		path: [...path, "bins"],
		message: "bins belong to one column of cross: {column: age, bins: [0, 30]}",
		restsOn
	}];
	const names = writtenColumns(slice);
	return cross.flatMap((each, index) => {
		const place = [
			...path,
			"cross",
			index
		];
		if (names.indexOf(names[index] ?? "") !== index) return [{
			path: place,
			message: `${names[index]} stands twice`
		}];
		return typeof each === "string" ? [] : checkEdges(each, place);
	});
}
function checkEdges({ bins }, path) {
	return bins?.every((edge, i, edges) => i === 0 || edge > (edges[i - 1] ?? edge)) ?? true ? [] : [{
		path: [...path, "bins"],
		message: "edges must ascend"
	}];
}

// src/config/checks/check-fairness.ts
const FAIRNESS = ["evaluate", "fairness"];
/** How gates, records and reports call what groups are told apart by: `sex`, `sex × age`. */
function cutName(cut) {
	return writtenColumns(cut).join(" × ");
}
/** Groups that can be told apart, decisions that can be counted, and gates that ask for an amount. */
function checkFairness(model) {
	const { fairness } = model.evaluate;
	return [...fairness === void 0 ? [] : [...checkBy(fairness.by), ...checkDecisions(model)], ...writtenGates(model.gates).flatMap((gate) => checkGate(model, gate))];
}
function checkBy(by) {
	const names = by.map(cutName);
	return by.flatMap((cut, index) => {
		const path = [
			...FAIRNESS,
			"by",
			index
		];
		const name = names[index] ?? "";
		return names.indexOf(name) === index ? checkCut(cut, path) : [{
			path,
			message: `${name} stands twice`
		}];
	});
}
function checkDecisions({ task, data, train, evaluate: { fairness } }) {
	const path = [...FAIRNESS, "positive"];
	const positive = fairness?.positive;
	if (task !== "binary" && task !== "multiclass") {
		const message = `has no meaning for task ${task}: it speaks of decisions`;
		return [{
			path: FAIRNESS,
			message,
			restsOn: [["task"]]
		}];
	}
	if (train.model === void 0 && train.predictions === void 0) return [{
		path: FAIRNESS,
		message: "a metrics file has no rows to group: train.model or train.predictions gives them",
		restsOn: [["train", "model"], ["train", "predictions"]]
	}];
	if (task === "binary") return positive === void 0 ? [] : [{
		path,
		message: "data.positive says it already: leave it out",
		restsOn: [["task"]]
	}];
	if (positive === void 0) return [{
		path,
		message: "missing; expected the class that is asked about",
		restsOn: [["task"]]
	}];
	const classes = (data.classes ?? []).map(String);
	if (classes.length === 0 || classes.includes(String(positive))) return [];
	const near = nearest(String(positive), classes);
	return [{
		path,
		message: `data.classes has no ${positive}; ${near === null ? `it lists ${classes.join(", ")}` : `did you mean ${near}?`}`,
		restsOn: [["data", "classes"]]
	}];
}
/** What a gate on fairness cannot ask for, and why. */
const REFUSED = {
	slice: "it compares groups of all rows: leave slice out, or cross the columns under evaluate.fairness.by",
	dataset: "fairness is measured on the first dataset: leave dataset out",
	target: "fairness is measured on decisions: leave target out",
	max_worse: "a difference to the baseline is shown and not judged: write max (a difference) or min (a ratio)",
	min_better: "a difference to the baseline is shown and not judged: write max (a difference) or min (a ratio)"
};
function checkGate({ evaluate }, { metric, at, gate }) {
	const path = [...at, "by"];
	if (!FAIRNESS_METRIC_NAMES.includes(metric)) return gate.by === void 0 ? [] : [{
		path,
		message: `${metric} is measured on all rows: leave by out`
	}];
	if (evaluate.fairness === void 0) return [{
		path: at,
		at: "key",
		message: "evaluate.fairness is missing; it says what groups are told apart by: {by: [sex]}",
		restsOn: [FAIRNESS]
	}];
	const findings = Object.keys(REFUSED).filter((key) => gate[key] !== void 0).map((key) => ({
		path: [...at, key],
		message: REFUSED[key]
	}));
	const names = evaluate.fairness.by.map(cutName);
	if (gate.by === void 0 || names.includes(gate.by)) return findings;
	const near = nearest(gate.by, names);
	const help = near === null ? `it lists ${names.join(", ")}` : `did you mean ${near}?`;
	return [...findings, {
		path,
		message: `evaluate.fairness.by has no ${gate.by}; ${help}`,
		restsOn: [[...FAIRNESS, "by"]]
	}];
}

// src/config/checks/check-gates.ts
/** Gates on metrics that the task has, asking for something that can be judged. */
function checkGates$1(model) {
	const { task, gates, train, data } = model;
	const own = ownMetricNames(model);
	const pairs = pairMetricNames(task);
	const known = [
		...metricNames(task),
		...pairs,
		...own,
		...Object.keys(model.evaluate.custom),
		...PERFORMANCE_METRICS,
		...model.evaluate.fairness === void 0 ? [] : FAIRNESS_METRIC_NAMES
	];
	const hasIntervals = train.model !== void 0 || train.predictions !== void 0;
	const sets = writtenSets(data.evaluation).map(({ name }) => name);
	const isPlain = (metric) => isCustomMetric(model, metric) || FAIRNESS_METRIC_NAMES.includes(metric);
	const measured = writtenGates(gates).filter(({ metric }) => !isPlain(metric));
	return [...writtenGates(gates).filter(({ metric }) => isPlain(metric)).flatMap(({ at, gate }) => checkLimits(at, gate)), ...measured.flatMap(({ metric, at, gate }) => [
		...own.includes(metric) || isMetricOf(task, metric) || [...PERFORMANCE_METRICS, ...pairs].includes(metric) ? checkDisplayOnly(metric) : [unknownGate(metric, unknownMetric(task, metric, known))],
		...checkLimits(at, gate),
		...checkDataset({
			metric,
			at,
			gate
		}, {
			sets,
			hasRows: hasIntervals
		}),
		...checkRules(at, {
			metric,
			gate,
			hasRows: hasIntervals,
			isOfPair: pairs.includes(metric)
		})
	])];
}
/** A dataset that there is, and that the gate's metric can be measured on. */
function checkDataset({ metric, at, gate: { dataset } }, { sets, hasRows }) {
	if (dataset === void 0) return [];
	const path = [...at, "dataset"];
	const restsOn = [["data", "evaluation"]];
	if (!sets.includes(dataset)) {
		const near = nearest(dataset, sets);
		return [{
			path,
			message: `data.evaluation has no dataset ${dataset}; ${near === null ? `known are ${sets.join(", ")}` : `did you mean ${near}?`}`,
			restsOn
		}];
	}
	if (dataset === sets[0]) return [];
	if (PERFORMANCE_METRICS.includes(metric)) return [{
		path,
		message: `${metric} is measured once, on ${sets[0]}: leave dataset out`,
		restsOn
	}];
	if (hasRows) return [];
	return [{
		path,
		message: `a metrics file speaks of ${sets[0]} alone: train.model or train.predictions gives values on ${dataset}`,
		restsOn: [
			...restsOn,
			["train", "model"],
			["train", "predictions"]
		]
	}];
}
function checkDisplayOnly(metric) {
	const why = findMetric(metric)?.displayOnly;
	return why === void 0 ? [] : [{
		path: ["gates", metric],
		at: "key",
		message: why
	}];
}
function unknownGate(metric, unknown) {
	return {
		path: ["gates", metric],
		at: "key",
		...unknown
	};
}
/** A metric that the task does not have; the nearest is looked for in the task first, then in all. */
function unknownMetric(task, metric, known) {
	const everywhere = METRICS.map(({ name }) => name);
	const near = nearest(metric, known) ?? nearest(metric, everywhere);
	if (findMetric(metric) === null && near !== null) return {
		message: `no metric of this name; did you mean ${near}?`,
		restsOn: []
	};
	return {
		message: `no metric of task ${task}; known are ${known.join(", ")}`,
		restsOn: [["task"]]
	};
}
const RULES = [
	"min",
	"max",
	"max_worse",
	"min_better"
];
function checkLimits(at, gate) {
	const { min, max } = gate;
	if (RULES.every((rule) => gate[rule] === void 0)) return [{
		path: at,
		at: "key",
		message: `a gate asks for one of ${RULES.join(", ")}`,
		restsOn: [at]
	}];
	if (min === void 0 || max === void 0 || min <= max) return [];
	return [{
		path: [...at, "min"],
		message: `min ${min} is above max ${max}`
	}];
}
/** A metrics file holds points. Its differences have no interval to be judged by. */
function checkPoints(at, gate, hasIntervals) {
	if (hasIntervals || gate.on === "point") return [];
	const message = "a metrics file gives values without intervals: set on: point";
	const restsOn = [
		["train", "model"],
		["train", "predictions"],
		[...at, "on"]
	];
	if (gate.on === "bound") return [{
		path: [...at, "on"],
		message,
		restsOn
	}];
	return ["max_worse", "min_better"].filter((rule) => gate[rule] !== void 0).map((rule) => ({
		path: [...at, rule],
		message,
		restsOn
	}));
}
function checkRules(at, asked) {
	if (asked.isOfPair) return checkPair(at, asked);
	if (PERFORMANCE_METRICS.includes(asked.metric)) return checkPerformance(at, asked);
	return checkPoints(at, asked.gate, asked.hasRows);
}
/** What two models differ by is a quantity of both: there is no better or worse value of one beside the other's. */
function checkPair(at, { metric, gate, hasRows }) {
	const findings = RULES.filter((rule) => rule !== "max" && gate[rule] !== void 0).map((rule) => {
		const message = `${metric} is measured against the baseline already: use max`;
		return {
			path: [...at, rule],
			message,
			restsOn: [[...at, rule]]
		};
	});
	if (hasRows) return findings;
	const message = `a metrics file does not say what became of single rows: ${metric} needs train.model or train.predictions`;
	const restsOn = [["train", "model"], ["train", "predictions"]];
	return [...findings, {
		path: at,
		at: "key",
		message,
		restsOn
	}];
}
function checkPerformance(at, { metric, gate }) {
	if (gate.on !== "bound") return [];
	return [{
		path: [...at, "on"],
		message: `${metric} has no interval: use on: point, or leave it out`
	}];
}

// src/config/checks/check-metrics-map.ts
/** `evaluate.metrics_map`: metrics of the task, and a file that it can speak of. */
function checkMetricsMap({ task, evaluate, train }) {
	const { metrics_map: map } = evaluate;
	if (map === void 0) return [];
	const path = ["evaluate", "metrics_map"];
	if (train.metrics === void 0) return [{
		path,
		message: "has no meaning without train.metrics",
		restsOn: [["train", "metrics"]]
	}];
	return Object.keys(map).filter((metric) => !isMetricOf(task, metric)).map((metric) => ({
		path: [...path, metric],
		at: "key",
		...unknownMetric(task, metric, metricNames(task))
	}));
}
const LINKED = {
	logit: "binary",
	softmax: "multiclass"
};
/** `evaluate.link`: one for each task that has logits, and predictions that it can speak of. */
function checkLink({ task, evaluate, train }) {
	const { link } = evaluate;
	if (link === void 0) return [];
	const path = ["evaluate", "link"];
	if (LINKED[link] !== task) return [{
		path,
		message: `${link} belongs to task ${LINKED[link]}, this is ${task}`,
		restsOn: [["task"]]
	}];
	if (train.predictions !== void 0 || evaluate.predict !== void 0) return [];
	return [{
		path,
		message: "has no meaning without train.predictions or evaluate.predict: an ONNX model says itself what it gives",
		restsOn: [["train", "predictions"], ["evaluate", "predict"]]
	}];
}

// src/config/checks/check-perturbations.ts
const CHANGES = [
	"set",
	"add",
	"scale",
	"swap",
	"typos"
];
/** Changes that can be made, of a model that is run here, with an expectation that fits the task. */
function checkPerturbations(model) {
	const entries = Object.entries(model.evaluate.perturbations);
	return [...entries.length === 0 ? [] : checkRunnable(model), ...entries.flatMap(([name, each]) => {
		const path = [
			"evaluate",
			"perturbations",
			name
		];
		return [
			...checkChange(each, path),
			...checkColumn(model, each, path),
			...checkExpected(model, each, path)
		];
	})];
}
function checkRunnable({ task, train }) {
	const path = ["evaluate", "perturbations"];
	if (task === "scores") return [{
		path,
		message: "has no meaning for task scores: no model is run",
		restsOn: [["task"]]
	}];
	if (train.model === void 0) return [{
		path,
		message: "changed rows need a model that is run: name train.model",
		restsOn: [["train", "model"]]
	}];
	return [];
}
function checkChange(each, path) {
	const [first, second] = CHANGES.filter((key) => each[key] !== void 0);
	if (first === void 0) return [{
		path,
		message: `missing; expected one change: ${CHANGES.join(", ")}`,
		restsOn: [path]
	}];
	if (second !== void 0) return [{
		path: [...path, second],
		message: `one change at a time: ${first} or ${second}`
	}];
	if (each.add === 0) return [{
		path: [...path, "add"],
		message: "adding 0 changes nothing"
	}];
	if (each.scale === 1) return [{
		path: [...path, "scale"],
		message: "times 1 changes nothing"
	}];
	const names = (each.swap ?? []).map((value) => JSON.stringify(value));
	const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
	return twice === -1 ? [] : [{
		path: [
			...path,
			"swap",
			twice
		],
		message: `${names[twice]} stands twice`
	}];
}
function checkColumn({ data }, { column }, path) {
	const at = [...path, "column"];
	if (column === data.id) return [{
		path: at,
		message: `${column} is data.id: rows are told by it`,
		restsOn: [["data", "id"]]
	}];
	if (targetsOf(data).includes(column)) return [{
		path: at,
		message: `${column} is data.target: no model is shown it`,
		restsOn: [["data", "target"]]
	}];
	const features = data.features ?? [column];
	if (features.includes(column)) return [];
	const near = nearest(column, features);
	return [{
		path: at,
		message: `data.features has no ${column}; ${near === null ? `features are ${features.join(", ")}` : `did you mean ${near}?`}`,
		restsOn: [["data", "features"]]
	}];
}
function checkExpected(model, { expect, of, tolerance }, path) {
	const { task, data } = model;
	const restsOn = [["task"]];
	const isClassified = task === "binary" || task === "multiclass";
	if (expect === "same_decision") {
		const message = `task ${task} decides nothing: expect same, not_lower, not_higher, higher or lower`;
		if (!isClassified) return [{
			path: [...path, "expect"],
			message,
			restsOn
		}];
		const unused = {
			of,
			tolerance
		};
		return ["of", "tolerance"].filter((key) => unused[key] !== void 0).map((key) => ({
			path: [...path, key],
			message: "has no meaning for same_decision"
		}));
	}
	const names = task === "multiclass" ? (data.classes ?? []).map(String) : targetsOf(data);
	const hasSeveral = task === "multiclass" || names.length > 1;
	if (of !== void 0 && !hasSeveral) return [{
		path: [...path, "of"],
		message: "there is one score only: leave it out",
		restsOn
	}];
	if (of === void 0 && hasSeveral && expect !== "same") {
		const what = task === "multiclass" ? "the class whose probability" : "the target whose value";
		return [{
			path: [...path, "of"],
			message: `missing; expected ${what} is ${expect}`,
			restsOn
		}];
	}
	const wrongOf = of !== void 0 && names.length > 0 && !names.includes(of) ? [{
		path: [...path, "of"],
		message: `there is no ${of}; there are ${names.join(", ")}`,
		restsOn
	}] : [];
	if (expect !== "same" || isClassified || tolerance !== void 0) return wrongOf;
	const message = "missing; expected how much counts as no change, in the unit of the score";
	return [...wrongOf, {
		path: [...path, "tolerance"],
		message,
		restsOn
	}];
}

// src/config/checks/check-predictions.ts
const TASKS = {
	list: [
		"binary",
		"multiclass",
		"ranking"
	],
	long: ["binary", "multiclass"],
	chosen: ["binary"],
	ranked: ["ranking"]
};
/** The rest of a probability belongs to one class where there are two; of more nobody knows to which. */
const OF_ONE_CLASS = ": the score of one label says nothing of the other classes. Write a column for each class; where there are labels alone, 1 for the chosen one and 0 for the others";
/** `evaluate.output`: of a model, and of one number or class list per row. */
function checkOutput({ task, data, train, evaluate }) {
	if (evaluate.output === void 0) return [];
	const path = ["evaluate", "output"];
	if (task === "scores") return [{
		path,
		message: "has no meaning for task scores",
		restsOn: [["task"]]
	}];
	if (evaluate.predict !== void 0) return [{
		path,
		message: "has no meaning beside evaluate.predict",
		restsOn: [["evaluate", "predict"]]
	}];
	if (train.model === void 0) return [{
		path,
		message: "has no meaning without train.model",
		restsOn: [["train", "model"]]
	}];
	return targetsOf(data).length < 2 ? [] : [{
		path,
		message: "names one output; outputs of several targets are found by their names",
		restsOn: [["data", "target"]]
	}];
}
/** `evaluate.predictions`: a form that says all that the task asks, of predictions that there are. */
function checkPredictions({ task, data, train, evaluate }) {
	const { predictions, link } = evaluate;
	if (predictions === void 0) return [];
	const { form } = predictions;
	const path = ["evaluate", "predictions"];
	if (!TASKS[form].includes(task)) {
		const why = task === "multiclass" && form === "chosen" ? OF_ONE_CLASS : "";
		const message = `${form} belongs to task ${TASKS[form].join(" or ")}, this is ${task}${why}`;
		return [{
			path: [...path, "form"],
			message,
			restsOn: [["task"]]
		}];
	}
	if (form === "list" && task !== "ranking" && data.classes === void 0) return [{
		path: [...path, "form"],
		message: "a list needs data.classes: the class of each of its numbers",
		restsOn: [["data", "classes"]]
	}];
	if (link === "logit" && form !== "chosen") return [{
		path: ["evaluate", "link"],
		message: `logit speaks of one score; ${form} has one for each class`,
		restsOn: [[...path, "form"]]
	}];
	if (train.predictions !== void 0 || evaluate.predict !== void 0) return [];
	return [{
		path,
		message: "has no meaning without train.predictions or evaluate.predict",
		restsOn: [["train", "predictions"], ["evaluate", "predict"]]
	}];
}

// src/config/checks/check-ranking.ts
const TASK$2 = [["task"]];
/** A ranking is judged query by query: it must be known which rows are one, and rows have no weight of their own. */
function checkRanking({ task, data }) {
	if (task !== "ranking") return [];
	const findings = [];
	if (data.group_by === void 0) findings.push({
		path: ["data", "group_by"],
		message: "missing; task ranking names the column whose equal values are one query",
		restsOn: TASK$2
	});
	if (data.weight !== void 0) findings.push({
		path: ["data", "weight"],
		message: "has no meaning for task ranking: every query counts the same",
		restsOn: TASK$2
	});
	return findings;
}

// src/config/checks/check-seeds.ts
/** `train.seeds`: every seed is one that training can be given, and each training is judged on rows. */
function checkSeeds({ train }) {
	const { seed, seeds = 1, model, predictions } = train;
	const path = ["train", "seeds"];
	if (seeds > 1 && model === void 0 && predictions === void 0) return [{
		path,
		message: "has no meaning for train.metrics alone: a metrics file has no rows to judge each seed on",
		restsOn: [["train", "metrics"]]
	}];
	if (seed + seeds - 1 < 2 ** 31) return [];
	return [{
		path,
		message: `from seed ${seed} on there are not ${seeds} seeds up to ${2 ** 31 - 1}`,
		restsOn: [["train", "seed"]]
	}];
}

// src/config/checks/check-slices.ts
const SLICES = [["evaluate", "slices"]];
/** Gates that name a slice which there may be, and slices to be proven of which something is asked. */
function checkSliceGates({ evaluate, gates, train }) {
	const written = writtenGates(gates);
	const starts = evaluate.slices.map(writtenColumns).filter((columns) => columns.length > 0);
	const hasRows = train.model !== void 0 || train.predictions !== void 0;
	return [...written.filter(({ metric }) => !FAIRNESS_METRIC_NAMES.includes(metric)).flatMap((gate) => checkSliceOf(gate, {
		starts,
		hasRows
	})), ...evaluate.slices.flatMap((slice, index) => checkProof(slice, {
		index,
		written,
		hasRows
	}))];
}
function checkSliceOf({ metric, at, gate: { slice, dataset } }, { starts, hasRows }) {
	if (slice === void 0) return [];
	const path = [...at, "slice"];
	if (PERFORMANCE_METRICS.includes(metric)) return [{
		path,
		message: `${metric} has no value for some of the rows: leave slice out`
	}];
	if (dataset !== void 0) {
		const message = "slices are cut from the first dataset: leave dataset out";
		return [{
			path: [...at, "dataset"],
			message,
			restsOn: [path]
		}];
	}
	if (!hasRows) return [{
		path,
		message: NO_ROWS,
		restsOn: EVIDENCE$1
	}];
	if (starts.some((columns) => mayBeCalled(slice, columns))) return [];
	const columns = [...new Set(starts.flat())];
	const begin = slice.split(" ")[0] ?? "";
	const near = columns.includes(begin) ? null : nearest(begin, columns);
	const cuts = starts.map((each) => each.join(" × ")).join(", ");
	const known = starts.length === 0 ? "there are none" : `they are cut by ${cuts}`;
	return [{
		path,
		message: `no slice of evaluate.slices is called ${slice}; ${near === null ? known : `did you mean ${near}?`}. Names are written as in the report: "region = north", "age 0 … 30", crossed "region = north & age 0 … 30"`,
		restsOn: SLICES
	}];
}
/** Values may hold anything, so that a name is only known not to be one by the columns that it must have in turn. */
function mayBeCalled(slice, [first = "", ...others]) {
	if (!slice.startsWith(`${first} `)) return false;
	let from = first.length;
	return others.every((column) => {
		from = slice.indexOf(` & ${column} `, from);
		return from++ >= 0;
	});
}
const NO_ROWS = "a metrics file has no rows to cut slices from: train.model or train.predictions gives them";
const EVIDENCE$1 = [["train", "model"], ["train", "predictions"]];
function checkProof(slice, { index, written, hasRows }) {
	if (typeof slice === "string" || !slice.prove) return [];
	const path = [
		"evaluate",
		"slices",
		index,
		"prove"
	];
	if (!hasRows) return [{
		path,
		message: NO_ROWS,
		restsOn: EVIDENCE$1
	}];
	if (written.some(({ metric, gate }) => gate.max_worse !== void 0 && gate.slice === void 0 && !PERFORMANCE_METRICS.includes(metric))) return [];
	return [{
		path,
		message: "no gate says how much worse a slice may be: add max_worse to one on a metric",
		restsOn: [["gates"]]
	}];
}

// src/config/checks/check-targets.ts
const TASK$1 = [["task"]];
/** Scores need no label, a regression may have several, everything else has one; gates name one that there is. */
function checkTargets(model) {
	return [
		...checkNumber(model),
		...checkEvidence$1(model),
		...checkGates(model)
	];
}
function checkNumber({ task, data }) {
	const path = ["data", "target"];
	const targets = targetsOf(data);
	if (targets.length === 0) return task === "scores" ? [] : [{
		path,
		message: "missing; expected the name of the column that the model predicts",
		restsOn: TASK$1
	}];
	const twice = targets.findIndex((target, index) => targets.indexOf(target) !== index);
	if (twice !== -1) return [{
		path: [...path, twice],
		message: `${targets[twice]} stands twice`
	}];
	if (targets.length === 1 || task === "regression") return [];
	return [{
		path,
		message: `task ${task} has one target; several are for task regression`,
		restsOn: TASK$1
	}];
}
/** A metrics file has one number under a name. */
function checkEvidence$1({ data, train }) {
	if (targetsOf(data).length < 2 || train.model !== void 0 || train.predictions !== void 0) return [];
	return [{
		path: ["data", "target"],
		message: "several targets are judged row by row: name train.model or train.predictions",
		restsOn: [["train", "model"], ["train", "predictions"]]
	}];
}
function checkGates({ task, data, gates }) {
	const targets = targetsOf(data);
	return writtenGates(gates).flatMap(({ metric, at, gate: { target } }) => {
		if (target === void 0) return [];
		const path = [...at, "target"];
		const restsOn = [["data", "target"]];
		if (!isMetricOf(task, metric) && !pairMetricNames(task).includes(metric)) return [{
			path,
			message: `${metric} is no metric of a target: leave target out`
		}];
		if (targets.includes(target)) return [];
		const near = nearest(target, targets);
		return [{
			path,
			message: `data.target has no ${target}; ${near === null ? `it lists ${targets.join(", ") || "none"}` : `did you mean ${near}?`}`,
			restsOn
		}];
	});
}

// src/config/checks/check-model.ts
/** Contradictions within one model; paths start at the model. */
function checkModel(model) {
	return CHECKS.flatMap((check) => check(model));
}
const CHECKS = [
	checkTargets,
	checkRanking,
	checkPositive,
	checkData,
	checkColumns,
	checkClasses,
	checkEvidence,
	checkMetrics,
	checkMetricsMap,
	checkLink,
	checkPredictions,
	checkOutput,
	checkSeeds,
	checkOwnMetrics,
	checkCustomMetrics,
	checkThreshold,
	checkGates$1,
	checkSlices,
	checkSliceGates,
	checkFairness,
	checkPerturbations,
	checkEnvironments,
	checkBaseline,
	checkRelease
];
const TASK = [["task"]];
function checkPositive({ task, data }) {
	const path = ["data", "positive"];
	const { positive } = data;
	const target = targetsOf(data).join(", ");
	if (task === "binary" && positive === void 0) return [{
		path,
		message: `missing; a binary task names the value of ${target} that a score speaks of`,
		restsOn: [...TASK, ["data", "target"]]
	}];
	if (task !== "binary" && positive !== void 0) return [{
		path,
		message: `has no meaning for task ${task}`,
		restsOn: TASK
	}];
	return notExact(positive).map((message) => ({
		path,
		message
	}));
}
/** Numbers that a computer cannot hold would silently name another label. */
function notExact(value) {
	if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value)) return [];
	return ["a number this large cannot be held exactly; write it in quotes"];
}
function checkColumns({ data }) {
	const { id, weight, features = [] } = data;
	const targets = targetsOf(data);
	const repeated = features.flatMap((feature, index) => {
		const path = [
			"data",
			"features",
			index
		];
		if (features.indexOf(feature) !== index) return [{
			path,
			message: `${feature} stands twice`
		}];
		if (targets.includes(feature)) return [{
			path,
			message: `${feature} is the target; it cannot be a feature`
		}];
		if (feature === id) return [{
			path,
			message: `${feature} is the id; it cannot be a feature`
		}];
		return feature === weight ? [{
			path,
			message: `${feature} is the weight of rows; it cannot be a feature`
		}] : [];
	});
	const roles = [
		"id",
		"group_by",
		"time",
		"weight"
	].filter((role) => targets.includes(data[role] ?? ""));
	return [...repeated, ...roles.map((role) => ({
		path: ["data", role],
		message: `${data[role]} is the target already`
	}))];
}
function checkClasses({ task, data }) {
	const { classes = [], positive } = data;
	const path = ["data", "classes"];
	const names = classes.map(String);
	const findings = classes.flatMap((value, index) => {
		return [...names.indexOf(String(value)) === index ? [] : [`${value} stands twice`], ...notExact(value)].map((message) => ({
			path: [...path, index],
			message
		}));
	});
	if (names.length === 0) return findings;
	if (task !== "binary" && task !== "multiclass") return [...findings, {
		path,
		message: `has no meaning for task ${task}`,
		restsOn: TASK
	}];
	if (task !== "binary") return findings;
	const restsOn = [
		...TASK,
		["data", "positive"],
		path
	];
	if (names.length > 2) findings.push({
		path,
		message: "a binary task has two classes",
		restsOn
	});
	if (positive !== void 0 && !names.includes(String(positive))) findings.push({
		path,
		message: `${positive} (data.positive) is missing here`,
		restsOn
	});
	return findings;
}
const EVIDENCE = [
	"model",
	"predictions",
	"metrics"
];
function checkEvidence({ task, train, data, evaluate }) {
	const findings = [];
	if (task === "scores" && train.predictions === void 0) return [{
		path: ["train", "predictions"],
		message: "missing; task scores reads its columns from a predictions file",
		restsOn: TASK
	}];
	if (EVIDENCE.every((key) => train[key] === void 0)) findings.push({
		path: ["train", "model"],
		message: "missing; name what training writes: model, predictions or metrics",
		restsOn: EVIDENCE.map((key) => ["train", key])
	});
	if (evaluate.predict !== void 0 && train.model === void 0) findings.push({
		path: ["train", "model"],
		message: "missing; evaluate.predict needs a model to predict with",
		restsOn: [["evaluate", "predict"]]
	});
	const byId = train.predictions !== void 0 ? "train.predictions" : "evaluate.predict";
	if ((train.predictions !== void 0 || evaluate.predict !== void 0) && data.id === void 0) findings.push({
		path: ["data", "id"],
		message: `missing; predictions (${byId}) are joined to rows by id`,
		restsOn: [["train", "predictions"], ["evaluate", "predict"]]
	});
	return findings;
}
function checkMetrics(model) {
	const { task, evaluate } = model;
	const metrics = (evaluate.metrics ?? []).map(metricNameOf);
	const own = ownMetricNames(model);
	const known = [...metricNames(task), ...own];
	return metrics.flatMap((metric, index) => {
		const path = [
			"evaluate",
			"metrics",
			index
		];
		if (metrics.indexOf(metric) !== index) return [{
			path,
			message: `${metric} stands twice`
		}];
		if (own.includes(metric) || isMetricOf(task, metric)) return [];
		if (isCustomMetric(model, metric)) return [{
			path,
			message: `${metric} is always reported: leave it out here`
		}];
		if (PERFORMANCE_METRICS.includes(metric) || findPairMetric(metric) !== null) return [{
			path,
			message: `${metric} is always measured; name it under gates only`
		}];
		return [{
			path,
			...unknownMetric(task, metric, known)
		}];
	});
}
/** A threshold is chosen for decisions of a binary task, on rows of their own that are known by id. */
function checkThreshold({ task, data, train, evaluate }) {
	const path = ["evaluate", "threshold"];
	const restsOn = [path];
	if (typeof evaluate.threshold === "number") return [];
	if (task !== "binary") return [{
		path,
		message: `has no meaning for task ${task}`,
		restsOn: [...TASK, path]
	}];
	const findings = [];
	if (data.tuning === void 0) findings.push({
		path: ["data", "tuning"],
		message: "missing; it holds the rows on which evaluate.threshold is chosen",
		restsOn
	});
	if (data.id === void 0) findings.push({
		path: ["data", "id"],
		message: "missing; ids tell that no row both chooses the threshold and judges the model",
		restsOn
	});
	if (train.model === void 0 && train.predictions === void 0) findings.push({
		path,
		message: "a metrics file has no scores to choose a threshold by: name train.model or train.predictions, or write a number",
		restsOn: [
			path,
			["train", "model"],
			["train", "predictions"]
		]
	});
	return findings;
}
function checkRelease({ release }) {
	const from = release.renamed_from;
	if (from === void 0) return [];
	const path = ["release", "renamed_from"];
	if (!MODEL_NAME.test(from)) return [{
		path,
		message: `${from} can be no model's name`
	}];
	return release.new ? [{
		path,
		message: "a model is either new or renamed: take out new: true"
	}] : [];
}

// src/config/checks/check-paths.ts
/** Paths of one model: inside the repository, also through symbolic links; nothing that comes later; no output over an input. */
async function checkPaths(model, place) {
	const findings = [];
	for (const [path, written] of writtenPaths(model)) {
		const message = plainProblem(written) ?? await leavingProblem(written, place);
		if (message !== null) findings.push({
			path,
			message
		});
	}
	return [
		...findings,
		...await rootFindings(model, place),
		...outputFindings(model, place),
		...targetFindings(model, place)
	];
}
function writtenPaths({ root, data, train, baseline, monitor }) {
	return [
		[["root"], root],
		[["data", "train"], data.train],
		...writtenSets(data.evaluation).map(({ key, data: each }) => [[
			"data",
			"evaluation",
			...key
		], each]),
		[["data", "serving"], data.serving],
		[["data", "tuning"], data.tuning],
		[["data", "contract"], data.contract],
		[["train", "inputs"], train.inputs],
		[["train", "params"], train.params],
		[["train", "model"], train.model],
		[["train", "predictions"], train.predictions],
		[["train", "metrics"], train.metrics],
		[["baseline", "from"], /^file:(.*)$/s.exec(baseline.from)?.[1]],
		[["monitor", "data"], monitor?.data]
	].flatMap(([path, written]) => {
		if (written === void 0) return [];
		return pathsIn(written).map(([key, each]) => [[...path, ...key], each]);
	});
}
const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\//i;
/** What is wrong with a path whatever the disk holds. */
function plainProblem(path) {
	if (URL_LIKE.test(path)) return `${path}: data at a URL is not built yet`;
	if (/\p{Cc}/u.test(path)) return "a path holds no control characters";
	if (path.startsWith("!")) return `${path}: leaving files out with ! is not built yet`;
	if (path.startsWith("~")) return `${path}: ~ is not expanded; paths are relative to this file`;
	const wild = path.split("/").findIndex((part) => /[*?[\]{}()]/.test(part));
	const rest = wild < 0 ? "" : path.split("/").slice(wild).join("/");
	if (/(^|[/{,(|])\.\.($|[/},)|])/.test(rest)) return `${path}: a pattern does not go up with .. after its first wildcard`;
	return rest.includes("..") ? `${path}: a range such as {1..3} is not supported; write {1,2,3}` : null;
}
async function leavingProblem(path, { directory, repository }) {
	const absolute = resolve(directory, path);
	if (leaves(repository, absolute)) return `${path} leaves the repository`;
	const real = await realPathOf(absolute);
	if (leaves(repository, real)) return `${path} leaves the repository: it leads to ${real}`;
	const found = isDynamicPattern(path) ? await glob(path, {
		cwd: directory,
		absolute: true
	}) : [];
	for (const each of found) {
		const reached = await realPathOf(each);
		if (leaves(repository, reached)) return `${relative(directory, each)} leaves the repository: it leads to ${reached}`;
	}
	return null;
}
/** Where a path really leads, for as much of it as exists. */
async function realPathOf(path) {
	const real = await realpath(path).catch(() => null);
	if (real !== null || dirname(path) === path) return real ?? path;
	return join(await realPathOf(dirname(path)), relative(dirname(path), path));
}
function leaves(outer, path) {
	const inside = relative(outer, path);
	return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}
async function rootFindings({ root }, { directory }) {
	if (root.includes("\0")) return [];
	const found = await stat(resolve(directory, root)).catch(() => null);
	if (found?.isDirectory() === true) return [];
	return [{
		path: ["root"],
		message: found === null ? `there is no folder ${root}` : `${root} is no folder`
	}];
}
/** What training writes stands alone: not over the config, not over data, not over another output. */
function outputFindings({ train, data }, { directory }) {
	const at = (path) => resolve(directory, path);
	const list = (data) => pathsIn(data).map(([, path]) => path.replace(/\.dvc$/, ""));
	const others = [
		["this file", directory],
		...list(data.train).map((path) => ["data.train", at(path)]),
		...evaluationPathsIn(data.evaluation).map(([, path]) => ["data.evaluation", at(path.replace(/\.dvc$/, ""))]),
		...list(data.tuning ?? []).map((path) => ["data.tuning", at(path)]),
		...list(data.serving ?? []).map((path) => ["data.serving", at(path)]),
		...data.contract === void 0 ? [] : [["data.contract", at(data.contract)]],
		...train.params === void 0 ? [] : [["train.params", at(train.params)]]
	];
	const findings = [];
	for (const key of [
		"model",
		"predictions",
		"metrics"
	]) {
		const written = train[key];
		if (written === void 0) continue;
		const over = others.find(([, other]) => !leaves(at(written), other));
		if (over !== void 0) findings.push({
			path: ["train", key],
			message: `training would write over ${over[0]}; name a path of its own`
		});
		others.push([`train.${key}`, at(written)]);
	}
	return findings;
}
/** A deployment may lie anywhere but in git's own folder. */
function targetFindings({ deploy }, { directory }) {
	return Object.entries(deploy).flatMap(([name, { target }]) => {
		if (target.kind !== "directory") return [];
		const path = [
			"deploy",
			name,
			"target",
			"path"
		];
		if (URL_LIKE.test(target.path)) return [{
			path,
			message: `${target.path}: a target at a URL is not built yet`
		}];
		if (/\p{Cc}/u.test(target.path)) return [{
			path,
			message: "a path holds no control characters"
		}];
		if (target.path.startsWith("~")) return [{
			path,
			message: `${target.path}: ~ is not expanded; write the whole path`
		}];
		return resolve(directory, target.path).split(sep).includes(".git") ? [{
			path,
			message: `${target.path} lies in git's own folder`
		}] : [];
	});
}

// src/config/check-config.ts
/** What the schema alone cannot see: names that must exist, rules that contradict each other, paths that leave the repository. */
async function checkConfig(config, place) {
	const findings = [];
	for (const [name, model] of Object.entries(config.models)) {
		const own = [...checkModel(model), ...await checkPaths(model, place)];
		findings.push(...own.map((finding) => below(["models", name], finding)));
	}
	return [
		...findings,
		...modelNames(config),
		...sharedFolders(config, place.directory)
	];
}
function modelNames({ models }) {
	const names = Object.keys(models);
	const wrong = names.filter((name) => !MODEL_NAME.test(name));
	const renamed = Object.entries(models).filter(([, { release }]) => release.renamed_from !== void 0 && names.includes(release.renamed_from));
	return [...wrong.map((name) => ({
		path: ["models", name],
		at: "key",
		message: "a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters"
	})), ...renamed.map(([name, { release }]) => ({
		path: [
			"models",
			name,
			"release",
			"renamed_from"
		],
		message: `${release.renamed_from} is still a model here; a renamed model has lost its old name`
	}))];
}
/** Two environments of one model in one folder would overwrite each other's pointer. */
function sharedFolders({ models }, directory) {
	return Object.entries(models).flatMap(([model, { deploy }]) => repeatedFolders(deploy, directory).map(([environment, other]) => ({
		path: [
			"models",
			model,
			"deploy",
			environment,
			"target",
			"path"
		],
		message: `environment ${other} uses the same folder`,
		restsOn: [[
			"models",
			model,
			"deploy",
			other,
			"target",
			"path"
		]]
	})));
}
function repeatedFolders(deploy, directory) {
	const first = /* @__PURE__ */ new Map();
	return Object.entries(deploy).flatMap(([environment, { target }]) => {
		if (target.kind !== "directory") return [];
		const path = resolve(directory, target.path);
		const other = first.get(path);
		if (other === void 0) first.set(path, environment);
		return other === void 0 ? [] : [[environment, other]];
	});
}

// src/domain/data-checks/catalogue.ts
/** The checks that data for learning need besides a contract, in the order of the docs. */
const DATA_CHECKS = [
	check("overlap_rows", "error", null, "evaluation rows that stand in the training data"),
	check("overlap_time", "warning", null, "evaluation rows from before the end of the training data"),
	check("label_leak", "warning", .98, "a column that alone tells the label"),
	check("id_tells_label", "warning", .7, "ids or groups whose order tells the label"),
	check("label_link", "warning", .2, "a column that tells the label in one dataset only"),
	check("conflicting_labels", "warning", 0, "equal features with different labels"),
	check("duplicate_rows", "warning", 0, "rows that stand there twice"),
	check("class_balance", "warning", .01, "a class that is rare"),
	check("changed_labels", "warning", 0, "known rows that got another label"),
	check("unseen_labels", "error", null, "labels in the evaluation data that training never saw"),
	check("evaluation_size", "warning", 100, "too few rows to evaluate on"),
	check("constant", "warning", .999, "a column with (nearly) one value"),
	check("missing_share", "warning", .5, "a column that is mostly empty"),
	check("mixed_types", "warning", .1, "text with some numbers in it, or numbers with some text"),
	check("null_spellings", "warning", null, "several ways to write that there is no value"),
	check("variants", "warning", null, "one category in several spellings"),
	check("symbols", "warning", .001, "cells without a letter or a digit"),
	check("new_categories", "warning", null, "categories that training never saw"),
	check("missing_categories", "info", null, "categories of the training data that evaluation lacks"),
	check("outliers", "warning", 5, "single numbers far from all others"),
	check("redundant", "info", .999, "two columns that say the same"),
	check("representation", "warning", .01, "a slice with too few rows"),
	check("label_rate", "info", .8, "slices whose label rates differ"),
	check("personal_data", "warning", .01, "personal data in columns that do not say so")
];
const DEFAULT_CHECK_SETTINGS = Object.fromEntries(DATA_CHECKS.map(({ kind, severity, limit }) => [kind, {
	severity,
	limit,
	except: []
}]));
function check(kind, severity, limit, finds) {
	return {
		kind,
		severity,
		limit,
		finds
	};
}

// src/config/resolve/resolve-data.ts
/** A dataset's entry as the stages read it. */
function dataPaths(written, path) {
	const patterns = pathsIn(written).map(([, text]) => path(text));
	const form = formOf(written);
	return form === null ? { patterns } : {
		patterns,
		form
	};
}
/** The first dataset, and where they have names all of them. */
function resolveEvaluation(written, path) {
	if (isSingle(written)) return { evaluation: dataPaths(written, path) };
	const sets = writtenSets(written).map(({ name, data }) => ({
		name,
		paths: dataPaths(data, path)
	}));
	return {
		evaluation: sets[0]?.paths ?? { patterns: [] },
		evaluationSets: sets
	};
}
function formOf(written) {
	if (typeof written === "string" || Array.isArray(written)) return null;
	const { csv, table, partitions, missing_columns, rows } = written;
	return {
		...USUAL_FORM,
		csv: csv === void 0 ? null : csvForm(csv),
		table: table ?? null,
		partitions,
		missingColumns: missing_columns === "allow" ? "null" : "error",
		...rows === void 0 ? {} : { rows: rowChoices(rows) }
	};
}
function rowChoices(rows) {
	return Object.entries(rows).map(([column, values]) => ({
		column,
		values: [values].flat()
	}));
}
function csvForm(written) {
	const { delimiter, quote, encoding, decimal, thousands, names, comment } = written;
	return {
		...USUAL_CSV,
		delimiter: delimiter === "tab" || delimiter === "\\t" ? "	" : delimiter ?? null,
		quote,
		escape: written.escape ?? quote,
		encoding: encoding ?? null,
		numbers: {
			decimal,
			thousands: thousands ?? null
		},
		nulls: [written.null].flat(),
		names: names ?? null,
		comment: comment ?? null
	};
}

// src/config/resolve/resolve-drift.ts
/** Limits as written; those of single columns over them. */
function resolveDrift(written) {
	const columns = Object.entries(written.columns).map(([column, own]) => [column, own === "off" ? own : limitsOf(own)]);
	return {
		settings: {
			...DRIFT_DEFAULTS,
			...limitsOf(written),
			alpha: written.alpha,
			leastRows: written.min_rows,
			leastGroups: written.min_groups,
			columns: Object.fromEntries(columns)
		},
		trainEvaluation: written.train_evaluation,
		base: written.base,
		serving: written.serving
	};
}
const KEYS = [
	["js", "js"],
	["wasserstein", "wasserstein"],
	["psi", "psi"],
	["lInfinity", "l_infinity"],
	["nullShare", "missing"]
];
/** Only what is written. */
function limitsOf(written) {
	const limits = KEYS.flatMap(([name, key]) => {
		const limit = written[key];
		return limit === void 0 ? [] : [[name, limit === "off" ? null : limit]];
	});
	return Object.fromEntries(limits);
}

// src/config/resolve/resolve-gate.ts
/** One gate as the stages read it, on a metric by the name that records know it by. */
function resolveGate(metric, gate) {
	return {
		metric,
		min: limitOf(gate.min),
		max: limitOf(gate.max),
		maxWorse: limitOf(gate.max_worse),
		minBetter: limitOf(gate.min_better),
		on: gate.on ?? null,
		severity: gate.severity ?? (isLatency(metric) ? "warn" : "block"),
		...gate.dataset === void 0 ? {} : { dataset: gate.dataset },
		...gate.slice === void 0 ? {} : { slice: gate.slice }
	};
}
function limitOf(written) {
	if (written === void 0) return null;
	return typeof written === "number" ? {
		value: written,
		relative: false
	} : {
		value: Number(written.slice(0, -1)) / 100,
		relative: true
	};
}

// src/config/resolve/resolve-slice.ts
/** A slice as the stages read it. */
function resolveSlice(written) {
	const isProven = typeof written !== "string" && written.prove;
	return {
		...resolveCut(written),
		...isProven ? { prove: true } : {}
	};
}
function resolveCut(written) {
	if (typeof written === "string") return {
		kind: "category",
		column: written
	};
	const { column = "", bins, cross } = written;
	if (cross === void 0) return resolveColumn({
		column,
		bins
	});
	return {
		kind: "crossing",
		parts: cross.map((each) => resolveColumn(typeof each === "string" ? { column: each } : each))
	};
}
function resolveColumn({ column, bins }) {
	return bins === void 0 ? {
		kind: "category",
		column
	} : {
		kind: "bins",
		column,
		edges: bins
	};
}

// src/config/resolve/resolve-fairness.ts
/** What is told by group, and the gates on it; nothing where the config asks for none. */
function resolveFairness({ evaluate, gates }) {
	if (evaluate.fairness === void 0) return {};
	const { by, positive, min_rows } = evaluate.fairness;
	return { fairness: {
		by: by.map((cut) => ({
			name: cutName(cut),
			cut: resolveCut(cut)
		})),
		positive: positive === void 0 ? null : String(positive),
		leastRows: min_rows,
		gates: resolveGates$1(gates, by.map(cutName))
	} };
}
/** A gate that names no column is one for each. */
function resolveGates$1(gates, names) {
	return writtenGates(gates).filter(({ metric }) => FAIRNESS_METRIC_NAMES.includes(metric)).flatMap(({ metric, gate }) => (gate.by === void 0 ? names : [gate.by]).map((by) => resolveGate(fairnessName(metric, by), gate)));
}

// src/config/resolve/resolve-perturbations.ts
/** A probability that moves by less changes no decision that anybody would miss. A convention and no finding: `tolerance` says otherwise. */
const SAME_PROBABILITY = .01;
/** Nothing where the config asks for none. */
function resolvePerturbations({ task, evaluate }) {
	const entries = Object.entries(evaluate.perturbations);
	if (entries.length === 0) return {};
	const usual = task === "binary" || task === "multiclass" ? SAME_PROBABILITY : 0;
	return { perturbations: entries.map(([name, each]) => ({
		name,
		column: each.column,
		change: changeOf(each),
		expect: each.expect,
		of: each.of ?? null,
		tolerance: each.tolerance ?? (each.expect === "same" ? usual : 0),
		minShare: each.min_share,
		severity: each.severity
	})) };
}
function changeOf({ set, add, scale, swap, typos }) {
	if (set !== void 0) return {
		kind: "set",
		value: set
	};
	if (add !== void 0) return {
		kind: "add",
		amount: add
	};
	if (scale !== void 0) return {
		kind: "scale",
		factor: scale
	};
	if (swap !== void 0) return {
		kind: "swap",
		values: swap
	};
	return {
		kind: "typos",
		count: typos ?? 1
	};
}

// src/config/resolve/resolve-model.ts
/** A model's part of the config as the stages read it: defaults filled in, paths absolute. */
function resolveModel(name, written, directory) {
	const path = (text) => ({
		written: text,
		absolute: resolve(directory, text)
	});
	const optional = (text) => text === void 0 ? null : path(text);
	const { train } = written;
	return {
		name,
		task: written.task,
		root: path(written.root),
		data: resolveData(written, path),
		train: {
			run: train.run,
			inputs: train.inputs ?? null,
			params: optional(train.params),
			model: optional(train.model),
			predictions: optional(train.predictions),
			metrics: optional(train.metrics),
			timeoutMs: durationMs(train.timeout),
			env: train.env,
			seed: train.seed,
			...train.seeds === void 0 ? {} : { seeds: train.seeds }
		},
		baseline: resolveBaseline(written, path),
		evaluate: {
			metrics: reportedMetrics(written),
			columns: ownColumns(written),
			custom: customMetrics(written, path(written.root).absolute),
			...resolveThreshold(written.evaluate.threshold),
			slices: written.evaluate.slices.map(resolveSlice),
			...resolveFairness(written),
			...resolvePerturbations(written),
			...resolveAgain(written.evaluate),
			confidence: written.evaluate.confidence,
			...resolvePredict(written.evaluate),
			...resolveForm(written)
		},
		gates: writtenGates(written.gates).filter(({ metric }) => !FAIRNESS_METRIC_NAMES.includes(metric)).flatMap((gate) => resolveGates(written, gate)),
		release: {
			from: written.release.from,
			approval: written.release.approval,
			onMismatch: written.release.on_mismatch,
			firstVersion: written.release.first_version,
			renamedFrom: written.release.renamed_from ?? null,
			isNew: written.release.new
		},
		deploy: Object.entries(written.deploy).map(([environment, each]) => resolveEnvironment(environment, each, path)),
		drift: resolveDrift(written.drift),
		monitor: written.monitor === void 0 ? null : { data: dataPaths(written.monitor.data, path) },
		examples: written.examples ?? "auto"
	};
}
function resolveData({ data }, path) {
	return {
		train: dataPaths(data.train, path),
		...resolveEvaluation(data.evaluation, path),
		serving: data.serving === void 0 ? null : dataPaths(data.serving, path),
		...data.tuning === void 0 ? {} : { tuning: dataPaths(data.tuning, path) },
		contract: data.contract === void 0 ? null : path(data.contract),
		targets: targetsOf(data),
		positive: data.positive === void 0 ? null : positiveOf(data.positive),
		id: data.id ?? null,
		groupBy: data.group_by ?? null,
		time: data.time ?? null,
		weight: data.weight ?? null,
		features: data.features ?? null,
		classes: data.classes?.map(String) ?? null,
		nullLabels: data.null_labels,
		checks: resolveChecks(data.checks ?? {})
	};
}
function resolveChecks(written) {
	const settings = DATA_CHECKS.flatMap(({ kind, severity, limit }) => {
		const own = written[kind] ?? {};
		if (own === "off") return [];
		const { except = [], ...rest } = typeof own === "string" ? { severity: own } : own;
		return [[kind, {
			severity: rest.severity ?? severity,
			limit: rest.limit ?? limit,
			except
		}]];
	});
	return Object.fromEntries(settings);
}
function positiveOf(value) {
	const type = typeof value;
	return {
		text: String(value),
		type: type === "boolean" || type === "number" ? type : "string"
	};
}
/** What is usual is left out. */
function resolveAgain({ tolerance, determinism }) {
	return {
		...tolerance === void 0 ? {} : { tolerance },
		...determinism === "warn" ? {} : { determinism }
	};
}
function resolvePredict({ predict, predict_code, predict_timeout, metrics_map, link, output }) {
	return {
		...output === void 0 ? {} : { output },
		...link === void 0 ? {} : { link },
		...metrics_map === void 0 ? {} : { metricsMap: metrics_map },
		...predict === void 0 ? {} : {
			predict,
			predictCode: predict_code
		},
		...predict_timeout === void 0 ? {} : { predictTimeoutMs: durationMs(predict_timeout) }
	};
}
/** Lists are in the order of the classes that the config had when they were written. */
function resolveForm({ task, data, evaluate }) {
	const { predictions } = evaluate;
	if (predictions === void 0) return {};
	const isOfClasses = predictions.form === "list" && task !== "ranking";
	return { predictions: {
		...predictions,
		classes: isOfClasses ? (data.classes ?? []).map(String) : null
	} };
}
function resolveBaseline({ baseline }, path) {
	const { trivial, anchor, beside } = baseline;
	return {
		from: resolveFrom(baseline.from, path),
		whenAbsent: baseline.when_absent,
		...trivial ? {} : { trivial },
		...anchor === void 0 ? {} : { anchor },
		...beside.length === 0 ? {} : { beside: beside.map((from) => resolveFrom(from, path)) }
	};
}
function resolveFrom(written, path) {
	const [, kind, rest = ""] = /^([a-z-]+):?(.*)$/s.exec(written) ?? [];
	if (kind === "live") return {
		kind,
		environment: rest
	};
	return kind === "file" ? {
		kind,
		path: path(rest)
	} : { kind: "latest-release" };
}
/** Asked metrics, or the task's own, and every gated score besides. */
function reportedMetrics({ task, evaluate, gates }) {
	const asked = evaluate.metrics?.map(metricNameOf) ?? defaultMetrics(task);
	const gated = Object.keys(gates).filter((metric) => ![...PERFORMANCE_METRICS, ...FAIRNESS_METRIC_NAMES].includes(metric) && !Object.hasOwn(evaluate.custom, metric));
	return [.../* @__PURE__ */ new Set([...asked, ...gated])];
}
function resolveThreshold(written) {
	return typeof written === "number" ? { threshold: written } : {
		threshold: .5,
		choose: written.choose
	};
}
/** A gate on a metric that each of several targets has is a gate on each, unless it names one. */
function resolveGates(model, { metric, gate }) {
	const targets = targetsOf(model.data);
	const isOfTargets = isMetricOf(model.task, metric) || pairMetricNames(model.task).includes(metric);
	if (targets.length < 2 || !isOfTargets) return [resolveGate(metric, gate)];
	return (gate.target === void 0 ? targets : [gate.target]).map((target) => ({
		...resolveGate(metric, gate),
		target
	}));
}
function resolveEnvironment(name, written, path) {
	return {
		name,
		target: resolveTarget(written.target, path),
		requires: written.requires ?? null
	};
}
function resolveTarget(written, path) {
	if (written.kind === "directory") return {
		kind: "directory",
		path: path(written.path)
	};
	return {
		kind: "command",
		run: written.run,
		timeoutMs: durationMs(written.timeout)
	};
}

// src/config/schema/baseline.ts
const FROM = /^(latest-release|live:[A-Za-z0-9._-]+|file:.+)$/;
const baseline = strictObject({
	from: string().regex(FROM, { error: "expected latest-release, live:<environment> or file:<path>" }).default("latest-release").meta({ description: "What the candidate is compared with: latest-release, live:<environment> or file:<path>." }),
	when_absent: _enum(["fail", "absolute-only"]).default("absolute-only").meta({ description: "When there is provably no baseline: fail, or judge by min and max alone." }),
	beside: array(string().regex(FROM, { error: "expected latest-release, live:<environment> or file:<path>" })).default([]).meta({ description: "Models that the metrics are shown against as well; no gate looks at them." }),
	trivial: boolean().default(true).meta({ description: "Whether the report says if the candidate is better than class frequencies (or the mean) and a linear model." }),
	anchor: string().regex(/^[a-z0-9][a-z0-9_-]{0,62}@v\d+\.\d+\.\d+$/, { error: "expected the tag of a release: name@v1.0.0" }).optional().meta({ description: "Tag of a release that every max_worse must also be kept against, so that small losses do not add up." })
});

// src/config/schema/data-checks.ts
const checkSeverity = _enum([
	"error",
	"warning",
	"info"
]).meta({ description: "error: nothing is trained on such data; warning and info are shown." });
const dataCheck = union([_enum([
	"off",
	"error",
	"warning",
	"info"
]), strictObject({
	severity: checkSeverity.optional(),
	limit: number().nonnegative().optional().meta({ description: "Instead of the usual limit." }),
	except: array(columnName).optional().meta({ description: "Columns that it does not look at." })
})], { error: "expected off, error, warning, info, or {severity, limit, except}" });
/** The checks on data for learning, by name. */
const dataChecks = strictObject(Object.fromEntries(DATA_CHECKS.map(({ kind, finds }) => [kind, dataCheck.optional().meta({ description: `Finds ${finds}.` })])));

// src/config/schema/data.ts
const scalar = union([
	string(),
	number(),
	boolean()
], { error: "expected text, a number, true or false" });
const data = strictObject({
	train: dataPath.meta({ description: "Training data: file, glob or list; CSV, Parquet, JSON, DuckDB or a .dvc pointer." }),
	evaluation: evaluationPath.meta({ description: "Rows on which candidate and baseline are compared; or several datasets by name, the first of which is gated." }),
	serving: dataPath.optional().meta({ description: "A log of what the model was asked; held against the training data." }),
	contract: text.optional().meta({ description: "Data contract (Open Data Contract Standard); without it the built-in checks run." }),
	target: union([columnName, array(columnName).min(1)], { error: "expected the name of a column, at most 200 characters, or a list of them" }).optional().meta({ description: "Column that the model predicts; a list for a regression of several. Needed by all tasks but scores." }),
	positive: scalar.optional().meta({ description: "The value of the target that a score speaks of; binary tasks need it." }),
	id: columnName.optional().meta({ description: "Column that identifies a row; predictions are joined by it." }),
	group_by: columnName.optional().meta({ description: "Column whose equal values tie rows together: a person, a household." }),
	time: columnName.optional().meta({ description: "Column of time; no feature unless features lists it." }),
	features: array(columnName).min(1).optional().meta({ description: "Feature columns, in the order of a single [n, f] input. Without it: the order of the contract." }),
	classes: array(scalar).min(2).optional().meta({ description: "Class list in the model's order, for models that carry none." }),
	null_labels: _enum(["error", "exclude"]).default("error").meta({ description: "Evaluation rows without a label: an error, or left out and counted." }),
	checks: dataChecks.optional().meta({ description: "Severity, limit and columns of the checks on data for learning; off switches one off." }),
	tuning: dataPath.optional().meta({ description: "Rows on which evaluate.threshold: {choose, on: tuning} chooses; none of them is an evaluation row." }),
	weight: columnName.optional().meta({ description: "Column that says how much an evaluation row counts: finite numbers, none below 0; no feature." })
});

// src/config/schema/deploy.ts
const LATER_TARGETS = [
	"s3",
	"oip",
	"kserve",
	"oci",
	"mlflow"
];
const directoryTarget = strictObject({
	kind: literal("directory").meta({ description: "directory: a folder that a server reads." }),
	path: text.meta({ description: "The folder; it may lie outside the repository." })
});
const commandTarget = strictObject({
	kind: literal("command").meta({ description: "command: a program of yours that puts models live." }),
	run: text.meta({ description: "The command; called to stage, to activate and to observe, with JSON on stdin and stdout." }),
	timeout: duration.default("10m").meta({ description: "The most that one call may take." })
});
const target = discriminatedUnion("kind", [directoryTarget, commandTarget], { error: ({ input }) => {
	const kind = input?.kind;
	return LATER_TARGETS.includes(String(kind)) ? `target kind ${kind} is not built yet; use directory or command` : "expected {kind: directory, path} or {kind: command, run}";
} }).meta({ description: "Where the model is put." });
const environment = strictObject({
	target,
	requires: text.optional().meta({ description: "Environment that must serve the same release first." })
});
/** Environments by name. */
const deploy = record(string(), environment).default({}).meta({
	description: "Environments by name.",
	propertyNames: { pattern: ENVIRONMENT_NAME.source }
});

// src/config/schema/drift.ts
const OFF = literal("off");
/** Above zero: an effect of zero is always reached. */
function effect(most, what) {
	const range = most === Number.MAX_VALUE ? "" : ` and at most ${most}`;
	return union([number().gt(0).max(most), OFF], { error: `expected a number above 0${range}, or off` }).meta({ description: what });
}
const effects = {
	js: effect(1, "Smallest Jensen–Shannon distance that matters, 0 … 1."),
	wasserstein: effect(Number.MAX_VALUE, "Smallest Wasserstein distance that matters, in standard deviations of the reference."),
	psi: effect(Number.MAX_VALUE, "Smallest population stability index that matters."),
	l_infinity: effect(1, "Smallest change of the share of any one category that matters."),
	missing: effect(1, "Smallest change of the share of missing cells that matters.")
};
const ownLimits = strictObject(effects).partial();
const consequence = _enum([
	"block",
	"warn",
	"off"
], { error: "expected block, warn or off" }).default("warn");
/** Limits, per column where they differ, and what follows from each comparison. */
const drift = strictObject({
	js: effects.js.default(DRIFT_DEFAULTS.js ?? "off"),
	wasserstein: effects.wasserstein.default(DRIFT_DEFAULTS.wasserstein ?? "off"),
	psi: effects.psi.default(DRIFT_DEFAULTS.psi ?? "off"),
	l_infinity: effects.l_infinity.default(DRIFT_DEFAULTS.lInfinity ?? "off"),
	missing: effects.missing.default(DRIFT_DEFAULTS.nullShare ?? "off"),
	alpha: number().gt(0).lt(.5).default(DRIFT_DEFAULTS.alpha).meta({ description: "How often a comparison without any drift may alarm, however many columns it has." }),
	min_rows: number().int().min(30).default(DRIFT_DEFAULTS.leastRows).meta({ description: "Rows with a value below which nothing is judged." }),
	min_groups: number().int().min(10).default(DRIFT_DEFAULTS.leastGroups).meta({ description: "With group_by: groups below which nothing is judged." }),
	columns: record(columnName, union([OFF, ownLimits], { error: "expected off, or limits such as {js: 0.2}" })).default({}).meta({ description: "Columns with limits of their own; off: not compared." }),
	train_evaluation: consequence.meta({ description: "Evaluation data unlike the training data." }),
	base: consequence.meta({ description: "Training data unlike those of the base, or of the newest release." }),
	serving: consequence.meta({ description: "data.serving unlike the training data." })
});

// src/domain/metrics/choose-threshold.ts
/** What a threshold can be chosen for. Precision and recall alone are best where all or nothing is positive. */
const THRESHOLD_METRICS = [
	"f1",
	"accuracy",
	"balanced_accuracy",
	"mcc",
	"cohen_kappa"
];
const VALUES = {
	f1: (confusion) => ofPositives("f1")(confusion).value,
	accuracy: ({ hits, total }) => (hits[0] + hits[1]) / total,
	balanced_accuracy: (confusion) => balancedAccuracy(confusion).value,
	mcc: (confusion) => matthews(confusion).value,
	cohen_kappa: (confusion) => kappa(confusion)?.value ?? 0
};
/** To look at a cut takes as long as so many rows of simple work. */
const ROWS_OF_A_CUT = 64;
function* chooseThresholdInSteps(rows, metric) {
	yield* scoreOrderInSteps(rows.scores);
	let best = null;
	for (const { above, from, confusion } of cuts(rows)) {
		yield ROWS_OF_A_CUT;
		const value = VALUES[metric](confusion);
		if (best !== null && value < best.value) continue;
		const threshold = between(above, from);
		if (threshold === null) continue;
		if (best === null || value > best.value || isNearer(threshold, best)) best = {
			threshold,
			value
		};
	}
	return best;
}
function isNearer(threshold, best) {
	return Math.abs(threshold - .5) < Math.abs(best.threshold - .5);
}
/** Every way to cut the rows by score: first nothing is positive, then more and more from the highest score on. */
function* cuts({ labels, scores, weights }) {
	const { rows: order } = scoreOrder(scores);
	const sums = {
		positives: 0,
		negatives: 0,
		found: 0,
		wrong: 0
	};
	const weightOf = (row) => weights === null ? 1 : weights[row];
	for (let row = 0; row < labels.length; row++) sums[labels[row] === 1 ? "positives" : "negatives"] += weightOf(row);
	let place = order.length - 1;
	yield {
		above: scores[order[place]] ?? 0,
		from: 1,
		confusion: confusionAt(sums)
	};
	while (place >= 0) {
		const from = scores[order[place]];
		for (; place >= 0 && scores[order[place]] === from; place--) {
			const row = order[place];
			sums[labels[row] === 1 ? "found" : "wrong"] += weightOf(row);
		}
		yield {
			above: place < 0 ? 0 : scores[order[place]],
			from,
			confusion: confusionAt(sums)
		};
	}
}
/** The number of fewest decimals strictly between two scores that is nearest to their middle; null where there is none. */
function between(low, high) {
	const middle = low + (high - low) / 2;
	for (let digits = 1; digits <= 17; digits++) {
		const rounded = Number(middle.toFixed(digits));
		if (rounded > low && rounded < high) return rounded;
	}
	return high > 0 && high < 1 && high > low ? high : null;
}

// src/config/schema/metric-names.ts
/** For completion in editors; which metric fits which task is checked in `check-model`. */
const names = METRICS.map(({ name }) => name);
const patterns = METRIC_FAMILIES.map(({ pattern }) => ({ pattern: pattern.source }));
const metricName = { anyOf: [{ enum: names }, ...patterns] };
/** Of the keys of `gates`. */
const gateName = { propertyNames: { anyOf: [{ enum: [
	...names,
	...FAIRNESS_METRIC_NAMES,
	...PERFORMANCE_METRICS
] }, ...patterns] } };

// src/domain/perturbations/perturbation.ts
const EXPECTATIONS = [
	"same",
	"same_decision",
	"not_lower",
	"not_higher",
	"higher",
	"lower"
];
/** `sex: f ↔ m`, `income + 1000`: how a change is told. */
function changeText(column, change) {
	switch (change.kind) {
		case "set": return `${column} = ${change.value}`;
		case "add": return change.amount < 0 ? `${column} − ${-change.amount}` : `${column} + ${change.amount}`;
		case "scale": return `${column} × ${change.factor}`;
		case "swap": return `${column}: ${change.values.join(change.values.length === 2 ? " ↔ " : " → ")}`;
		case "typos": return `${column} with ${change.count === 1 ? "a typo" : `${change.count} typos`}`;
	}
}

// src/config/schema/perturbation.ts
const value = union([
	string(),
	number(),
	boolean()
], { error: "expected text, a number, true or false" });
/** One change of one column, and what must come of it; `checkPerturbations` holds that it is one change. */
const perturbation = strictObject({
	column: columnName.meta({ description: "The feature that is changed." }),
	set: value.optional().meta({ description: "Every row gets this value." }),
	add: number().optional().meta({ description: "This is added to every number." }),
	scale: number().optional().meta({ description: "Every number is multiplied by this." }),
	swap: array(value).min(2).max(100).optional().meta({ description: "Each of these values becomes the next one, the last the first; other rows are left out." }),
	typos: number().int().min(1).max(10).optional().meta({ description: "So many pairs of neighbouring characters change places." }),
	expect: _enum(EXPECTATIONS, { error: `expected ${EXPECTATIONS.slice(0, -1).join(", ")} or lower` }).meta({ description: "What must come of it: same and same_decision, or the score is not_lower, not_higher, higher or lower." }),
	of: text.optional().meta({ description: "The class of a multiclass task, or of several targets the one, whose number is looked at." }),
	tolerance: number().nonnegative().optional().meta({ description: "Changes up to this count as none, in the unit of the score. Without it: 0.01 for same of a classification, else 0." }),
	min_share: number().gt(0).max(1).default(1).meta({ description: "Share of the changed rows that must keep it." }),
	severity: _enum(["block", "warn"]).default("block").meta({ description: "warn: shown, and never decides the verdict." })
});
const perturbations = record(string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, { error: "expected a name of letters, digits, dash and underscore, at most 63 characters" }), perturbation);

// src/config/schema/slice.ts
const bins = array(number()).min(2, { error: "expected at least two edges" }).optional().meta({ description: "Edges of the ranges, ascending; without them every value is a slice." });
const crossedColumn = union([columnName, strictObject({
	column: columnName.meta({ description: "One of the columns." }),
	bins
})], { error: "expected the name of a column, or {column, bins}" });
/** What rows are cut by; `checkCut` holds that it is one column, or several that are crossed. */
const cutKeys = {
	column: columnName.optional().meta({ description: "Column whose values, or ranges of values, are the slices." }),
	bins,
	cross: array(crossedColumn).min(2, { error: "expected two or three columns" }).max(3, { error: "expected two or three columns" }).optional().meta({ description: "Instead of column: two or three columns, names or {column, bins}; every combination of their values with rows is a slice." })
};
const CUT_ERROR = { error: "expected the name of a column, {column, bins} or {cross: [column, column]}" };
const slice = union([columnName, strictObject({
	...cutKeys,
	prove: boolean().default(false).meta({ description: "Every slice of it must be shown to be no worse than max_worse allows; else only proven harm counts." })
})], CUT_ERROR);
/** Groups of people, or of whatever else must be treated alike. */
const fairness = strictObject({
	by: array(union([columnName, strictObject(cutKeys)], CUT_ERROR)).min(1).meta({ description: "What groups are told apart by: columns, {column, bins} or {cross}." }),
	positive: union([
		string(),
		number(),
		boolean()
	], { error: "expected text, a number, true or false" }).optional().meta({ description: "Multiclass: the class that is asked about; the others together are the negatives." }),
	min_rows: number().int().min(10).default(50).meta({ description: "A rate that rests on fewer rows of a group is shown as insufficient data and left out." })
});

// src/config/schema/model-test.ts
const tolerance = strictObject({
	absolute: number().nonnegative().default(1e-5).meta({ description: "Of every score." }),
	relative: number().nonnegative().lt(1).default(1e-4).meta({ description: "Of the size of the score, on top." })
});
/** Keys of `evaluate` that try a model beyond its metrics. */
const modelTestKeys = {
	perturbations: perturbations.default({}).meta({ description: "Changes of single columns by name, and what must come of them." }),
	tolerance: tolerance.optional().meta({ description: "How much the same model may say otherwise of the same row: golden rows, and determinism." }),
	determinism: _enum([
		"off",
		"warn",
		"block"
	]).default("warn").meta({ description: "The candidate is run again, and in other batches. Other scores are told (warn), fail (block), or nobody looks (off)." }),
	fairness: fairness.optional().meta({ description: "Groups whose rates are told and held side by side." })
};

// src/config/schema/predict.ts
const predictions = strictObject({
	form: _enum(PREDICTIONS_FORMS, { error: `expected ${PREDICTIONS_FORMS.slice(0, -1).join(", ")} or ranked` }).meta({ description: "list: a list with a probability per class of data.classes, or of a ranking lists of ids and scores per query; long: a row for each id and class; chosen: the chosen label with its score; ranked: a list of ids per query, the best first." }),
	score: text.default("score").meta({ description: "Column of the scores or lists of them." }),
	class: text.default("class").meta({ description: "Column that names the class; long and chosen." })
});
/** Keys of `evaluate` for models that are not run here. */
const predictKeys = {
	output: text.optional().meta({ description: "Output of an ONNX model that holds the probabilities or the value, where several could." }),
	link: _enum(["logit", "softmax"], { error: "expected logit or softmax" }).optional().meta({ description: "Predictions files hold logits: log-odds of a binary task, or one logit per class." }),
	predictions: predictions.optional().meta({ description: "How predictions files are laid out. Without it: a row per id with a score, a column per class or a value." }),
	metrics_map: record(string(), text).optional().meta({ description: "Where metrics stand in train.metrics, by our names: {roc_auc: test.auc}." }),
	predict: text.optional().meta({ description: "Command that predicts with a model that is not ONNX; run for candidate and baseline." }),
	predict_code: _enum(["release", "head"]).default("release").meta({ description: "Code that the baseline is run with: its release's commit, or this checkout." }),
	predict_timeout: duration.optional().meta({ description: "Time limit of one run of evaluate.predict, or of an ONNX model for any thousand rows; without it 1h." })
};

// src/config/schema/evaluate.ts
const ownColumn = strictObject({
	column: columnName.meta({ description: "Column of the predictions file with a number per row: the name of the metric." }),
	better: _enum(["higher", "lower"]).meta({ description: "Which numbers are good ones." }),
	aggregate: string().regex(/^(mean|median|p(0\.\d{1,2}|[1-9]\d?(\.\d{1,2})?))$/, { error: "expected mean, median or a percentile such as p95" }).default("mean").meta({ description: "Of all rows: mean, median or a percentile such as p95; the metric is then called <column>_p95." })
});
const customMetric = strictObject({
	run: text.meta({ description: "Command that prints one number, for the model in MODELYARD_MODEL; it runs in root." }),
	better: _enum(["higher", "lower"]).meta({ description: "Which numbers are good ones." }),
	timeout: duration.default("10m").meta({ description: "The most that one run may take." })
});
const reportedMetric = union([text.meta(metricName), ownColumn], { error: "expected the name of a metric, or {column, better} for numbers of your own" });
const threshold = union([number().gt(0).lt(1), strictObject({
	choose: _enum(THRESHOLD_METRICS).meta({ description: "What it is to be best for." }),
	on: literal("tuning").meta({ description: "The rows of data.tuning." })
})], { error: `expected a number above 0 and below 1, or {choose, on: tuning} with one of ${THRESHOLD_METRICS.join(", ")}` });
const evaluate = strictObject({
	custom: record(string(), customMetric).default({}).meta({ description: "Metrics by name that a command of yours prints, one number each: points without intervals." }),
	metrics: array(reportedMetric).min(1).optional().meta({ description: "Metrics to report, the primary first: names, or {column, better} for numbers of your own. Without it: the usual ones of the task." }),
	threshold: threshold.default(.5).meta({ description: "Binary: a score from here on is the positive class. {choose: f1, on: tuning}: the best one on data.tuning." }),
	slices: array(slice).default([]).meta({ description: "Subsets that must not be harmed: column names, or {column, bins}." }),
	...modelTestKeys,
	confidence: number().gt(.5).lt(1).default(.95).meta({ description: "Level of every interval." }),
	...predictKeys
});

// src/config/schema/gate.ts
const gate = strictObject({
	min: limit.optional().meta({ description: "The candidate must reach at least this value." }),
	max: limit.optional().meta({ description: "The candidate may reach at most this value." }),
	max_worse: margin.optional().meta({ description: "At most this much worse than the baseline: in the metric's unit, or in percent of the baseline." }),
	min_better: margin.optional().meta({ description: "Provably better than the baseline by more than this: in the metric's unit, or in percent." }),
	on: _enum(["point", "bound"]).optional().meta({ description: "Judge the value itself or its interval. Without it: min and max the value, the others the interval." }),
	severity: _enum(["block", "warn"]).optional().meta({ description: "warn: shown, and never decides the verdict. Without it: block; for latency, which depends on the machine, warn." }),
	dataset: text.optional().meta({ description: "Which dataset of data.evaluation it looks at. Without it: the first." }),
	target: columnName.optional().meta({ description: "Of several targets the one that it looks at. Without it: each of them, and all must pass." }),
	slice: text.optional().meta({ description: "The rows that it looks at, by the name of one of evaluate.slices: \"region = north\". Without it: all." }),
	by: text.optional().meta({ description: "Gates on fairness: one of evaluate.fairness.by, by its columns: \"sex\", \"sex × age\". Without it: each of them, and all must pass." })
});
/** Rules by metric. */
const gates = record(string(), union([gate, array(gate).min(1)], { error: "expected rules such as {min: 0.8}, or a list of them" })).default({}).meta({
	description: "Rules on metrics, or a list of them for several datasets; all must pass.",
	...gateName
});

// src/config/schema/release.ts
const release = strictObject({
	first_version: string().regex(/^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/, { error: "expected a version such as 1.0.0" }).default("1.0.0").meta({ description: "Version of the first release." }),
	from: _enum(["reviewed", "retrain"]).default("reviewed").meta({ description: "reviewed: the very bytes that were evaluated are released; retrain: trained again after the merge." }),
	approval: _enum(["merge", "review"]).default("merge").meta({ description: "What approves a candidate: the merge itself, or a review of the last commit by somebody else." }),
	on_mismatch: _enum(["refuse", "retrain"]).default("refuse").meta({ description: "When what was merged is not what the candidate was trained from, or no candidate is found. What a fork brought is always trained again." }),
	renamed_from: text.optional().meta({ description: "Earlier name of this model, whose releases it continues." }),
	new: boolean().default(false).meta({ description: "Says that this is a new model where another one disappears at the same time." })
});

// src/config/schema/train.ts
const train = strictObject({
	run: text.meta({ description: "The training command, in any language; it runs in root." }),
	inputs: array(text).min(1).optional().meta({ description: "Narrows the files that determine the trained bytes. Without it: everything in git under root." }),
	params: text.optional().meta({ description: "Parameters of the training, a YAML, JSON or TOML file." }),
	model: text.optional().meta({ description: "File or folder that training writes; what a release holds." }),
	predictions: text.optional().meta({ description: "Predictions on the evaluation rows that training writes." }),
	metrics: text.optional().meta({ description: "Metrics that training writes: numbers without intervals." }),
	timeout: duration.default("6h").meta({ description: "Time limit such as 90s, 30m or 2h; a bare number is seconds." }),
	env: array(string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "expected the name of a variable" })).default([]).meta({ description: "Secrets that training may see; tokens and secrets are removed otherwise." }),
	seed: number().int().min(0).max(2 ** 31 - 1).default(0).meta({ description: "Given to training as MODELYARD_SEED." }),
	seeds: number().int().min(2).max(50).optional().meta({ description: "Trains with so many seeds from train.seed on, to tell how far they differ; the first is the candidate." })
});

// src/config/schema/config.ts
const LATER_TASKS = ["multilabel", "forecasting"];
const task = _enum([
	"binary",
	"multiclass",
	"regression",
	"ranking",
	"scores"
], { error: ({ input }) => LATER_TASKS.includes(String(input)) ? `task ${input} is not built yet` : "expected binary, multiclass, regression, ranking or scores" });
const examples = _enum([
	"auto",
	"values",
	"none"
]);
const model = strictObject({
	task: task.meta({ description: "binary, multiclass, regression, ranking, or scores: numbers of your own for each row, without labels." }),
	root: text.default(".").meta({ description: "The model's folder: where training runs and its inputs lie." }),
	data: data.meta({ description: "Datasets and the roles of their columns." }),
	train: train.meta({ description: "How a candidate is made, and what it leaves." }),
	baseline: baseline.prefault({}).meta({ description: "What the candidate is compared with." }),
	evaluate: evaluate.prefault({}).meta({ description: "How models are judged." }),
	gates,
	release: release.prefault({}).meta({ description: "How releases are made." }),
	deploy,
	drift: drift.prefault({}).meta({ description: "When data count as different from others." }),
	monitor: strictObject({ data: dataPath.meta({ description: "New data, held against the released profile." }) }).optional().meta({ description: "What is watched after the release." }),
	examples: examples.optional().meta({ description: "Values of failing rows: auto (only locally), values (always) or none. Overrides the one at the top." })
});
/** modelyard.yml. Every key is known here, also those whose stage comes later; `check-config` sees the rest. */
const configSchema = strictObject({
	version: literal(1, { error: "expected 1" }).meta({ description: "Version of this format." }),
	include: notBuilt("include"),
	models: record(string(), model).refine((models) => Object.keys(models).length > 0, { error: "expected at least one model" }).meta({
		description: "Models by name.",
		propertyNames: { pattern: MODEL_NAME.source }
	}),
	examples: examples.default("auto").meta({ description: "Values of failing rows in records and reports: auto (only locally), values (always) or none." })
});

// src/config/salvage.ts
/** Stand-ins for required values, so that the rest can still be looked at. No column and no file is called like this. */
const NOWHERE = "\0";
const STAND_INS = {
	version: 1,
	"models.*.task": "regression",
	"models.*.data": {},
	"models.*.data.train": NOWHERE,
	"models.*.data.evaluation": NOWHERE,
	"models.*.data.target": NOWHERE,
	"models.*.train": {},
	"models.*.train.run": NOWHERE,
	"models.*.deploy.*.target": {
		kind: "directory",
		path: NOWHERE
	},
	"models.*.deploy.*.target.kind": "directory",
	"models.*.deploy.*.target.path": NOWHERE
};
const MOST_ROUNDS = 12;
/**
* The config without what the schema refused: so that one run tells every problem, not only those of the first kind.
* null when too little is left.
*/
function salvage(file, broken) {
	const copy = structuredClone(withoutSharing(file.value));
	const lost = [];
	let places = broken;
	for (let round = 0; round < MOST_ROUNDS; round++) {
		for (const place of [...places].reverse()) lost.push(place.path, takeOut(copy, place), ...meantPlace(copy, place));
		const checked = checkSchema({
			...file,
			value: copy
		}, configSchema);
		if (checked.data !== null) return {
			config: checked.data,
			lost
		};
		places = checked.broken;
	}
	return null;
}
/** Anchors share objects; a change at one place must not show at another. */
function withoutSharing(value) {
	return value === void 0 ? null : JSON.parse(JSON.stringify(value));
}
/** `positve: true` is also why there is no `positive`. */
function meantPlace(root, { path, meant }) {
	if (meant === null) return [];
	const place = [...path.slice(0, -1), meant];
	return valueAt(root, place) === void 0 ? [place] : [];
}
/** Puts a stand-in there, or removes the value; what cannot do without it goes as a whole. Returns the place that was changed. */
function takeOut(root, { path, kind }) {
	const standIn = STAND_INS[patternOf(path)];
	const place = kind === "missing" && standIn === void 0 ? path.slice(0, -1) : path;
	const [parent, key] = parentOf(root, place);
	if (parent === null || key === void 0) return place;
	if (standIn !== void 0) parent[key] = structuredClone(standIn);
	else if (Array.isArray(parent)) parent.splice(Number(key), 1);
	else delete parent[key];
	return Array.isArray(parent) ? place.slice(0, -1) : place;
}
function parentOf(root, path) {
	let parent = root;
	for (const key of path.slice(0, -1)) parent = isContainer(parent) ? parent[key] : null;
	return [isContainer(parent) ? parent : null, path.at(-1)];
}
function isContainer(value) {
	return value !== null && typeof value === "object";
}
/** Names of models and environments become `*`. */
function patternOf(path) {
	return path.map((key, depth) => depth === 1 || depth === 3 && path[2] === "deploy" ? "*" : key).join(".");
}

// src/config/load-config.ts
const CONFIG_NAME = "modelyard.yml";
/** Reads and checks modelyard.yml. Every problem is in one `config` error, one line each. */
async function loadConfig(request) {
	const found = await findConfig(request);
	const label = relative(request.cwd, found) || "modelyard.yml";
	const file = await realpath(found);
	const document = readDocument(await readText(file, label), label);
	const directory = dirname(file);
	const repository = await realpath(await request.repositoryTop(directory));
	const config = await checked(document, {
		label,
		directory,
		repository
	});
	return {
		file,
		directory,
		repository,
		models: Object.entries(config.models).map(([name, written]) => resolveModel(name, {
			...written,
			examples: written.examples ?? config.examples
		}, directory))
	};
}
/** Checks a text that no file holds yet. Throws one `config` error with every problem. */
async function assertSoundConfig(text, place) {
	await checked(readDocument(text, place.label), place);
}
function readDocument(text, label) {
	const document = parseYaml(text);
	if (document.problems.length > 0) throw configError(label, document.problems);
	const whole = wholeFileProblem(document);
	if (whole !== null) throw configError(label, [whole]);
	return document;
}
/** Where the schema refuses something, the rest is checked all the same: one run tells everything. */
async function checked(document, { label, ...place }) {
	const { data, problems, broken } = checkSchema(document, configSchema);
	const salvaged = data === null ? salvage(document, broken) : {
		config: data,
		lost: []
	};
	const sound = (salvaged === null ? [] : await checkConfig(salvaged.config, place)).filter((finding) => isSound(finding, salvaged?.lost ?? []));
	const all = [...problems, ...sound.map((finding) => problemAt(document, finding))];
	if (data === null || all.length > 0) throw configError(label, all);
	return data;
}
async function findConfig({ cwd, file }) {
	if (file !== null) return namedConfig(resolve(cwd, file), file);
	for (let folder = resolve(cwd);; folder = dirname(folder)) {
		const path = join(folder, CONFIG_NAME);
		if (await isFile(path)) return path;
		if (await stat(join(folder, ".git")).catch(() => null) !== null || dirname(folder) === folder) break;
	}
	throw new ModelyardError("config", `there is no ${CONFIG_NAME} here or in a folder above`, { hint: "modelyard init writes one; --config names one that is elsewhere." });
}
async function namedConfig(path, written) {
	if (await isFile(path)) return path;
	if (await isFile(join(path, "modelyard.yml"))) return join(path, CONFIG_NAME);
	throw new ModelyardError("config", `--config ${written}: there is no such file`, { hint: `Name ${CONFIG_NAME}, or the folder that holds it.` });
}
async function isFile(path) {
	return (await stat(path).catch(() => null))?.isFile() ?? false;
}
async function readText(file, label) {
	const { size } = await stat(file);
	if (size > 4 * 1e6) throw new ModelyardError("config", `${label} has ${size.toLocaleString("en")} bytes: too long for a config`);
	const bytes = await readFile(file).catch((cause) => {
		throw new ModelyardError("config", `${label} cannot be read: ${messageOf(cause)}`, { cause });
	});
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new ModelyardError("config", `${label} is not UTF-8 text`, {
			cause,
			hint: "Save it as UTF-8."
		});
	}
}
function wholeFileProblem({ value }) {
	if (value !== null && typeof value === "object" && !Array.isArray(value)) return null;
	return {
		line: 1,
		column: 1,
		path: "",
		message: `expected version: 1 and models:, found ${briefly(value)}`
	};
}
function configError(label, problems) {
	const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
	return new ModelyardError("config", `${label} has ${count}\n${problemLines(label, problems)}`, { hint: "docs/configuration.md describes every key." });
}

export { chooseThresholdInSteps as a, RATES as c, isLatency as d, changeText as i, betterOf as l, assertSoundConfig as n, DATA_CHECKS as o, loadConfig as r, FAIRNESS_METRICS as s, CONFIG_NAME as t, fairnessName as u };