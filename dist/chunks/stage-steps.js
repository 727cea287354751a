import { A as STEP_ROWS, D as trueLabels, E as decideLabels, M as inOneGo, N as inTurn, P as portions, _ as counted$1, a as meanEstimate, d as numbersOf$1, h as tableColumn, j as atOnce, k as normalQuantile, w as formatPercent, x as formatCount } from "./pair-metrics.js";
import { a as showsValues, n as isTold, r as validateRecordSchema } from "./validate.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { a as recordPath, l as writeFileAtomic, o as recordText, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { _ as featureColumns, f as noneFails, g as declaredTypes, h as declaredReadings, l as ruleId, m as absentIn } from "./plan-value.js";
import { A as spreadRows, C as answerLimit, D as runModel, E as modelTask, F as judgeGates, I as JudgingError, L as restingIn, M as nonFiniteRows, N as canonicalLabel, O as outputValues, P as metricRows, R as servedSignature, S as standingInSteps, T as featureTable, V as resolveBaseline, _ as regressionTruth, a as reuseOf, b as readPredictions, c as gatesOn, d as observedOn, f as readSets, g as multiclassTruth, h as binaryTruth, j as isSameScores, k as saidOf, l as judgeOtherSets, m as labelReading, o as strictMeasurements, p as joinedTo, r as releaseBaseline, s as decidesAlike, t as newestRelease, u as judgeRows, v as cutRows, w as checkedPredictions, x as indexInSteps, y as sliceColumns, z as chooseEvidence } from "./baseline-release.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as goldenSchema, i as toleranceOf, n as goldenOf, t as allowedChange } from "./golden.js";
import { t as recordHeader } from "./header.js";
import { i as storeCandidate, n as declaredOutputs, r as openCandidate, t as currentCandidate } from "./candidate-store.js";
import { n as matcherOf, r as repositoryPath, t as displayPath } from "./paths.js";
import { t as loadContract } from "./load-contract.js";
import { a as readParams, d as keepTrained, l as keepFailed, o as parse$2, u as keepJudged } from "./read-params.js";
import { t as readRevision } from "./revision.js";
import { a as chooseThresholdInSteps, c as RATES, d as isLatency, i as changeText, l as betterOf, o as DATA_CHECKS, s as FAIRNESS_METRICS, u as fairnessName } from "./load-config.js";
import { a as selectPredictions, c as singleGuard, d as wilsonLimits, i as selectNumbers, l as singleInterval, n as measureMetricsInSteps, o as selectTruth, r as selectGroups, s as selectWeights, u as isFiniteEverywhere } from "./measure-metrics.js";
import { c as repeatedRow, n as TOO_MANY_VALUES, o as PERSONAL_KINDS, r as shareText, t as foreignOutput, u as runCommand } from "./foreign-output.js";
import { _ as findSource, a as driftSettings, b as dataFiles, c as checkDataset, d as shownExamples, f as findReleasedProfile, g as isClassified, h as withUniqueIds, i as withPictures, l as openDataset, m as splitColumns, n as openTables, o as compareProfiles, r as sourcesOf, s as profileDataset, t as checkTables, u as settledResult, v as watchSource, x as fetchData, y as whileUnchanged } from "./reference-tables.js";
import { t as hashModel } from "./model-files.js";
import { A as tailOf, B as firstSet, E as independentVariance, I as EVALUATION, S as clusteredVariance, a as findMetric, g as scoreOrderInSteps, i as directionOf, it as require_dist, j as studentQuantile, k as criticalValue, m as claimsOf, p as binOf, rt as USUAL_FORM, w as effectiveRows$1, x as randomWords, z as evaluationSets } from "./registry.js";
import { t as overallVerdict$1 } from "./overall-verdict.js";
import { a as windowsOf, c as selectRows, i as wholeTable, l as pickTexts, n as heldTable, r as storedColumns, s as selectColumns, t as cellAt, u as pickTextsInSteps } from "./table.js";
import { t as canonicalJson } from "./canonical-json.js";
import { a as fewGroups } from "./guards.js";
import { _ as headroom, f as rowsText$3, g as criterionOf, m as quantityFormat, n as besideReference, p as metricLabel, r as changedBy, v as headroomInterval } from "./gate-words.js";
import { t as trainRecordSchema } from "./train.js";
import { t as signatureChanges } from "./signature-changes.js";
import { l as resolveCommit, m as runGit } from "./repository.js";
import { t as expandPaths } from "./expand-paths.js";
import { a as withSomeFilesOf, t as areUnchanged } from "./base-files.js";
import { t as isAlive } from "./is-alive.js";
import { n as deploymentsOf, r as desired, s as processStart } from "./deployment-log.js";
import { n as judgeStage, t as graverVerdict } from "./graver-verdict.js";
import { i as changedEntries, t as computeInputDigest } from "./input-digest.js";
import { r as cutMiddle, s as visible } from "./escape-markdown.js";
import { r as PART_KEYS } from "./short-form.js";
import { link, lstat, mkdir, open, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, delimiter, extname, join, relative } from "node:path";
import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";

// src/stages/candidates/name-outputs.ts
/** Does the work; its errors name an output as modelyard.yml writes it, not by the place of its copy in the store. */
async function namingOutputs(context, { folder }, work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		const message = declaredOutputs(context.model).reduce((text, { output, written, path }) => text.replaceAll(join(folder, output, basename(path)), written), error.message);
		if (message === error.message) throw error;
		throw new ModelyardError(error.code, message, {
			...error.hint === void 0 ? {} : { hint: error.hint },
			cause: error
		});
	}
}

// src/stages/contract/assert-roles.ts
/**
* Throws `config` where modelyard.yml and the contract give a role to different columns: one of the two is wrong. `placeOf` says
* where the contract names a column.
*/
function assertRolesAgree(contract, data, placeOf) {
	const wrong = [
		[
			"label",
			"target",
			data.targets
		],
		[
			"id",
			"id",
			[data.id]
		],
		[
			"group",
			"group_by",
			[data.groupBy]
		],
		[
			"time",
			"time",
			[data.time]
		],
		[
			"weight",
			"weight",
			[data.weight]
		]
	].flatMap(([role, key, columns]) => {
		const named = columns.filter((column) => column !== null);
		const found = contract.columns.find((each) => each.role === role)?.name;
		return found === void 0 || named.length === 0 || named.includes(found) ? [] : [`${placeOf(found)}: the ${role} is ${found}, data.${key} of modelyard.yml says ${named.join(", ")}`];
	});
	if (wrong.length === 0) return;
	throw new ModelyardError("config", wrong.join("\n"), { hint: "Name the same column in both." });
}

// src/stages/contract/read-contract.ts
/** The contract that the config names. */
async function readContract({ model, project }) {
	const path = model.data.contract;
	if (path === null) return {
		contract: null,
		short: null,
		file: null
	};
	const { contract, document, isShort, placeOf } = await loadContract(path);
	assertRolesAgree(contract, model.data, placeOf);
	return {
		contract,
		short: isShort ? document : null,
		file: {
			path: displayPath(project, path.absolute),
			...await hashFile(path.absolute)
		}
	};
}

// src/stages/train/training-environment.ts
/** Never given to training, even when `train.env` lists them: whoever holds these acts as the job itself. */
const RUNNER_OWN = /^(GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ACTION_PATH|ARTIFACTS)|ACTIONS_.*|INPUT_.*)$/i;
/** The job's own token: inside GitHub Actions a pull request could list it in `train.env`. Another secret goes by another name. */
const JOB_TOKEN = /^(GITHUB_TOKEN|GH_TOKEN)$/i;
/** Names that look like credentials: removed unless `train.env` lists them. */
const CREDENTIAL_NAMES = [
	/TOKEN(_|$)|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|CONNECTION_STRING|APIKEY|ASKPASS|SSHPASS/i,
	/(^|_)(PASS|PAT|AUTH|AUTHTOKEN|JWT|COOKIE|SAS|DSN)(_|$)/i,
	/.(_KEY|_PWD)$/i,
	/(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY/i,
	/^GIT_CONFIG_(COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)$/
];
/** A URL with a password in it: `https://user:password@host`. */
const URL_WITH_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/[^/?#\s@]*:[^/?#\s@]+@/i;
/** Of an outer run of Modelyard; its paths would be taken for this one's. */
const FROM_OUTSIDE = /^MODELYARD(_|$)/;
/** The caller's environment without tokens and the runner's own secrets, plus what training needs to know. */
function trainingEnvironment(context, paths) {
	const { model } = context;
	const listed = new Set(model.train.env);
	const given = passedOn(context);
	const isWithheld = ([name, value]) => !listed.has(name) && isCredential(name, value);
	const variables = {
		PYTHONHASHSEED: String(model.train.seed),
		...Object.fromEntries(given.filter((entry) => !isWithheld(entry))),
		...own(context, paths)
	};
	return {
		variables,
		unavailable: model.train.env.filter((name) => !Object.hasOwn(variables, name)),
		withheld: given.filter(isWithheld).map(([name]) => name).sort()
	};
}
/** The environment of another command of the user's: nothing that looks like a credential, whatever `train.env` lists. */
function commandEnvironment(context, own) {
	const given = passedOn(context).filter(([name, value]) => !isCredential(name, value));
	return {
		PYTHONHASHSEED: String(context.model.train.seed),
		...Object.fromEntries(given),
		...own
	};
}
/** What is not the runner's own, nor an outer run's. */
function passedOn({ environment }) {
	return Object.entries(environment).filter((entry) => entry[1] !== void 0).filter(([name]) => !RUNNER_OWN.test(name) && !FROM_OUTSIDE.test(name)).filter(([name]) => environment.GITHUB_ACTIONS !== "true" || !JOB_TOKEN.test(name));
}
function isCredential(name, value) {
	return CREDENTIAL_NAMES.some((pattern) => pattern.test(name)) || URL_WITH_PASSWORD.test(value);
}
function own({ model, project }, paths) {
	const { train } = model;
	const optional = {
		MODELYARD_PARAMS: train.params?.absolute,
		MODELYARD_OUTPUT_MODEL: train.model?.absolute,
		MODELYARD_OUTPUT_PREDICTIONS: train.predictions?.absolute,
		MODELYARD_OUTPUT_METRICS: train.metrics?.absolute
	};
	return {
		MODELYARD: "1",
		MODELYARD_MODEL_NAME: model.name,
		MODELYARD_CONFIG: project.file,
		MODELYARD_SEED: String(train.seed),
		MODELYARD_TRAIN_DATA: paths.train.join(delimiter),
		MODELYARD_EVALUATION_DATA: paths.evaluation.flatMap(({ files }) => files).join(delimiter),
		...ofEachSet(paths),
		...rowVariables(model.data),
		...Object.fromEntries(Object.entries(optional).filter((entry) => entry[1] !== void 0))
	};
}
/**
* Which rows of those files belong to a dataset, as JSON: `{"split": ["train"]}`. Whoever reads the files has to choose them:
* `MODELYARD_TRAIN_ROWS`, `MODELYARD_EVALUATION_ROWS`, and of several datasets `MODELYARD_EVALUATION_ROWS_RECENT`.
*/
function rowVariables(data) {
	const sets = data.evaluationSets ?? [];
	const chosen = [
		["MODELYARD_TRAIN_ROWS", data.train],
		["MODELYARD_EVALUATION_ROWS", data.evaluation],
		...sets.map(({ name, paths }) => [`MODELYARD_EVALUATION_ROWS_${variableName(name)}`, paths])
	];
	return Object.fromEntries(chosen.flatMap(([name, { form }]) => form?.rows === void 0 ? [] : [[name, rowsText$2(form.rows)]]));
}
function rowsText$2(rows) {
	return JSON.stringify(Object.fromEntries(rows.map(({ column, values }) => [column, values])));
}
function variableName(dataset) {
	return dataset.toUpperCase().replaceAll("-", "_");
}
/** Of several evaluation datasets each besides: `MODELYARD_EVALUATION_DATA_RECENT`. */
function ofEachSet({ evaluation }) {
	if (evaluation.length < 2) return {};
	return Object.fromEntries(evaluation.map(({ name, files }) => [`MODELYARD_EVALUATION_DATA_${variableName(name)}`, files.join(delimiter)]));
}

// src/stages/evaluate/command-guards.ts
/** Throws `refused` where the job can write to the repository: it runs no program of a repository. `key` names the one asked for. */
function assertMayRun(ports, key) {
	if (ports.openOutput != null) return;
	throw new ModelyardError("refused", `${key} is not run here: this job can write to the repository`, { hint: "Run modelyard accept in a job of its own with contents: read; the release takes what it accepted." });
}
/** Throws `unreadable` with `problem` where the model's bytes are not those of its digest. */
async function assertModelBytes({ path, digest }, problem) {
	if ((await hashModel(path)).digest === digest) return;
	throw new ModelyardError("unreadable", `${problem}: ${path}`, { hint: "Nothing may write to a model once it is judged." });
}

// src/stages/evaluate/points/point-measurements.ts
const POINTS_ONLY = "a metrics file gives points without rows: there is no interval to judge by";
/** Measurements out of metrics files: values without rows, so no interval and no contrast that a bound could be read off. */
function pointMeasurements({ metrics, candidate, baseline, confidence }) {
	return metrics.map((name) => {
		const value = pointOf(candidate, name);
		const other = pointOf(baseline, name);
		return pointMeasurement({
			name,
			better: directionOf(name),
			confidence,
			candidate: value,
			baseline: other,
			reason: value === null ? `the metrics file has no ${name} (evaluate.metrics_map says where it stands)` : null,
			guard: POINTS_ONLY
		});
	});
}
/** A measurement of values alone: no rows, no interval. */
function pointMeasurement({ guard, ...point }) {
	const { candidate, baseline } = point;
	return {
		...point,
		rows: 0,
		groups: null,
		candidateInterval: null,
		contrast: (factor) => {
			if (candidate === null || baseline === null) return null;
			const estimate = candidate - factor * baseline;
			const interval = [estimate, estimate];
			return {
				estimate,
				standardError: 0,
				interval,
				limits: () => interval,
				method: "point",
				discordant: null,
				guard
			};
		}
	};
}
/** Only what the file itself says: every object has a `constructor`. */
function pointOf(points, name) {
	return Object.hasOwn(points, name) ? points[name] ?? null : null;
}

// src/stages/evaluate/points/custom-measurements.ts
const ONE_NUMBER = "one number that a command printed: without rows it cannot be told whether a difference is chance";
/**
* The numbers that the commands of `evaluate.custom` print about candidate and baseline, points without intervals; what the
* candidate got is taken from `known` where it stands there. Throws `input` for a command that fails or prints anything
* but one finite number.
*/
async function customMeasurements(judging, known = []) {
	const { custom = [], confidence } = judging.context.model.evaluate;
	const measured = [];
	for (const metric of custom) {
		const candidate = known.find(({ name }) => name === metric.name)?.candidate ?? null ?? await ask(judging, metric, candidateOf(judging));
		const other = baselineOf(judging);
		measured.push(pointMeasurement({
			name: metric.name,
			better: metric.better,
			confidence,
			candidate,
			baseline: other === null ? null : await ask(judging, metric, other),
			reason: judging.baseline !== null && other === null ? `${judging.baseline.source} holds neither a model nor predictions to run the command on` : null,
			guard: ONE_NUMBER
		}));
	}
	return measured;
}
/** What a report must say of them. */
function customNotes({ context }) {
	const names = (context.model.evaluate.custom ?? []).map(({ name }) => name);
	if (names.length === 0) return [];
	return [`${names.join(", ")}: what a command of evaluate.custom printed, one number for all rows; neither intervals nor slices can be known, and a difference may be chance`];
}
function candidateOf({ candidate }) {
	const { model, predictions } = candidate;
	return {
		who: "the candidate",
		model,
		predictions
	};
}
function baselineOf({ baseline }) {
	if (baseline === null) return null;
	const { storedPath: path, predictionsPath: predictions, digest, source: who } = baseline;
	if (path === void 0 && predictions === null) return null;
	return {
		who,
		model: path === void 0 ? null : {
			path,
			digest
		},
		predictions
	};
}
async function ask(judging, metric, subject) {
	const { context, ports } = judging;
	const { name, run, cwd, timeoutMs } = metric;
	assertMayRun(ports, `evaluate.custom.${name}`);
	context.reporter.progress({
		label: `${name} of ${subject.who}`,
		done: 0,
		total: null,
		unit: "runs"
	});
	const output = ports.openOutput();
	let printed = "";
	const { exitCode, timedOut } = await runCommand({
		command: run,
		cwd,
		env: await variables$1(judging, subject),
		timeoutMs,
		signal: context.signal,
		onOutput: (chunk) => output.write(chunk),
		onStdout: (chunk) => {
			printed = (printed + chunk.toString("utf8")).slice(0, MOST_CHARACTERS$1);
		}
	}).finally(() => output.close());
	const place = `evaluate.custom.${name}: the command`;
	if (timedOut) throw failed(`${place} took longer than its timeout for ${subject.who}`);
	if (exitCode !== 0) throw failed(`${place} ended with exit code ${exitCode ?? "none"} for ${subject.who}`);
	await assertUnchanged(subject, place);
	return numberIn(printed, `${place} printed`);
}
const MOST_CHARACTERS$1 = 4096;
function failed(message) {
	return new ModelyardError("input", message, { hint: "What it wrote to stderr stands above." });
}
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** Strictly one number: a word beside it might be an error message with a number in it. */
function numberIn(printed, place) {
	const text = printed.trim();
	const value = NUMBER.test(text) ? Number(text) : NaN;
	if (Number.isFinite(value)) return value;
	const shown = text === "" ? "nothing" : JSON.stringify(text.slice(0, 60));
	throw new ModelyardError("input", `${place} ${shown}; expected one finite number and nothing else`, { hint: "Print everything else to stderr." });
}
async function variables$1({ context }, { model, predictions }) {
	const { data, name, train } = context.model;
	const evaluation = await dataFiles(context, data.evaluation);
	return commandEnvironment(context, {
		MODELYARD: "1",
		MODELYARD_MODEL_NAME: name,
		MODELYARD_SEED: String(train.seed),
		MODELYARD_EVALUATION_DATA: evaluation.join(delimiter),
		...rowVariables(data),
		...model === null ? {} : { MODELYARD_MODEL: model.path },
		...predictions === null ? {} : { MODELYARD_PREDICTIONS: predictions }
	});
}
async function assertUnchanged({ model, who }, place) {
	if (model === null || model.digest === null) return;
	const { path, digest } = model;
	await assertModelBytes({
		path,
		digest
	}, `${place} changed the model of ${who}`);
}

// src/stages/evaluate/points/performance.ts
const BATCH_SIZES = [1, 256];
/** Calls are timed on the first rows: different ones take different ways through a tree. */
const TIMED_ROWS = 4096;
/**
* Milliseconds per call for batches of 1 and of 256 rows, after warm-up. Candidate and baseline take turns, so that a
* busy machine makes both slower: their difference says more than either number.
*/
async function measureLatencyMs(context, runtime, { models, table }) {
	const label = `latency of ${models.map(({ who }) => who).join(" and ")}`;
	context.reporter.progress({
		label,
		done: 0,
		total: null,
		unit: "calls"
	});
	const first = {
		from: 0,
		rows: Math.min(TIMED_ROWS, table.rows)
	};
	const timed = models.map(async (model) => ({
		model: { path: model.path },
		features: await featureTable(table, model).slice(first, model.features)
	}));
	return (await runtime.measureLatency({
		models: await Promise.all(timed),
		batchSizes: BATCH_SIZES,
		...answerLimit(context.model.evaluate),
		signal: context.signal
	})).map((latency) => {
		const [batch1, batch256] = [latency[1], latency[256]];
		if (batch1 === void 0 || batch256 === void 0) throw new ModelyardError("internal", "the model runtime left out a batch size");
		return {
			batch1,
			batch256
		};
	});
}
/** What gates on latency, size and training time are judged by: candidate and baseline, points only. */
function performancePoints(candidate, baseline) {
	const both = (read) => ({
		candidate: read(candidate),
		baseline: read(baseline)
	});
	return {
		latency_p50_ms: both((costs) => costs.latencyMs?.batch1.p50 ?? null),
		latency_p95_ms: both((costs) => costs.latencyMs?.batch1.p95 ?? null),
		size_bytes: both((costs) => costs.sizeBytes),
		train_seconds: both((costs) => costs.trainSeconds)
	};
}
/** Candidate and baseline beside each other; a part that cannot be known is null. */
async function measureCosts({ context, ports, candidate: trained, baseline, identical }, { candidate, table }) {
	const models = [candidate, identical || candidate === null ? null : runnableBaseline(baseline, candidate)].filter((model) => model !== null);
	const [own = null, released = null] = models.length === 0 ? [] : await measureLatencyMs(context, ports.runtime, {
		models,
		table
	});
	return {
		candidate: {
			latencyMs: own,
			sizeBytes: trained.model?.bytes ?? null,
			trainSeconds: trained.record.trainSeconds
		},
		baseline: {
			latencyMs: identical ? own : released,
			sizeBytes: baseline?.sizeBytes ?? null,
			trainSeconds: baseline?.trainSeconds ?? null
		}
	};
}
function runnableBaseline(baseline, candidate) {
	if (baseline === null || baseline.modelPath === null) return null;
	return {
		who: baseline.source,
		path: baseline.modelPath,
		features: baseline.features ?? candidate.features,
		classes: baseline.classes
	};
}

// src/stages/evaluate/anchor.ts
const NOTHING$2 = {
	gates: [],
	metrics: []
};
/** The release that small losses may not add up against; null where the config names none. */
async function resolveAnchor(context, ports) {
	const { anchor } = context.model.baseline;
	if (anchor === void 0) return null;
	if (ports.findTagged === void 0) throw new ModelyardError("internal", "there is nothing to read baseline.anchor from");
	return ports.findTagged(context, anchor);
}
/** What the metrics are shown against as well: each once, without what is proven not to be there. */
async function resolveBeside(context, ports) {
	const found = [];
	for (const from of context.model.baseline.beside ?? []) {
		const model = {
			...context.model,
			baseline: {
				...context.model.baseline,
				from
			}
		};
		const baseline = await resolveBaseline({
			...context,
			model
		}, ports.findRelease);
		if (baseline !== null && !found.some(({ source }) => source === baseline.source)) found.push(baseline);
	}
	return found;
}
/**
* Each max_worse once more, against the anchor instead of the baseline: ten releases that each lose a little less than the
* margin would otherwise lose ten margins. Then the metrics against what else the config names, without gates. Nothing
* against what is the baseline itself.
*/
async function judgeBeside(given, asked) {
	const { anchor = null, beside = [] } = given;
	const first = judgingAgainst(given, anchor);
	const found = first === null ? NOTHING$2 : anchored(first, await measureAgainst(first, asked));
	const metrics = [...found.metrics];
	for (const each of beside.filter(({ source }) => source !== anchor?.source)) {
		const judging = judgingAgainst(given, each);
		if (judging === null) continue;
		const { dataset, identical, measurements } = await measureAgainst(judging, asked);
		metrics.push(...metricRows(measurements, {
			dataset,
			against: each.source,
			identical
		}));
	}
	return {
		gates: found.gates,
		metrics
	};
}
async function measureAgainst(against, { candidate, sets, costs }) {
	const [{ name: dataset, rows }] = sets;
	const judged = await judgeRows(against, candidate, {
		rows,
		sets
	});
	const identical = against.identical && isSameScores(judged.candidate, judged.baseline);
	const { metrics } = against.context.model.evaluate;
	return {
		dataset,
		measurements: [...await inTurn(measureMetricsInSteps({
			...observedOn(against, {
				judged,
				rows
			}),
			metrics,
			subset: null
		}), restingIn(against.context)), ...await customMeasurements(against, against.custom)],
		identical,
		nonFinite: (await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), restingIn(against.context))).count > 0,
		costs
	};
}
/** The same judgement with another model in the baseline's place; null where that changes nothing. */
function judgingAgainst(given, other) {
	const { baseline, candidate } = given;
	if (other === null || other.source === baseline?.source) return null;
	const digest = candidate.model?.digest ?? null;
	return {
		...given,
		baseline: other,
		identical: digest !== null && digest === other.digest
	};
}
/** Verdicts and rows of measurements that were taken beside the anchor. */
function anchored({ context, baseline }, { costs, ...judged }) {
	const { source, sizeBytes, trainSeconds = null } = baseline;
	const gates = judgeGates({
		...judged,
		gates: context.model.gates.flatMap((gate) => marginOf(gate, judged.dataset)),
		performance: performancePoints(costs, {
			latencyMs: null,
			sizeBytes,
			trainSeconds
		}),
		labels: { against: source },
		against: source,
		whenAbsent: context.model.baseline.whenAbsent,
		confidence: context.model.evaluate.confidence
	});
	const { dataset, identical } = judged;
	return {
		gates,
		metrics: metricRows(judged.measurements, {
			dataset,
			against: source,
			identical
		})
	};
}
/** The margin of a gate on all rows of the first dataset; latency is measured beside the baseline alone. */
function marginOf(gate, dataset) {
	const isElsewhere = gate.slice !== void 0 || gate.dataset !== void 0 && gate.dataset !== dataset;
	if (gate.maxWorse === null || isElsewhere || isLatency(gate.metric)) return [];
	return [{
		...gate,
		min: null,
		max: null,
		minBetter: null
	}];
}

// src/stages/evaluate/assert-evidence.ts
/**
* What is asked must be answered by this evidence: what nobody looks at would pass. Throws `config` for changed rows
* without a model that is run here, and for groups and slices of a metrics file. The config alone does not always tell:
* whether a model is ONNX is seen when it is there.
*/
function assertEvidence({ model }, { evidence, graph }) {
	const { evaluate, gates } = model;
	if ((evaluate.perturbations ?? []).length > 0 && graph === null && evidence !== "predict") throw new ModelyardError("config", "evaluate.perturbations: the candidate is no ONNX model, so changed rows cannot be run", { hint: "Export the model to ONNX (train.model), name a command in evaluate.predict, or take the perturbations out." });
	if (evidence !== "metrics") return;
	const hint = "A metrics file has no rows: export the model to ONNX, or write train.predictions.";
	if (evaluate.fairness !== void 0) throw new ModelyardError("config", "evaluate.fairness: the evidence is a metrics file", { hint });
	const onSlice = gates.find(({ slice }) => slice !== void 0);
	if (onSlice !== void 0) throw new ModelyardError("config", `gates.${onSlice.metric}.slice: the evidence is a metrics file, which knows nothing of ${onSlice.slice}`, { hint });
	if (evaluate.slices.some(({ prove }) => prove === true)) throw new ModelyardError("config", "evaluate.slices: prove: true, and the evidence is a metrics file", { hint });
}

// src/domain/metrics/metric-range.ts
var import_dist = require_dist();
/** By name; shares are what is left. R² has no lower end, and a multiclass Brier score sums the squares of its classes. */
const RANGES = [
	{
		names: /^(mcc|cohen_kappa)$/,
		range: [-1, 1]
	},
	{
		names: /^r2$/,
		range: [Number.NEGATIVE_INFINITY, 1]
	},
	{
		names: /^brier$/,
		range: [0, 2]
	},
	{
		names: /^(log_loss|rmse|mae|median_ae|mape|pinball_.+)$/,
		range: [0, Number.POSITIVE_INFINITY]
	}
];
/** The smallest and the largest value that a metric can have; null for a name that is none of ours. */
function metricRange(name) {
	if (findMetric(name) === null) return null;
	return RANGES.find(({ names }) => names.test(name))?.range ?? [0, 1];
}

// src/stages/evaluate/points/metrics-file.ts
/**
* The wanted metrics out of a JSON or YAML file as DVC, MLflow and CML users have it: names at the top or nested
* (`{test: {roc_auc: 0.81}}`, `test/roc_auc`). A metric is found by the map, by its own name, or by the one place that ends
* in its name; what is not there is left out. Throws `input` where several places could be meant and where a value is no
* finite number.
*/
async function readMetricsFile({ path, label, names, map }) {
	const value = parse$1(await readFile(path, "utf8"), label);
	if (value === null || typeof value !== "object" || Array.isArray(value)) throw new ModelyardError("input", `${label}: expected an object of numbers, e.g. {"roc_auc": 0.81}`);
	const leaves = leavesOf(value, label);
	const found = names.flatMap((name) => {
		const place = placeOf(name, {
			leaves,
			label,
			map
		});
		return place === null ? [] : [[name, possible(name, finite$1(leaves.get(place), place, label), label)]];
	});
	return Object.fromEntries(found);
}
function placeOf(name, { leaves, label, map }) {
	const told = Object.hasOwn(map, name) ? map[name] : void 0;
	if (told !== void 0) {
		if (leaves.has(told)) return told;
		throw new ModelyardError("input", `${label}: there is no ${told} (evaluate.metrics_map.${name})`, { hint: `It holds ${listed([...leaves.keys()])}.` });
	}
	if (leaves.has(name)) return name;
	const ends = [...leaves.keys()].filter((key) => key.endsWith(`.${name}`) || key.endsWith(`/${name}`));
	if (ends.length === 1) return ends[0] ?? null;
	const within = [...leaves.keys()].filter((key) => `.${key}`.includes(`.${name}.`));
	const places = ends.length > 1 ? ends : within;
	if (places.length === 0) return null;
	throw new ModelyardError("input", `${label}: which of ${listed(places)} is ${name} is not known`, { hint: `Say it: evaluate.metrics_map: {${name}: ${likely(places)}}.` });
}
/** For an example: what was measured on rows apart from training, or a mean, else the last, as of epochs. */
function likely(places) {
	return places.find((place) => /test|eval|val|holdout|mean/i.test(place)) ?? places.at(-1);
}
const MOST_LISTED = 12;
function listed(keys) {
	const left = keys.length - MOST_LISTED;
	return `${keys.slice(0, MOST_LISTED).join(", ") || "nothing"}${left > 0 ? ` and ${left} more` : ""}`;
}
const DEEPEST = 32;
/** Single values by their dotted name. */
function leavesOf(value, label) {
	const leaves = /* @__PURE__ */ new Map();
	const collect = (member, path) => {
		if (path.length > DEEPEST) throw new ModelyardError("input", `${label} is nested too deeply`);
		if (member === null || typeof member !== "object") leaves.set(path.join("."), member);
		else for (const [key, inner] of Object.entries(member)) collect(inner, [...path, key]);
	};
	collect(value, []);
	return leaves;
}
function finite$1(value, place, label) {
	if (typeof value === "number" && Number.isFinite(value)) return value;
	const shown = typeof value === "number" ? String(value) : JSON.stringify(value)?.slice(0, 60);
	throw new ModelyardError("input", `${label}: ${place} must be a finite number, found ${shown}`);
}
/** A value that the metric can have: a percentage would pass every `min`, a negated loss every `max`. */
function possible(name, value, label) {
	const [low, high] = metricRange(name) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	if (value >= low - ROUNDING$1 && value <= high + ROUNDING$1) return value;
	const range = high === Number.POSITIVE_INFINITY ? `never below ${low}` : low === Number.NEGATIVE_INFINITY ? `never above ${high}` : `between ${low} and ${high}`;
	throw new ModelyardError("input", `${label}: ${name} is ${value}, and its values are ${range}`, { hint: "Write shares, not percentages, and losses as they are: scikit-learn’s neg_… scores have the other sign. Another metric needs its own place: evaluate.metrics_map." });
}
const ROUNDING$1 = 1e-9;
function parse$1(written, label) {
	const text = written.replace(/^\uFEFF/, "");
	if (/^\.ya?ml$/i.test(extname(label))) return parsedYaml(text, label);
	if (/^\.toml$/i.test(extname(label))) return parsedToml(text, label);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new ModelyardError("input", `${label} is not JSON: ${messageOf(cause)}`, {
			cause,
			hint: "NaN and Infinity are not JSON: write a metric only when it has a value. A file that ends in .yaml is read as YAML, one that ends in .toml as TOML."
		});
	}
}
function parsedToml(text, label) {
	try {
		return parse$2(text);
	} catch (cause) {
		throw new ModelyardError("input", `${label} is not TOML: ${messageOf(cause).split("\n")[0]}`, { cause });
	}
}
function parsedYaml(text, label) {
	try {
		return (0, import_dist.parse)(text, { maxAliasCount: 100 });
	} catch (cause) {
		throw new ModelyardError("input", `${label} is not YAML: ${messageOf(cause).split("\n")[0]}`, { cause });
	}
}

// src/domain/metrics/group-index.ts
function* groupIndexInSteps(keys) {
	const { firsts } = yield* indexInSteps(keys);
	const index = new Int32Array(firsts.length);
	let count = 0;
	for (let row = 0; row < index.length; row++) {
		const first = firsts[row];
		index[row] = first === row ? count++ : index[first];
	}
	return {
		index,
		count
	};
}

// src/stages/evaluate/rows/row-weights.ts
const HINT = "A weight is a finite number that is not below 0, and says how much its row counts.";
/** The weights of rows out of a column. Throws `input` for text, empty cells, what is no finite number, and all zeros. */
function rowWeights(column, ids) {
	const { name, missing } = column;
	if (column.kind === "text" || column.kind === "boolean") throw refused(`column ${name} holds ${column.kind === "text" ? "text" : "true and false"}`);
	const weights = new Float64Array(column.data.length);
	for (let row = 0; row < weights.length; row++) {
		const weight = Number(column.data[row]);
		const problem = problemOf(weight, missing[row] === 1);
		if (problem !== null) throw refused(`column ${name} ${problem} in ${rowName(row, ids)}`);
		weights[row] = weight;
	}
	if (weights.length > 0 && weights.every((weight) => weight === 0)) throw refused(`column ${name} is 0 in every evaluation row`);
	return weights;
}
function problemOf(weight, isMissing) {
	if (isMissing) return "is empty";
	if (!Number.isFinite(weight)) return `is ${weight}`;
	return weight < 0 ? `is ${weight}, which is below 0,` : null;
}
function rowName(row, ids) {
	return ids === null ? `row ${row + 1} of the evaluation data` : `the row with id ${JSON.stringify(ids.at(row))}`;
}
function refused(problem) {
	return new ModelyardError("input", `data.weight: ${problem}`, { hint: HINT });
}

// src/stages/evaluate/rows/evaluation-rows.ts
/**
* Reads what evaluation needs. Throws `input` for missing columns, no rows, null, float or duplicate ids, null groups,
* null labels and weights that are none.
*/
async function readEvaluationRows(context, request) {
	const { data } = context.model;
	const { source, files, assertUnchanged } = await watchSource(context, request.paths, { types: request.types });
	const described = new Map((await request.engine.describe(source)).map((column) => [column.name, column]));
	const roles = [
		...data.targets,
		data.id,
		data.groupBy,
		data.weight
	].filter((name) => name !== null);
	const where = request.paths.patterns.map((pattern) => pattern.written).join(", ");
	assertColumns([...roles, ...request.columns], described, where);
	assertIdType(data.id, described);
	const asText = [
		...data.targets,
		data.id,
		data.groupBy
	];
	const { table: read, stored } = await request.engine.store(source, {
		columns: columnRequests(roles, asText, described),
		stored: columnRequests(request.columns, asText, described),
		orderBy: data.id
	});
	const rest = restingIn(context);
	if (data.id !== null) await inTurn(assertIds(textColumn(read, data.id), columnOf$1(read, data.id)), rest);
	if (data.groupBy !== null) assertGroups(columnOf$1(read, data.groupBy));
	const labelled = labelledRows(read, data.targets, data.nullLabels);
	const table = labelled === null ? read : selectRows(read, labelled);
	assertRows(table, read);
	const [target] = data.targets;
	const ids = data.id === null ? null : textColumn(table, data.id);
	const groups = data.groupBy === null ? null : await inTurn(groupIndexInSteps(textColumn(table, data.groupBy)), rest);
	await assertUnchanged();
	return {
		rows: table.rows,
		ids,
		labels: target === void 0 ? [] : textColumn(table, target),
		targets: data.targets.map((name) => ({
			name,
			labels: textColumn(table, name)
		})),
		labelKind: labelKindOf(described.get(target ?? "")?.logicalType),
		groups,
		weights: data.weight === null ? null : rowWeights(columnOf$1(table, data.weight), ids),
		stored: labelled === null ? stored : stored.only(labelled),
		files,
		excluded: read.rows - table.rows,
		excludedIds: data.id === null ? [] : idsWithoutLabel(read, data.id, data.targets)
	};
}
/** One record entry for a file that was read. */
async function fileEntry(context, path) {
	return {
		path: displayPath(context.project, path),
		...await hashFile(path)
	};
}
function assertColumns(names, described, where) {
	const missing = [...new Set(names)].filter((name) => !described.has(name));
	if (missing.length === 0) return;
	throw new ModelyardError("input", `${where}: there is no column ${missing.join(", ")}`, { hint: `The columns are: ${[...described.keys()].slice(0, 50).join(", ")}.` });
}
function assertIdType(id, described) {
	if (id === null || described.get(id)?.logicalType !== "number") return;
	throw new ModelyardError("input", `data.id: column ${id} holds floating-point numbers; ids must compare exactly`, { hint: "Store the id as text or as an integer." });
}
const KIND_BY_LOGICAL_TYPE = {
	number: "number",
	integer: "integer",
	boolean: "boolean"
};
function columnRequests(names, asText, described) {
	return [...new Set(names)].map((name) => ({
		name,
		as: asText.includes(name) ? "text" : KIND_BY_LOGICAL_TYPE[described.get(name)?.logicalType ?? ""] ?? "text"
	}));
}
function labelKindOf(logicalType) {
	if (logicalType === "boolean") return "boolean";
	return logicalType === "integer" || logicalType === "number" ? "number" : "text";
}
/** A row needs a label of every target; null: every row has them. */
function labelledRows(table, targets, policy) {
	const missing = targets.map((target) => columnOf$1(table, target).missing);
	if (missing.every((each) => !each.includes(1))) return null;
	const labelled = [];
	for (let row = 0; row < table.rows; row++) if (missing.every((each) => each[row] !== 1)) labelled.push(row);
	if (policy === "exclude") return Int32Array.from(labelled);
	throw new ModelyardError("input", `${formatCount(table.rows - labelled.length)} of ${counted$1(table.rows, "evaluation row")} ${table.rows - labelled.length === 1 ? "has" : "have"} no label in ${targets.join(", ")}`, { hint: "Label them, or set data.null_labels: exclude to leave them out (they are then counted in the report)." });
}
function* assertIds(ids, column) {
	if (column.missing.includes(1)) throw new ModelyardError("input", `data.id: column ${column.name} has empty cells in the evaluation data`);
	const again = yield* repeatedRow(ids);
	if (again === -1) return;
	throw new ModelyardError("input", `data.id: ${JSON.stringify(ids.at(again))} stands more than once in column ${column.name} of the evaluation data`);
}
/** Rows whose group is not known are neither one group nor many. */
function assertGroups({ name, missing }) {
	if (!missing.includes(1)) return;
	const count = missing.reduce((sum, each) => sum + each, 0);
	throw new ModelyardError("input", `data.group_by: column ${name} has ${count} empty cells in the evaluation data`, { hint: "Say which group every row belongs to; a row of its own needs a group of its own." });
}
function assertRows(labelled, read) {
	if (labelled.rows > 0) return;
	const problem = read.rows === 0 ? "hold no rows" : `hold ${counted$1(read.rows, "row")}, none of them with a label`;
	throw new ModelyardError("input", `the evaluation data ${problem}: there is nothing to judge a model by`);
}
function idsWithoutLabel(table, id, targets) {
	const missing = targets.map((target) => columnOf$1(table, target).missing);
	if (missing.every((each) => !each.includes(1))) return [];
	const ids = textColumn(table, id);
	const unlabelled = [];
	for (let row = 0; row < table.rows; row++) if (missing.some((each) => each[row] === 1)) unlabelled.push(ids.at(row) ?? "");
	return unlabelled;
}
function columnOf$1(table, name) {
	const column = table.columns.find((each) => each.name === name);
	if (column === void 0) throw new ModelyardError("internal", `column ${name} was not read`);
	return column;
}
function textColumn(table, name) {
	const column = columnOf$1(table, name);
	if (column.kind !== "text") throw new ModelyardError("internal", `column ${name} was not read as text`);
	return column.data;
}

// src/stages/evaluate/evaluate-on-metrics.ts
/** Judges a metrics file: points without rows. The report says what cannot be known from them. */
async function evaluateOnMetrics(judging) {
	const { context, candidate, baseline, identical: hasSameModel } = judging;
	const path = candidate.metrics;
	if (path === null) throw new ModelyardError("internal", "there is no metrics file");
	const { evaluate, train, data } = context.model;
	const [first, ...others] = evaluationSets(data).map(({ name }) => name);
	const dataset = first ?? "evaluation";
	const points = {
		metrics: evaluate.metrics,
		candidate: await readMetricsFile({
			path,
			label: train.metrics?.written ?? path,
			names: evaluate.metrics,
			map: evaluate.metricsMap ?? {}
		}),
		confidence: evaluate.confidence
	};
	const { custom = [] } = judging;
	const measurements = [...pointMeasurements({
		...points,
		baseline: baseline?.points ?? {}
	}), ...custom];
	const identical = hasSameModel && measurements.every((each) => each.baseline === null || each.baseline === each.candidate);
	const against = baseline?.source ?? null;
	const costs = {
		latencyMs: null,
		sizeBytes: candidate.model?.bytes ?? null,
		trainSeconds: candidate.record.trainSeconds
	};
	const asked = {
		identical: false,
		nonFinite: false,
		measurements: [],
		performance: {}
	};
	const own = gatesOn(judging, {
		...asked,
		dataset,
		isFirst: true,
		identical,
		measurements,
		performance: performancePoints(costs, {
			latencyMs: null,
			sizeBytes: baseline?.sizeBytes ?? null,
			trainSeconds: baseline?.trainSeconds ?? null
		})
	});
	const other = judgingAgainst(judging, judging.anchor ?? null);
	const anchor = other === null ? null : anchored(other, {
		dataset,
		measurements: [...pointMeasurements({
			...points,
			baseline: other.baseline.points
		}), ...await customMeasurements(other, custom)],
		identical: false,
		nonFinite: false,
		costs
	});
	const named = (judging.beside ?? []).filter(({ source }) => source !== other?.baseline.source);
	const beside = [...anchor?.metrics ?? [], ...named.flatMap(({ source, points: values }) => source === against ? [] : metricRows(pointMeasurements({
		...points,
		baseline: values
	}), {
		dataset,
		against: source
	}))];
	const judged = [
		...own,
		...anchor?.gates ?? [],
		...others.flatMap((other) => gatesOn(judging, {
			...asked,
			dataset: other,
			isFirst: false
		}))
	];
	return {
		verdict: overallVerdict$1(judged, []),
		identical,
		rows: null,
		groups: null,
		threshold: null,
		metrics: metricRows(measurements, {
			dataset,
			against
		}),
		gates: judged,
		...beside.length === 0 ? {} : { beside },
		slices: [],
		latencyMs: null,
		signature: null,
		features: [],
		notes: ["The evidence is a metrics file: points without rows, so neither intervals nor slices can be known."],
		read: [await fileEntry(context, path)],
		golden: null,
		evidenceRows: null
	};
}

// src/stages/evaluate/rows/row-names.ts
/** How a row is called: by its id where values may be shown and the contract does not classify ids, else by its place, from 1. */
function rowNames({ judging: { context, contract }, rows: { ids } }) {
	const { id } = context.model.data;
	const isShown = id !== null && ids !== null && showsValues(context) && !isClassified(contract, [id]);
	return (row) => isShown ? ids.at(row) ?? String(row + 1) : `row ${row + 1}`;
}

// src/stages/evaluate/run-notes.ts
/** What a reader has to know of the rows of the first dataset. */
function runNotes(run) {
	const { judged, rows, nonFinite } = run;
	const list = [...judged.notes];
	const { baseline, candidate, graph, identical } = run.judging;
	if (graph !== null && baseline !== null && candidate.model?.digest === baseline.digest && !identical) list.push(`the model is the same bytes as ${baseline.source}, but it is fed or read in another way and says other things: they are what is judged`);
	if (rows.excluded > 0) list.push(`${counted$1(rows.excluded, "row without a label was", "rows without a label were")} left out (null_labels: exclude)`);
	if (rows.weights !== null) list.push(`rows count by their weight: these ${formatCount(rows.rows)} tell as much as about ${formatCount(Math.round(inOneGo(effectiveRows$1(rows.weights))))} that count the same`);
	if (nonFinite.count > 0) {
		const nameOf = rowNames(run);
		const first = nonFinite.first.map(nameOf).join(", ");
		list.push(`the candidate gave NaN or an infinity on ${formatCount(nonFinite.count)} of ${counted$1(rows.rows, "row")}, the first: ${first}`);
	}
	return list;
}

// src/stages/evaluate/first-set.ts
/** Metrics and gates on all rows of the first dataset, and what the models cost. */
async function firstSetPart(run, { measurements }, costs) {
	const { given, judging, dataset, rows, judged, nonFinite } = run;
	const { baseline, identical } = judging;
	const all = [...measurements, ...given.custom ?? []];
	const reuse = reuseOf(judging, rows);
	return {
		metrics: metricRows(all, {
			dataset,
			against: baseline?.source ?? null,
			identical
		}),
		gates: gatesOn(given, {
			dataset,
			isFirst: true,
			measurements: all,
			performance: performancePoints(costs.candidate, costs.baseline),
			identical,
			nonFinite: nonFinite.count > 0,
			strict: await strictMeasurements(judging, {
				judged,
				rows,
				reuse
			})
		}),
		notes: runNotes(run),
		read: await filesRead(run),
		facts: {
			latencyMs: costs.candidate.latencyMs,
			...baseline === null ? {} : { baselineCosts: costs.baseline },
			reuse
		}
	};
}
async function filesRead({ judging: { context, candidate, baseline }, rows }) {
	const paths = [candidate.predictions, baseline?.predictionsPath ?? null].filter((path) => path !== null);
	const model = candidate.model === null ? [] : candidate.record.outputs.map(({ path, sha256 }) => ({
		path,
		sha256
	}));
	return [
		...rows.files,
		...model,
		...await Promise.all(paths.map((path) => fileEntry(context, path)))
	];
}

// src/stages/evaluate/points/share-gate.ts
/** At least a share of these rows must hold: a count of the rows at hand, without an interval. */
function shareGate({ given, judging, dataset, nonFinite }, asked) {
	const { context, baseline } = given;
	const { name, held, rows, min, severity, reason = null } = asked;
	const { confidence } = context.model.evaluate;
	const gate = {
		metric: name,
		max: null,
		maxWorse: null,
		minBetter: null,
		on: null,
		severity
	};
	const measurement = {
		name,
		better: "higher",
		rows,
		groups: null,
		confidence,
		candidate: rows === 0 ? null : held / rows,
		candidateInterval: null,
		baseline: null,
		reason,
		contrast: () => null
	};
	return judgeGates({
		gates: [{
			...gate,
			min: {
				value: min,
				relative: false
			}
		}],
		measurements: [measurement],
		performance: {},
		dataset,
		against: baseline?.source ?? null,
		whenAbsent: context.model.baseline.whenAbsent,
		identical: judging.identical,
		nonFinite: nonFinite.count > 0,
		confidence
	});
}

// src/stages/evaluate/parts/determinism.ts
/** Cheap: a model is loaded twice more, and run on so many rows. */
const AGAIN_ROWS = 2e3;
const SMALL_BATCH = {
	rows: 500,
	batch: 7
};
const MOST_NAMED$4 = 5;
/**
* Runs the candidate again, loaded anew, and in other batches: the same rows must get the same scores within the tolerance.
* A model that draws at random, or mixes the rows of a batch, cannot be judged by rows. Nothing for evidence that is not run.
*/
async function determinismPart(run) {
	const { determinism = "warn" } = run.judging.context.model.evaluate;
	const { candidate } = run;
	const { output } = run.judged;
	if (determinism === "off" || candidate === null || output === null || run.nonFinite.count > 0) return {};
	const found = [await compare(run, candidate, {
		output,
		most: AGAIN_ROWS,
		batchRows: null
	}), await compare(run, candidate, {
		output,
		most: SMALL_BATCH.rows,
		batchRows: SMALL_BATCH.batch
	})];
	return {
		gates: determinism === "block" ? found.flatMap(({ batchRows, rows, differing }) => shareGate(run, {
			name: `share scored alike ${batchRows === null ? "again" : `in batches of ${batchRows}`}`,
			held: rows - differing,
			rows,
			min: 1,
			severity: "block"
		})) : [],
		facts: { determinism: found }
	};
}
async function compare(run, candidate, { output: said, most, batchRows }) {
	const { context, ports } = run.judging;
	const total = run.rows.rows;
	const rows = spreadRows(total, most);
	const count = rows.length;
	const values = saidOf(said, rows);
	const width = values.length / count;
	const output = await runModel(context, ports.runtime, {
		model: candidate,
		table: run.rows.stored.only(rows),
		...batchRows === null ? {} : { batchRows }
	});
	const again = outputValues(output);
	const tolerance = toleranceOf(context.model.evaluate);
	let largest = 0;
	const differing = [];
	rows.forEach((row, place) => {
		let isOutside = again.length !== count * width;
		for (let index = 0; index < width; index++) {
			const [old, now] = [values[place * width + index], again[place * width + index] ?? NaN];
			const by = Math.abs(now - old);
			largest = Math.max(largest, by);
			if (!(by <= allowedChange(tolerance, old))) isOutside = true;
		}
		if (isOutside) differing.push(row);
	});
	const nameOf = rowNames(run);
	return {
		batchRows,
		rows: count,
		differing: differing.length,
		largest: Number.isFinite(largest) ? largest : null,
		tolerance: { ...tolerance },
		first: differing.slice(0, MOST_NAMED$4).map(nameOf)
	};
}

// src/domain/fairness/furthest-apart.ts
/** Largest − smallest over the groups of each family; of several families the largest. */
function largestDifference(families, confidence) {
	const spans = families.map(({ groups }) => {
		const values = groups.map(({ value }) => value);
		return Math.max(...values) - Math.min(...values);
	});
	const { pairs, outer, inner } = pairsOf(families, confidence);
	const upper = Math.max(...pairs.map((pair) => difference(pair, 1, outer)[1]));
	const lower = Math.max(0, ...pairs.map((pair) => difference(pair, 1, inner)[0]));
	return {
		value: Math.max(...spans),
		interval: [lower, upper]
	};
}
/**
* Smallest / largest over the groups of each family; of several families the smallest. A further family whose rates are all 0
* has none, and does not count, as in fairlearn; its pairs count for the interval, which then begins at 0.
*/
function smallestRatio(families, confidence) {
	const ratios = families.map(({ groups }) => {
		const values = groups.map(({ value }) => value);
		return Math.min(...values) / Math.max(...values);
	});
	if (Number.isNaN(ratios[0])) return {
		value: null,
		interval: null
	};
	const { pairs, outer, inner } = pairsOf(families, confidence);
	const lower = Math.min(...pairs.map((pair) => ratioEnd(pair, outer, 0)));
	const upper = Math.min(1, ...pairs.map((pair) => ratioEnd(pair, inner, 1)));
	return {
		value: Math.min(...ratios.filter((ratio) => !Number.isNaN(ratio))),
		interval: [lower, upper]
	};
}
function pairsOf(families, confidence) {
	const pairs = families.flatMap(({ groups, correlation }) => groups.flatMap((one, i) => groups.flatMap((other, j) => i === j ? [] : [{
		one,
		other,
		correlation: correlation(i, j)
	}])));
	const outer = (1 - confidence) / 2;
	return {
		pairs,
		outer,
		inner: outer / pairs.length
	};
}
/** Interval of one − factor · other. */
function difference({ one, other, correlation }, factor, tail) {
	const [a, b] = [one.limits(tail), other.limits(tail)];
	const estimate = one.value - factor * other.value;
	const reach = (ofOne, ofOther) => Math.sqrt(Math.max(0, ofOne ** 2 + ofOther ** 2 - 2 * correlation * ofOne * ofOther));
	return [estimate - reach(one.value - a[0], factor * (b[1] - other.value)), estimate + reach(a[1] - one.value, factor * (other.value - b[0]))];
}
const STEPS$1 = 60;
/** The ratio at which the end of one − ratio · other crosses zero; at most 1, beyond which nobody looks. */
function ratioEnd(pair, tail, end) {
	let [low, high] = [0, 1];
	if (difference(pair, high, tail)[end] > 0) return 1;
	for (let step = 0; step < STEPS$1; step++) {
		const middle = (low + high) / 2;
		if (difference(pair, middle, tail)[end] > 0) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

// src/domain/fairness/group-rates.ts
/**
* Means of one number in every group. Shares get Wilson's interval, with the rows divided by the design effect (at least 1)
* where rows are clustered or weighted; other means the closed form. Clusters: Student's t with their number − 1.
*/
function groupRates(request) {
	const sums = sumsOf(request);
	const spread = spreadOf$1(request, influenceOf(request, sums));
	return {
		groups: sums.map((sum, group) => rateOf(request, sum, spread.units[group])),
		correlation: spread.correlation
	};
}
function sumsOf({ groupOf, count, values, weights }) {
	const sums = Array.from({ length: count }, () => ({
		rows: 0,
		weight: 0,
		value: 0
	}));
	for (let row = 0; row < groupOf.length; row++) {
		const sum = sums[groupOf[row]];
		if (sum === void 0) continue;
		const weight = weights === null ? 1 : weights[row];
		sum.rows += 1;
		sum.weight += weight;
		sum.value += weight * values[row];
	}
	return sums;
}
/** How much each row moves the mean of its group. */
function influenceOf({ groupOf, values, weights }, sums) {
	const influence = new Float64Array(groupOf.length);
	for (let row = 0; row < groupOf.length; row++) {
		const sum = sums[groupOf[row]];
		if (sum === void 0 || sum.weight === 0) continue;
		const weight = weights === null ? 1 : weights[row];
		influence[row] = weight * (values[row] - sum.value / sum.weight) / sum.weight;
	}
	return influence;
}
function spreadOf$1(request, influence) {
	const { clusters } = request;
	return clusters === null ? rowByRow(request, influence) : clusterByCluster(request, clusters, influence);
}
function rowByRow({ groupOf, count, values, weights }, influence) {
	const units = Array.from({ length: count }, emptyUnits);
	for (let row = 0; row < groupOf.length; row++) {
		const own = units[groupOf[row]];
		if (own === void 0) continue;
		const weight = weights === null ? 1 : weights[row];
		addUnit(own, influence[row], weight);
		if (values[row] === 0) own.zeros += 1;
		else own.ones += 1;
	}
	return {
		units,
		correlation: () => 0
	};
}
/** A cluster may have rows in several groups, whose errors are then not independent. */
function clusterByCluster(request, clusters, influence) {
	const { groupOf, count, values, weights } = request;
	const units = Array.from({ length: count }, emptyUnits);
	const products = new Float64Array(count * count);
	const open = openCluster(count);
	const close = () => {
		for (const group of open.groups) closeUnit(open, group, units[group]);
		for (const one of open.groups) for (const other of open.groups) products[one * count + other] += open.influence[one] * open.influence[other];
		open.groups.length = 0;
	};
	const order = inOrder(clusters);
	for (let place = 0; place < order.length; place++) {
		const row = order[place];
		const group = groupOf[row];
		if (group >= 0) {
			if (!open.groups.includes(group)) beginUnit(open, group);
			open.influence[group] += influence[row];
			open.weight[group] += weights === null ? 1 : weights[row];
			if (values[row] === 0) open.hasZero[group] = 1;
			else open.hasOne[group] = 1;
		}
		if (clusters.index[order[place + 1] ?? -1] !== clusters.index[row]) close();
	}
	return {
		units,
		correlation: (one, other) => correlationOf(products, count, [one, other])
	};
}
/** The rows of one cluster so far, summed up by group. */
function openCluster(count) {
	return {
		/** Those that it has rows in, in the order in which they came. */
		groups: [],
		influence: new Float64Array(count),
		weight: new Float64Array(count),
		hasOne: new Uint8Array(count),
		hasZero: new Uint8Array(count)
	};
}
function beginUnit(open, group) {
	open.groups.push(group);
	open.influence[group] = 0;
	open.weight[group] = 0;
	open.hasOne[group] = 0;
	open.hasZero[group] = 0;
}
function closeUnit(open, group, units) {
	addUnit(units, open.influence[group], open.weight[group]);
	units.ones += open.hasOne[group];
	units.zeros += open.hasZero[group];
}
function emptyUnits() {
	return {
		count: 0,
		squares: 0,
		weight: 0,
		weightSquares: 0,
		ones: 0,
		zeros: 0
	};
}
function addUnit(units, influence, weight) {
	units.count += 1;
	units.squares += influence * influence;
	units.weight += weight;
	units.weightSquares += weight * weight;
}
/** Rows in the order of their clusters (counting sort). */
function inOrder({ index, count }) {
	const starts = new Int32Array(count + 1);
	for (const cluster of index) starts[cluster + 1] += 1;
	for (let cluster = 0; cluster < count; cluster++) starts[cluster + 1] += starts[cluster];
	const order = new Int32Array(index.length);
	for (let row = 0; row < index.length; row++) order[starts[index[row]]++] = row;
	return order;
}
function correlationOf(products, count, [one, other]) {
	const size = Math.sqrt(products[one * count + one] * products[other * count + other]);
	if (!(size > 0)) return 0;
	return Math.min(1, Math.max(-1, products[one * count + other] / size));
}
function rateOf(request, { rows, weight, value }, units) {
	const mean = weight === 0 ? NaN : value / weight;
	const variance = units.count < 2 ? NaN : units.count / (units.count - 1) * units.squares;
	const effective = request.isShare ? effectiveRows(request, {
		rows,
		mean,
		variance,
		units
	}) : 0;
	const quantile = (tail) => request.clusters === null ? normalQuantile(1 - tail) : studentQuantile(1 - tail, units.count - 1);
	return {
		value: mean,
		rows,
		clusters: request.clusters === null ? null : units.count,
		limits: keptByTail((tail) => {
			const z = quantile(tail);
			if (request.isShare) return wilsonLimits(mean, effective, z);
			const reach = z * Math.sqrt(variance);
			return [mean - reach, mean + reach];
		})
	};
}
/** Every pair of groups asks for the same few. */
function keptByTail(workOut) {
	const known = /* @__PURE__ */ new Map();
	return (tail) => {
		const found = known.get(tail) ?? workOut(tail);
		known.set(tail, found);
		return found;
	};
}
/** Independent rows of equal weight that tell as much about the share. */
function effectiveRows({ clusters, weights }, { rows, mean, variance, units }) {
	if (clusters === null && weights === null) return rows;
	const least = units.weight ** 2 / units.weightSquares;
	const learnt = variance > 0 ? mean * (1 - mean) / variance : rows;
	return Math.min(rows, learnt, Math.min(units.ones, units.zeros) < 10 ? least : rows);
}

// src/domain/fairness/measure-fairness.ts
function* measureFairnessInSteps(request) {
	const measured = /* @__PURE__ */ new Map();
	for (const name of RATES) measured.set(name, yield* measureRate(request, name));
	return {
		groups: request.groups.map(({ name, rows }, group) => ({
			group: name,
			rows: rows.length,
			rates: RATES.map((rate) => measured.get(rate).told[group])
		})),
		measurements: FAIRNESS_METRICS.map((metric) => {
			return measurementOf$1(request, metric, metric.rates.map((name) => measured.get(name)));
		})
	};
}
/** The rows that a rate is a share of. */
const COUNTS = {
	selection_rate: () => true,
	true_positive_rate: (label) => label === 1,
	false_positive_rate: (label) => label === 0,
	calibration_gap: () => true
};
function* measureRate(request, name) {
	const { groups, labels, baseline, leastRows, confidence } = request;
	const members = groups.map(({ rows }) => rows.filter((row) => COUNTS[name](labels[row])));
	const clusters = [];
	for (const rows of members) clusters.push(yield* clustersOf(request, rows));
	const few = members.map((rows, group) => tooFew(request, {
		rows,
		clusters: clusters[group] ?? null,
		leastRows
	}));
	const enough = [...members.keys()].filter((group) => few[group] === null);
	const groupOf = new Int32Array(labels.length).fill(-1);
	enough.forEach((group, place) => {
		for (const row of members[group]) groupOf[row] = place;
	});
	yield;
	const rates = (decisions) => ratesOf(request, name, {
		decisions,
		groupOf,
		count: enough.length
	});
	const own = rates(request.candidate);
	yield;
	const other = baseline === null ? null : rates(baseline);
	return {
		told: members.map((rows, group) => {
			const place = enough.indexOf(group);
			const rate = own.groups[place];
			return {
				name,
				rows: rows.length,
				groups: clusters[group] ?? null,
				candidate: rate?.value ?? null,
				interval: rate === void 0 ? null : copy(rate.limits((1 - confidence) / 2)),
				baseline: other?.groups[place]?.value ?? null,
				reason: few[group] ?? null
			};
		}),
		candidate: own,
		baseline: other,
		rows: own.groups.reduce((sum, { rows }) => sum + rows, 0)
	};
}
function copy([low, high]) {
	return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}
function ratesOf({ labels, clusters, weights }, name, { decisions, groupOf, count }) {
	const isShare = name !== "calibration_gap";
	const values = isShare ? new Float64Array(decisions.decided) : decisions.scores.map((score, row) => score - labels[row]);
	return groupRates({
		groupOf,
		count,
		values,
		isShare,
		clusters,
		weights
	});
}
function* clustersOf({ clusters }, rows) {
	return (yield* selectGroups(clusters, rows))?.count ?? null;
}
function tooFew(request, { rows, clusters, leastRows }) {
	if (rows.length < leastRows) return `insufficient data: ${counted$1(rows.length, "row")}; at least ${formatCount(leastRows)} are needed`;
	if (request.weights !== null && rows.every((row) => request.weights?.[row] === 0)) return "insufficient data: all rows have a weight of 0";
	if (clusters === null || clusters >= 20) return null;
	return `insufficient data: rows of ${counted$1(clusters, "group")}; at least ${20} are needed`;
}
function measurementOf$1({ by, clusters, confidence, groups }, metric, rates) {
	const isComparable = rates.every(({ candidate }) => candidate.groups.length > 1);
	const apart = (families) => isComparable ? APART$1[metric.form](families, confidence) : NOTHING$1;
	const own = apart(rates.map(({ candidate }) => candidate));
	const released = rates.map(({ baseline }) => baseline).filter((each) => each !== null);
	const other = released.length === rates.length ? apart(released) : NOTHING$1;
	return {
		name: fairnessName(metric.name, by),
		better: betterOf(metric),
		rows: Math.max(...rates.map(({ rows }) => rows)),
		groups: clusters?.count ?? null,
		confidence,
		candidate: own.value,
		candidateInterval: own.interval,
		baseline: other.value,
		reason: reasonOf$1({
			own,
			isComparable,
			groups: groups.length
		}),
		contrast: () => pointContrast(own.value, other.value)
	};
}
const NOTHING$1 = {
	value: null,
	interval: null
};
const APART$1 = {
	difference: largestDifference,
	ratio: smallestRatio
};
function reasonOf$1({ own, isComparable, groups }) {
	if (!isComparable) return groups < 2 ? "there is one group only" : "fewer than two groups have enough rows to be compared";
	return own.value === null ? "no group has any: there is nothing to divide by" : null;
}
/** Which groups are furthest apart may change with the model: the difference is told without an interval. */
function pointContrast(own, other) {
	if (own === null || other === null) return null;
	const estimate = own - other;
	return {
		estimate,
		standardError: 0,
		interval: [estimate, estimate],
		limits: () => [estimate, estimate],
		method: "point",
		discordant: null,
		guard: "the difference is shown and never judged"
	};
}

// src/domain/gates/harm-p-value.ts
/** Below it a p-value is not told apart from it. */
const LEAST = 1e-9;
const STEPS = 40;
/**
* P-value of "not worse than the margin allows": the size of the one-sided test whose limit is just at the margin. So it is that of the
* interval's own method, Student's t of few rows or groups included. 1 where the estimate is inside the margin.
*/
function harmPValue({ estimate, limits }, criterion) {
	if (headroom(criterion, estimate) >= 0) return 1;
	const isHarm = (tail) => headroomInterval(criterion, limits(tail))[1] < 0;
	let [low, high] = [Math.log(LEAST), Math.log(.5)];
	if (isHarm(LEAST)) return LEAST;
	for (let step = 0; step < STEPS; step++) {
		const middle = (low + high) / 2;
		if (isHarm(Math.exp(middle))) high = middle;
		else low = middle;
	}
	return Math.exp(high);
}

// src/domain/gates/holm-rejects.ts
/**
* Which hypotheses Holm's step-down procedure rejects at level `alpha` over the whole family: the k-th smallest
* p-value is compared with alpha / (m − k + 1), stopping at the first that is not below (Holm 1979).
*/
function holmRejects(pValues, alpha) {
	const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
	const rejected = pValues.map(() => false);
	for (const [step, index] of order.entries()) {
		if (!((pValues[index] ?? 1) <= alpha / (pValues.length - step))) break;
		rejected[index] = true;
	}
	return rejected;
}

// src/domain/gates/judge-slices.ts
/**
* Below it, or below the least number of groups, a slice is told and not judged. The level does not hang on it (bench/gate-calibration.mjs:
* of five equal slices of 60 rows any is told to be harmed in 1 to 3 of 100); what can be seen does: a loss of accuracy must be about
* 2.8 · √(share decided otherwise / rows), at 50 rows and 1 in 10 that is 12 points.
*/
const LEAST_ROWS$1 = 50;
/**
* Looks for harm that hides in a subset: every slice and every metric with max_worse is tested for being worse than
* the margin (one-sided, by the limits of the metric's own method), corrected over all of them by Holm. No proof of harm is no proof
* of safety. Slices that are too small, or whose numbers carry no verdict, are `insufficient` and do not block.
*/
function judgeSlices(request) {
	const margins = marginsOf(request);
	const tests = request.against !== null && !answerAlike(request) ? request.slices.flatMap((slice) => harmTests(slice, margins)) : [];
	const alpha = (1 - request.confidence) / 2;
	const rejected = holmRejects(tests.map((test) => test.pValue), alpha);
	const harms = tests.filter((test, index) => rejected[index] === true && isOutside(test));
	return request.slices.map((slice) => ({
		slice: slice.slice,
		rows: slice.rows,
		groups: slice.groups,
		...verdictOf$3(slice, {
			request,
			margins,
			tests: tests.filter((test) => test.slice === slice),
			harms: harms.filter((test) => test.slice === slice)
		})
	}));
}
/** The same bytes answer alike, but for decisions at another threshold. */
function answerAlike({ identical, slices }) {
	return identical && !slices.some(({ measurements }) => measurements.some((each) => each.decidesOtherwise));
}
/** Gates on scores only: latency and size have no value per slice. */
function marginsOf({ gates, primary, slices }) {
	const measured = new Set(slices.flatMap(({ measurements }) => measurements.map(({ name }) => name)));
	const margins = gates.flatMap(({ metric, target, maxWorse, severity }) => maxWorse === null || !measured.has(metric) ? [] : [{
		metric,
		target,
		limit: maxWorse,
		severity
	}]);
	if (margins.length > 0) return margins;
	return (slices[0]?.measurements.filter(({ name }) => name === primary).map(({ target }) => target) ?? []).map((target) => ({
		metric: primary,
		target,
		limit: {
			value: 0,
			relative: false
		},
		severity: "block"
	}));
}
function measurementOf({ measurements }, { metric, target }) {
	return measurements.find((each) => each.name === metric && each.target === target);
}
function harmTests(slice, margins) {
	if (tooSmall(slice) !== null) return [];
	return margins.flatMap((margin) => {
		const measurement = measurementOf(slice, margin);
		if (measurement === void 0) return [];
		const criterion = criterionOf("max_worse", margin.limit, measurement.better);
		const contrast = usableContrast(measurement, margin, criterion);
		if (contrast === null) return [];
		return [{
			slice,
			margin,
			measurement,
			contrast,
			criterion,
			pValue: harmPValue(contrast, criterion)
		}];
	});
}
function usableContrast(measurement, margin, criterion) {
	if (margin.limit.relative && !((measurement.baseline ?? 0) > 0)) return null;
	const contrast = measurement.contrast(criterion.factor);
	if (contrast === null || contrast.guard !== null || contrast.method === "point") return null;
	return Number.isFinite(contrast.estimate) && Number.isFinite(contrast.standardError) ? contrast : null;
}
/** Harm is told only where the displayed interval shows it too. */
function isOutside({ contrast, criterion }) {
	return headroomInterval(criterion, contrast.interval)[1] < 0;
}
function verdictOf$3(slice, { request, margins, tests, harms }) {
	if (request.against === null) return told("not-judged", "there is no release to compare with yet");
	if (answerAlike(request)) return told("no-proof-of-harm", "the candidate is the same bytes");
	const small = tooSmall(slice);
	if (small !== null) return told("insufficient", small);
	if (harms.length > 0) return {
		verdict: "harm",
		severity: harms.some(({ margin }) => margin.severity === "block") ? "block" : "warn",
		reason: harms.map((harm) => harmText(harm, request)).join("; ")
	};
	const judged = tests.map(({ margin }) => metricLabel(margin.metric, margin.target));
	if (judged.length > 0) return told("no-proof-of-harm", `${judged.join(", ")}: not shown to be worse than allowed`);
	return told("insufficient", whyUntested(slice, margins));
}
function told(verdict, reason) {
	return {
		verdict,
		reason,
		severity: "block"
	};
}
function tooSmall({ rows, groups }) {
	if (rows < LEAST_ROWS$1) return `${counted$1(rows, "row")}; at least ${LEAST_ROWS$1} are needed`;
	if (groups === null || groups >= 20) return null;
	return `rows of ${counted$1(groups, "group")}; at least ${20} groups are needed`;
}
function whyUntested(slice, margins) {
	const reasons = margins.flatMap((margin) => {
		const { metric, target, limit } = margin;
		const measurement = measurementOf(slice, margin);
		const guard = measurement?.contrast(1)?.guard ?? null;
		const why = measurement?.reason ?? guard ?? (limit.relative ? "the baseline is not above zero here" : null);
		return why === null ? [] : [`${metricLabel(metric, target)}: ${why}`];
	});
	return reasons.length > 0 ? reasons.join("; ") : "none of the gated metrics can be compared on these rows";
}
function harmText({ margin, contrast, measurement, slice, criterion }, request) {
	const [low, high] = contrast.interval;
	const format = quantityFormat({
		metric: margin.metric,
		halfWidth: (high - low) / 2,
		values: [contrast.estimate],
		comparisons: [
			contrast.estimate,
			low,
			high
		].map((value) => ({
			value,
			limit: criterion.critical
		}))
	});
	const reference = `${formatPercent(criterion.factor)} of the baseline's value`;
	const what = margin.limit.relative ? besideReference(contrast.estimate, [low, high], {
		format,
		reference
	}) : changedBy(contrast.estimate, [low, high], format);
	const amount = margin.limit.relative ? formatPercent(margin.limit.value) : format.limit(margin.limit.value);
	const allowed = margin.limit.value === 0 ? "no loss is allowed" : `at most ${amount} worse is allowed`;
	const rows = rowsText$3({
		rows: measurement.rows,
		groups: slice.groups,
		groupBy: request.groupBy
	});
	return `${metricLabel(margin.metric, margin.target)} ${what} on ${rows}; ${allowed}`;
}

// src/stages/evaluate/points/measure-rows.ts
/** The metrics on all rows of the first dataset and on each of its slices. */
async function measureRows(run) {
	const base = observedOn(run.judging, run);
	const { metrics } = run.judging.context.model.evaluate;
	const rest = restingIn(run.judging.context);
	const measurements = await inTurn(measureMetricsInSteps({
		...base,
		metrics,
		subset: null
	}), rest);
	const cut = [];
	for (const slice of run.judging.context.model.evaluate.slices) for (const { name, rows: subset } of await cutStored(run.rows.stored, slice, rest)) {
		const own = await inTurn(measureMetricsInSteps({
			...base,
			metrics,
			subset
		}), rest);
		const groups = own[0]?.groups ?? null;
		cut.push({
			slice: name,
			rows: subset.length,
			groups,
			measurements: own,
			isProven: slice.prove === true
		});
	}
	const { baseline: _, baselineThreshold: __, confidence: ___, factorsOf: ____, ...observed } = base;
	return {
		observed,
		measurements,
		cut,
		slices: slicesOf(run, cut)
	};
}
/** `cutRows` by columns that are in memory as long as it takes. */
async function cutStored(stored, definition, rest) {
	const { columns } = await wholeTable(stored, sliceColumns(definition));
	const columnOf = (name) => {
		const column = columns.find((each) => each.name === name);
		if (column === void 0) throw new ModelyardError("internal", `column ${name} was not read`);
		return column;
	};
	return inTurn(cutRows(columnOf, definition), rest);
}
function slicesOf({ judging, dataset }, cut) {
	const { context, baseline, identical } = judging;
	const { evaluate, gates, data } = context.model;
	const against = baseline?.source ?? null;
	return judgeSlices({
		slices: cut,
		gates: gates.filter((gate) => gate.slice === void 0 && (gate.dataset === void 0 || gate.dataset === dataset)),
		primary: evaluate.metrics[0] ?? "",
		against,
		identical,
		confidence: evaluate.confidence,
		groupBy: data.groupBy
	}).map((verdict, index) => ({
		...verdict,
		metrics: metricRows(cut[index]?.measurements ?? [], {
			dataset,
			against,
			identical
		})
	}));
}

// src/stages/evaluate/parts/fairness.ts
/** Columns that groups are told apart by. */
function fairnessColumns({ fairness }) {
	return fairness?.by.flatMap(({ cut }) => sliceColumns(cut)) ?? [];
}
/** Rates of every group, how far apart they are, and the gates on that. Nothing where the config asks for none. */
async function fairnessPart(run) {
	const { fairness } = run.judging.context.model.evaluate;
	if (fairness === void 0) return {};
	const measured = [];
	for (const by of fairness.by) measured.push({
		by: by.name,
		found: await findingsOf(run, {
			fairness,
			by
		})
	});
	return {
		gates: gatesOf(run, fairness, measured),
		notes: measured.flatMap(({ by, found }) => fewNote(by, found.groups)),
		facts: { fairness: measured.map(({ by, found }) => rowOf$1(run, by, found)) }
	};
}
async function findingsOf(run, { fairness, by }) {
	const { rows, judging, nonFinite } = run;
	const rest = restingIn(judging.context);
	const groups = nonFinite.count > 0 ? [] : await cutStored(rows.stored, by.cut, rest);
	const positive = positiveOf(run, fairness.positive);
	const { candidate, baseline, threshold, baselineThreshold } = observedOn(judging, run);
	const asked = {
		by: by.name,
		groups,
		labels: await inTurn(positiveLabels(run, positive), rest),
		candidate: await inTurn(decisionsOf(run, candidate, {
			threshold,
			positive
		}), rest),
		baseline: baseline === null ? null : await inTurn(decisionsOf(run, baseline, {
			threshold: baselineThreshold,
			positive
		}), rest),
		clusters: rows.groups,
		weights: rows.weights,
		leastRows: fairness.leastRows,
		confidence: judging.context.model.evaluate.confidence
	};
	return inTurn(measureFairnessInSteps(asked), rest);
}
/** The index of the class that is asked about. Throws `config` for one that neither model nor labels have. */
function positiveOf({ judging: { context }, judged: { truth }, rows }, asked) {
	if (truth.task !== "multiclass") return 1;
	const { kind } = labelReading(context, rows.labelKind);
	const wanted = canonicalLabel(asked ?? "", kind);
	const index = truth.classes.findIndex((name) => canonicalLabel(name, kind) === wanted);
	if (index !== -1) return index;
	throw new ModelyardError("config", `evaluate.fairness.positive: there is no class ${asked}`, { hint: `The classes are: ${truth.classes.slice(0, 20).join(", ")}.` });
}
function* positiveLabels({ judged: { truth } }, positive) {
	if (truth.task !== "binary" && truth.task !== "multiclass") throw new ModelyardError("internal", `fairness has no meaning for task ${truth.task}`);
	return yield* rowsOf$1(truth.labels, positive);
}
/** 1 for the rows of a class. */
function* rowsOf$1(labels, wanted) {
	const found = new Uint8Array(labels.length);
	for (const [from, to] of portions(labels.length)) {
		for (let row = from; row < to; row++) if (labels[row] === wanted) found[row] = 1;
		yield to - from;
	}
	return found;
}
function* decisionsOf({ judged: { truth }, rows }, predictions, { threshold, positive }) {
	const decided = yield* rowsOf$1(yield* decideLabels({
		truth,
		predictions,
		threshold,
		epsilon: 0,
		weights: rows.weights
	}), positive);
	if (predictions.task === "binary") return {
		decided,
		scores: predictions.scores
	};
	if (predictions.task !== "multiclass" || truth.task !== "multiclass") throw new ModelyardError("internal", `fairness has no meaning for task ${predictions.task}`);
	const width = truth.classes.length;
	const scores = new Float64Array(decided.length);
	for (const [from, to] of portions(scores.length)) {
		for (let row = from; row < to; row++) scores[row] = predictions.probabilities[row * width + positive];
		yield to - from;
	}
	return {
		decided,
		scores
	};
}
function gatesOf({ given: { context, baseline }, judging, dataset, nonFinite }, { gates }, measured) {
	return judgeGates({
		gates,
		measurements: measured.flatMap(({ found }) => found.measurements),
		performance: {},
		dataset,
		against: baseline?.source ?? null,
		whenAbsent: context.model.baseline.whenAbsent,
		identical: judging.identical && decidesAlike(judging),
		nonFinite: nonFinite.count > 0,
		confidence: context.model.evaluate.confidence
	});
}
function rowOf$1({ judging, dataset }, by, found) {
	const { baseline, context } = judging;
	const identical = judging.identical && decidesAlike(judging);
	const { data, evaluate } = context.model;
	return {
		by,
		positive: evaluate.fairness?.positive ?? data.positive?.text ?? "",
		groups: found.groups.map(({ rates, ...group }) => ({
			...group,
			rates: rates.map(({ reason, ...rate }) => reason === null ? rate : {
				...rate,
				reason
			})
		})),
		metrics: metricRows(found.measurements, {
			dataset,
			against: baseline?.source ?? null,
			identical
		})
	};
}
const MOST_NAMED$3 = 5;
/** Whoever reads a difference must know whom it leaves out. */
function fewNote(by, groups) {
	const few = groups.filter(({ rates }) => rates.every(({ candidate }) => candidate === null));
	if (few.length === 0) return [];
	return [`fairness by ${by}: insufficient data, so nothing is said of ${few.slice(0, MOST_NAMED$3).map(({ group, rows }) => `${group} (${counted$1(rows, "row")})`).join(", ")}${few.length > MOST_NAMED$3 ? ` and ${few.length - MOST_NAMED$3} more` : ""}`];
}

// src/domain/metrics/flips.ts
/**
* Rows that the baseline decided right and the candidate decides wrong, at most so many, those first in which the candidate's
* answer is the furthest from the true one: binary, the distance of the score from the threshold; multiclass, how much more
* probable it calls its own class than the true one. Equally far: in the order of the rows.
*/
function* surestFlips(candidate, baseline, most) {
	const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
	const labels = trueLabels(candidate);
	const distance = distanceOf$1(candidate, own);
	const kept = [];
	for (const [from, to] of portions(own.length)) {
		for (let row = from; row < to; row++) {
			if (own[row] === labels[row] || other[row] !== labels[row]) continue;
			const far = distance(row);
			if (kept.length === most && far <= (kept.at(-1)?.far ?? 0)) continue;
			const place = kept.findIndex((each) => each.far < far);
			kept.splice(place === -1 ? kept.length : place, 0, {
				row,
				far
			});
			if (kept.length > most) kept.pop();
		}
		yield to - from;
	}
	return kept.map(({ row }) => row);
}
/** Rows whose decision is not what the baseline's was, and those of them that are wrong or right only now. */
function* countFlips(candidate, baseline) {
	const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
	const labels = trueLabels(candidate);
	const counts = {
		changed: 0,
		nowWrong: 0,
		nowRight: 0
	};
	for (const [from, to] of portions(own.length)) {
		for (let row = from; row < to; row++) {
			if (own[row] === other[row]) continue;
			counts.changed += 1;
			if (other[row] === labels[row]) counts.nowWrong += 1;
			if (own[row] === labels[row]) counts.nowRight += 1;
		}
		yield to - from;
	}
	return counts;
}
function distanceOf$1({ truth, predictions, threshold }, decided) {
	if (predictions.task === "binary") return (row) => Math.abs(predictions.scores[row] - threshold);
	if (predictions.task !== "multiclass" || truth.task !== "multiclass") return () => 0;
	const width = truth.classes.length;
	const chance = (row, label) => predictions.probabilities[row * width + label];
	return (row) => chance(row, decided[row]) - chance(row, truth.labels[row]);
}

// src/stages/evaluate/parts/flips-part.ts
const MOST_NAMED$2 = 20;
const SHARES = [
	"churn",
	"negative_flip_rate",
	"positive_flip_rate"
];
/** Which decisions are not what the baseline's were; nothing where no label is decided, or nothing was to compare with. */
async function flipsPart(run) {
	const { judging, judged, rows } = run;
	const { baseline, truth, candidate } = judged;
	if (baseline === null || truth.task !== "binary" && truth.task !== "multiclass") return {};
	const observed = observedOn(judging, {
		judged,
		rows
	});
	const rest = restingIn(judging.context);
	const [changed, nowWrong, nowRight] = await inTurn(measureMetricsInSteps({
		...observed,
		metrics: SHARES,
		subset: null
	}), rest);
	if (changed === void 0 || nowWrong === void 0 || nowRight === void 0) return {};
	if (changed.candidate === null) return {};
	const input = (predictions, threshold) => ({
		truth,
		predictions,
		threshold,
		epsilon: 0,
		weights: null
	});
	const own = input(candidate, observed.threshold);
	const other = input(baseline, observed.baselineThreshold);
	const counts = await inTurn(countFlips(own, other), rest);
	const wrong = await inTurn(surestFlips(own, other, MOST_NAMED$2), rest);
	return { facts: { flips: {
		rows: changed.rows,
		groups: changed.groups,
		confidence: changed.confidence,
		changed: shareOf(changed, counts.changed),
		nowWrong: shareOf(nowWrong, counts.nowWrong),
		nowRight: shareOf(nowRight, counts.nowRight),
		wrongRows: wrong.map(rowNames(run))
	} } };
}
function shareOf({ candidate, candidateInterval }, rows) {
	return {
		rows,
		share: candidate ?? 0,
		interval: candidateInterval?.every(Number.isFinite) ? [candidateInterval[0], candidateInterval[1]] : null
	};
}

// src/stages/evaluate/parts/golden-rows.ts
const GOLDEN_ROWS = 50;
/**
* Rows spread evenly over the evaluation data, with the candidate's own outputs. They are released: cells of columns that
* the contract classifies are replaced by 0 and 1 in turn (text: empty), and the model is run on these rows anew. A model
* that such rows cannot be fed to has no golden rows, with the reason.
*/
async function goldenRows(judging, judged) {
	const { features, output } = judged;
	const picked = spreadRows(features.rows, GOLDEN_ROWS);
	const table = await wholeTable(features.only(picked));
	const hidden = table.columns.filter(({ name }) => isClassified(judging.contract, [name]));
	if (hidden.length > 0) return madeUpRows(judging, judged.candidate, withoutValues$1(table, hidden));
	return { golden: golden$1(judging, {
		table,
		output,
		outputs: [...saidOf(output, picked)]
	}) };
}
async function madeUpRows(judging, candidate, table) {
	const none = (why) => ({
		golden: null,
		goldenReason: `the contract classifies features, and the model cannot be tried on made-up values: ${why}`
	});
	try {
		const output = await runModel(judging.context, judging.ports.runtime, {
			model: candidate,
			table: heldTable(table)
		});
		const outputs = [...outputValues(output)];
		if (!outputs.every(Number.isFinite)) return none("it gives no finite numbers for them");
		return { golden: golden$1(judging, {
			table,
			output,
			outputs
		}) };
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code !== "input") throw error;
		return none(messageOf(error));
	}
}
function golden$1({ context, candidate }, { table, output, outputs }) {
	if (candidate.model === null) return null;
	const { name: model } = context.model;
	const task = modelTask(context.model.task);
	const name = context.model.evaluate.output ?? null;
	const tolerance = toleranceOf(context.model.evaluate);
	return goldenOf({
		model,
		name,
		candidate: candidate.model.digest,
		task,
		features: table,
		output,
		outputs,
		tolerance
	});
}
function withoutValues$1(table, hidden) {
	const names = new Set(hidden.map(({ name }) => name));
	return {
		...table,
		columns: table.columns.map((column) => names.has(column.name) ? madeUp(column) : column)
	};
}
function madeUp(column) {
	const missing = new Uint8Array(column.missing.length);
	const bit = (_, row) => row % 2;
	switch (column.kind) {
		case "number": return {
			...column,
			missing,
			data: Float64Array.from(column.data, bit)
		};
		case "integer": return {
			...column,
			missing,
			data: BigInt64Array.from(column.data, (_, row) => BigInt(row % 2))
		};
		case "boolean": return {
			...column,
			missing,
			data: Uint8Array.from(column.data, bit)
		};
		case "text": return {
			...column,
			missing,
			data: Array.from(column.data, () => "")
		};
	}
}

// src/stages/evaluate/parts/part.ts
/** One after the other, with a rest between: each may be arithmetic on millions of rows, and signals and progress wait. */
async function partsInTurn(makers, rest) {
	const parts = [];
	for (const make of makers) {
		parts.push(await make());
		await rest();
	}
	return parts;
}
/** All parts in one, each list in their order. */
function joinParts(parts) {
	return {
		metrics: parts.flatMap(({ metrics = [] }) => metrics),
		gates: parts.flatMap(({ gates = [] }) => gates),
		notes: parts.flatMap(({ notes = [] }) => notes),
		read: parts.flatMap(({ read = [] }) => read),
		facts: Object.assign({}, ...parts.map(({ facts }) => facts))
	};
}

// src/domain/perturbations/change-column.ts
/**
* One column with every value changed that the change speaks of. Missing cells stay missing. Depends on the column and the
* change alone: typos too, row by row; `numberOf` says which row of all a row of this column is. Throws JudgingError where the
* column cannot hold what it would become.
*/
function changeColumn(column, change, numberOf = (row) => row) {
	const next = nextOf(column, change);
	const rows = [];
	return {
		column: withCells(column, Array.from({ length: column.missing.length }, (_, row) => {
			if (column.missing[row] === 1) return null;
			const before = cellOf(column, row);
			const after = next(before, numberOf(row));
			if (!Object.is(before, after)) rows.push(row);
			return after;
		})),
		rows: Int32Array.from(rows)
	};
}
function cellOf(column, row) {
	if (column.kind === "boolean") return column.data[row] === 1;
	return (column.kind === "text" ? column.data.at(row) : column.data[row]) ?? "";
}
function nextOf(column, change) {
	switch (change.kind) {
		case "set": {
			const value = valueFor(column, change.value);
			return () => value;
		}
		case "swap": {
			const values = change.values.map((value) => valueFor(column, value));
			const places = new Map(values.map((value, place) => [value, place]));
			return (cell) => {
				const place = places.get(cell);
				return place === void 0 ? cell : values[(place + 1) % values.length];
			};
		}
		case "add": return arithmetic(column, change.kind, (value) => value + change.amount);
		case "scale": return arithmetic(column, change.kind, (value) => value * change.factor);
		case "typos":
			if (column.kind !== "text") throw wrongKind(column, "typos need text");
			return (cell, row) => withTypos(String(cell), change.count, row);
	}
}
/** Whole numbers stay whole: they are rounded. */
function arithmetic(column, what, compute) {
	if (column.kind === "number") return (cell) => compute(Number(cell));
	if (column.kind !== "integer") throw wrongKind(column, `${what} needs numbers`);
	return (cell) => {
		const after = Math.round(compute(Number(cell)));
		if (Number.isSafeInteger(after)) return BigInt(after);
		throw wrongKind(column, `${what} makes a whole number out of ${cell} that cannot be held exactly`);
	};
}
function valueFor(column, value) {
	const no = () => wrongKind(column, `${JSON.stringify(value)} is none of them`);
	switch (column.kind) {
		case "text": return String(value);
		case "boolean":
			if (typeof value !== "boolean") throw no();
			return value;
		case "number":
			if (typeof value !== "number") throw no();
			return value;
		case "integer":
			if (!Number.isSafeInteger(value)) throw no();
			return BigInt(value);
	}
}
function wrongKind({ name, kind }, why) {
	return new JudgingError(`evaluate.perturbations: column ${name} holds ${kind} values; ${why}`, "set and swap take values of the column, add and scale need numbers, typos need text.");
}
/** Text with neighbouring characters that differ put in each other's place; as it was where there are none. */
function withTypos(text, count, row) {
	const characters = [...text];
	const next = randomWords(row);
	for (let typo = 0; typo < count; typo++) {
		const places = [...characters.keys()].filter((place) => place + 1 < characters.length && characters[place] !== characters[place + 1]);
		if (places.length === 0) break;
		const place = places[next() % places.length];
		const pair = characters.slice(place, place + 2).reverse();
		characters.splice(place, 2, ...pair);
	}
	return characters.join("");
}
function withCells(column, cells) {
	switch (column.kind) {
		case "number": return {
			...column,
			data: Float64Array.from(cells, (cell) => Number(cell ?? 0))
		};
		case "integer": return {
			...column,
			data: BigInt64Array.from(cells, (cell) => BigInt(cell ?? 0))
		};
		case "boolean": return {
			...column,
			data: Uint8Array.from(cells, (cell) => cell === true ? 1 : 0)
		};
		case "text": return {
			...column,
			data: cells.map((cell) => String(cell ?? ""))
		};
	}
}

// src/domain/perturbations/keeps-expectation.ts
/** A model need not say the same of a row in two batches to the last digit: float32 keeps some 7 (its epsilon is 1.2 · 10⁻⁷), sums of products lose one. */
const ROUNDING = 1e-6;
/** Which rows keep what is expected of them. `index`: the number that must rise or fall; null: all numbers count. */
function keepsExpectation({ before, after }, { expect, tolerance }, index) {
	const rows = before.values.length / before.width;
	const failing = [];
	let largest = 0;
	for (let row = 0; row < rows; row++) {
		const moves = movesOf(before, after, {
			row,
			index
		});
		for (const { by } of moves) if (!(Math.abs(by) <= Math.abs(largest))) largest = by;
		if (!(expect === "same_decision" ? before.decisions?.[row] === after.decisions?.[row] : moves.every(({ by, slack }) => KEEPS[expect](by, tolerance, slack)))) failing.push(row);
	}
	return {
		held: rows - failing.length,
		failing,
		largest
	};
}
function movesOf(before, after, { row, index }) {
	return (index === null ? Array.from({ length: before.width }, (_, place) => place) : [index]).map((place) => {
		const at = row * before.width + place;
		const [old, changed] = [before.values[at], after.values[at]];
		return {
			by: changed - old,
			slack: ROUNDING * Math.max(1, Math.abs(old))
		};
	});
}
/** NaN keeps nothing. */
const KEEPS = {
	same: (by, tolerance, slack) => Math.abs(by) <= tolerance + slack,
	not_lower: (by, tolerance, slack) => by >= -tolerance - slack,
	not_higher: (by, tolerance, slack) => by <= tolerance + slack,
	higher: (by, tolerance, slack) => by > tolerance + slack,
	lower: (by, tolerance, slack) => by < -tolerance - slack
};

// src/stages/evaluate/parts/ask-again.ts
/** The columns that may be changed: features of a model that is run here, and of a command the columns that changes name. */
function shownTo({ rows, candidate, judging: { context } }) {
	if (candidate !== null) return featureTable(rows.stored, candidate);
	const { perturbations = [] } = context.model.evaluate;
	return storedColumns(rows.stored, [...new Set(perturbations.map(({ column }) => column))]);
}
/** Asks the candidate once more, of these rows as they were changed. */
function askAgain(run, changed) {
	return run.candidate === null ? askCommand(run, changed) : askModel(run, run.candidate, changed);
}
async function askModel({ judging: { context, ports }, rows: { labelKind } }, candidate, { table, truth }) {
	const output = await runModel(context, ports.runtime, {
		model: candidate,
		table: heldTable(table)
	});
	const reading = {
		...labelReading(context, labelKind),
		who: "the candidate"
	};
	return inTurn(checkedPredictions(output, truth, reading), restingIn(context));
}
/** A cell as a CSV has it. */
function textAt(column, row) {
	return column.kind === "boolean" ? String(column.data[row] === 1) : String(cellAt(column, row));
}
async function askCommand(run, { name, column, table, rows, truth }) {
	const { context, ports, commands } = run.judging;
	const { ids, labels, labelKind } = run.rows;
	if (commands === void 0 || ids === null) throw new ModelyardError("internal", "changed rows were asked of a model that is not run here");
	const asked = {
		ids: pickTexts(ids, rows),
		labels: pickTexts(labels, rows),
		labelKind
	};
	const changed = table.columns.find((each) => each.name === column);
	if (changed === void 0) throw new ModelyardError("internal", `column ${column} was not read`);
	const texts = Array.from(asked.ids, (id, row) => [id, textAt(changed, row)]);
	const change = {
		column,
		cells: new Map(texts)
	};
	const path = await commands.ofChanged(run.judging, {
		set: firstSet(context.model.data),
		name,
		change
	});
	const { link = null, predictions: form = null } = context.model.evaluate;
	return readPredictions({
		...joinedTo(context, asked, truth),
		engine: ports.engine,
		otherIds: [],
		path,
		label: `what evaluate.predict wrote for the rows that were changed for ${name}`,
		link,
		form
	});
}

// src/stages/evaluate/parts/perturbations.ts
/** More rows than these tell little more and cost a run each. */
const MOST_ROWS$1 = 1e4;
const MOST_NAMED$1 = 10;
/**
* Changes one column of the evaluation rows, asks the candidate again, and counts the rows whose score does what is expected.
* The count is read off these rows: nothing is estimated. Nothing where the config asks for none.
*/
async function perturbationsPart(run) {
	const { perturbations = [] } = run.judging.context.model.evaluate;
	if (perturbations.length === 0) return {};
	const tried = [];
	for (const perturbation of perturbations) tried.push(await tryOne(run, perturbation));
	return {
		gates: tried.flatMap((each) => gateOf(run, each)),
		facts: { perturbations: tried.map((each) => rowOf(run, each)) }
	};
}
async function tryOne(run, perturbation) {
	const shown = shownTo(run);
	const all = await changedRows(shown, perturbation);
	const rows = spread(all);
	if (rows.length === 0) return {
		perturbation,
		changed: 0,
		rows,
		kept: {
			held: 0,
			failing: [],
			largest: 0
		}
	};
	const table = changedTable(await wholeTable(shown.only(rows)), perturbation, rows);
	const width = widthOf$1(run.judged.truth);
	const truth = inOneGo(selectTruth(run.judged.truth, rows));
	const before = said(run, truth, inOneGo(selectPredictions(run.judged.candidate, rows, width)));
	const { name, column } = perturbation;
	const after = said(run, truth, await askAgain(run, {
		name,
		column,
		table,
		rows,
		truth
	}));
	const kept = keepsExpectation({
		before,
		after
	}, perturbation, indexOf$1(run.judged.truth, perturbation));
	return {
		perturbation,
		changed: all.length,
		rows,
		kept
	};
}
/** The rows that the change speaks of. Throws `config` for a column that the model does not look at: nothing could change. */
async function changedRows(features, { name, column: wanted, change }) {
	const names = features.columns.map((each) => each.name);
	if (!names.includes(wanted)) throw new ModelyardError("config", `evaluate.perturbations.${name}: ${wanted} is no feature of the model`, { hint: `The features are: ${names.slice(0, 50).join(", ")}.` });
	const found = new Int32Array(features.rows);
	let count = 0;
	for await (const { from, table } of windowsOf(features, [wanted])) for (const column of table.columns) for (const row of changeColumn(column, change, (each) => from + each).rows) found[count++] = from + row;
	return found.slice(0, count);
}
/** Rows of the table with their column changed; `rows` are their numbers among all. */
function changedTable(table, { column: wanted, change }, rows) {
	const columns = table.columns.map((column) => column.name === wanted ? changeColumn(column, change, (row) => rows[row]).column : column);
	return {
		...table,
		columns
	};
}
/** Evenly over all of them, where there are more than are tried. */
function spread(rows) {
	if (rows.length <= MOST_ROWS$1) return rows;
	return Int32Array.from({ length: MOST_ROWS$1 }, (_, index) => rows[Math.floor(index * rows.length / MOST_ROWS$1)]);
}
function widthOf$1(truth) {
	if (truth.task === "multiclass") return truth.classes.length;
	return truth.task === "targets" ? truth.names.length : 1;
}
function said(run, truth, predictions) {
	const width = widthOf$1(truth);
	if (predictions.task === "scores") throw new ModelyardError("internal", "own numbers are of no model that can be run");
	if (predictions.task === "regression" || predictions.task === "targets") return {
		values: predictions.values,
		width,
		decisions: null
	};
	const { threshold } = run.judging.context.model.evaluate;
	const decisions = inOneGo(decideLabels({
		truth,
		predictions,
		threshold,
		epsilon: 0,
		weights: null
	}));
	return predictions.task === "binary" ? {
		values: predictions.scores,
		width,
		decisions
	} : {
		values: predictions.probabilities,
		width,
		decisions
	};
}
/** The class or target that is spoken of. Throws `config` for one that the model does not have. */
function indexOf$1(truth, { name, of }) {
	if (of === null) return null;
	const names = truth.task === "multiclass" ? truth.classes : truth.task === "targets" ? truth.names : [];
	const index = names.indexOf(of);
	if (index !== -1) return index;
	throw new ModelyardError("config", `evaluate.perturbations.${name}.of: there is no ${of}`, { hint: names.length === 0 ? "Leave of out." : `There are: ${names.slice(0, 20).join(", ")}.` });
}
/** The share that keeps it is judged as any other number: at least so much is asked. */
function gateOf(run, { perturbation, rows, kept }) {
	const { name, minShare, severity } = perturbation;
	return shareGate(run, {
		name: `share that keeps ${name}`,
		held: kept.held,
		rows: rows.length,
		min: minShare,
		severity,
		...rows.length === 0 ? { reason: "the change touches none of the rows" } : {}
	});
}
function rowOf(run, { perturbation, changed, rows, kept }) {
	const { name, column, change, expect, of, tolerance, minShare } = perturbation;
	const nameOf = rowNames(run);
	return {
		name,
		change: changeText(column, change),
		expect,
		...of === null ? {} : { of },
		tolerance,
		minShare,
		changed,
		rows: rows.length,
		held: kept.held,
		largest: Number.isFinite(kept.largest) ? kept.largest : null,
		failing: kept.failing.slice(0, MOST_NAMED$1).map((place) => nameOf(rows[place]))
	};
}

// src/domain/metrics/calibration-table.ts
/**
* As many as D. Hosmer and S. Lemeshow's table of goodness of fit has (1980). More of them make each interval wider, as all hold at once:
* the table's alarms do not hang on their number (calibration-table.test.ts counts them).
*/
const BINS = 10;
function* calibrationTableInSteps(input, { groups, confidence }) {
	const claims = yield* claimsOf(input);
	if (claims === null) return null;
	const members = yield* rowsByBin(claims.chance);
	const filled = members.filter((rows) => rows.length > 0).length;
	const level = 1 - (1 - confidence) / Math.max(1, filled);
	const bins = [];
	for (const [bin, rows] of members.entries()) {
		if (rows.length === 0) continue;
		const own = {
			...input,
			weights: yield* selectWeights(input.weights, rows)
		};
		if (own.weights?.every((weight) => weight === 0) === true) continue;
		const counted = {
			groups: yield* selectGroups(groups, rows),
			confidence: level
		};
		const found = yield* shareIn(own, yield* selectNumbers(claims.holds, rows), counted);
		const claimed = (yield* meanEstimate(yield* selectNumbers(claims.chance, rows), own.weights)).value ?? 0;
		const { observed, interval } = found;
		const edges = {
			low: bin / BINS,
			high: (bin + 1) / BINS,
			rows: rows.length
		};
		bins.push({
			...edges,
			claimed,
			observed,
			interval,
			verdict: verdictOf$2(claimed, found)
		});
	}
	return {
		bins,
		confidence
	};
}
function* rowsByBin(chance) {
	const [sizes, bins] = [new Int32Array(BINS), new Uint8Array(chance.length)];
	for (const [from, to] of portions(chance.length)) {
		for (let row = from; row < to; row++) {
			const bin = binOf(chance[row], BINS);
			bins[row] = bin;
			sizes[bin] += 1;
		}
		yield to - from;
	}
	const members = [...sizes].map((size) => new Int32Array(size));
	const filled = new Int32Array(BINS);
	for (const [from, to] of portions(chance.length)) {
		for (let row = from; row < to; row++) {
			const bin = bins[row];
			members[bin][filled[bin]++] = row;
		}
		yield to - from;
	}
	return members;
}
/** The share of the rows that something holds for, as accuracy has its interval. */
function* shareIn(input, hits, { groups, confidence }) {
	const metric = {
		name: "observed",
		tasks: [],
		better: "higher",
		method: "share",
		estimate: () => meanEstimate(hits, input.weights),
		hits: () => atOnce(hits)
	};
	const { value, influence } = yield* meanEstimate(hits, input.weights);
	const observed = value ?? 0;
	const single = {
		candidate: {
			value: observed,
			influence,
			reason: null
		},
		candidateInput: input,
		groups,
		confidence,
		draws: null
	};
	return {
		observed,
		interval: finite(yield* singleInterval(metric, single)),
		guard: yield* singleGuard(metric, single)
	};
}
/** Rows of one group alone say nothing of how much groups differ. */
function finite(interval) {
	return interval?.every(Number.isFinite) ? interval : [0, 1];
}
function verdictOf$2(claimed, { interval, guard }) {
	if (guard !== null) return "unknown";
	if (claimed > interval[1]) return "too-high";
	return claimed < interval[0] ? "too-low" : "fits";
}

// src/domain/statistics/nth-smallest.ts
/**
* The values at some places of the ascending order, counted from 0, the places ascending. Moves the values, none of them NaN.
* C. A. R. Hoare's FIND (Communications of the ACM 4, 1961): sorting all takes three times as long.
*/
function* nthSmallest(values, places) {
	const found = [];
	let from = 0;
	for (const place of places) {
		yield* moveThere(values, from, place);
		found.push(values[place]);
		from = place;
	}
	return found;
}
/** Moves values from there on so that no value before the place is larger than the one at it, and none after it smaller. */
function* moveThere(values, from, place) {
	let [left, right] = [from, values.length - 1];
	while (left < right) {
		const [i, j] = yield* partition(values, left, right);
		if (place <= j) right = j;
		else if (place >= i) left = i;
		else return;
	}
}
/** Smaller ones to the left, larger ones to the right: up to the second place, and from the first on. */
function* partition(values, left, right) {
	const pivot = middleOf(values[left], values[left + right >>> 1], values[right]);
	let [i, j] = [left, right];
	while (i <= j) {
		const apart = j - i;
		for (let swaps = 0; i <= j && swaps < STEP_ROWS; swaps++) {
			while (values[i] < pivot) i++;
			while (values[j] > pivot) j--;
			if (i > j) break;
			const value = values[i];
			values[i++] = values[j];
			values[j--] = value;
		}
		yield apart - (j - i);
	}
	return [i, j];
}
function middleOf(a, b, c) {
	return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

// src/domain/metrics/score-shift.ts
function* scoreShiftInSteps({ candidate, baseline, groups, confidence }) {
	const rows = candidate.length;
	if (rows === 0) return null;
	const { differences, sum, other } = yield* differencesOf(candidate, baseline);
	const interval = yield* meanInterval(differences, {
		groups,
		confidence
	});
	const distance = yield* distanceOf(candidate, baseline);
	const moved = yield* movedOf(differences);
	const found = {
		candidateMean: sum / rows,
		baselineMean: other / rows,
		interval,
		distance,
		moved
	};
	return [
		found.candidateMean,
		found.baselineMean,
		distance,
		...Object.values(moved)
	].every(Number.isFinite) ? found : null;
}
function* differencesOf(candidate, baseline) {
	const differences = new Float64Array(candidate.length);
	let [sum, other] = [0, 0];
	for (const [from, to] of portions(candidate.length)) {
		for (let row = from; row < to; row++) {
			const own = candidate[row];
			const old = baseline[row];
			sum += own;
			other += old;
			differences[row] = own - old;
		}
		yield to - from;
	}
	return {
		differences,
		sum,
		other
	};
}
function* meanInterval(differences, { groups, confidence }) {
	const { value, influence } = yield* meanEstimate(differences, null);
	if (value === null || fewGroups(groups) !== null) return null;
	const variance = yield* groups === null ? independentVariance(influence) : clusteredVariance(influence, groups);
	const reach = criticalValue(tailOf(confidence), groups?.count ?? differences.length) * Math.sqrt(variance);
	return Number.isFinite(reach) ? [value - reach, value + reach] : null;
}
/** For two lists of one length: the mean distance of the i-th smallest of both. */
function* distanceOf(candidate, baseline) {
	const own = (yield* scoreOrderInSteps(candidate)).rows;
	const other = (yield* scoreOrderInSteps(baseline)).rows;
	let sum = 0;
	for (const [from, to] of portions(own.length)) {
		for (let place = from; place < to; place++) sum += Math.abs(candidate[own[place]] - baseline[other[place]]);
		yield to - from;
	}
	return sum / own.length;
}
/** Changes the differences: they are not needed afterwards. */
function* movedOf(differences) {
	const rows = differences.length;
	let sum = 0;
	for (const [from, to] of portions(rows)) {
		for (let row = from; row < to; row++) {
			const size = Math.abs(differences[row]);
			differences[row] = size;
			sum += size;
		}
		yield to - from;
	}
	const [p50, p95, most] = yield* nthSmallest(differences, [
		.5,
		.95,
		1
	].map((share) => Math.ceil(share * rows) - 1));
	return {
		mean: sum / rows,
		p50,
		p95,
		most
	};
}

// src/stages/evaluate/parts/score-parts.ts
/** How often what the candidate gives a chance to comes true; nothing for tasks without chances, or scores that are no numbers. */
async function calibrationPart({ judging, judged, rows, nonFinite }) {
	const { truth, candidate } = judged;
	if (nonFinite.count > 0 || truth.task !== "binary" && truth.task !== "multiclass") return {};
	const { confidence, weights } = observedOn(judging, {
		judged,
		rows
	});
	const input = inputOf(truth, candidate, weights);
	const table = await inTurn(calibrationTableInSteps(input, {
		groups: rows.groups,
		confidence
	}), restingIn(judging.context));
	if (table === null) return {};
	return { facts: { calibration: {
		of: truth.task === "binary" ? judging.context.model.data.positive?.text ?? "" : "the decided class",
		confidence,
		bins: table.bins.map((bin) => ({
			...bin,
			interval: [bin.interval[0], bin.interval[1]]
		}))
	} } };
}
/** How the scores moved from the baseline's; nothing where there are none of it, or where it is the same bytes. */
async function scoreShiftPart({ judging, judged, rows, nonFinite }) {
	const { baseline, candidate, truth } = judged;
	const { confidence } = judging.context.model.evaluate;
	if (baseline === null || judging.identical || nonFinite.count > 0) return {};
	const { positive } = judging.context.model.data;
	const rest = restingIn(judging.context);
	const both = {
		candidate,
		baseline,
		positive: positive?.text ?? ""
	};
	const lists = await inTurn(listsOf(truth, both), rest);
	const shifts = [];
	for (const { of, own, other } of lists) {
		if (!await inTurn(isFiniteEverywhere(own), rest) || !await inTurn(isFiniteEverywhere(other), rest)) continue;
		const asked = {
			candidate: own,
			baseline: other,
			groups: rows.groups,
			confidence
		};
		const found = await inTurn(scoreShiftInSteps(asked), rest);
		if (found === null) continue;
		const interval = found.interval === null ? null : [...found.interval];
		shifts.push({
			of,
			rows: own.length,
			confidence,
			...found,
			interval
		});
	}
	return shifts.length === 0 ? {} : { facts: { scoreShift: shifts } };
}
/** The numbers of both models that mean the same; those of a ranking mean nothing by themselves. */
function* listsOf(truth, { candidate, baseline, positive }) {
	if (truth.task === "ranking") return [];
	if (truth.task === "multiclass") {
		const own = yield* claimsOf(inputOf(truth, candidate, null));
		const other = yield* claimsOf(inputOf(truth, baseline, null));
		if (own === null || other === null) return [];
		return [{
			of: "the chance of the decided class",
			own: own.chance,
			other: other.chance
		}];
	}
	if (candidate.task === "targets" && baseline.task === "targets") return columnsOf(candidate, baseline);
	if (candidate.task === "scores" && baseline.task === "scores") return columnsOf(candidate.own, baseline.own);
	const of = truth.task === "binary" ? `the score of ${positive}` : "the predicted value";
	const kept = (values) => truth.task === "binary" ? values : values.slice();
	return [{
		of,
		own: kept(numbersOf$1(candidate)),
		other: kept(numbersOf$1(baseline))
	}];
}
function columnsOf(own, other) {
	return own.names.filter((name) => other.names.includes(name)).map((name) => ({
		of: name,
		own: tableColumn(own, name),
		other: tableColumn(other, name)
	}));
}
function inputOf(truth, predictions, weights) {
	return {
		truth,
		predictions,
		threshold: .5,
		epsilon: 0,
		weights
	};
}

// src/domain/statistics/seed-spread.ts
/**
* Mean and spread of one metric over trainings that differ in the seed alone, and the two-sided interval for one more of them:
* mean ± t(n − 1) · s · √(1 + 1/n), the prediction interval of a normal distribution (G. Hahn and W. Meeker, Statistical
* Intervals, 1991, section 4.7). At least two values, all finite; 0 < confidence < 1.
*/
function seedSpread(values, confidence) {
	const count = values.length;
	const mean = values.reduce((sum, value) => sum + value, 0) / count;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	if (values.every((value) => value === values[0])) return {
		mean: values[0] ?? NaN,
		standardDeviation: 0,
		another: null
	};
	const standardDeviation = Math.sqrt(squares / (count - 1));
	const half = studentQuantile((1 + confidence) / 2, count - 1) * standardDeviation * Math.sqrt(1 + 1 / count);
	return {
		mean,
		standardDeviation,
		another: [mean - half, mean + half]
	};
}

// src/stages/evaluate/parts/seeds.ts
/**
* How much the metrics of the first dataset hang on the seed: each training of `train.seeds` is judged on the same rows, at the
* candidate's threshold. What is not at hand, as after a merge, is told as not kept; what the check said of it stays.
*/
async function seedsPart(run, measurements) {
	const trained = await trainedSeeds(run.given);
	if (trained.length < 2) return {};
	const columns = [measurements];
	for (const { inputDigest } of trained.slice(1)) {
		const candidate = await openCandidate(run.given.context, inputDigest);
		columns.push(candidate === null ? null : await measured(run, candidate));
	}
	return { facts: { seeds: {
		dataset: run.dataset,
		trained: trained.map(({ seed, candidate, trainSeconds }, place) => ({
			seed,
			candidate,
			trainSeconds,
			...columns[place] === null ? { kept: false } : {}
		})),
		metrics: spreadOf(run, columns)
	} } };
}
/** None where there is only one seed left. */
function spreadOf({ given }, columns) {
	const { confidence } = given.context.model.evaluate;
	if (columns.filter((column) => column !== null).length < 2) return [];
	return (columns[0] ?? []).filter(({ ofPair }) => ofPair === void 0).map((own) => spreadRow(own, {
		columns,
		confidence
	}));
}
/** Those of the training that left this candidate, the candidate's first. */
async function trainedSeeds({ context, candidate }) {
	const path = recordPath(context.project.directory, context.model.name, "train");
	const record = await readRecord(path, trainRecordSchema);
	return record !== null && record.inputDigest === candidate.record.inputDigest ? record.seeds ?? [] : [];
}
/** One training on the rows of the first dataset, beside nothing. */
async function measured(run, candidate) {
	const { given, rows, sets } = run;
	const { graph } = await chooseEvidence(candidate, given.context.model);
	const seed = candidate.record.seed;
	const judging = {
		...given,
		candidate,
		graph,
		baseline: null,
		identical: false
	};
	const model = run.candidate === null || graph === null ? null : {
		...run.candidate,
		who: `the training with seed ${seed}`,
		path: graph
	};
	const judged = await judgeRows(judging, model, {
		rows,
		sets
	});
	const { metrics } = given.context.model.evaluate;
	return inTurn(measureMetricsInSteps({
		...observedOn(judging, {
			judged,
			rows
		}),
		metrics,
		subset: null
	}), restingIn(judging.context));
}
function spreadRow(own, { columns, confidence }) {
	const { name, target, better, baseline } = own;
	const values = columns.map((column) => column?.find((each) => each.name === name && each.target === target)?.candidate ?? null);
	const row = {
		name,
		...target === void 0 ? {} : { target },
		better,
		values,
		baseline
	};
	const known = values.filter((value) => value !== null && Number.isFinite(value));
	if (known.length < columns.filter((column) => column !== null).length) return {
		...row,
		mean: null,
		standardDeviation: null,
		another: null,
		baselineIsLikeASeed: null
	};
	const { mean, standardDeviation, another } = seedSpread(known, confidence);
	const isInside = another === null || baseline === null ? null : another[0] <= baseline && baseline <= another[1];
	return {
		...row,
		mean,
		standardDeviation,
		another: another === null ? null : [another[0], another[1]],
		baselineIsLikeASeed: isInside
	};
}

// src/stages/evaluate/parts/signature-of.ts
/** What callers of the candidate see, and what of it is not as it is in the baseline. */
async function signatureOf({ judging, judged, features }) {
	const { graph, baseline, context } = judging;
	if (graph === null) return { signature: null };
	const own = await readSignature(judging, graph);
	const known = judged.output?.kind === "classes" ? judged.output.classes : own.classes;
	const signature = {
		...own,
		classes: known === null ? null : [...known]
	};
	const { positive, targets } = context.model.data;
	const serving = {
		features,
		positive: positive?.text ?? null,
		targets
	};
	const released = baseline?.signature ?? null;
	if (released !== null) return {
		signature,
		...changesOf(released, servedSignature(signature, serving))
	};
	return {
		signature,
		...await changesFromFile(judging, {
			own,
			serving
		})
	};
}
/** A file says nothing of how it is fed and read: only what both files say themselves is compared. */
async function changesFromFile(judging, { own, serving }) {
	const path = judging.baseline?.modelPath ?? null;
	if (path === null) return {};
	const before = judging.identical ? own : await readSignature(judging, path);
	const after = {
		...own,
		features: serving.features
	};
	return changesOf({
		...before,
		features: judging.baseline?.features ?? []
	}, after);
}
function changesOf(before, after) {
	return after === null ? {} : { signatureChanges: signatureChanges(before, after).map((each) => ({ ...each })) };
}
async function readSignature({ ports }, path) {
	const { inputs, outputs, classes } = await ports.runtime.inspect({ path });
	const tensors = (list) => list.map(({ name, type, shape }) => ({
		name,
		type,
		shape: [...shape]
	}));
	return {
		inputs: tensors(inputs),
		outputs: tensors(outputs),
		classes: classes === null ? null : [...classes]
	};
}

// src/domain/trivial/encode-features.ts
const MOST_LEVELS = 20;
/** A column with more values than this is a name or an id, no category. */
const MOST_VALUES$1 = 1e3;
const MOST_COLUMNS = 100;
/**
* Numbers and booleans are standardised, what is missing is the mean; text is one column for each of its 20 most frequent
* values. What never changes and what has too many values is left out; at most 100 columns.
*/
function learnEncoding({ columns, rows }) {
	const parts = [];
	let width = 0;
	for (const column of columns) {
		const part = column.kind === "text" ? textPart(column, rows) : numberPart(column);
		if (part === null || width + widthOf(part) > 100) continue;
		parts.push(part);
		width += widthOf(part);
	}
	return {
		parts,
		width
	};
}
/** The rows as the encoding wants them; null where a column is missing. */
function encodeRows({ parts, width }, table) {
	const values = new Float64Array(table.rows * width);
	let start = 0;
	for (const part of parts) {
		const column = table.columns.find(({ name }) => name === part.name);
		if (column === void 0) return null;
		fill(part, column, {
			values,
			width,
			start
		});
		start += widthOf(part);
	}
	return {
		rows: table.rows,
		width,
		values
	};
}
function widthOf(part) {
	return part.kind === "number" ? 1 : part.levels.length;
}
function numberPart(column) {
	let [count, mean, squares] = [
		0,
		0,
		0
	];
	for (let row = 0; row < column.missing.length; row++) {
		const value = numberAt(column, row);
		if (value === null) continue;
		count += 1;
		const distance = value - mean;
		mean += distance / count;
		squares += distance * (value - mean);
	}
	const deviation = Math.sqrt(squares / Math.max(1, count));
	if (!Number.isFinite(deviation) || !(deviation > 0)) return null;
	return {
		kind: "number",
		name: column.name,
		mean,
		deviation
	};
}
/** null where there is none. */
function numberAt(column, row) {
	if (column.missing[row] === 1) return null;
	const value = Number(cellAt(column, row));
	return Number.isFinite(value) ? value : null;
}
function textPart(column, rows) {
	const counts = /* @__PURE__ */ new Map();
	for (let row = 0; row < rows; row++) {
		if (column.missing[row] === 1) continue;
		const value = String(cellAt(column, row));
		counts.set(value, (counts.get(value) ?? 0) + 1);
		if (counts.size > MOST_VALUES$1) return null;
	}
	if (counts.size < 2 || counts.size > rows / 2) return null;
	const ordered = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
	return {
		kind: "text",
		name: column.name,
		levels: ordered.slice(0, MOST_LEVELS).map(([value]) => value)
	};
}
function fill(part, column, { values, width, start }) {
	const places = part.kind === "text" ? new Map(part.levels.map((level, index) => [level, index])) : null;
	for (let row = 0; row < column.missing.length; row++) {
		const at = row * width + start;
		if (part.kind === "number") {
			const value = numberAt(column, row);
			values[at] = value === null ? 0 : (value - part.mean) / part.deviation;
			continue;
		}
		const level = column.missing[row] === 1 ? void 0 : places?.get(String(cellAt(column, row)));
		if (level !== void 0) values[at + level] = 1;
	}
}

// src/domain/trivial/solve-symmetric.ts
/**
* x of A x = b by Cholesky's decomposition; `matrix` is n × n, row-major, of which the lower half is read. null where A is
* not positive definite.
*/
function solveSymmetric(matrix, vector) {
	const lower = cholesky(matrix, vector.length);
	if (lower === null) return null;
	const n = vector.length;
	const solved = Float64Array.from(vector);
	for (let row = 0; row < n; row++) {
		let sum = solved[row];
		for (let k = 0; k < row; k++) sum -= lower[row * n + k] * solved[k];
		solved[row] = sum / lower[row * n + row];
	}
	for (let row = n - 1; row >= 0; row--) {
		let sum = solved[row];
		for (let k = row + 1; k < n; k++) sum -= lower[k * n + row] * solved[k];
		solved[row] = sum / lower[row * n + row];
	}
	return solved;
}
function cholesky(matrix, n) {
	const lower = new Float64Array(n * n);
	for (let row = 0; row < n; row++) for (let column = 0; column <= row; column++) {
		let sum = matrix[row * n + column];
		for (let k = 0; k < column; k++) sum -= lower[row * n + k] * lower[column * n + k];
		if (row !== column) lower[row * n + column] = sum / lower[column * n + column];
		else if (sum > 0) lower[row * n + row] = Math.sqrt(sum);
		else return null;
	}
	return lower;
}

// src/domain/trivial/fit-linear.ts
/** Strength of the penalty λ/2 · |w|², scikit-learn's `C=1` and `alpha=1`. */
const PENALTY = 1;
const MOST_STEPS = 25;
const TOLERANCE = 1e-8;
/** Ridge regression: minimises ½ Σ (y − b − x·w)² + λ/2 · |w|². */
function fitRidge(design, targets) {
	return newtonStep(design, {
		residuals: targets,
		curvature: new Float64Array(design.rows).fill(1),
		at: null
	}) ?? {
		intercept: mean$1(targets),
		weights: new Float64Array(design.width)
	};
}
/**
* Logistic regression with the same penalty, by Newton's method with halved steps; `labels` are 0 and 1. Deterministic:
* it starts at 0 and has no randomness.
*/
function fitLogistic(design, labels) {
	let model = {
		intercept: 0,
		weights: new Float64Array(design.width)
	};
	let loss = lossOf(design, labels, model);
	for (let count = 0; count < MOST_STEPS; count++) {
		const step = newtonStep(design, {
			...derivatives(design, labels, model),
			at: model
		});
		if (step === null) return model;
		const next = bestOf(design, labels, {
			model,
			step,
			loss
		});
		if (next === null) return model;
		const gain = loss - next.loss;
		({model, loss} = next);
		if (gain <= TOLERANCE * Math.max(1, Math.abs(loss))) return model;
	}
	return model;
}
/** Linear predictor b + x·w of every row. */
function predictLinear({ rows, width, values }, { intercept, weights }) {
	const predicted = new Float64Array(rows).fill(intercept);
	for (let row = 0; row < rows; row++) {
		let sum = intercept;
		for (let column = 0; column < width; column++) sum += values[row * width + column] * weights[column];
		predicted[row] = sum;
	}
	return predicted;
}
function sigmoid(value) {
	if (value >= 0) return 1 / (1 + Math.exp(-value));
	const exp = Math.exp(value);
	return exp / (1 + exp);
}
function derivatives(design, labels, model) {
	const scores = predictLinear(design, model).map(sigmoid);
	return {
		residuals: scores.map((score, row) => labels[row] - score),
		curvature: scores.map((score) => Math.max(score * (1 - score), 1e-10))
	};
}
function lossOf(design, labels, model) {
	const scores = predictLinear(design, model);
	let loss = 0;
	for (let row = 0; row < scores.length; row++) {
		const signed = (labels[row] === 1 ? -1 : 1) * scores[row];
		loss += signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
	}
	return loss + PENALTY / 2 * model.weights.reduce((sum, weight) => sum + weight * weight, 0);
}
/** The whole step, or the half of it, and so on, until the loss is smaller; null where none is. */
function bestOf(design, labels, { model, step, loss }) {
	for (let scale = 1; scale > 1e-4; scale /= 2) {
		const next = {
			intercept: model.intercept + scale * step.intercept,
			weights: model.weights.map((weight, index) => weight + scale * step.weights[index])
		};
		const nextLoss = lossOf(design, labels, next);
		if (nextLoss < loss) return {
			model: next,
			loss: nextLoss
		};
	}
	return null;
}
/** Solves (XᵀVX + λI) s = Xᵀr − λw, the intercept as a last column of ones without λ. */
function newtonStep(design, { residuals, curvature, at }) {
	const { rows, width, values } = design;
	const size = width + 1;
	const matrix = new Float64Array(size * size);
	const vector = new Float64Array(size);
	const line = new Float64Array(size);
	line[width] = 1;
	for (let row = 0; row < rows; row++) {
		line.set(values.subarray(row * width, (row + 1) * width));
		const weight = curvature[row];
		const residual = residuals[row];
		for (let i = 0; i < size; i++) {
			const value = line[i];
			if (value === 0) continue;
			vector[i] = vector[i] + value * residual;
			const scaled = value * weight;
			for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[i * size + j] + scaled * line[j];
		}
	}
	for (let i = 0; i < width; i++) {
		matrix[i * size + i] = matrix[i * size + i] + PENALTY;
		vector[i] = vector[i] - PENALTY * (at?.weights[i] ?? 0);
	}
	const solved = solveSymmetric(matrix, vector);
	return solved === null ? null : {
		intercept: solved[width],
		weights: solved.slice(0, width)
	};
}
function mean$1(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// src/domain/trivial/trivial-models.ts
/** Most classes of which a linear model is made. */
const MOST_CLASSES = 10;
/** What it says of each of `rows` rows without looking at them: the shares of the classes, or the mean. */
function constantModel(learnt, rows) {
	if (learnt.task === "regression") return {
		task: "regression",
		values: new Float64Array(rows).fill(mean(learnt.values))
	};
	const shares = classShares(learnt);
	if (learnt.task === "binary") return {
		task: "binary",
		scores: new Float64Array(rows).fill(shares[1] ?? 0),
		scoreType: "float64"
	};
	const probabilities = new Float64Array(rows * shares.length);
	for (let row = 0; row < rows; row++) probabilities.set(shares, row * shares.length);
	return {
		task: "multiclass",
		probabilities,
		scoreType: "float64"
	};
}
function classShares(learnt) {
	const counts = new Array(learnt.task === "binary" ? 2 : learnt.classes.length).fill(0);
	for (const label of learnt.labels) counts[label] = (counts[label] ?? 0) + 1;
	return counts.map((count) => count / learnt.labels.length);
}
/**
* A ridge or logistic regression on the features, one against the rest for several classes; null where no feature can be
* used or there are more than ten classes.
*/
function learnLinear(learnt, train) {
	if (learnt.task === "multiclass" && learnt.classes.length > MOST_CLASSES) return null;
	const encoding = learnEncoding(train);
	const design = encoding.width === 0 ? null : encodeRows(encoding, train);
	if (design === null) return null;
	const numbers = numbersOf(learnt, design);
	return {
		numbersOf: (rows) => {
			const asked = encodeRows(encoding, rows);
			return asked === null ? null : numbers(asked);
		},
		predictionsOf: (values) => learnt.task === "regression" ? {
			task: "regression",
			values
		} : learnt.task === "binary" ? {
			task: "binary",
			scores: values,
			scoreType: "float64"
		} : {
			task: "multiclass",
			probabilities: values,
			scoreType: "float64"
		}
	};
}
function numbersOf(learnt, design) {
	if (learnt.task === "regression") {
		const ridge = fitRidge(design, learnt.values);
		return (asked) => predictLinear(asked, ridge);
	}
	const scoresOf = (label) => {
		const logistic = fitLogistic(design, Float64Array.from(learnt.labels, (each) => each === label ? 1 : 0));
		return (asked) => predictLinear(asked, logistic).map(sigmoid);
	};
	if (learnt.task === "binary") return scoresOf(1);
	const classes = learnt.classes.map((_, label) => scoresOf(label));
	return (asked) => oneAgainstTheRest(classes.map((each) => each(asked)), asked.rows);
}
function oneAgainstTheRest(scores, rows) {
	const width = scores.length;
	const probabilities = new Float64Array(rows * width);
	for (let row = 0; row < rows; row++) {
		const all = scores.map((each) => each[row]);
		const sum = all.reduce((total, score) => total + score, 0);
		all.forEach((score, label) => {
			probabilities[row * width + label] = sum > 0 ? score / sum : 1 / width;
		});
	}
	return probabilities;
}
function mean(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// src/stages/evaluate/parts/trivial.ts
/** Of larger training data nothing is learnt here. */
const MOST_BYTES = 268435456;
/** Of more rows every so many is learnt from. */
const MOST_ROWS = 1e4;
/**
* Whether the candidate is better than models that anybody could make: one that only knows how frequent each class is, or
* the mean, and a linear one. They learn from the training rows alone, without those whose id is an evaluation row's.
* Training data that cannot be read here are no error: nothing is decided by this.
*/
async function compareWithTrivial(judging, compared) {
	const { truth } = compared.judged;
	if (judging.context.model.baseline.trivial === false || !isLearnable(truth)) return { notes: [] };
	try {
		const train = await readTraining(judging, compared);
		if (typeof train === "string") return { notes: [`no trivial model to compare with: ${train}`] };
		const learnt = labelsOf(judging, train, {
			truth,
			kind: compared.rows.labelKind
		});
		return {
			trivial: await trivialRows(judging, compared, {
				train: train.table,
				learnt
			}),
			notes: []
		};
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code === "internal" || error.code === "interrupted") throw error;
		return { notes: [`no trivial model to compare with: ${error.message}`] };
	}
}
function isLearnable(truth) {
	return truth.task === "binary" || truth.task === "multiclass" || truth.task === "regression";
}
async function readTraining({ context, ports: { engine }, types }, { rows, features }) {
	const { data } = context.model;
	const source = await findSource(context, data.train, { types });
	if ((await Promise.all(source.files.map(async (file) => (await stat(file)).size))).reduce((sum, size) => sum + size, 0) > MOST_BYTES) return "the training data are larger than 256 MiB";
	const known = new Map((await engine.describe(source)).map(({ name, logicalType }) => [name, logicalType]));
	const [target = ""] = data.targets;
	const wanted = [
		target,
		data.id ?? target,
		...features.filter((name) => known.has(name))
	];
	const columns = [...new Set(wanted)].map((name) => ({
		name,
		as: name === target || name === data.id ? "text" : kindOf(known.get(name))
	}));
	const read = await engine.read(source, {
		columns,
		orderBy: null
	});
	const table = learnable(read, target, data.id === null || rows.ids === null ? () => false : await inTurn(standingInSteps(textOf(read, data.id), rows.ids), restingIn(context)));
	if (table.rows === 0) return "no training row has a label that is not an evaluation row’s";
	return {
		labels: textOf(table, target),
		table: selectColumns(table, features.filter((name) => name !== target && name !== data.id))
	};
}
function kindOf(logicalType) {
	if (logicalType === "number" || logicalType === "integer") return "number";
	return logicalType === "boolean" ? "boolean" : "text";
}
/** Some of the rows with a label that are no evaluation rows. */
function learnable(read, target, isEvaluated) {
	const missing = read.columns.find(({ name }) => name === target)?.missing;
	const usable = [];
	for (let row = 0; row < read.rows; row++) if (missing?.[row] !== 1 && !isEvaluated(row)) usable.push(row);
	const step = Math.ceil(usable.length / MOST_ROWS);
	return selectRows(read, Int32Array.from(usable.filter((_, index) => index % step === 0)));
}
function textOf(table, name) {
	const column = table.columns.find((each) => each.name === name);
	if (column?.kind !== "text") throw new ModelyardError("internal", `column ${name} was not read as text`);
	return column.data;
}
function labelsOf({ context }, { labels }, { truth, kind }) {
	const reading = labelReading(context, kind);
	if (truth.task === "regression") return regressionTruth(labels);
	if (truth.task === "binary") return binaryTruth(labels, reading.positive ?? "", reading.kind);
	return multiclassTruth(labels, truth.classes, reading.kind);
}
async function trivialRows(judging, compared, { train, learnt }) {
	const isRegression = learnt.task === "regression";
	const rows = compared.rows.rows;
	const linear = train.columns.length === 0 ? null : await linearPredictions(learnt, train, compared.rows.stored);
	const learntRows = isRegression ? learnt.values.length : learnt.labels.length;
	const models = [[isRegression ? "the mean" : "class frequencies", constantModel(learnt, rows)], ...linear === null ? [] : [[isRegression ? "a ridge regression" : "a logistic regression", linear]]];
	const found = [];
	for (const [model, predictions] of models) {
		const measured = await mostTelling(judging, compared, predictions);
		if (measured === null) continue;
		const source = `trivial:${model}`;
		const [metric] = metricRows([measured], {
			dataset: compared.dataset,
			against: source
		});
		if (metric !== void 0) found.push({
			model,
			learntRows,
			verdict: verdictOf$1(measured),
			metric
		});
	}
	return found;
}
async function linearPredictions(learnt, train, stored) {
	const linear = learnLinear(learnt, train);
	if (linear === null) return null;
	const names = train.columns.map(({ name }) => name);
	let all = /* @__PURE__ */ new Float64Array(0);
	for await (const { from, table } of windowsOf(stored, names)) {
		const numbers = linear.numbersOf(table);
		if (numbers === null) return null;
		const width = numbers.length / table.rows;
		if (from === 0) all = new Float64Array(stored.rows * width);
		all.set(numbers, from * width);
	}
	return linear.predictionsOf(all);
}
/** The first metric of which a verdict can be read off; else the first. None after it is measured. */
async function mostTelling(judging, { judged, rows }, baseline) {
	const { evaluate } = judging.context.model;
	const known = evaluate.metrics.filter((name) => findMetric(name) !== null && findMetric(name)?.displayOnly === void 0);
	const { own: _, ...candidate } = judged.candidate;
	const request = {
		...observedOn(judging, {
			judged: {
				...judged,
				candidate,
				baseline
			},
			rows
		}),
		baselineThreshold: evaluate.threshold,
		subset: null
	};
	let first = null;
	for (const name of known) {
		const measured = await inTurn(measureMetricsInSteps({
			...request,
			metrics: [name]
		}), restingIn(judging.context));
		const readable = measured.find((each) => each.contrast(1)?.guard === null);
		if (readable !== void 0) return readable;
		first ??= measured[0] ?? null;
	}
	return first;
}
function verdictOf$1(measurement) {
	const contrast = measurement.contrast(1);
	if (contrast === null || contrast.guard !== null) return "not-shown";
	const [low, high] = contrast.interval;
	const [better, worse] = measurement.better === "higher" ? [low > 0, high < 0] : [high < 0, low > 0];
	return better ? "better" : worse ? "worse" : "not-shown";
}

// src/stages/evaluate/points/slice-gates.ts
/**
* Verdicts of the gates that name a slice, and of those that `prove: true` asks for: max_worse of every gate, on each slice
* by itself. All of them must pass, so none is corrected for their number. Throws JudgingError for a name that no slice has.
*/
function gatesOnSlices({ context, baseline }, judged) {
	const { gates, baseline: rule, evaluate } = context.model;
	const { slices, ...base } = judged;
	for (const { metric, slice } of gates) if (slice !== void 0) assertKnown(slice, {
		metric,
		slices
	});
	return slices.flatMap((slice) => judgeGates({
		...base,
		gates: [...named(gates, slice), ...slice.isProven ? proofs(gates, judged) : []],
		measurements: slice.measurements,
		performance: {},
		labels: { slice: slice.slice },
		against: baseline?.source ?? null,
		whenAbsent: rule.whenAbsent,
		confidence: evaluate.confidence
	}));
}
function named(gates, { slice }) {
	return gates.filter((gate) => gate.slice === slice);
}
function proofs(gates, { dataset, slices: [first] }) {
	const measured = new Set(first?.measurements.map(({ name }) => name));
	return gates.filter((gate) => gate.maxWorse !== null && gate.slice === void 0 && (gate.dataset === void 0 || gate.dataset === dataset) && measured.has(gate.metric)).map((gate) => ({
		...gate,
		min: null,
		max: null,
		minBetter: null
	}));
}
const MOST_NAMED = 10;
function assertKnown(wanted, { metric, slices }) {
	if (slices.some(({ slice }) => slice === wanted)) return;
	const names = slices.map(({ slice }) => slice);
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
	throw new JudgingError(`gates.${metric}.slice: no evaluation row is in a slice ${wanted}`, `The slices of these rows are: ${names.slice(0, MOST_NAMED).join("; ")}${more}. Write one of these names, or evaluate on rows of that slice.`);
}

// src/stages/data-at.ts
/** Reads the data under the paths of today as a commit of this clone holds them. Nothing is fetched. */
async function withDataAt(context, { data, commit }, work) {
	const { project } = context;
	const top = project.repository;
	const matches = matcherOf(project, data);
	return withSomeFilesOf({
		top,
		commit,
		matches
	}, async (folder, paths) => {
		const laidOut = (path) => ({
			...path,
			absolute: join(folder, repositoryPath(project, path.absolute))
		});
		const directory = join(folder, repositoryPath(project, project.directory));
		return work({
			paths,
			isSame: async () => {
				const now = (await expandPaths(data)).map((file) => repositoryPath(project, file)).sort();
				return paths.join("\n") === now.join("\n") && areUnchanged(top, commit, paths);
			},
			context: {
				...context,
				project: {
					...project,
					directory,
					repository: folder,
					checkout: top
				}
			},
			data: {
				...data,
				patterns: data.patterns.map(laidOut)
			}
		});
	});
}

// src/domain/data-checks/association.ts
/**
* What one half of the rows says of the label by the column's cells is tried on the other half, and the other way
* round: a column of names that never repeat tells nothing, however many it has. null where there is nothing to tell.
*/
function associationOf(table) {
	const [left, right] = table.counts;
	const totals = classTotals(table);
	const rows = sum(totals);
	const present = totals.filter((count) => count > 0);
	if (present.length < 2) return null;
	const skills = [tryOut(table, left, right), tryOut(table, right, left)].filter((skill) => skill !== null);
	if (skills.length < 2) return null;
	const mean = sum(skills) / skills.length;
	const isBinary = !table.isOrdered && table.classes.length === 2;
	return {
		strength: Math.min(1, Math.max(0, isBinary ? 2 * mean - 1 : mean)),
		auc: isBinary ? mean : null,
		lowestAuc: table.isOrdered || isBinary ? null : lowestAuc(table, totals),
		rows,
		rarest: Math.min(...present)
	};
}
function lowestAuc({ counts: [left, right] }, totals) {
	const found = totals.flatMap((rows, place) => rows > 0 ? [place] : []).flatMap((place) => {
		const [one, other] = [againstOthers(left, place), againstOthers(right, place)];
		return [auc(one, other), auc(other, one)].filter((each) => each !== null);
	});
	return found.length === 0 ? null : Math.min(...found);
}
/** Of each cell the rows of all other classes and those of one. */
function againstOthers(counts, place) {
	return counts.map((row) => {
		const own = row[place] ?? 0;
		return [sum(row) - own, own];
	});
}
function tryOut(table, learnt, tried) {
	if (table.isOrdered) return placesExplained(learnt, tried);
	return table.classes.length === 2 ? auc(learnt, tried) : accuracySkill(learnt, tried);
}
/** Area under the curve of the share of class 1 in each cell, shrunk to the whole by one row. null without both classes. */
function auc(learnt, tried) {
	const overall = shareOfSecond(columnSums(learnt));
	const cells = tried.map((counts, cell) => ({
		counts,
		score: shrunkShare(learnt[cell] ?? [], overall)
	})).sort((a, b) => a.score - b.score);
	let [below, wins] = [0, 0];
	for (let start = 0; start < cells.length;) {
		let [zeros, ones, end] = [
			0,
			0,
			start
		];
		for (; end < cells.length && cells[end]?.score === cells[start]?.score; end += 1) {
			zeros += cells[end]?.counts[0] ?? 0;
			ones += cells[end]?.counts[1] ?? 0;
		}
		wins += ones * (below + zeros / 2);
		below += zeros;
		start = end;
	}
	const ones = sum(tried.map((counts) => counts[1] ?? 0));
	return below === 0 || ones === 0 ? null : wins / (below * ones);
}
function shrunkShare(counts, overall) {
	return ((counts[1] ?? 0) + overall) / (sum(counts) + 1);
}
function shareOfSecond(totals) {
	return (totals[1] ?? 0) / Math.max(1, sum(totals));
}
/** How much of the way from always saying the largest class to being always right. */
function accuracySkill(learnt, tried) {
	const usual = largest(columnSums(learnt));
	const totals = columnSums(tried);
	const rows = sum(totals);
	const base = (totals[usual] ?? 0) / rows;
	if (rows === 0 || base === 1) return null;
	return (sum(tried.map((counts, cell) => {
		const known = learnt[cell] ?? [];
		return counts[sum(known) === 0 ? usual : largest(known)] ?? 0;
	})) / rows - base) / (1 - base);
}
/** R² of the class's place by the mean place of the cell. */
function placesExplained(learnt, tried) {
	const overall = meanPlace(columnSums(learnt));
	const totals = columnSums(tried);
	const centre = meanPlace(totals);
	const spread = sum(totals.map((count, place) => count * (place - centre) ** 2));
	if (spread === 0) return null;
	return 1 - sum(tried.map((counts, cell) => {
		const known = learnt[cell] ?? [];
		const told = (sum(known) * meanPlace(known) + overall) / (sum(known) + 1);
		return sum(counts.map((count, place) => count * (place - told) ** 2));
	})) / spread;
}
function meanPlace(counts) {
	return sum(counts.map((count, place) => count * place)) / Math.max(1, sum(counts));
}
function largest(counts) {
	return counts.reduce((best, count, index) => count > (counts[best] ?? -1) ? index : best, 0);
}
/** Rows of each class, both halves together. */
function classTotals({ counts: [left, right], classes }) {
	const sums = [columnSums(left), columnSums(right)];
	return classes.map((_, place) => sum(sums.map((each) => each[place] ?? 0)));
}
function columnSums(counts) {
	const width = counts.reduce((most, row) => Math.max(most, row.length), 0);
	return Array.from({ length: width }, (_, place) => sum(counts.map((row) => row[place] ?? 0)));
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}

// src/domain/data-checks/judge-rows.ts
/**
* Pairs of rows that would be equal by chance if the columns were independent and their values equally frequent, at
* least: n²/2 over the product of the numbers of different values. In coarse data equal rows are no sign of anything.
*/
function pairsByChance({ columns, rows }, names) {
	const logCapacity = columns.filter(({ column }) => names.includes(column)).reduce((sum, { distinct, nulls }) => sum + Math.log(Math.max(1, distinct + (nulls > 0 ? 1 : 0))), 0);
	return Math.exp(2 * Math.log(Math.max(1, rows)) - Math.log(2) - logCapacity);
}
function judgeRepeated(found, byChance, limit) {
	const { failing, checked, examples } = found;
	if (failing <= limit * checked) return {
		isMet: true,
		failing,
		checked
	};
	if (byChance >= 1) return {
		isMet: null,
		failing,
		checked,
		reason: COARSE
	};
	return {
		isMet: false,
		failing,
		checked,
		examples: examples.slice(0, 5)
	};
}
const COARSE = "the columns take so few values that equal rows come about by chance";
/** Pairs of equal rows by chance that are as good as none. */
const NEVER = .01;
/** z beyond which a share is larger than another (one side, 0.0005). */
const CLEARLY$1 = 3.29;
/** Fewer rows that are alike in a part of their columns are taken for chance: two people of one household, a document found twice. */
const LEAST_COPIED = 10;
/** Where more of the training rows than this have an equal one, a part of the columns tells no copy from another row. */
const MOST_ALIKE = .1;
/**
* Rows of the evaluation data that stand in the training data, against the rows of the training data that stand there
* twice: where both come from one source and no row was copied, the shares are alike. Where the columns take so many values
* that no two rows are equal by chance (`byChance` pairs), every shared row was copied. `byChance` is null where other columns
* than the id are left out, so that rows of different things may be equal without any chance.
*/
function judgeOverlap({ checked, shared }, train, byChance) {
	if (shared === 0) return {
		isMet: true,
		failing: 0,
		checked
	};
	const [here, there] = [shared / checked, train.shared / train.checked];
	const usual = `of the training rows ${shareText(there)} have an equal one`;
	if (byChance === null && there > MOST_ALIKE) return {
		isMet: true,
		failing: shared,
		checked,
		reason: `too many rows are alike to tell copies: ${usual}`
	};
	const isMore = isClearlyMore({
		found: shared,
		of: checked
	}, {
		found: train.shared,
		of: train.checked
	});
	return (byChance === null ? isMore && shared >= LEAST_COPIED : isMore || byChance < NEVER) ? {
		isMet: false,
		failing: shared,
		checked,
		reason: `${shareText(here)} stand in the training data; ${usual}`
	} : {
		isMet: true,
		failing: shared,
		checked,
		reason: `no more than by chance: ${usual}`
	};
}
/** Labels of rows that stood there before, against those of today; `limit` is the largest share that may be others. */
function judgeChangedLabels(found, { name, limit }) {
	const { checked, changed, examples } = found;
	if (checked === 0) return {
		isMet: null,
		failing: null,
		checked: 0,
		reason: `none of the ids stands in the data of ${name}`
	};
	if (changed <= limit * checked) return {
		isMet: true,
		failing: changed,
		checked
	};
	return {
		isMet: false,
		failing: changed,
		checked,
		reason: `${shareText(changed / checked)} of the rows that ${name} has, too`,
		examples: examples.slice(0, 5)
	};
}
/** One share is larger than another (two-proportion z test). */
function isClearlyMore(here, there) {
	const pooled = (here.found + there.found) / (here.of + there.of);
	const error = Math.sqrt(pooled * (1 - pooled) * (1 / here.of + 1 / there.of));
	const difference = here.found / here.of - there.found / there.of;
	return error === 0 ? difference > 0 : difference / error > CLEARLY$1;
}
/** `latest` is the last moment of the training data; null: none of its rows has one. */
function judgeTime({ early, checked }, latest) {
	if (latest === null) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "no training row has a time"
	};
	return {
		isMet: early === 0,
		failing: early,
		checked
	};
}
function judgeClasses(table, limit) {
	const totals = classTotals(table);
	const rows = totals.reduce((sum, count) => sum + count, 0);
	const rarest = Math.min(...totals.filter((count) => count > 0));
	if (rows === 0) return {
		isMet: null,
		failing: null,
		checked: 0,
		reason: "no row has a label"
	};
	const rare = table.classes.filter((_, index) => (totals[index] ?? 0) < limit * rows);
	const examples = rare.slice(0, 5).map((value) => ({
		row: null,
		value
	}));
	return rare.length === 0 ? {
		isMet: true,
		failing: 0,
		checked: rows
	} : {
		isMet: false,
		failing: rarest,
		checked: rows,
		reason: "rows of the rarest class",
		examples
	};
}
/**
* Categories that the training data do not have. Where rare categories never end
* some are always new: their share is about that of the rows whose category stands there once (I. J. Good, "The population
* frequencies of species", Biometrika 40, 1953). More than that is a change. With groups a category is rare that one group
* alone has, in however many rows, and a group counts once.
*/
function judgeNewCategories(before, evaluation) {
	const [known, seen] = [before.text?.values ?? null, evaluation.text?.values ?? null];
	if (known === null || seen === null) return noCategories(before, evaluation);
	const names = new Set(known.map(({ value }) => value));
	const unknown = seen.filter(({ value }) => !names.has(value));
	const failing = unknown.reduce((sum, { rows }) => sum + rows, 0);
	const checked = seen.reduce((sum, { rows }) => sum + rows, 0);
	const once = known.filter(({ rows }) => rows === 1).length;
	const lone = before.text?.lone ?? {
		values: once,
		rows: once
	};
	const each = lone.rows === 0 ? 1 : lone.rows / lone.values;
	const train = {
		found: lone.values,
		of: known.reduce((sum, { rows }) => sum + rows, 0) / each
	};
	if (failing === 0) return {
		isMet: true,
		failing,
		checked
	};
	if (!isClearlyMore({
		found: failing / each,
		of: checked / each
	}, train)) return {
		isMet: true,
		failing,
		checked,
		reason: "no more than by chance: rare categories never end here"
	};
	return {
		isMet: false,
		failing,
		checked,
		examples: unknown.slice(0, 5).map(({ value }) => ({
			row: null,
			value
		}))
	};
}
/** Why the values of a column cannot be compared one by one. */
function noCategories(train, evaluation) {
	if (train.text !== null && evaluation.text !== null) return TOO_MANY_VALUES;
	return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "text in one dataset, and not in the other"
	};
}
/** Chance of an alarm by accident over all categories of a column. */
const BY_ACCIDENT = .001;
/** Categories so frequent in the training data that the evaluation data would have them unless drawn otherwise. */
function judgeMissingCategories(train, evaluation) {
	const [known, seen] = [train.text?.values ?? null, evaluation.text?.values ?? null];
	if (known === null || seen === null) return noCategories(train, evaluation);
	const names = new Set(seen.map(({ value }) => value));
	const total = known.reduce((sum, { rows }) => sum + rows, 0);
	const drawn = seen.reduce((sum, { rows }) => sum + rows, 0);
	const isDue = (rows) => (1 - rows / total) ** drawn < BY_ACCIDENT / known.length;
	const missing = known.filter(({ value, rows }) => !names.has(value) && isDue(rows));
	const examples = missing.slice(0, 5).map(({ value }) => ({
		row: null,
		value
	}));
	return {
		isMet: missing.length === 0,
		failing: null,
		checked: drawn,
		...missing.length === 0 ? {} : {
			reason: `${missing.length} categories`,
			examples
		}
	};
}
/** Labels of the evaluation data that training never saw. */
function judgeUnseenLabels(train, evaluation) {
	const [known, totals] = [classTotals(train), classTotals(evaluation)];
	const names = new Set(train.classes.filter((_, index) => (known[index] ?? 0) > 0));
	const unseen = evaluation.classes.flatMap((value, index) => {
		const rows = totals[index] ?? 0;
		return rows > 0 && !names.has(value) ? [{
			value,
			rows
		}] : [];
	});
	const failing = unseen.reduce((sum, { rows }) => sum + rows, 0);
	const checked = totals.reduce((sum, count) => sum + count, 0);
	const examples = unseen.slice(0, 5).map(({ value }) => ({
		row: null,
		value
	}));
	return {
		isMet: failing === 0,
		failing,
		checked,
		...failing === 0 ? {} : { examples }
	};
}

// src/stages/validate/data-checks/plan-survey.ts
const AS = {
	string: "text",
	number: "number",
	integer: "number",
	boolean: "other",
	date: "other",
	timestamp: "other",
	time: "other"
};
function columnRoles({ data, evaluate }, { columns }) {
	const all = columns.filter(({ logicalType }) => AS[logicalType] !== void 0).map(({ name }) => name);
	const others = [
		...data.targets,
		data.id,
		data.groupBy,
		data.time,
		data.weight,
		...splitColumns(data)
	];
	const features = data.features ?? all.filter((name) => !others.includes(name));
	const types = new Map(columns.map(({ name, logicalType }) => [name, logicalType]));
	const slices = evaluate.slices.flatMap((slice) => slice.kind === "category" ? [slice.column] : []);
	const isNumber = (name) => AS[types.get(name) ?? ""] === "number";
	const known = features.filter((name) => all.includes(name));
	return {
		all,
		told: all.filter((name) => name !== data.id),
		features: known,
		slices: slices.filter((name) => all.includes(name)),
		numbers: known.filter(isNumber),
		others: known.filter((name) => !isNumber(name)),
		types
	};
}
/** The target is an amount, no class. */
function hasNumbers(task) {
	return task !== "binary" && task !== "multiclass";
}
/** Beyond this many columns the pairs are too many to correlate. */
const MOST_CORRELATED = 60;
/** What the checks ask of one dataset; `until` is the last moment of the training data. */
function planSurvey({ data, task }, dataset, { roles, until }) {
	const { numbers } = roles;
	const [target] = data.targets;
	const isTraining = dataset.role === "train";
	return {
		columns: roles.all.map((column) => surveyedColumn({
			column,
			as: AS[roles.types.get(column) ?? ""] ?? "other"
		}, {
			roles,
			data
		})),
		label: target === void 0 ? null : {
			column: target,
			as: hasNumbers(task) ? "bins" : "classes"
		},
		groupBy: data.groupBy,
		rows: roles.told.length === 0 ? null : roles.told,
		features: isTraining && target !== void 0 && !hasNumbers(task) ? roles.features : null,
		correlated: isTraining && numbers.length <= 60 ? numbers : [],
		twins: isTraining ? roles.others : [],
		time: data.time === null ? null : {
			column: data.time,
			until
		}
	};
}
function surveyedColumn({ column, as }, { roles, data }) {
	const isKey = column === data.id || column === data.groupBy || column === data.time;
	const withLabel = roles.features.includes(column) || column === data.id || data.targets.includes(column);
	if (isKey && as === "number") return {
		column,
		as: "other",
		withLabel,
		cells: "bins"
	};
	if (isKey) return {
		column,
		as,
		withLabel,
		cells: "order"
	};
	if (roles.slices.includes(column) || data.targets.includes(column) || as === "text") return {
		column,
		as,
		withLabel: withLabel || roles.slices.includes(column),
		cells: "values"
	};
	return {
		column,
		as,
		withLabel,
		cells: as === "number" ? "bins" : "order"
	};
}

// src/stages/shared-rows.ts
/**
* What makes a row what it is: what the model is shown, the label and the time. Ids and groups only name it, and who copies
* a row may name it anew.
*/
function tellingColumns(model, [here, there]) {
	const [roles, others] = [columnRoles(model, { columns: here }), columnRoles(model, { columns: there })];
	const own = [
		...roles.features,
		...model.data.targets,
		model.data.time
	];
	const both = roles.all.filter((name) => others.all.includes(name));
	return {
		telling: both.filter((name) => own.includes(name)),
		whole: both.filter((name) => name !== model.data.id),
		group: both.find((name) => name === model.data.groupBy && !own.includes(name)) ?? null
	};
}
/**
* Rows of the first dataset that are rows of the second, the training data, but for chance: whole ones, or such as are told by
* the telling columns alone. Two people of one household may be alike in these.
*/
async function judgeSharedRows(engine, sources, { telling, whole, group }) {
	if (telling.length === 0) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "no column stands in both"
	};
	const found = await engine.countShared(sources, telling);
	if (found.shared === 0) return {
		isMet: true,
		failing: 0,
		checked: found.checked
	};
	if (telling.length === whole.length) return judgeFound(engine, sources, {
		found,
		columns: whole,
		isWhole: true
	});
	const copied = await judgeFound(engine, sources, {
		found: await engine.countShared(sources, whole),
		columns: whole,
		isWhole: true
	});
	if (copied.isMet === false) return copied;
	return judgeFound(engine, sources, {
		found,
		columns: telling,
		isWhole: false,
		group
	});
}
async function judgeFound(engine, [, training], { found, columns, isWhole, group = null }) {
	if (found.shared === 0) return {
		isMet: true,
		failing: 0,
		checked: found.checked
	};
	const survey = await engine.survey(training, {
		columns: columns.map((column) => ({
			column,
			as: "other",
			withLabel: false,
			cells: "order"
		})),
		label: group === null ? null : {
			column: group,
			as: "classes"
		},
		groupBy: null,
		rows: group === null ? columns : null,
		features: group === null ? null : columns,
		correlated: [],
		twins: [],
		time: null
	});
	const { repeated, conflicting } = survey;
	const alike = conflicting === null ? repeated : {
		...conflicting,
		shared: conflicting.failing
	};
	const byChance = isWhole ? pairsByChance(survey, columns) : null;
	return {
		...judgeOverlap(found, alike ?? {
			checked: 1,
			failing: 0,
			shared: 0,
			examples: []
		}, byChance),
		examples: found.examples
	};
}

// src/stages/evaluate/rows/copied-rows.ts
/** Evaluation rows that stand in training data with features and label, under whatever id; none where it may be chance. */
async function copiedRows({ context, ports: { engine }, types }, training) {
	const columns = await engine.describe(training);
	let copied = 0;
	for (const { paths } of evaluationSets(context.model.data)) {
		const source = await findSource(context, paths, { types });
		const telling = tellingColumns(context.model, [await engine.describe(source), columns]);
		const { isMet, failing } = await judgeSharedRows(engine, [source, training], telling);
		if (isMet === false) copied += failing ?? 0;
	}
	return copied;
}

// src/stages/evaluate/rows/contamination.ts
/**
* The rows that the baseline was trained on, out of the training data as git holds them at its release's commit. Rows of
* the evaluation that are among them flatter the baseline. Nothing is published for it and nothing is fetched.
*/
async function baselineTraining(judging) {
	const { baseline, context, identical } = judging;
	if (baseline === null || identical) return { kind: "unasked" };
	const wanted = baseline.commit ?? null;
	if (wanted === null) return unknown(`nothing says what ${baseline.source} was trained on`);
	const commit = await resolveCommit(context.project.repository, wanted);
	if (commit === null) return unknown(`the commit of ${baseline.source} is not in this clone (check out with fetch-depth: 0)`);
	try {
		return await trainingAt(judging, commit);
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code === "internal" || error.code === "interrupted") throw error;
		return unknown(`the training data of ${baseline.source} cannot be read`);
	}
}
function unknown(reason) {
	return {
		kind: "unknown",
		reason
	};
}
async function trainingAt(judging, commit) {
	const { context, baseline, types } = judging;
	const { train, id } = context.model.data;
	return withDataAt(context, {
		data: train,
		commit
	}, async (then) => {
		if (then.paths.length === 0 || then.paths.some((path) => path.endsWith(".dvc"))) return unknown(`git does not hold the training data of ${baseline?.source}`);
		const form = formOf(train.form, baseline?.trainRows ?? null);
		if (JSON.stringify(form?.rows) === JSON.stringify(train.form?.rows) && await then.isSame().catch(() => false)) return { kind: "unasked" };
		const { patterns } = then.data;
		const taught = form === void 0 ? { patterns } : {
			patterns,
			form
		};
		const source = await findSource(then.context, taught, { types });
		const ids = id === null ? null : await idsIn(judging, source, id);
		if (typeof ids === "string") return unknown(ids);
		return {
			kind: "known",
			ids,
			copied: await copiedRows(judging, source)
		};
	});
}
/** A text says why there are none. */
async function idsIn({ ports: { engine }, baseline }, source, id) {
	if (!(await engine.describe(source)).some(({ name }) => name === id)) return `the training data of ${baseline?.source} have no column ${id}`;
	const [column] = (await engine.read(source, {
		columns: [{
			name: id,
			as: "text"
		}],
		orderBy: null
	})).columns;
	return column?.kind === "text" ? column.data : [];
}
/** The data of then are read as those of today, but for the rows that belonged to them. */
function formOf(form, rows) {
	if (rows !== null) return {
		...USUAL_FORM,
		...form,
		rows
	};
	if (form?.rows === void 0) return form;
	const { rows: _, ...all } = form;
	return all;
}
/** The rows of which the baseline was not taught the answer. Throws `input` where none is left. */
function* withoutTaught(rows, training, source) {
	const { ids } = rows;
	if (training.kind !== "known" || training.ids === null || ids === null) return rows;
	const { kept, taught } = yield* parted(ids, yield* standingInSteps(ids, training.ids));
	if (taught.length === 0) return rows;
	if (kept.length === 0) throw new ModelyardError("input", `${source} was trained on every one of the evaluation rows`, { hint: "Evaluate on rows that no released model was trained on, or compare with another release." });
	const pick = (values) => pickTextsInSteps(values, kept);
	const targets = [];
	for (const { name, labels } of rows.targets) targets.push({
		name,
		labels: yield* pick(labels)
	});
	return {
		...rows,
		rows: kept.length,
		ids: yield* pick(ids),
		labels: targets[0]?.labels ?? rows.labels,
		targets,
		groups: yield* selectGroups(rows.groups, kept),
		weights: yield* selectWeights(rows.weights, kept),
		stored: rows.stored.only(kept),
		excludedIds: rows.excludedIds.concat(taught),
		taught: taught.length
	};
}
/** The rows that are kept, and the ids of those that are not. */
function* parted(ids, wasTaught) {
	const kept = new Int32Array(ids.length);
	const taught = [];
	let count = 0;
	for (const [from, to] of portions(ids.length, 16)) {
		for (let row = from; row < to; row++) if (wasTaught(row)) taught.push(ids.at(row) ?? "");
		else kept[count++] = row;
		yield (to - from) * 16;
	}
	return {
		kept: kept.slice(0, count),
		taught
	};
}
/** How many rows of all datasets were left out, for the record; nothing where nobody had to ask. */
function taughtRows(training, sets) {
	if (training.kind === "unasked") return {};
	if (training.kind === "unknown") return { taughtRows: null };
	return training.ids === null ? {} : { taughtRows: leftOut(sets) };
}
function leftOut(sets) {
	return sets.reduce((sum, { rows }) => sum + (rows.taught ?? 0), 0);
}
/** For the notes of the record. Rows that ids tell are left out; those that only their contents tell may be chance one by one. */
function trainingNotes(training, sets, baseline) {
	if (training.kind === "unknown") return [`whether evaluation rows were among those that the baseline was trained on is not known: ${training.reason}`];
	const renamed = training.kind === "known" ? training.copied - leftOut(sets) : 0;
	if (renamed <= 0) return [];
	return [`about ${counted$1(renamed, "evaluation row")} with the same features and label stood in the training data of ${baseline} under other ids: it looks better here than it is`];
}

// src/stages/evaluate/is-read-alike.ts
/**
* Whether the candidate is fed and read as the baseline was released: the same bytes say other things where the columns of their
* one tensor come in another order, or where the classes of their columns are called otherwise.
*/
function isReadAlike({ baseline, context }, features) {
	if (baseline === null) return true;
	const { classes } = context.model.data;
	return (!(baseline.signature?.inputs.length === 1) || isSameList(baseline.features, features)) && isSameList(baseline.classes, classes);
}
/** What is not known on either side is taken to be alike. */
function isSameList(before, now) {
	if (before === null || now === null) return true;
	return before.length === now.length && before.every((name, at) => name === now[at]);
}

// src/stages/evaluate/rows/features.ts
/**
* The feature columns in the order of a single [n, f] tensor: `data.features`, else the contract's order, else the
* file's, without targets, id, group, time, weight and what splits the datasets.
*/
function resolveFeatures(data, columnsInFile, columnsInContract) {
	if (data.features !== null) return data.features;
	const inFile = new Set(columnsInFile);
	const ordered = columnsInContract?.filter((name) => inFile.has(name)) ?? columnsInFile;
	const roles = /* @__PURE__ */ new Set([
		...data.targets,
		data.id,
		data.groupBy,
		data.time,
		data.weight,
		...splitColumns(data)
	]);
	return ordered.filter((name) => !roles.has(name));
}

// src/stages/evaluate/rows/tuned-threshold.ts
const TUNING = "tuning";
/**
* The candidate's threshold, chosen on the rows of `data.tuning` with its own scores; null where the config names a number.
* Throws `input` where a tuning row is an evaluation row, and where these rows or scores choose nothing.
*/
async function tunedThreshold(given, { candidate, sets, read }) {
	const { choose } = given.context.model.evaluate;
	const { tuning } = given.context.model.data;
	if (choose === void 0 || tuning === void 0) return null;
	const rows = await ofTuning(() => read(tuning));
	await inTurn(assertApart(rows, sets), restingIn(given.context));
	const otherIds = [rows.ids ?? [], rows.excludedIds];
	const chosen = await ofTuning(() => choice(given, choose, {
		rows,
		candidate,
		sets
	}));
	const { context } = given;
	const evaluate = {
		...context.model.evaluate,
		threshold: chosen.threshold
	};
	return {
		judging: {
			...given,
			otherIds,
			context: {
				...context,
				model: {
					...context.model,
					evaluate
				}
			}
		},
		choice: {
			metric: choose,
			dataset: TUNING,
			value: chosen.value,
			rows: rows.rows
		},
		note: `the threshold ${chosen.threshold} was chosen on ${counted$1(rows.rows, "row")} of data.tuning, for their ${choose} of ${Number(chosen.value.toPrecision(3))}`,
		files: rows.files
	};
}
async function choice(given, metric, { rows, candidate, sets }) {
	const alone = {
		...given,
		baseline: null,
		identical: false
	};
	const judged = await judgeRows(alone, candidate, {
		rows,
		sets: [...sets, {
			name: TUNING,
			rows
		}]
	});
	const rest = restingIn(given.context);
	const broken = await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), rest);
	if (broken.count > 0) throw new ModelyardError("input", `the candidate gave NaN or an infinity on ${counted$1(broken.count, "row")}`);
	const { truth, candidate: predictions } = judged;
	if (truth.task !== "binary" || predictions.task !== "binary") throw new ModelyardError("internal", "a threshold is chosen for binary tasks only");
	if (!truth.labels.includes(0)) throw new ModelyardError("input", "every row is positive: there is nothing to choose between");
	const scored = {
		labels: truth.labels,
		scores: predictions.scores,
		weights: rows.weights
	};
	const chosen = await inTurn(chooseThresholdInSteps(scored, metric), rest);
	if (chosen !== null) return chosen;
	throw new ModelyardError("input", "all scores are 0 or 1 alike: no threshold between them decides anything");
}
/** A threshold that has seen an evaluation row is judged by what it was fitted to. */
function* assertApart(rows, sets) {
	for (const set of sets) {
		const shared = yield* sharedTexts(set.rows.ids ?? [], rows.ids ?? []);
		if (shared === null) continue;
		throw new ModelyardError("input", `data.tuning: ${formatCount(shared.count)} of its ${counted$1(rows.rows, "row")} ${shared.count === 1 ? "is an evaluation row" : "are evaluation rows"}, the first with id ${JSON.stringify(shared.first)}`, { hint: "Choose the threshold on rows that judge nothing: take them out of one of the two." });
	}
}
/** How many texts stand among others, and the first of them; null: none. */
function* sharedTexts(texts, others) {
	const stands = yield* standingInSteps(texts, others);
	let [first, count] = [-1, 0];
	for (const [from, to] of portions(texts.length, 16)) {
		for (let row = from; row < to; row++) {
			if (!stands(row)) continue;
			if (count === 0) first = row;
			count += 1;
		}
		yield (to - from) * 16;
	}
	return count === 0 ? null : {
		first: texts.at(first) ?? "",
		count
	};
}
/** What is wrong with these rows is told as of them. */
async function ofTuning(work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code !== "input") throw error;
		const options = {
			cause: error,
			...error.hint === void 0 ? {} : { hint: error.hint }
		};
		throw new ModelyardError("input", `data.tuning: ${error.message}`, options);
	}
}

// src/stages/evaluate/rows/run-on-rows.ts
const MOST_NAMED_ROWS = 5;
/** Reads the rows of every dataset and runs candidate and baseline on those of the first, or reads what they said of them. */
async function runOnRows(asked) {
	const features = await featureNames(asked);
	const read = (paths) => readRows(asked, {
		features,
		paths
	});
	const rest = restingIn(asked.context);
	const training = await baselineTraining(asked);
	const sets = await readSets(asked, async ({ paths }) => inTurn(withoutTaught(await read(paths), training, asked.baseline?.source ?? "the baseline"), rest));
	const [{ name: dataset, rows }] = sets;
	const candidate = runnable(asked, features);
	const tuned = await tunedThreshold(asked, {
		candidate,
		sets,
		read
	});
	const bytes = tuned?.judging ?? asked;
	const given = {
		...bytes,
		identical: bytes.identical && isReadAlike(bytes, features)
	};
	const judged = await judgeRows(given, candidate, {
		rows,
		sets
	});
	const identical = bytes.identical && isSameScores(judged.candidate, judged.baseline);
	const nonFinite = await inTurn(nonFiniteRows(judged.candidate, rows.rows, MOST_NAMED_ROWS), rest);
	return {
		given,
		judging: {
			...given,
			identical
		},
		candidate,
		features,
		dataset,
		rows,
		sets,
		judged,
		nonFinite,
		tuned,
		training
	};
}
function runnable({ graph, context }, features) {
	if (graph === null) return null;
	const { data, evaluate } = context.model;
	const { classes } = data;
	return {
		who: "the candidate",
		path: graph,
		features,
		classes,
		output: evaluate.output ?? null
	};
}
async function featureNames({ context, ports, contract, types }) {
	const source = await findSource(context, context.model.data.evaluation, { types });
	const columns = await ports.engine.describe(source);
	return resolveFeatures(context.model.data, columns.map(({ name }) => name), contract === null ? null : featureColumns(contract));
}
async function readRows({ context, ports, types, baseline, anchor, beside = [], graph, evidence }, { features, paths }) {
	const { data, evaluate } = context.model;
	const isFirst = paths === data.evaluation;
	const sliced = isFirst ? [...evaluate.slices.flatMap(sliceColumns), ...fairnessColumns(evaluate)] : [];
	const changed = evidence === "predict" && isFirst ? evaluate.perturbations ?? [] : [];
	const ofModels = graph === null ? changed.map(({ column }) => column) : [...features, ...[
		baseline,
		anchor,
		...beside
	].flatMap((each) => each?.features ?? [])];
	return readEvaluationRows(context, {
		engine: ports.engine,
		paths,
		types,
		columns: [...ofModels, ...sliced]
	});
}

// src/stages/evaluate/evaluate-on-rows.ts
/** Judges a model, or a predictions file, row by row beside the baseline. */
async function evaluateOnRows(asked) {
	const run = await runOnRows(asked);
	const measured = await measureRows(run);
	const costs = await measureCosts(run.judging, {
		candidate: run.candidate,
		table: run.rows.stored
	});
	const first = [
		tuningPart(run),
		await firstSetPart(run, measured, costs),
		trainingPart(run)
	];
	const others = await judgeOtherSets(run.given, run.candidate, run.sets);
	const { facts, ...lists } = joinParts([
		...first,
		...await partsInTurn([
			() => besidePart(run, costs.candidate),
			() => slicesPart(run, measured),
			() => fairnessPart(run),
			() => perturbationsPart(run),
			() => determinismPart(run),
			() => trivialPart(run),
			() => seedsPart(run, measured.measurements),
			() => flipsPart(run),
			() => scoreShiftPart(run),
			() => calibrationPart(run)
		], restingIn(run.judging.context)),
		...others
	]);
	const nonFiniteScores = others.reduce((sum, other) => sum + other.nonFiniteScores, run.nonFinite.count);
	const hasBrokenScores = nonFiniteScores > 0;
	return {
		...about(run, measured),
		...facts,
		...lists,
		verdict: overallVerdict$1(lists.gates, measured.slices, { nonFinite: hasBrokenScores }),
		identical: run.judging.identical && decidesAlike(run.given) && others.every((other) => other.identical),
		nonFiniteScores,
		...await signatureOf(run),
		...hasBrokenScores ? { golden: null } : await golden(run)
	};
}
/** What every evaluation on rows says of itself. */
function about({ given, rows, candidate, features }, { slices, observed }) {
	const { task, evaluate, data } = given.context.model;
	const { rows: choices } = data.evaluation.form ?? {};
	const chosen = choices === void 0 ? [] : [canonicalJson(choices)];
	return {
		rows: rows.rows,
		groups: rows.groups?.count ?? null,
		threshold: task === "binary" ? evaluate.threshold : null,
		slices,
		latencyMs: null,
		features: candidate === null ? [] : [...features],
		evidenceRows: {
			observed,
			files: [...rows.files.map(({ sha256 }) => sha256), ...chosen]
		}
	};
}
function tuningPart({ tuned }) {
	if (tuned === null) return {};
	return {
		notes: [tuned.note],
		read: tuned.files,
		facts: { thresholdChoice: tuned.choice }
	};
}
function trainingPart({ training, sets, given }) {
	return {
		notes: trainingNotes(training, sets, given.baseline?.source ?? "the baseline"),
		facts: taughtRows(training, sets)
	};
}
async function besidePart({ given, candidate, sets }, costs) {
	const { gates, metrics } = await judgeBeside(given, {
		candidate,
		sets,
		costs
	});
	return {
		gates,
		facts: metrics.length === 0 ? {} : { beside: [...metrics] }
	};
}
function slicesPart({ given, judging, dataset, nonFinite }, { cut }) {
	const { identical } = judging;
	return { gates: gatesOnSlices(given, {
		dataset,
		slices: cut,
		identical,
		nonFinite: nonFinite.count > 0
	}) };
}
async function trivialPart({ given, rows, judged, dataset, candidate, features }) {
	const { notes, ...facts } = await compareWithTrivial(given, {
		rows,
		judged,
		dataset,
		features: candidate === null ? [] : features
	});
	return {
		notes,
		facts
	};
}
async function golden({ judging, candidate, judged, rows }) {
	const { output } = judged;
	if (candidate === null || output === null) return { golden: null };
	return goldenRows(judging, {
		candidate,
		output,
		features: featureTable(rows.stored, candidate)
	});
}

// src/adapters/git/worktree.ts
/** No hook of the repository runs, whatever git would call it for. */
const NO_HOOKS = ["-c", "core.hooksPath=/dev/null"];
/**
* Checks a commit out into a folder of its own, until it is removed. What a killed run left in git's list of work trees is
* forgotten first. Throws `unreadable` where the commit is not in this clone.
*/
async function addWorktree({ top, commit, folder }) {
	if (await resolveCommit(top, commit) === null) throw notHere(commit);
	await runGit(top, ["worktree", "prune"]);
	try {
		await runGit(top, [
			...NO_HOOKS,
			"worktree",
			"add",
			"--quiet",
			"--force",
			"--detach",
			folder,
			commit
		]);
	} catch (cause) {
		await forget(top, folder);
		throw new ModelyardError("outside", `${commit.slice(0, 12)} cannot be checked out: ${messageOf(cause)}`, { cause });
	}
	return {
		folder,
		remove: () => forget(top, folder)
	};
}
async function forget(top, folder) {
	await rm(folder, {
		recursive: true,
		force: true
	});
	await runGit(top, ["worktree", "prune"]);
}
function notHere(commit) {
	return new ModelyardError("unreadable", `the commit ${commit.slice(0, 12)} is not in this clone`, { hint: "Fetch it: with actions/checkout set fetch-depth: 0." });
}

// src/adapters/process/dead-work.ts
/** Removes folders that killed runs were filling; each is named `<process id>-<random>`. */
async function removeDeadWork(folder) {
	for (const name of await readdir(folder).catch(() => [])) if (!isAlive(Number(name.split("-")[0]))) await rm(join(folder, name), {
		recursive: true,
		force: true
	});
}

// src/stages/evaluate/predictions/rows-to-predict.ts
const CHUNK_ROWS = 5e3;
/**
* Writes the rows of a dataset as a CSV without the targets: every other column under its own name, sorted by id, null as an
* empty cell. Whoever predicts is not shown what is to be predicted.
*/
async function writeRowsToPredict(context, request) {
	const { targets, id } = context.model.data;
	const source = await findSource(context, request.paths, { types: request.types });
	const names = (await request.engine.describe(source)).map(({ name }) => name).filter((name) => !targets.includes(name));
	const columns = names.map((name) => ({
		name,
		as: "text"
	}));
	const table = await request.engine.read(source, {
		columns,
		orderBy: id
	});
	const whole = request.change === void 0 ? table : withChange(table, request.change, id);
	const ordered = names.flatMap((name) => whole.columns.find((column) => column.name === name) ?? []);
	const file = await open(request.file, "w");
	try {
		await file.write(`${names.map(quoted).join(",")}\n`);
		for (let from = 0; from < whole.rows; from += CHUNK_ROWS) await file.write(linesOf(ordered, from, Math.min(whole.rows, from + CHUNK_ROWS)));
	} finally {
		await file.close();
	}
}
function withChange(table, { column, cells }, id) {
	const ids = table.columns.find(({ name }) => name === id);
	if (ids?.kind !== "text") throw new ModelyardError("internal", "rows are changed by their ids");
	const rows = Int32Array.from({ length: table.rows }, (_, row) => row).filter((row) => cells.has(ids.data.at(row) ?? ""));
	const data = Array.from(rows, (row) => cells.get(ids.data.at(row) ?? "") ?? "");
	const missing = new Uint8Array(rows.length);
	const picked = selectRows(table, rows);
	const columns = picked.columns.map((each) => each.name === column ? {
		name: column,
		kind: "text",
		data,
		missing
	} : each);
	return {
		...picked,
		columns
	};
}
function linesOf(columns, from, to) {
	let lines = "";
	for (let row = from; row < to; row++) lines += `${columns.map((column) => cell(column, row)).join(",")}\n`;
	return lines;
}
function cell(column, row) {
	return column.missing[row] === 1 ? "" : quoted(String(cellAt(column, row)));
}
/** An empty text is quoted, so that it is told from null. */
function quoted(text) {
	return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// src/stages/evaluate/predictions/predict-by-command.ts
/**
* Lets `evaluate.predict` be asked during some work; its files are gone afterwards. The baseline is run with the code of its
* own release unless the config says `predict_code: head`.
*/
async function withCommandSession(judging, work) {
	const { context, ports, evidence } = judging;
	if (evidence !== "predict") return work(judging);
	assertMayRun(ports, "evaluate.predict");
	const parent = join(modelFolder(context.project.directory, context.model.name), "predict");
	await removeDeadWork(parent);
	const folder = join(parent, `${process.pid}-${randomBytes(4).toString("hex")}`);
	await mkdir(folder, { recursive: true });
	const session = {
		folder,
		data: /* @__PURE__ */ new Map(),
		files: /* @__PURE__ */ new Map(),
		trees: /* @__PURE__ */ new Map()
	};
	const commands = {
		async predictions(asking, set) {
			const run = {
				judging: asking,
				set,
				session
			};
			return {
				candidate: await ofCandidate(run),
				baseline: await ofBaseline(run)
			};
		},
		ofChanged: (asking, { set, ...changed }) => ofCandidate({
			judging: asking,
			set,
			session,
			changed
		})
	};
	try {
		return await work({
			...judging,
			commands
		});
	} finally {
		for (const tree of session.trees.values()) await tree.remove();
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
function ofCandidate(run) {
	const { candidate, context } = run.judging;
	if (candidate.model === null) throw new ModelyardError("internal", "there is no model to predict with");
	const { path, digest } = candidate.model;
	return once(run, {
		who: "the candidate",
		path,
		digest,
		root: context.model.root.absolute,
		commit: null
	});
}
async function ofBaseline(run) {
	const { baseline, context } = run.judging;
	if (baseline?.storedPath === void 0 || baseline.digest === null) return null;
	const { storedPath: path, commit = null } = baseline;
	const model = {
		who: baseline.source,
		path,
		digest: baseline.digest
	};
	const { root } = context.model;
	if (commit === null || context.model.evaluate.predictCode === "head") return once(run, {
		...model,
		root: root.absolute,
		commit: null
	});
	return once(run, {
		...model,
		root: await releasedRoot(run, baseline, commit),
		commit
	});
}
/** The model's folder in a work tree of the release's commit. */
async function releasedRoot({ judging: { context }, session }, baseline, commit) {
	const { repository } = context.project;
	const { root } = context.model;
	const folder = join(session.folder, `code-${session.trees.size}`);
	const tree = session.trees.get(commit) ?? await addWorktree({
		top: repository,
		commit,
		folder
	});
	session.trees.set(commit, tree);
	const released = join(tree.folder, relative(repository, root.absolute));
	await assertFolder(released, baseline, root.written);
	return released;
}
async function assertFolder(path, { source }, written) {
	if ((await lstat(path).catch(() => null))?.isDirectory() === true) return;
	throw new ModelyardError("input", `the commit of ${source} has no folder ${written} to run evaluate.predict in`, { hint: HEAD });
}
const HEAD = "Set evaluate.predict_code: head to run the released model with the code of this checkout.";
const LONGEST_MS = 36e5;
async function once(run, model) {
	const { files } = run.session;
	const key = JSON.stringify([
		model.digest,
		model.commit,
		rowsKey(run)
	]);
	const file = files.get(key) ?? await predict(run, model);
	files.set(key, file);
	return file;
}
function rowsKey({ set, changed }) {
	return JSON.stringify([set.name, ...changed === void 0 ? [] : [changed.name]]);
}
async function rowsOf(run) {
	const { set, session, changed } = run;
	const { context, ports, types } = run.judging;
	const known = session.data.get(rowsKey(run));
	if (known !== void 0) return known;
	const file = join(session.folder, `rows-${session.data.size}.csv`);
	const { change } = changed ?? {};
	await writeRowsToPredict(context, {
		engine: ports.engine,
		paths: set.paths,
		types,
		file,
		...change === void 0 ? {} : { change }
	});
	session.data.set(rowsKey(run), file);
	return file;
}
/** Runs the command on one model; the path of the one file that it wrote. */
async function predict(run, model) {
	const { context, ports } = run.judging;
	const { predict: command, predictTimeoutMs } = context.model.evaluate;
	const { who } = model;
	await assertModelBytes(model, `the model of ${who} is not what was recorded`);
	const data = await rowsOf(run);
	const folder = join(run.session.folder, `predictions-${run.session.files.size}`);
	await mkdir(folder);
	context.reporter.progress({
		label: `predict ${rowsName(run)} by ${who}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const output = ports.openOutput?.();
	const { exitCode, timedOut } = await runCommand({
		command: command ?? "",
		cwd: model.root,
		env: variables(run, {
			model: model.path,
			data,
			output: join(folder, "predictions.csv")
		}),
		timeoutMs: predictTimeoutMs ?? LONGEST_MS,
		signal: context.signal,
		onOutput: (chunk) => output?.write(chunk)
	}).finally(() => output?.close());
	const problem = timedOut ? "took longer than evaluate.predict_timeout" : failure(exitCode);
	if (problem !== null) {
		const hint = `What it printed stands above.${model.commit === null ? "" : ` It ran with the code of that release. ${HEAD}`}`;
		throw new ModelyardError("input", `evaluate.predict ${problem} for ${who} on ${rowsName(run)}`, { hint });
	}
	await assertModelBytes(model, `the model of ${who} was changed by evaluate.predict`);
	return onlyFile(folder, who);
}
/** `evaluation`; `evaluation, changed for no_typos`. */
function rowsName({ set, changed }) {
	return changed === void 0 ? set.name : `${set.name}, changed for ${changed.name}`;
}
function failure(exitCode) {
	if (exitCode === 0) return null;
	return exitCode === null ? "was ended by a signal" : `ended with exit code ${exitCode}`;
}
function variables({ judging: { context }, set }, { model, data, output }) {
	return commandEnvironment(context, {
		MODELYARD: "1",
		MODELYARD_MODEL_NAME: context.model.name,
		MODELYARD_SEED: String(context.model.train.seed),
		MODELYARD_DATASET: set.name,
		MODELYARD_MODEL: model,
		MODELYARD_DATA: data,
		MODELYARD_OUTPUT: output
	});
}
async function onlyFile(folder, who) {
	const [file, ...others] = (await readdir(folder)).sort();
	if (file !== void 0 && others.length === 0) return join(folder, file);
	const what = file === void 0 ? "wrote nothing" : `wrote several files (${[file, ...others].slice(0, 5).join(", ")})`;
	throw new ModelyardError("input", `evaluate.predict ended well for ${who} but ${what}`, { hint: "Write one file to $MODELYARD_OUTPUT: a line for each row of $MODELYARD_DATA, with its id." });
}

// src/stages/evaluate/evaluate.ts
/** Judges the newest candidate on the evaluation rows, beside the baseline. Writes the record and the golden rows. */
async function evaluateStage(context, ports) {
	const { record, golden, train, evidence } = await evaluateCandidate(context, ports);
	if (golden !== null) await writeFileAtomic(golden.path, golden.text);
	await writeRecord(recordPath(context.project.directory, context.model.name, "evaluate"), evaluateRecordSchema, record);
	await keepJudged(context, {
		train,
		evaluate: record,
		evidence
	});
	return record;
}
/** The same judgement without writing it: what was reviewed stays what it is. */
async function evaluateAgain(context, ports) {
	return (await evaluateCandidate(context, ports)).record;
}
/** The same, with what the candidate says row by row. */
function evaluateObserved(context, ports) {
	return evaluateCandidate(context, ports);
}
async function evaluateCandidate(context, ports) {
	const startedMs = context.clock.monotonicMs();
	const prepared = await prepare(context, ports);
	const judging = {
		...prepared,
		custom: await customMeasurements(prepared)
	};
	const { read, golden: rows, evidenceRows, ...own } = await namingOutputs(context, judging.candidate, () => withCommandSession(judging, judge));
	const golden = rows === null ? null : goldenFile(context, rows);
	const { candidate, baseline } = judging;
	return {
		record: {
			schema: "modelyard/evaluate/1",
			...own,
			notes: [...own.notes, ...customNotes(judging)],
			...recordHeader(context, {
				startedMs,
				revision: await readRevision(context),
				read,
				written: golden === null ? [] : [golden.entry]
			}),
			task: context.model.task,
			evidence: judging.evidence,
			...layoutOf(judging),
			groupBy: context.model.data.groupBy,
			weight: context.model.data.weight,
			inputDigest: candidate.record.inputDigest,
			candidate: { digest: candidate.model?.digest ?? null },
			baseline: baseline === null ? null : judgedBaseline(baseline, context.model.task),
			sizeBytes: candidate.model?.bytes ?? null,
			trainSeconds: candidate.record.trainSeconds
		},
		golden,
		train: candidate.record,
		evidence: evidenceRows
	};
}
function judgedBaseline({ release, digest, source, threshold }, task) {
	return {
		release,
		digest,
		source,
		...task === "binary" && threshold !== null ? { threshold } : {}
	};
}
async function prepare(context, ports) {
	const candidate = await currentCandidate(context);
	if (candidate === null) throw new ModelyardError("input", `${context.model.name} has no candidate to evaluate`, { hint: `Run modelyard train --model ${context.model.name} first.` });
	const { evidence, graph } = await namingOutputs(context, candidate, () => chooseEvidence(candidate, context.model));
	assertEvidence(context, {
		evidence,
		graph
	});
	const baseline = await resolveBaseline(context, ports.findRelease);
	const anchor = await resolveAnchor(context, ports);
	const beside = await resolveBeside(context, ports);
	const { contract } = await readContract(context);
	const digest = candidate.model?.digest ?? null;
	return {
		context,
		ports,
		candidate,
		evidence,
		graph,
		baseline,
		anchor,
		beside,
		identical: digest !== null && digest === baseline?.digest,
		contract,
		types: declaredTypes(contract)
	};
}
/** A rule that these numbers can never answer is a wrong config. */
async function judge(judging) {
	try {
		return judging.evidence === "metrics" ? await evaluateOnMetrics(judging) : await evaluateOnRows(judging);
	} catch (error) {
		if (!(error instanceof JudgingError)) throw error;
		throw new ModelyardError("config", error.message, {
			hint: error.hint,
			cause: error
		});
	}
}
/** Whoever reads these predictions later must know what they are. */
function layoutOf({ context, evidence }) {
	const { link, predictions, output } = context.model.evaluate;
	if (evidence === "model") return output === void 0 ? {} : { output };
	if (evidence !== "predictions" && evidence !== "predict") return {};
	const classes = predictions?.classes ?? null;
	return {
		...link === void 0 ? {} : { link },
		...predictions === void 0 ? {} : { predictions: {
			...predictions,
			classes: classes === null ? null : [...classes]
		} }
	};
}
function goldenFile(context, golden) {
	const path = `${modelFolder(context.project.directory, context.model.name)}/golden.json`;
	const text = recordText(goldenSchema.parse(golden));
	return {
		path,
		text,
		entry: {
			path: displayPath(context.project, path),
			sha256: hashBytes(text),
			bytes: Buffer.byteLength(text)
		}
	};
}

// src/stages/find-release-baseline.ts
/**
* The release that `baseline.from` names: the newest, or the one that is live in an environment. null: proven absent.
* Throws `unreadable` where there may be one that cannot be read from here.
*/
async function findReleaseBaseline(context, { releases, log }) {
	const { from } = context.model.baseline;
	const newest = await newestRelease(context, releases);
	if (from.kind !== "live") return newest === null ? null : releaseBaseline(releases, newest);
	const { entries } = await log.read();
	const live = desired(deploymentsOf(entries, context.model.name, from.environment));
	const list = await releases.listReleases();
	if (live === null && list.complete) return null;
	const tag = list.releases.find((release) => release.tag === live?.release);
	if (tag?.withdrawn === true) throw new ModelyardError("refused", `${tag.tag} is live in ${from.environment} and was withdrawn: nothing is compared with it`, { hint: "Roll back or deploy another release first." });
	if (tag !== void 0) return releaseBaseline(releases, tag);
	throw new ModelyardError("unreadable", live === null ? `this clone is shallow and holds no deployment: that nothing is live in ${from.environment} is not proven` : `${live.release} is live in ${from.environment}, and its tag is not here`, { hint: "Fetch everything: git fetch --unshallow --tags, and the branch modelyard-log." });
}

// src/stages/find-tagged-baseline.ts
/** The release of a tag. Throws `config` where there is none of this model, `refused` for one that was withdrawn. */
async function findTaggedBaseline({ model }, releases, wanted) {
	const list = await releases.listReleases();
	const tag = list.releases.find(({ tag }) => tag === wanted);
	const names = [model.name, model.release.renamedFrom];
	if (tag === void 0 || !names.includes(tag.model)) {
		if (tag === void 0 && !list.complete) throw new ModelyardError("unreadable", `baseline.anchor: this clone is shallow and has no ${wanted}`, { hint: "Fetch everything: git fetch --unshallow --tags." });
		const known = list.releases.filter((each) => names.includes(each.model)).map((each) => each.tag);
		throw new ModelyardError("config", `baseline.anchor: ${wanted} is no release of ${model.name}`, { hint: `Its releases are: ${known.slice(0, 10).join(", ") || "none yet; set the anchor after the first"}.` });
	}
	if (tag.withdrawn) throw new ModelyardError("refused", `baseline.anchor: ${wanted} was withdrawn: nothing is compared with it`, { hint: "Name another release; that changes how pull requests are judged, so it needs an approval." });
	return releaseBaseline(releases, tag);
}

// src/stages/train/failure-reason.ts
/** How a training command ended that did not end well, in a few words. */
function failureReason({ timedOut, signal, exitCode }) {
	if (timedOut) return "ran out of time";
	return signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
}

// src/stages/candidates/prune-candidates.ts
const RETENTION = {
	mostCandidates: 50,
	mostBytes: 20 * 1024 ** 3,
	untouched: 3
};
function storeOf({ project, model }) {
	return join(modelFolder(project.directory, model.name), "candidates");
}
/** A candidate that is taken again is as young as one that was just trained. */
async function touchCandidate(context, inputDigest, now) {
	const folder = join(storeOf(context), inputDigest.replace(/^sha256:/, ""));
	await utimes(folder, now, now).catch(() => void 0);
}
/**
* Removes the candidates that were trained or taken longest ago, as many as are above the retention. Runs within the training's lock; what
* cannot be removed is told and stays.
*/
async function pruneCandidates(context, retention = RETENTION) {
	const store = storeOf(context);
	let bytes = 0;
	for (const [index, name] of (await byAge(store)).entries()) {
		bytes += await bytesOf(join(store, name));
		const isAbove = index >= retention.mostCandidates || bytes > retention.mostBytes;
		if (index < retention.untouched || !isAbove) continue;
		await remove(store, name).catch((error) => {
			context.reporter.warn(`an old candidate cannot be removed: ${messageOf(error)}`);
		});
	}
}
/** Names of stored candidates, the one that was trained or taken last first. */
async function byAge(store) {
	const names = (await readdir(store).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name));
	return (await Promise.all(names.map(async (name) => ({
		name,
		found: await lstat(join(store, name)).catch(() => null)
	})))).flatMap(({ name, found }) => found?.isDirectory() === true ? [{
		name,
		mtimeMs: found.mtimeMs
	}] : []).sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}
/** By its record; a broken one counts nothing, and ages like the others. */
async function bytesOf(folder) {
	return ((await readRecord(join(folder, "train.json"), trainRecordSchema).catch(() => null))?.outputs ?? []).reduce((sum, output) => sum + (output.bytes ?? 0), 0);
}
/** Gone at once for whoever looks; what a kill leaves is removed with the next training. */
async function remove(store, name) {
	const gone = join(store, `.${randomBytes(6).toString("hex")}.tmp`);
	await rename(join(store, name), gone);
	await rm(gone, {
		recursive: true,
		force: true
	});
}

// src/stages/train/collect-outputs.ts
/** What stands at the places of the outputs before training: a file that is still the same one was not written by it. */
async function outputStates({ model }) {
	const states = await Promise.all(declaredOutputs(model).map(async ({ path }) => [path, await lstat(path).catch(() => null)]));
	return new Map(states);
}
/** Hashes what the command wrote. A file that is missing, empty or left over from an earlier run is an error. */
async function collectOutputs(context, before) {
	const collected = [];
	for (const { output, written, path } of declaredOutputs(context.model)) {
		const now = await lstat(path).catch(() => null);
		const earlier = before.get(path) ?? null;
		const isLeftOver = now !== null && earlier !== null && now.isFile() && now.mtimeMs === earlier.mtimeMs && now.ino === earlier.ino;
		if (now === null || isLeftOver) throw new ModelyardError("input", `the training command ended well but did not write ${written} (train.${output})${isLeftOver ? "; the file there is from an earlier run" : ""}`, { hint: `Let it write to the path in $MODELYARD_OUTPUT_${output.toUpperCase()}.` });
		const hashed = await hashModel(path);
		if (hashed.files.every((file) => file.bytes === 0)) throw new ModelyardError("input", `the training command wrote an empty ${written} (train.${output})`, { hint: "Look at its output above; a full disk, or a file that was never closed, ends like this." });
		collected.push({
			...hashed,
			output
		});
	}
	return collected;
}

// src/stages/train/last-words.ts
const MOST_CHARACTERS = 300;
/** A shorter value of a variable would blot out what is no secret. */
const FEWEST_SECRET = 6;
const HIDDEN = "***";
/** As Python, Node.js, R and Java name what went wrong, wherever their stack or make's own word follow. */
const NAMED = /^(\w+\.)*\w*(Error|Exception)\b[^:]*:/;
/** Listens to what a command prints: there stands why it failed, most often. Values of `secrets` are blotted out. */
function lastWords(secrets) {
	let tail = Buffer.alloc(0);
	return {
		hear: (chunk) => {
			tail = Buffer.concat([tail, chunk.subarray(-4096)]).subarray(-4096);
		},
		line: () => {
			const lines = tail.toString("utf8").split(/[\r\n]/).map((each) => each.trim()).filter((each) => each !== "");
			const line = lines.findLast((each) => NAMED.test(each)) ?? lines.at(-1);
			return line === void 0 ? null : [...blotted(line, secrets)].slice(0, MOST_CHARACTERS).join("");
		}
	};
}
function blotted(line, secrets) {
	return secrets.filter((secret) => secret.length >= FEWEST_SECRET).sort((a, b) => b.length - a.length).reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
}

// src/stages/train/tool-versions.ts
const KNOWN = /^(python[\d.]*|node|Rscript|julia|bash|uv|poetry|make|java|go|cargo)$/;
const PATIENCE_MS = 5e3;
/** Versions of the tools that made the bytes: Node, git and, where its name is known, the command's first word. */
async function toolVersions(command, cwd) {
	const first = command.trim().split(/\s+/)[0] ?? "";
	const names = ["git", ...KNOWN.test(first) && first !== "node" ? [first] : []];
	const found = (await Promise.all(names.map(async (name) => [name, await versionOf(name, cwd)]))).filter((entry) => entry[1] !== null);
	return {
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
		...Object.fromEntries(found)
	};
}
function versionOf(program, cwd) {
	return new Promise((resolve) => {
		execFile(program, ["--version"], {
			cwd,
			timeout: PATIENCE_MS
		}, (error, stdout, stderr) => {
			const line = `${stdout}${stderr}`.trim().split("\n")[0] ?? "";
			resolve(error === null && line !== "" ? line.slice(0, 200) : null);
		});
	});
}

// src/stages/train/train-seeds.ts
/** The seeds of `train.seeds`, that of the candidate first: which one it is never hangs on how good they are. */
function seedsOf({ train }) {
	return Array.from({ length: train.seeds ?? 1 }, (_, place) => train.seed + place);
}
/** The same recipe with another seed. */
function withSeed(context, seed) {
	const { model } = context;
	return {
		...context,
		model: {
			...model,
			train: {
				...model.train,
				seed
			}
		}
	};
}
/**
* Trains the other seeds before the candidate, so that what lies at the outputs' paths in the end is the candidate's. The first
* training that fails is the record of all: a recipe that fails with some seeds is none.
*/
async function trainSeeds(context, trainOne) {
	const [own = 0, ...others] = seedsOf(context.model);
	if (others.length === 0) return trainOne(context, "candidate");
	const { digest: inputDigest } = await computeInputDigest(context, "worktree");
	const all = [];
	for (const [place, seed] of [...others, own].entries()) {
		context.reporter.note(`seed ${seed}, training ${place + 1} of ${others.length + 1}`);
		const record = await trainOne(withSeed(context, seed), seed === own ? "candidate" : "other");
		if (record.verdict !== "pass") return {
			...record,
			inputDigest
		};
		all.push(record);
	}
	const candidate = all.at(-1);
	const seeds = [candidate, ...all.slice(0, -1)].map((record) => ({
		seed: record.seed,
		inputDigest: record.inputDigest,
		candidate: record.candidate,
		trainSeconds: record.trainSeconds
	}));
	return {
		...candidate,
		seeds
	};
}

// src/stages/train/training-lock.ts
/** Runs one training of a model at a time in a checkout. A lock whose process is gone is taken over. */
async function withTrainingLock(context, work) {
	const folder = modelFolder(context.project.directory, context.model.name);
	await mkdir(folder, { recursive: true });
	const path = join(folder, "train.lock");
	await acquire(path);
	try {
		return await work();
	} finally {
		await rm(path, { force: true });
	}
}
const ATTEMPTS = 20;
/** What file systems without hard links say. */
const NO_LINKS = [
	"EPERM",
	"ENOTSUP",
	"EOPNOTSUPP",
	"ENOSYS",
	"EMLINK"
];
async function acquire(path) {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		if (await claim(path, `${process.pid} ${processStart(process.pid) ?? ""}`)) return;
		const owner = await readOwner(path);
		if (owner === null) continue;
		if (isRunning(owner)) throw taken(path, owner);
		await removeStale(path);
	}
	throw new ModelyardError("conflict", `${path} is taken again and again`, { hint: "Run one training at a time." });
}
/** Whole or not at all: a lock without its owner would look like one that is left over. */
async function claim(path, owner) {
	const temporary = unique(path);
	await writeFile(temporary, owner);
	try {
		await link(temporary, path);
		return true;
	} catch (error) {
		const code = error.code ?? "";
		if (code === "EEXIST") return false;
		if (!NO_LINKS.includes(code)) throw error;
		return await writeFile(path, owner, { flag: "wx" }).then(() => true, () => false);
	} finally {
		await rm(temporary, { force: true });
	}
}
/** Between looking and removing somebody else may have taken over: what was moved away is looked at once more. */
async function removeStale(path) {
	const moved = unique(path);
	if (!await rename(path, moved).then(() => true, () => false)) return;
	const owner = await readOwner(moved);
	if (owner !== null && isRunning(owner)) await link(moved, path).catch(() => void 0);
	await rm(moved, { force: true });
}
function unique(path) {
	return `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
}
async function readOwner(path) {
	return readFile(path, "utf8").catch(() => null);
}
/** `<process id> <start>`: a number alone may have been given to another process since. */
function isRunning(owner) {
	const [pid = "", start = ""] = owner.split(" ");
	return isAlive(Number(pid)) && (start === "" || processStart(Number(pid)) === start);
}
function taken(path, owner) {
	return new ModelyardError("conflict", `process ${owner.split(" ")[0]} is training this model in this checkout`, { hint: `Wait for it; if it is no training, remove ${path}.` });
}

// src/stages/train/train.ts
/**
* Trains a candidate, or takes the stored one that has the same inputs. A command that fails is a failing record;
* inputs that change meanwhile and outputs that are not written are errors.
*/
async function trainStage(context, options) {
	return withTrainingLock(context, async () => {
		await fetchData(context);
		const record = await trainSeeds(context, (each, role) => trainOne(each, {
			...options,
			role
		}));
		await writeRecord(recordPath(context.project.directory, context.model.name, "train"), trainRecordSchema, record);
		if (record.verdict === "pass") await pruneCandidates(context);
		return record;
	});
}
async function trainOne(context, options) {
	const startedMs = context.clock.monotonicMs();
	const inputs = await computeInputDigest(context, "worktree");
	const existing = options.force ? null : await reusableCandidate(context, inputs);
	return existing === null ? trainAnew(context, inputs, options) : reuse(context, existing, startedMs);
}
/** A candidate made from dirty inputs is taken only on the commit that it was made on. */
async function reusableCandidate(context, inputs) {
	const candidate = await openCandidate(context, inputs.digest).catch((error) => {
		if (!(error instanceof ModelyardError) || error.code !== "unreadable") throw error;
		context.reporter.warn(`${error.message}; training anew`);
		return null;
	});
	if (candidate === null || inputs.dirty.length === 0 && candidate.record.dirty.length === 0) return candidate;
	const { commit } = await readRevision(context);
	return candidate.record.commit === commit ? candidate : null;
}
async function reuse(context, candidate, startedMs) {
	const { isOtherSeed: _, ...record } = candidate.record;
	await touchCandidate(context, record.inputDigest, context.clock.now());
	const revision = await readRevision(context);
	const header = recordHeader(context, {
		startedMs,
		revision,
		read: record.read,
		written: record.written
	});
	return {
		...record,
		...header,
		reused: true
	};
}
async function trainAnew(context, inputs, options) {
	const startedMs = context.clock.monotonicMs();
	const params = await readParams(context.model.train.params);
	const before = await outputStates(context);
	const { result, lastLine } = await runTraining(context, options);
	const facts = {
		startedMs,
		inputs,
		params,
		result
	};
	const fail = async (why) => {
		const record = await trainRecord(context, {
			...facts,
			outputs: [],
			failed: true
		});
		await keepFailed(context, record, why);
		return record;
	};
	const failed = result.exitCode !== 0 || result.timedOut;
	const outputs = await checkedOutputs(context, {
		before,
		inputs,
		failed
	}).catch(async (error) => {
		await fail(messageOf(error));
		throw error;
	});
	if (failed) return fail([failureReason(result), lastLine].filter((part) => part !== null).join(": "));
	const trained = await trainRecord(context, {
		...facts,
		outputs,
		failed
	});
	const record = options.role === "other" ? {
		...trained,
		isOtherSeed: true
	} : trained;
	await storeCandidate(context, record);
	if (options.role === "candidate") await keepTrained(context, record);
	return record;
}
/** What training left, which may be told of only when its inputs are what they were. */
async function checkedOutputs(context, { before, inputs, failed }) {
	const outputs = failed ? [] : await collectOutputs(context, before);
	await assertSameInputs(context, inputs);
	return outputs;
}
async function runTraining(context, options) {
	const { data, train, root } = context.model;
	const environment = trainingEnvironment(context, {
		train: await dataFiles(context, data.train),
		evaluation: await evaluationFiles(context)
	});
	if (environment.unavailable.length > 0) context.reporter.warn(`train.env: ${environment.unavailable.join(", ")} is not set or may never be passed on`);
	const words = lastWords(train.env.map((name) => environment.variables[name] ?? ""));
	const output = endingInLine((chunk) => {
		words.hear(chunk);
		options.onOutput(chunk);
	});
	const result = await runCommand({
		command: train.run,
		cwd: root.absolute,
		env: environment.variables,
		timeoutMs: train.timeoutMs,
		signal: context.signal,
		onOutput: output.write
	}).finally(output.end);
	if (result.exitCode !== 0 && environment.withheld.length > 0) context.reporter.note(`training did not see ${environment.withheld.join(", ")}; train.env passes on what it needs`);
	return {
		result,
		lastLine: words.line()
	};
}
async function evaluationFiles(context) {
	const sets = [];
	for (const { name, paths } of evaluationSets(context.model.data)) sets.push({
		name,
		files: await dataFiles(context, paths)
	});
	return sets;
}
/** What is told next begins on a line of its own. */
function endingInLine(write) {
	let last = LINE_FEED;
	return {
		write(chunk) {
			last = chunk.at(-1) ?? last;
			write(chunk);
		},
		end() {
			if (last !== LINE_FEED) write(Buffer.from([LINE_FEED]));
		}
	};
}
const LINE_FEED = 10;
async function assertSameInputs(context, before) {
	const after = await computeInputDigest(context, "worktree");
	if (after.digest === before.digest) return;
	const changed = changedEntries(before.entries, after.entries);
	throw new ModelyardError("input", `inputs changed while the model was trained: ${changed.slice(0, 10).join(", ")}`, { hint: "Nothing else may write to the inputs during training; files that training itself writes belong into train.model, or outside git, or out of train.inputs." });
}
async function trainRecord(context, facts) {
	const { inputs, result, outputs } = facts;
	const written = outputs.flatMap((output) => output.files.map((file) => ({
		path: displayPath(context.project, file.path),
		sha256: file.sha256,
		bytes: file.bytes
	})));
	const read = inputs.entries.map(({ path, sha256 }) => ({
		path,
		sha256
	}));
	const revision = await readRevision(context);
	return {
		schema: "modelyard/train/1",
		verdict: facts.failed ? "fail" : "pass",
		...recordHeader(context, {
			startedMs: facts.startedMs,
			revision,
			read,
			written
		}),
		inputDigest: inputs.digest,
		reused: false,
		command: context.model.train.run,
		exitCode: result.exitCode,
		signal: result.signal,
		timedOut: result.timedOut,
		peakMemoryBytes: result.peakMemoryBytes,
		...result.peakMemoryReason === null ? {} : { peakMemoryReason: result.peakMemoryReason },
		trainSeconds: result.durationMs / 1e3,
		params: facts.params,
		seed: context.model.train.seed,
		inputs: inputs.entries.map((entry) => ({ ...entry })),
		...chosenRows(context.model.data),
		inputsNarrowed: inputs.narrowed,
		dirty: [...inputs.dirty],
		outputs: written,
		candidate: outputs.find((output) => output.output === "model")?.digest ?? null,
		tools: await toolVersions(context.model.train.run, context.model.root.absolute)
	};
}
function chosenRows({ train }) {
	const rows = train.form?.rows;
	return rows === void 0 ? {} : { rows: rows.map(({ column, values }) => ({
		column,
		values: [...values]
	})) };
}

// src/stages/validate/check-parts.ts
const WHOLE = {
	isWhole: true,
	contract: true,
	roles: true,
	overlap: true,
	drift: true,
	learning: (settings) => settings
};
const PARTS = [
	"contract",
	"roles",
	"overlap",
	"drift"
];
/** `contract,overlap,outliers` → what runs. Throws `usage` for a name that is none. */
function checkParts(names) {
	const kinds = DATA_CHECKS.map(({ kind }) => kind);
	const unknown = names.find((name) => ![...PARTS, ...kinds].includes(name));
	if (names.length === 0 || unknown !== void 0) throw new ModelyardError("usage", `--checks: there is no check ${JSON.stringify(unknown ?? "")}`, { hint: `Name one or several of: ${[...PARTS, ...kinds].join(", ")}.` });
	const isAsked = (kind) => names.includes(kind) || names.includes("overlap") && kind.startsWith("overlap_");
	return {
		isWhole: false,
		contract: names.includes("contract"),
		roles: names.includes("roles"),
		overlap: names.includes("overlap"),
		drift: names.includes("drift"),
		learning: (settings) => Object.fromEntries(Object.entries(settings).filter(([kind]) => isAsked(kind)))
	};
}

// src/stages/validate/base-data.ts
/** The forge is asked once, whoever asks. */
function askedOnce(find) {
	let found = null;
	return (context) => {
		found ??= find(context);
		return found;
	};
}
/**
* The training data of the base, where git holds them; otherwise the profile of the newest release, so that data that live
* elsewhere need not be fetched. What cannot be read is told, never taken for the same.
*/
async function findBaseData(context, ports, head) {
	if (ports.base === null) return releasedData(context, ports, {
		head,
		note: null
	});
	const found = await committedData(context, ports, head).catch(reasonOf);
	if (typeof found !== "string") return found;
	const note = `the base's own data cannot be read here: ${found}`;
	const released = await releasedData(context, ports, {
		head,
		note
	});
	return released.kind === "none" ? {
		kind: "unknown",
		reason: `${note}, and no release holds a profile`
	} : released;
}
/** Why something cannot be read, for people. Throws what is no fault of the data. */
function reasonOf(error) {
	if (!(error instanceof ModelyardError) || error.code === "interrupted" || error.code === "internal") throw error;
	return messageOf(error);
}
/** The data under the paths of today, as the commit holds them; a text says why that cannot be. */
async function committedData(context, { engine, base }, { contract }) {
	const { project, model } = context;
	const commit = await resolveCommit(project.repository, base ?? "");
	if (commit === null) return `${base} is not in this clone (check out with fetch-depth: 0)`;
	const name = commit.slice(0, 7);
	const { train } = model.data;
	return withDataAt(context, {
		data: train,
		commit
	}, async (then) => {
		if (then.paths.length === 0) return `git holds no ${train.patterns[0]?.written} there`;
		if (await then.isSame()) return {
			kind: "found",
			name,
			note: null,
			profile: null
		};
		try {
			const before = await openDataset(then.context, engine, {
				role: "base",
				paths: then.data,
				contract
			});
			const profile = await profileDataset(then.context, engine, {
				dataset: before,
				contract,
				reference: null
			});
			return {
				kind: "found",
				name,
				note: null,
				profile
			};
		} catch (error) {
			return reasonAt(then, error);
		}
	});
}
/** The same of data as a commit held them: the folder is ours and gone by the time that anybody reads this. */
function reasonAt({ context }, error) {
	return reasonOf(error).replaceAll(join(context.project.repository, "/"), "");
}
async function releasedData(context, { findRelease }, { head, note }) {
	const released = await findRelease(context).catch(reasonOf);
	if (typeof released === "string") return {
		kind: "unknown",
		reason: joined(note, released)
	};
	if (released === null) return {
		kind: "none",
		reason: "nothing is released yet, and no base was named"
	};
	const { tag, profile } = released;
	const { groupBy } = context.model.data;
	if (profile.groupBy !== groupBy) return {
		kind: "unknown",
		reason: joined(note, `${tag} was profiled ${profile.groupBy === null ? "without groups" : `by ${profile.groupBy}`}, and data.group_by is ${groupBy ?? "not set"} now`)
	};
	return {
		kind: "found",
		name: tag,
		note,
		profile: profile.data === head.profile.data ? null : profile
	};
}
function joined(note, reason) {
	return note === null ? reason : `${note}; ${reason}`;
}

// src/stages/validate/compare-datasets.ts
/** Holds a dataset against a profile, counted in the cells of that profile: `current`, null where that cannot be. */
async function compareDataset(context, engine, request) {
	const { reference, dataset, contract, optional } = request;
	const { groupBy } = reference;
	if (groupBy !== null && !dataset.columns.some(({ name }) => name === groupBy)) return {
		comparison: notCompared(context, request, `the ${dataset.role} data have no column ${groupBy}, by which rows are grouped: they cannot be told apart from repeated ones`),
		current: null
	};
	const current = await profileDataset(context, engine, {
		dataset,
		contract,
		reference
	});
	const kind = request.kind === "serving" ? "skew" : "drift";
	const settings = driftSettings(context.model.drift.settings, contract, kind);
	const found = compareProfiles(reference, current, {
		settings,
		optional
	});
	const signals = withPictures(context, found, [reference, current]);
	return {
		comparison: judgedComparison({
			...request,
			alpha: settings.alpha
		}, current, signals),
		current
	};
}
/** A comparison that was asked for and could not be made: never a pass. */
function notCompared({ model }, { kind, consequence, against, dataset }, reason) {
	return {
		alpha: model.drift.settings.alpha,
		kind,
		against,
		role: dataset.role,
		severity: severityOf(consequence),
		verdict: "error",
		rows: {
			before: null,
			now: null
		},
		groups: {
			before: null,
			now: null
		},
		reason,
		signals: []
	};
}
function judgedComparison(request, current, signals) {
	const severity = severityOf(request.consequence);
	const alarm = severity === "error" ? "fail" : "warn";
	return {
		kind: request.kind,
		against: request.against,
		role: request.dataset.role,
		severity,
		verdict: verdictOf(signals, alarm),
		rows: {
			before: request.reference.rows,
			now: current.rows
		},
		groups: {
			before: request.reference.groups,
			now: current.groups
		},
		alpha: request.alpha,
		signals: signals.map((signal) => signal.verdict === "fail" ? {
			...signal,
			verdict: alarm
		} : signal)
	};
}
function severityOf(consequence) {
	return consequence === "block" ? "error" : "warning";
}
/** Nothing that could be judged is no pass. */
function verdictOf(signals, alarm) {
	if (signals.some(({ verdict }) => verdict === "fail")) return alarm;
	return signals.filter(({ statistic }) => statistic !== "off").every(({ verdict }) => verdict === "insufficient") ? "insufficient" : "pass";
}

// src/stages/validate/comparisons.ts
/** Opens `data.serving`, where it is configured and looked at. */
async function openServing(context, engine, contract) {
	const { data, drift } = context.model;
	if (data.serving === null || drift.serving === "off") return null;
	return openDataset(context, engine, {
		role: "serving",
		paths: data.serving,
		contract
	});
}
/** Evaluation data and what was asked in operation, each held against the training data. */
async function compareToTraining(context, engine, { profile, evaluation, serving, contract }) {
	const { drift, data } = context.model;
	const comparisons = [];
	const add = async (against) => comparisons.push((await compareDataset(context, engine, against)).comparison);
	const common = {
		against: "train",
		reference: profile,
		contract
	};
	if (drift.trainEvaluation !== "off") await add({
		...common,
		kind: "train-evaluation",
		consequence: drift.trainEvaluation,
		dataset: evaluation,
		optional: absentIn(contract, "evaluation")
	});
	if (serving !== null && drift.serving !== "off") await add({
		...common,
		kind: "serving",
		consequence: drift.serving,
		dataset: serving,
		optional: [...data.targets, ...absentIn(contract, "serving")]
	});
	return comparisons;
}

// src/stages/validate/role-checks.ts
/** Columns that the config names and the data do not have are a wrong config, not bad rows. Throws `input`. */
function assertConfiguredColumns(data, dataset) {
	const present = new Set(dataset.columns.map((column) => column.name));
	const missing = [
		...data.targets.map((target) => ["target", target]),
		["id", data.id],
		["group_by", data.groupBy],
		["time", data.time],
		["weight", dataset.role === "evaluation" ? data.weight : null],
		...(data.features ?? []).map((feature) => ["features", feature])
	].filter(([, column]) => column !== null && !present.has(column));
	if (missing.length === 0) return;
	const list = missing.map(([key, column]) => `data.${key}: ${column}`).join(", ");
	throw new ModelyardError("input", `${dataset.files[0]?.path}: the ${dataset.name ?? dataset.role} data have no column for ${list}`, { hint: `The columns are: ${[...present].slice(0, 50).join(", ")}.` });
}
/** What every training and evaluation dataset must keep, with or without a contract. */
function roleChecks({ data }, dataset, contract) {
	const labelSeverity = data.nullLabels === "exclude" ? "warning" : "error";
	return [...[
		...data.targets.map((target) => counted({
			id: data.targets.length === 1 ? "target" : `target.${target}`,
			column: target,
			kind: "target",
			severity: labelSeverity,
			expected: "every row has a label"
		}, {
			kind: "not-null",
			column: target
		})),
		data.id === null ? null : idType(data.id, dataset),
		data.id === null ? null : counted({
			id: "id.null",
			column: data.id,
			kind: "id",
			severity: "error",
			expected: "every row has an id"
		}, {
			kind: "not-null",
			column: data.id
		}),
		data.id === null ? null : {
			...head({
				id: "id.unique",
				column: data.id,
				kind: "id",
				expected: "no id twice"
			}),
			rule: {
				kind: "unique",
				columns: [data.id]
			},
			classified: isClassified(contract, [data.id]),
			judge: noneFails
		},
		data.groupBy === null ? null : counted({
			id: "group",
			column: data.groupBy,
			kind: "group",
			severity: "error",
			expected: "every row belongs to a group"
		}, {
			kind: "not-null",
			column: data.groupBy
		})
	].filter((check) => check !== null), ...weightChecks(data.weight, dataset)];
}
/** Only evaluation weighs rows, so only its rows need a weight. */
function weightChecks(column, dataset) {
	if (column === null || dataset.role !== "evaluation") return [];
	const check = {
		column,
		kind: "weight",
		severity: "error"
	};
	return [counted({
		...check,
		id: "weight.null",
		expected: "every row has a weight"
	}, {
		kind: "not-null",
		column
	}), counted({
		...check,
		id: "weight.range",
		expected: "weights are finite and not below 0"
	}, {
		kind: "range",
		column,
		minimum: 0,
		maximum: Number.MAX_VALUE
	})];
}
function head({ id, column, kind, expected }) {
	return {
		id,
		column,
		kind,
		severity: "error",
		expected
	};
}
function counted(check, rule) {
	return {
		...check,
		rule,
		classified: false,
		judge: noneFails
	};
}
/** 0.1 + 0.2 is not 0.3: floating-point ids cannot be compared exactly. */
function idType(id, dataset) {
	const column = dataset.columns.find((each) => each.name === id);
	const isMet = column?.logicalType !== "number";
	const reason = isMet ? {} : { reason: `${column?.physicalType} holds floating-point numbers` };
	return {
		...head({
			id: "id.type",
			column: id,
			kind: "id",
			expected: "text or integers"
		}),
		outcome: {
			isMet,
			failing: null,
			checked: null,
			...reason
		}
	};
}
/** Evaluation rows whose id or group stands in the training data, too: the evaluation would flatter the model. */
async function overlapChecks(data, engine, [train, evaluation]) {
	const columns = [{
		id: "overlap.id",
		column: data.id,
		expected: "no row of the training data is evaluated"
	}, {
		id: "overlap.group",
		column: data.groupBy,
		expected: "no group stands in both"
	}];
	const found = [];
	for (const { id, column, expected } of columns) {
		if (column === null) continue;
		const { checked, shared, values, examples } = await engine.countShared([evaluation.source, train.source], [column]);
		const reason = shared === 0 ? {} : { reason: values === 1 ? "1 value stands in both" : `${values} values stand in both` };
		const check = {
			...head({
				id,
				column,
				kind: "overlap",
				expected
			}),
			outcome: {
				isMet: shared === 0,
				failing: shared,
				checked,
				...reason
			}
		};
		found.push({
			check,
			examples
		});
	}
	return found;
}

// src/stages/validate/add-overlap.ts
/** Checks between the datasets stand with the evaluation data. */
async function addOverlap(context, engine, { train, evaluations, datasets, contract }) {
	const [trained, ...judged] = datasets;
	if (trained === void 0) return [];
	const compared = [trained];
	for (const [index, dataset] of judged.entries()) {
		const evaluation = evaluations[index];
		if (evaluation === void 0) continue;
		compared.push(await withOverlap(context, engine, {
			train,
			evaluation,
			dataset,
			contract
		}));
	}
	return compared;
}
async function withOverlap(context, engine, { train, evaluation, dataset, contract }) {
	const label = `look for rows of ${evaluation.name ?? evaluation.role} in train`;
	context.reporter.progress({
		label,
		done: 0,
		total: null,
		unit: "rows"
	});
	const results = (await overlapChecks(context.model.data, engine, [train, evaluation])).map(({ check, examples }) => {
		const classified = check.column !== null && isClassified(contract, [check.column]);
		return {
			...settledResult(check, check.outcome),
			examples: shownExamples(context, examples, classified)
		};
	});
	return {
		...dataset,
		checks: withUniqueIds([...dataset.checks, ...results])
	};
}

// src/domain/drift/column-changes.ts
const MOST_VALUES = 10;
/** What became of each column, those of before first; without any value of the data unless `showValues`. */
function columnChanges({ before, now, counted }, { showValues }) {
	const columnOf = ({ columns }, name) => columns.find(({ column }) => column === name);
	const kept = before.columns.map((was) => changeOf(was, columnOf(now, was.column), columnOf(counted, was.column)));
	const added = now.columns.filter(({ column }) => columnOf(before, column) === void 0).map((is) => changeOf(void 0, is, void 0));
	return [...kept, ...added].map((change) => showValues ? change : withoutValues(change));
}
function changeOf(was, is, counted) {
	const numbers = was?.kind !== "category" && is?.kind !== "category";
	return {
		column: (was ?? is)?.column ?? "",
		change: kindOfChange(was, is),
		kind: {
			before: was?.kind ?? null,
			now: is?.kind ?? null
		},
		missing: {
			before: missingShare(was),
			now: missingShare(is)
		},
		mean: numbers ? {
			before: was?.mean ?? null,
			now: is?.mean ?? null
		} : null,
		range: numbers ? {
			before: rangeOf(was),
			now: rangeOf(is)
		} : null,
		domain: domainChange(was, is, counted)
	};
}
function kindOfChange(was, is) {
	if (was === void 0) return "added";
	if (is === void 0) return "removed";
	const hasValues = [was, is].every(({ counts }) => counts.some((count) => count > 0));
	return was.kind !== is.kind && hasValues ? "kind" : "none";
}
function missingShare(profile) {
	if (profile === void 0 || profile.rows === 0) return null;
	return (profile.nulls + profile.nonFinite) / profile.rows;
}
function rangeOf(profile) {
	if (profile?.minimum == null || profile.maximum === null) return null;
	return [profile.minimum, profile.maximum];
}
/** null unless both are categories whose values may be looked at. */
function domainChange(was, is, counted) {
	const [old, own] = [was?.categories ?? null, is?.categories ?? null];
	if (old === null || own === null || was?.classified === true || is?.classified === true) return null;
	const known = new Set(old);
	const added = own.filter((value) => !known.has(value));
	const gone = old.filter((_, index) => counted?.counts[index] === 0);
	return {
		size: {
			before: old.length,
			now: own.length
		},
		isWhole: {
			before: keepsAll(was),
			now: keepsAll(is)
		},
		added: added.length,
		gone: gone.length,
		addedValues: shown$1(added),
		goneValues: shown$1(gone)
	};
}
function shown$1(values) {
	return values.slice(0, MOST_VALUES).map((value) => cutMiddle(value, 160));
}
/** The last cell holds every value that is not kept apart. */
function keepsAll(profile) {
	return (profile?.counts.at(-1) ?? 0) === 0;
}
function withoutValues(change) {
	const { domain } = change;
	return {
		...change,
		range: null,
		domain: domain === null ? null : {
			...domain,
			addedValues: [],
			goneValues: []
		}
	};
}

// src/stages/validate/compare-with-base.ts
/** What the change does to the training data: nothing where nobody asks. */
async function compareWithBase(context, ports, head) {
	const consequence = context.model.drift.base;
	if (consequence === "off" || ports === null) return [];
	return [await comparison(context, ports, {
		head,
		consequence
	})];
}
async function comparison(context, ports, { head, consequence }) {
	const base = await findBaseData(context, ports, head);
	const told = {
		kind: "base",
		consequence,
		against: nameOf$1(base),
		dataset: head.dataset
	};
	if (base.kind === "unknown") return notCompared(context, told, base.reason);
	if (base.kind === "none") return {
		...notCompared(context, {
			...told,
			consequence: "warn"
		}, base.reason),
		verdict: "insufficient"
	};
	const why = base.note === null ? {} : { reason: base.note };
	const { profile: before } = base;
	if (before === null) return {
		...sameData(context, told, head),
		...why
	};
	const { comparison: held, current } = await compareDataset(context, ports.engine, {
		...told,
		reference: before,
		contract: head.contract,
		optional: []
	});
	if (current === null) return held;
	const changes = columnChanges({
		before,
		now: head.profile,
		counted: current
	}, { showValues: showsValues(context) });
	return {
		...held,
		...why,
		changes
	};
}
function nameOf$1(base) {
	return base.kind === "found" ? base.name : "the base";
}
function sameData(context, told, { profile }) {
	const { reason: _, ...plain } = notCompared(context, told, "");
	return {
		...plain,
		verdict: "pass",
		rows: {
			before: profile.rows,
			now: profile.rows
		},
		groups: {
			before: profile.groups,
			now: profile.groups
		},
		changes: []
	};
}

// src/domain/contract/amend/widen-operator.ts
/**
* The operator, as YAML, that is least wider and lets these amounts through as well; null where none does. Amounts are rows,
* or percent of the rows, which are rounded outwards to hundredths.
*/
function widenedOperator({ operator, unit }, amounts) {
	const step = unit === "percent" ? .01 : 1;
	const [least, most] = [floorTo(Math.min(...amounts), step), ceilTo(Math.max(...amounts), step)];
	return WIDEN[operator.kind](operator, {
		least,
		most,
		step
	});
}
const atMost = (_, { most }) => `mustBeLessOrEqualTo: ${most}`;
const atLeast = (_, { least }) => `mustBeGreaterOrEqualTo: ${least}`;
const WIDEN = {
	mustBe: (operator, seen) => {
		const value = "value" in operator ? operator.value : 0;
		if (seen.least >= value) return atMost(operator, seen);
		return seen.most <= value ? atLeast(operator, seen) : null;
	},
	mustBeLessThan: atMost,
	mustBeLessOrEqualTo: atMost,
	mustBeGreaterThan: atLeast,
	mustBeGreaterOrEqualTo: atLeast,
	mustBeBetween: (operator, { least, most, step }) => {
		if (!("low" in operator)) return null;
		return `mustBeBetween: [${Math.min(operator.low, floorTo(least - step, step))}, ${Math.max(operator.high, ceilTo(most + step, step))}]`;
	},
	mustNotBe: () => null,
	mustNotBeBetween: () => null
};
/** Without the noise of binary fractions: 0.07 / 0.01 is not quite 7. */
function ceilTo(amount, step) {
	return tidy(Math.ceil(tidy(amount / step)) * step);
}
function floorTo(amount, step) {
	return tidy(Math.floor(tidy(amount / step)) * step);
}
function tidy(value) {
	return Number(value.toPrecision(12));
}

// src/domain/contract/amend/yaml-scalar.ts
const PLAIN = /^[A-Za-z_][A-Za-z0-9_ ./%+-]*$/;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n|~)$/i;
/** A value as YAML that reads as the same value everywhere: plain where that is safe, else in double quotes, on one line. */
function yamlScalar(value) {
	if (typeof value !== "string") return String(value);
	if (PLAIN.test(value) && !RESERVED.test(value) && !value.endsWith(" ")) return value;
	return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
		const point = (character.codePointAt(0) ?? 0).toString(16);
		return point.length > 4 ? `\\U${point.padStart(8, "0")}` : `\\u${point.padStart(4, "0")}`;
	});
}
function yamlList(values) {
	return `[${values.map(yamlScalar).join(", ")}]`;
}

// src/domain/contract/amend/amend-value.ts
const NAN = "NaN and what cannot be read never fit: repair the data";
function rowsText$1({ counts }) {
	return counts.map(({ failing, rows }) => `${failing} of ${counted$1(rows, "row")}`).join(", ");
}
/** Wider bounds; those that are not broken stay. */
function rangeLines({ range }, { broken, extents, disclosure }) {
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range ?? {};
	const [low, high] = [endOf(extents, "low"), endOf(extents, "high")];
	const lower = minimum ?? exclusiveMinimum;
	const upper = maximum ?? exclusiveMaximum;
	const lines = [];
	const rows = rowsText$1(broken);
	if (low !== null && lower !== void 0 && isBelow(low, lower, exclusiveMinimum !== void 0)) lines.push(...boundLines("Minimum", {
		end: low,
		was: lower,
		isExclusive: exclusiveMinimum !== void 0,
		rows,
		disclosure
	}));
	if (high !== null && upper !== void 0 && isBelow(upper, high, exclusiveMaximum !== void 0)) lines.push(...boundLines("Maximum", {
		end: high,
		was: upper,
		isExclusive: exclusiveMaximum !== void 0,
		rows,
		disclosure
	}));
	return extents.some(({ hasOthers }) => hasOthers) ? [...lines, {
		yaml: null,
		remark: NAN
	}] : lines;
}
function boundLines(name, { end, was, isExclusive, rows, disclosure }) {
	const key = name.toLowerCase();
	const remark = `${isExclusive ? `in place of exclusive${name}: ` : "was "}${was}; ${rows}`;
	if (disclosure.isShown) return [{
		yaml: `${key}: ${yamlScalar(end)}`,
		remark
	}];
	return [{
		yaml: null,
		remark: `${key}: ${name === "Minimum" ? "below" : "above"} ${was} in ${rows}; ${disclosure.why}`
	}];
}
/** Numbers as numbers; dates and times as the text that they are, which sorts by time. */
function endOf(extents, side) {
	return extents.flatMap((extent) => extent[side] ?? []).map(numberOrText).reduce((best, end) => {
		if (best === null) return end;
		return (side === "low" ? end < best : end > best) ? end : best;
	}, null);
}
function numberOrText(text) {
	const number = Number(text);
	return text.trim() !== "" && Number.isFinite(number) && String(number) === plainNumber(text) ? number : text;
}
function plainNumber(text) {
	return text.replace(/\.0+$/, "");
}
function isBelow(one, other, orEqual) {
	if (typeof one === "number" && typeof other === "number") return orEqual ? one <= other : one < other;
	const [a, b] = [momentOf(one), momentOf(other)];
	return orEqual ? a <= b : a < b;
}
/** `2026-01-31 00:00:00` and `2026-01-31T00:00:00Z` are one moment. */
function momentOf(value) {
	const text = String(value).replace(" ", "T");
	const moment = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) || !text.includes("T") ? text : `${text}Z`);
	return Number.isNaN(moment) ? Number(value) : moment;
}
/** Lengths say little of a value, but those of few are theirs. */
function lengthLines({ length }, { broken, extents, disclosure }) {
	const shortest = Math.min(...extents.flatMap((extent) => extent.shortest ?? []));
	const longest = Math.max(...extents.flatMap((extent) => extent.longest ?? []));
	return [{
		key: "minLength",
		was: length?.minimum,
		seen: shortest,
		isBroken: shortest < (length?.minimum ?? 0)
	}, {
		key: "maxLength",
		was: length?.maximum,
		seen: longest,
		isBroken: longest > (length?.maximum ?? Number.POSITIVE_INFINITY)
	}].filter(({ isBroken, seen }) => isBroken && Number.isFinite(seen)).map(({ key, was, seen }) => disclosure.isShown ? {
		yaml: `${key}: ${seen}`,
		remark: `was ${was}; ${rowsText$1(broken)}`
	} : {
		yaml: null,
		remark: `${key}: beyond ${was} in ${rowsText$1(broken)}; ${disclosure.why}`
	});
}
/** More valid values where that is what is broken and they are few, else a wider count. */
function ruleLine(rule, { broken, extents, disclosure }) {
	const added = rule.metric === "invalidValues" && rule.pattern === null ? newValues(extents) : null;
	if (rule.values !== null && added !== null) return domainLine(rule, {
		broken,
		added,
		disclosure
	});
	const amounts = broken.counts.map(({ failing, rows }) => rule.unit === "percent" ? 100 * failing / rows : failing);
	if (rule.isEnum === true) return {
		yaml: null,
		remark: `delete enum: ${rowsText$1(broken)} break it`
	};
	const operator = widenedOperator(rule, amounts);
	if (operator === null) return {
		yaml: null,
		remark: `delete the rule ${rule.metric}: ${rowsText$1(broken)}`
	};
	const remark = `was ${operatorYaml(rule)}; ${rowsText$1(broken)}`;
	if (rule.values !== null && !disclosure.isShown) return {
		yaml: null,
		remark: `${operator} in the rule ${rule.metric}, ${remark}`
	};
	return {
		yaml: ruleYaml(rule, operator, rule.values),
		remark
	};
}
/** null where they are too many to be a domain, or some cannot be one. */
function newValues(extents) {
	const added = /* @__PURE__ */ new Map();
	for (const { values, hasOthers } of extents) {
		if (values === null || hasOthers) return null;
		for (const { value, rows } of values) added.set(value, (added.get(value) ?? 0) + rows);
	}
	return added.size === 0 ? null : added;
}
function domainLine(rule, { broken, added, disclosure }) {
	const count = added.size === 1 ? "1 more value" : `${added.size} more values`;
	if (!disclosure.isShown) return {
		yaml: null,
		remark: `validValues: ${count} in ${rowsText$1(broken)}; ${disclosure.why}`
	};
	const known = rule.values ?? [];
	const news = [...added.keys()].map((value) => likeKnown(value, known));
	const told = [...added].map(([value, rows]) => `${cutMiddle(value, 40)} (${counted$1(rows, "row")})`).join(", ");
	if (rule.isEnum === true) return {
		yaml: null,
		remark: `add to enum: ${told}`
	};
	return {
		yaml: ruleYaml(rule, operatorYaml(rule), [...known, ...news]),
		remark: `new: ${told}`
	};
}
/** Numbers stay numbers where the list has numbers. */
function likeKnown(value, known) {
	const number = Number(value);
	return known.length > 0 && known.every((each) => typeof each === "number") && value.trim() !== "" && Number.isFinite(number) ? number : value;
}
function operatorYaml({ operator }) {
	const amount = "value" in operator ? operator.value : `[${operator.low}, ${operator.high}]`;
	return `${operator.kind}: ${amount}`;
}
/** The rule whole, in flow style: it takes the place of the one that is there. */
function ruleYaml(rule, operator, values) {
	const { metric, unit, severity, pattern, columns } = rule;
	const given = [
		values === null ? null : `${metric === "missingValues" ? "missingValues" : "validValues"}: ${yamlList(values)}`,
		pattern === null ? null : `pattern: ${yamlScalar(pattern)}`,
		columns === null ? null : `properties: ${yamlList(columns)}`
	].filter((part) => part !== null);
	return `{${[
		`metric: ${metric}`,
		operator,
		unit === "percent" ? "unit: percent" : null,
		severity === "error" ? null : `severity: ${severity}`,
		given.length === 0 ? null : `arguments: {${given.join(", ")}}`
	].filter((part) => part !== null).join(", ")}}`;
}

// src/domain/contract/amend/amend-contract.ts
/** Rules whose extent has to be known before their check can be widened, by the id of the check. */
function rulesToMeasure({ columns }, broken) {
	return columns.flatMap((column) => {
		const { name, range, length } = column;
		const lists = rulesOf$1(column).flatMap(({ id, rule }) => rule.metric === "invalidValues" && rule.values !== null && rule.pattern === null ? [{
			id,
			rule: {
				kind: "one-of",
				column: name,
				values: rule.values
			}
		}] : []);
		return [
			...range === null ? [] : [{
				id: `${name}.range`,
				rule: {
					kind: "range",
					column: name,
					...range
				}
			}],
			...length === null ? [] : [{
				id: `${name}.length`,
				rule: {
					kind: "length",
					column: name,
					...length
				}
			}],
			...lists
		];
	}).filter(({ id }) => broken.has(id));
}
/** The smallest change of the contract that lets the data through; null where nothing of it is broken. */
function amendContract(request) {
	const { contract, broken, added, types } = request;
	const parts = [
		...contract.columns.map((column) => columnPart(column, request)),
		...broken.has("unexpected_columns") ? added.map((name) => newColumn(name, types)) : [],
		objectPart(request)
	].filter((part) => part.note !== null || part.keys.length + part.options.length + part.quality.length > 0);
	const left = [...broken.values()].filter(({ kind }) => UNTOUCHED.has(kind)).map(({ id }) => id);
	return parts.length + left.length === 0 ? null : {
		object: contract.name,
		parts,
		left
	};
}
/** What no wider value of a key helps. */
const UNTOUCHED = /* @__PURE__ */ new Set([
	"foreign_key",
	"freshness",
	"retention",
	"sql",
	"timezone",
	"items",
	"unique_items",
	"fields",
	"field_count"
]);
const NOTHING = {
	note: null,
	keys: [],
	options: [],
	quality: []
};
function columnPart(column, request) {
	const { name } = column;
	const { broken, disclosure } = request;
	const part = {
		...NOTHING,
		column: name
	};
	if (broken.has(`${name}.present`)) return {
		...part,
		note: "delete this property: the data have no such column"
	};
	const evidence = (id) => {
		const found = broken.get(id);
		return found === void 0 ? null : {
			broken: found,
			extents: request.extents.get(id) ?? [],
			disclosure: disclosure(column)
		};
	};
	const range = evidence(`${name}.range`);
	const length = evidence(`${name}.length`);
	return {
		...part,
		keys: [
			...typeLines(column, request),
			...flagLines(column, request),
			...deletions(column, request)
		],
		options: [...range === null ? [] : rangeLines(column, range), ...length === null ? [] : lengthLines(column, length)],
		quality: rulesOf$1(column).flatMap(({ id, rule }) => {
			const found = evidence(id);
			return found === null ? [] : [ruleLine(rule, found)];
		})
	};
}
/** Rules of a property with the ids of their checks: a second one of a metric has a number. */
function rulesOf$1({ name, rules }) {
	return rules.map((rule, index) => {
		const earlier = rules.slice(0, index).filter(({ metric }) => metric === rule.metric).length;
		return {
			id: `${name}.${ruleId(rule)}${earlier === 0 ? "" : `#${earlier + 1}`}`,
			rule
		};
	});
}
function typeLines(column, { broken, types }) {
	const found = broken.get(`${column.name}.type`);
	const type = types.get(column.name);
	if (found === void 0 || type === void 0 || type === column.logicalType) return [];
	const remark = `was ${column.logicalType}; ${rowsText$1(found)}`;
	const hasOptions = column.range !== null || column.multipleOf !== null || column.format !== null;
	return [{
		yaml: `logicalType: ${type}`,
		remark
	}, ...hasOptions ? [{
		yaml: null,
		remark: `logicalTypeOptions must fit ${type}, too`
	}] : []];
}
function flagLines({ name }, { broken, contract }) {
	const flag = (key, found) => found === void 0 ? [] : [{
		yaml: `${key}: false`,
		remark: `${rowsText$1(found)} break it`
	}];
	return [
		...flag("required", broken.get(`${name}.required`)),
		...flag("unique", broken.get(`${name}.unique`)),
		...flag("primaryKey", contract.primaryKey.includes(name) ? broken.get("primary_key") : void 0)
	];
}
/** A pattern, a factor or a format has no next wider one. */
function deletions(column, { broken }) {
	const { name, pattern, multipleOf, format } = column;
	return [
		{
			key: "pattern",
			kind: "pattern",
			was: pattern
		},
		{
			key: "multipleOf",
			kind: "multiple_of",
			was: multipleOf
		},
		{
			key: "format",
			kind: "format",
			was: format?.name ?? null
		}
	].flatMap(({ key, kind, was }) => {
		const found = broken.get(`${name}.${kind}`);
		if (found === void 0 || was === null) return [];
		return [{
			yaml: null,
			remark: `delete logicalTypeOptions.${key} (${was}): ${rowsText$1(found)} break it`
		}];
	});
}
function newColumn(name, types) {
	const type = types.get(name);
	const keys = type === void 0 ? [] : [{
		yaml: `logicalType: ${type}`,
		remark: ""
	}];
	return {
		...NOTHING,
		column: name,
		note: "new in the data",
		keys
	};
}
/** Rules of the whole object: the number of rows, and columns that together must not repeat. */
function objectPart({ contract, broken }) {
	const seen = /* @__PURE__ */ new Map();
	const quality = contract.rules.flatMap((rule) => {
		const name = rule.columns === null ? ruleId(rule) : `${ruleId(rule)}(${rule.columns.join(", ")})`;
		const earlier = seen.get(name) ?? 0;
		seen.set(name, earlier + 1);
		const found = broken.get(`${name}${earlier === 0 ? "" : `#${earlier + 1}`}`);
		if (found === void 0) return [];
		if (rule.metric !== "rowCount") return [ruleLine(rule, {
			broken: found,
			extents: [],
			disclosure: {
				isShown: true,
				why: ""
			}
		})];
		const operator = widenedOperator(rule, found.counts.map(({ rows }) => rows));
		const rows = found.counts.map((count) => counted$1(count.rows, "row")).join(", ");
		return operator === null ? [{
			yaml: null,
			remark: `delete the rule rowCount: there are ${rows}`
		}] : [{
			yaml: `{metric: rowCount, ${operator}}`,
			remark: `there are ${rows}`
		}];
	});
	return {
		...NOTHING,
		column: null,
		quality
	};
}

// src/domain/contract/amend/patch.ts
/** What stands above every patch. */
const PATCH_WARNING = ["# The smallest change under which these data would pass. It says what the data are, not what they may be:", "# whoever owns the data decides line by line, and a change of the contract is reviewed like code."];
/** A contract's changed lines, where they stand in it: `schema`, the object, its properties. */
function patchLines({ object, parts, left }) {
	const properties = parts.filter(({ column }) => column !== null);
	const own = parts.filter(({ column }) => column === null);
	return [
		...PATCH_WARNING,
		"schema:",
		`  - name: ${yamlScalar(object)}`,
		...properties.length === 0 ? [] : ["    properties:", ...properties.flatMap(propertyLines)],
		...own.flatMap((part) => bodyLines(part, "    ")),
		...leftLines(left)
	];
}
function leftLines(left) {
	return left.map((id) => `# nothing to widen: ${remarkText(id)}`);
}
function propertyLines(part) {
	const note = part.note === null ? "" : `  # ${remarkText(part.note)}`;
	return [`      - name: ${yamlScalar(part.column ?? "")}${note}`, ...bodyLines(part, "        ")];
}
function bodyLines({ keys, options, quality }, indent) {
	return [
		...keys.map((line) => `${indent}${lineText(line)}`),
		...block("logicalTypeOptions", options, {
			indent,
			item: ""
		}),
		...block("quality", quality, {
			indent,
			item: "- "
		})
	];
}
/** A key whose lines are remarks alone is a remark itself: pasted, it would say that there is nothing. */
function block(key, lines, { indent, item }) {
	if (lines.length === 0) return [];
	const isReal = lines.some(({ yaml }) => yaml !== null);
	const inner = lines.map((line) => line.yaml === null ? `${indent}  ${lineText(line)}` : `${indent}  ${item}${lineText(line)}`);
	return [`${indent}${isReal ? "" : "# "}${key}:`, ...inner];
}
function lineText({ yaml, remark }) {
	if (yaml === null) return `# ${remarkText(remark)}`;
	return remark === "" ? yaml : `${yaml}  # ${remarkText(remark)}`;
}
/** One line in which nothing hides. */
function remarkText(remark) {
	return visible(remark);
}

// src/stages/contract/short-writer.ts
/** A value as YAML on one line, whatever is in it. */
function flowYaml(value) {
	if (value === null || value === void 0) return "null";
	if (Array.isArray(value)) return `[${value.map(flowYaml).join(", ")}]`;
	if (typeof value !== "object") return yamlScalar(value);
	return `{ ${Object.entries(value).map(([key, each]) => `${yamlScalar(key)}: ${flowYaml(each)}`).join(", ")} }`;
}
/** A property of the standard as the short form says it: words where words are enough, else a map. */
function shortColumn(property) {
	const { name: _, logicalType, logicalTypeOptions, quality, customProperties, properties, items, ...more } = property;
	const { required, unique, primaryKey, primaryKeyPosition, relationships, ...described } = more;
	const words = [
		...properties === void 0 && items === void 0 ? [logicalType] : [],
		required === true ? "required" : null,
		unique === true ? "unique" : null,
		primaryKey === true && primaryKeyPosition === void 0 ? "key" : null,
		...(relationships ?? []).map(({ to }) => `-> ${String(to)}`)
	].filter((word) => word !== null && word !== void 0);
	const rest = {
		...described,
		...logicalTypeOptions,
		...rulesOf(quality ?? []),
		...partsOf(customProperties ?? []),
		...fieldsOf(properties),
		...items === void 0 ? {} : { items: shortColumn(items) }
	};
	const is = words.join(" ");
	if (Object.keys(rest).length === 0) return is === "" ? null : is;
	return {
		...is === "" ? {} : { is },
		...rest
	};
}
/** The first closed list stands under its own name. */
function rulesOf(rules) {
	const list = rules.find(isClosedList);
	const others = rules.filter((rule) => rule !== list);
	return {
		...list === void 0 ? {} : { values: list.arguments.validValues },
		...others.length === 0 ? {} : { quality: others }
	};
}
function isClosedList({ metric, mustBe, arguments: given, ...others }) {
	const keys = Object.keys(given ?? {});
	const isPlain = Object.keys(others).length === 0 && keys.length === 1 && keys[0] === "validValues";
	return metric === "invalidValues" && mustBe === 0 && isPlain;
}
function partsOf(customProperties) {
	const isPart = ({ property }) => PART_KEYS.includes(String(property));
	const others = customProperties.filter((each) => !isPart(each));
	return {
		...Object.fromEntries(customProperties.filter(isPart).map(({ property, value }) => [String(property), value])),
		...others.length === 0 ? {} : { customProperties: others }
	};
}
function fieldsOf(properties) {
	if (properties === void 0) return {};
	return { fields: Object.fromEntries(properties.map((field) => [String(field.name), shortColumn(field)])) };
}

// src/stages/contract/short-patch.ts
/** The same change for a contract in the short form: each line takes the place of the one of that name. */
function shortPatchLines({ parts, left }, document) {
	const object = document.schema[0] ?? {};
	const columns = parts.filter(({ column }) => column !== null).flatMap((part) => columnLines(part, object));
	const isReal = columns.some((line) => !/^ *#/.test(line));
	return [
		...PATCH_WARNING,
		...columns.length === 0 ? [] : [isReal ? "columns:" : "# columns:", ...columns],
		...parts.filter(({ column }) => column === null).flatMap((part) => wholeLines(part, object)),
		...leftLines(left)
	];
}
function columnLines(part, { properties = [] }) {
	const property = properties.find(({ name, physicalName }) => (physicalName ?? name) === part.column);
	const name = flowYaml(property?.name ?? part.column);
	const lines = [
		...part.keys,
		...part.options,
		...part.quality
	];
	if (property !== void 0 && part.note !== null) return [`  # ${name}: ${remarkText(part.note)}`];
	const changed = property === void 0 ? { ...merged(part.keys) } : applied(property, part);
	const isReal = property === void 0 || lines.some(({ yaml }) => yaml !== null);
	const told = [part.note ?? "", ...lines.filter(({ yaml }) => yaml !== null).map(({ remark }) => remark)].filter((remark) => remark !== "").join("; ");
	return [...lines.filter(({ yaml }) => yaml === null).map(({ remark }) => `  # ${name}: ${remarkText(remark)}`), ...isReal ? [`  ${name}: ${flowYaml(shortColumn(changed))}${told === "" ? "" : `  # ${remarkText(told)}`}`] : []];
}
/** The keys that lines of YAML say. */
function merged(lines) {
	return Object.assign({}, ...lines.map(({ yaml }) => yaml === null ? {} : (0, import_dist.parse)(yaml)));
}
/** An exclusive bound makes room for the plain one. */
const IN_PLACE_OF = {
	minimum: "exclusiveMinimum",
	maximum: "exclusiveMaximum"
};
function applied(property, { keys, options, quality }) {
	const news = merged(options);
	const replaced = Object.keys(news).map((key) => IN_PLACE_OF[key]);
	const old = Object.entries(property.logicalTypeOptions ?? {});
	const kept = Object.fromEntries(old.filter(([key]) => !replaced.includes(key)));
	return {
		...property,
		...merged(keys),
		logicalTypeOptions: {
			...kept,
			...news
		},
		quality: withRules(property.quality ?? [], quality)
	};
}
/** Each new rule takes the place of the first of its metric that has none yet. */
function withRules(rules, lines) {
	const result = [...rules];
	const news = lines.flatMap(({ yaml }) => yaml === null ? [] : [(0, import_dist.parse)(yaml)]);
	for (const rule of news) {
		const place = result.findIndex((each) => each.metric === rule.metric && !news.includes(each));
		if (place === -1) result.push(rule);
		else result[place] = rule;
	}
	return result;
}
/** The number of rows is a range of its own; what else is asked of the whole are rules as the standard writes them. */
function wholeLines({ quality }, { quality: rules = [] }) {
	const isRowCount = ({ yaml }) => yaml?.includes("metric: rowCount") === true;
	const [counts, others] = [quality.filter(isRowCount), quality.filter((line) => !isRowCount(line))];
	const remarks = counts.map(({ remark }) => remarkText(remark)).join("; ");
	return [
		...counts.length === 0 ? [] : [`rows: ${rowsText(rules, counts)}  # ${remarks}`],
		...others.some(({ yaml }) => yaml !== null) ? ["quality:"] : [],
		...others.map(({ yaml, remark }) => yaml === null ? `  # ${remarkText(remark)}` : `  - ${yaml}  # in place of the one under unique or quality; ${remarkText(remark)}`)
	];
}
function rowsText(rules, lines) {
	const counts = [...rules.filter(({ metric }) => metric === "rowCount"), ...lines.map(({ yaml }) => (0, import_dist.parse)(yaml ?? ""))];
	const last = (key) => counts.findLast((rule) => rule[key] !== void 0)?.[key];
	return `${String(last("mustBeGreaterOrEqualTo") ?? "")}..${String(last("mustBeLessOrEqualTo") ?? "")}`;
}

// src/stages/validate/contract-patch.ts
/** The smallest change of the contract under which the data would pass, as YAML lines; null where it fits them. */
async function contractPatch(context, engine, { contract, short, datasets, results }) {
	const broken = brokenChecks(results);
	if (broken.size === 0) return null;
	context.reporter.progress({
		label: "look for a contract that fits",
		done: 0,
		total: null,
		unit: "rows"
	});
	const extents = /* @__PURE__ */ new Map();
	for (const [index, dataset] of datasets.entries()) {
		const own = brokenChecks(results.slice(index, index + 1));
		const present = new Set(dataset.columns.map(({ name }) => name));
		const rules = rulesToMeasure(contract, own).filter(({ rule }) => present.has(rule.column));
		for (const extent of await engine.extents(dataset.source, rules)) extents.set(extent.id, [...extents.get(extent.id) ?? [], extent]);
	}
	const known = new Set(contract.columns.map(({ name }) => name));
	const [first, ...others] = datasets.map(({ columns }) => columns.map(({ name }) => name));
	const everywhere = (first ?? []).filter((name) => others.every((names) => names.includes(name)));
	const isShown = showsValues(context);
	const amendment = amendContract({
		contract,
		broken,
		extents,
		types: needsTypes(broken) ? await suggestedTypes(engine, datasets) : /* @__PURE__ */ new Map(),
		added: everywhere.filter((name) => !known.has(name)),
		disclosure: ({ classified }) => ({
			isShown: isShown && !classified,
			why: classified ? "the column is classified" : "values are shown on your own machine only"
		})
	});
	if (amendment === null) return null;
	return short === null ? patchLines(amendment) : shortPatchLines(amendment, short);
}
/** Kinds of checks that a contract asks for; the others are everybody's, and no contract changes them. */
const OF_CONTRACT = /* @__PURE__ */ new Set([
	"present",
	"type",
	"required",
	"unique",
	"range",
	"multiple_of",
	"length",
	"pattern",
	"format",
	"timezone",
	"items",
	"unique_items",
	"fields",
	"field_count",
	"null_values",
	"missing_values",
	"valid_values",
	"duplicate_values",
	"row_count",
	"primary_key",
	"foreign_key",
	"freshness",
	"retention",
	"sql",
	"unexpected_columns"
]);
/** By the name that a check has within the contract: another check may have taken its id. */
function brokenChecks(results) {
	const broken = /* @__PURE__ */ new Map();
	for (const { rows, checks } of results) {
		const seen = /* @__PURE__ */ new Map();
		for (const check of checks.filter(({ kind }) => OF_CONTRACT.has(kind))) {
			const name = nameOf(check);
			const count = (seen.get(name) ?? 0) + 1;
			seen.set(name, count);
			if (!["fail", "warn"].includes(check.verdict)) continue;
			const id = count === 1 ? name : `${name}#${count}`;
			const counts = [...broken.get(id)?.counts ?? [], {
				failing: check.failing ?? 0,
				rows
			}];
			broken.set(id, {
				id,
				kind: check.kind,
				counts
			});
		}
	}
	return broken;
}
const OF_THE_WHOLE = /* @__PURE__ */ new Set([
	"primary_key",
	"foreign_key",
	"sql"
]);
function nameOf({ id, column, kind }) {
	return column === null || OF_THE_WHOLE.has(kind) ? id.replace(/#\d+$/, "") : `${column}.${kind}`;
}
function needsTypes(broken) {
	return [...broken.values()].some(({ kind }) => kind === "type" || kind === "unexpected_columns");
}
/** What the cells are when nothing is declared; text where two datasets do not agree. */
async function suggestedTypes(engine, datasets) {
	const types = /* @__PURE__ */ new Map();
	for (const { source } of datasets) for (const { name, logicalType } of await engine.describe({
		...source,
		types: {}
	})) {
		const other = types.get(name);
		types.set(name, other === void 0 ? logicalType : commonType(other, logicalType));
	}
	return types;
}
function commonType(one, other) {
	if (one === other) return one;
	return [one, other].every((type) => type === "integer" || type === "number") ? "number" : "string";
}

// src/domain/data-checks/judge-groups.ts
/** Rows below which a slice says nothing of its own, whatever its share. */
const LEAST_ROWS = 30;
function judgeRepresentation(table, limit) {
	if (table === null) return NO_SLICES;
	const groups = groupsOf(table, 0);
	const rows = groups.reduce((sum, group) => sum + group.rows, 0);
	const small = groups.filter((group) => group.rows < LEAST_ROWS || group.rows < limit * rows);
	const failing = small.reduce((sum, group) => sum + group.rows, 0);
	const examples = small.slice(0, 5).map(({ name, rows: count }) => ({
		row: null,
		value: `${name}: ${counted$1(count, "row")}`
	}));
	const reason = `${small.length} of ${groups.length} slices`;
	return small.length === 0 ? {
		isMet: true,
		failing: 0,
		checked: rows
	} : {
		isMet: false,
		failing,
		checked: rows,
		reason,
		examples
	};
}
/**
* The lowest label rate of a slice is at least `limit` times the highest (the "four-fifths rule" has 0.8), or their
* intervals (Wilson's, 95 % over all slices by Bonferroni) overlap. `positive` is the name of the class; of `rowsOfGroup` rows,
* which belong together, all may have one label, so that they count as one.
*/
function judgeLabelRate(table, { positive, limit, rowsOfGroup }) {
	if (table === null) return NO_SLICES;
	const place = table.classes.indexOf(positive);
	if (place < 0) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "no row is of the positive class"
	};
	const groups = groupsOf(table, place).filter(({ rows }) => rows >= LEAST_ROWS);
	const checked = groups.reduce((sum, { rows }) => sum + rows, 0);
	if (groups.length < 2) return {
		isMet: null,
		failing: null,
		checked,
		reason: "fewer than two slices have 30 rows"
	};
	const z = normalQuantile(1 - .025 / groups.length);
	const rated = groups.map((group) => ({
		...group,
		interval: wilsonLimits(rate(group), group.rows / rowsOfGroup, z)
	})).sort(byRate);
	const [low, high] = [rated[0], rated.at(-1)];
	if (low === void 0 || high === void 0) return {
		isMet: null,
		failing: null,
		checked
	};
	const isMet = !(low.interval[1] < high.interval[0]) || rate(low) >= limit * rate(high);
	const text = (group) => `${shareText(rate(group))} (${group.interval.map(shareText).join(" … ")})`;
	return {
		isMet,
		failing: null,
		checked,
		...isMet ? {} : {
			reason: `from ${text(low)} to ${text(high)}`,
			examples: namesOf([low, high])
		}
	};
}
function namesOf(groups) {
	return groups.map(({ name }) => ({
		row: null,
		value: name
	}));
}
function byRate(a, b) {
	return rate(a) - rate(b);
}
function rate({ positive, rows }) {
	return positive / rows;
}
function groupsOf({ cells, counts }, positive) {
	return cells.flatMap((cell, index) => {
		const lines = counts.map((half) => half[index] ?? []);
		const rows = lines.flat().reduce((sum, count) => sum + count, 0);
		const found = lines.reduce((sum, line) => sum + (line[positive] ?? 0), 0);
		return rows === 0 ? [] : [{
			name: cell ?? "(no value)",
			rows,
			positive: found
		}];
	});
}
/** Standard errors by which two strengths must differ. */
const CLEARLY = 4;
/** Whether a column tells as much of the label in both datasets. */
function judgeLabelLink(train, evaluation, limit) {
	const [known, seen] = [train, evaluation].map(({ label }) => label === null ? null : associationOf(label));
	if (known === null || known === void 0 || seen === null || seen === void 0) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "the label has one value"
	};
	const difference = Math.abs(known.strength - seen.strength);
	const error = 1 / Math.sqrt(known.rarest) + 1 / Math.sqrt(seen.rarest);
	const isApart = difference > limit && difference > CLEARLY * error / 2;
	const told = `tells ${shareText(known.strength)} of the label in training, ${shareText(seen.strength)} in evaluation`;
	return {
		isMet: !isApart,
		failing: null,
		checked: seen.rows,
		...isApart ? { reason: told } : {}
	};
}
const NO_SLICES = {
	isMet: null,
	failing: null,
	checked: null,
	reason: "a column of groups or times makes no slices here"
};

// src/stages/validate/data-checks/asked.ts
function startAsking(settings) {
	const asked = [];
	const ask = (kind, column, answer) => {
		const setting = settings[kind];
		if (setting === void 0 || column !== null && setting.except.includes(column)) return;
		const { expected, judgement } = answer(setting.limit ?? 0);
		const { isMet, failing, checked, reason, examples = [], isBeside = false } = judgement;
		asked.push({
			check: {
				id: checkId(kind, column),
				column,
				kind,
				severity: isBeside ? "info" : setting.severity,
				expected,
				outcome: {
					isMet: isMet ?? false,
					failing,
					checked,
					...isMet === null ? { verdict: "insufficient" } : {},
					...reason === void 0 ? {} : { reason }
				}
			},
			examples
		});
	};
	return {
		ask,
		asked
	};
}
/** `overlap.rows` stands beside `overlap.id`. */
function checkId(kind, column) {
	if (column !== null) return `${column}.${kind}`;
	return kind.replace(/^overlap_/, "overlap.");
}

// src/domain/data-checks/judge-outliers.ts
/** More rows than this on one side are no slips but rows of another kind: machines that idle, a class of prices. */
const MOST_OF_ROWS = .05;
/** A number with so few values is a code, and none of them is far. */
const FEW = 10;
/** The least gap, as a factor e^1 = 2.7 on the scale asinh(|value − median| / scale). */
const APART = 1;
/** The least gap before one value that stands there in many rows: a zero or a sentinel that was typed for "unknown". */
const APART_REPEATED = .5;
const OFTEN = 5;
/** −ln of how seldom a tail as heavy as this one has such a gap by chance (bench/outlier-cases.ts). */
const SELDOM = 6;
/** What is known of tails before any far value is seen: so many values that thin out as those of Student's t with three degrees of freedom. */
const [USUAL_VALUES, USUAL_INDEX] = [4, .3];
/** From so many far values on their index is as good as known, and what it errs by is reckoned with. */
const TELLING = 10;
/**
* Numbers beyond `limit` robust deviations from the median that stand apart from all others. Heavy tails have far
* numbers, too, but one beyond the other, and the wider apart the heavier the tail; what a slip of the keyboard or a wrong
* unit makes stands alone.
*/
function judgeOutliers({ number, distinct }, limit) {
	if (number === null || number.finite === 0) return {
		isMet: null,
		failing: null,
		checked: 0,
		reason: "no cell is a finite number"
	};
	const { finite, median, scale } = number;
	if (scale === 0 || distinct <= FEW) return {
		isMet: true,
		failing: 0,
		checked: finite
	};
	const found = [number.lowest, number.highest].flatMap((side) => apart(side, {
		limit,
		distinct,
		...number
	}));
	if (found.length === 0) return {
		isMet: true,
		failing: 0,
		checked: finite
	};
	const examples = found.flatMap(({ farthest, values }) => farthest.slice(0, values));
	return {
		isMet: false,
		failing: found.reduce((sum, { rows }) => sum + rows, 0),
		checked: finite,
		reason: `the median is ${median.toPrecision(3)}, a robust deviation ${scale.toPrecision(3)}`,
		examples: examples.slice(0, 5).map(({ value, row }) => ({
			row,
			value: String(value)
		}))
	};
}
/** What stands beyond the innermost gap that few enough rows are beyond. */
function apart({ farthest, gaps }, reach) {
	const { median, scale, finite, limit } = reach;
	const gap = gaps.findLast((each) => Math.abs(each.value - median) / scale > limit && each.rows <= MOST_OF_ROWS * finite && isNoTail(each, reach));
	return gap === void 0 ? [] : [{
		...gap,
		farthest
	}];
}
/**
* Whether a gap is wider than the tail explains. Of a tail of Pareto's kind with index ξ the distance from the k-th farthest value to
* the next one is exponential with mean ξ / k on this scale (Rényi 1953). The 2 ln k is the price of looking at every k.
*/
function isNoTail(gap, { finite, distinct }) {
	const own = Math.max(gap.values, gap.rows * distinct / finite);
	const isRepeated = gap.values === 1 && gap.rows >= OFTEN && own >= 2;
	if (gap.width < (isRepeated ? APART_REPEATED : APART)) return false;
	return own * gap.width / indexOf(gap.tail) >= needed(SELDOM + 2 * Math.log(own), gap.tail);
}
/** Hill's estimate (1975) of the tail's index, with what is usual where few values tell. */
function indexOf({ values, excess }) {
	return (excess + USUAL_VALUES * USUAL_INDEX) / (values + USUAL_VALUES);
}
/** The bound that an exponential of known mean passes as seldom as one whose mean was estimated of so many values passes this. */
function needed(bound, { values }) {
	const known = values + USUAL_VALUES;
	return values < TELLING ? bound : known * Math.expm1(bound / known);
}

// src/domain/data-checks/judge-column.ts
const isText = (logicalType) => logicalType === "string";
const isNumeric = (logicalType) => logicalType === "number" || logicalType === "integer";
const COLUMN_JUDGES = {
	constant: {
		appliesTo: () => true,
		expected: (limit) => `no value in more than ${shareText(limit)} of the rows`,
		judge: judgeConstant
	},
	missing_share: {
		appliesTo: () => true,
		expected: (limit) => `at most ${shareText(limit)} without a value`,
		judge: ({ nulls }, limit, rows) => ({
			isMet: nulls <= limit * rows,
			failing: nulls,
			checked: rows
		})
	},
	mixed_types: {
		appliesTo: isText,
		expected: (limit) => `no mix of numbers and text, the rarer up to ${shareText(limit)}`,
		judge: judgeMixedTypes
	},
	null_spellings: {
		appliesTo: isText,
		expected: () => "one way to say that there is no value",
		judge: judgeNullSpellings
	},
	variants: {
		appliesTo: isText,
		expected: () => "one spelling of each category",
		judge: judgeVariants
	},
	symbols: {
		appliesTo: isText,
		expected: (limit) => `a letter or a digit in all but ${shareText(limit)}`,
		judge: judgeSymbols
	},
	outliers: {
		appliesTo: isNumeric,
		expected: (limit) => `no number beyond ${limit} deviations and far from all others`,
		judge: judgeOutliers
	},
	personal_data: {
		appliesTo: (logicalType) => isText(logicalType) || logicalType === "integer",
		expected: (limit) => `no personal data in more than ${shareText(limit)}, or a classification`,
		judge: judgePersonalData
	},
	label_leak: {
		appliesTo: () => true,
		expected: (limit) => `no column tells the label alone (${limit})`,
		judge: judgeLeak
	},
	id_tells_label: {
		appliesTo: () => true,
		expected: (limit) => `the order of the ids says nothing of the label (${limit})`,
		judge: judgeLeak
	}
};
/** One value alone is constant however few rows there are; nearly one value says something only of many rows. */
function judgeConstant({ top, nulls }, limit, rows) {
	const present = rows - nulls;
	if (top === null || present === 0) return {
		isMet: true,
		failing: null,
		checked: 0
	};
	const isConstant = present - top.rows === 0 && present > 1 && nulls === 0;
	const isNearly = top.rows > limit * rows && rows * (1 - limit) >= 1;
	const reason = isConstant ? "one value alone" : `${shareText(top.rows / rows)} are one value`;
	return isConstant || isNearly ? {
		isMet: false,
		failing: top.rows,
		checked: rows,
		reason,
		examples: [{
			row: null,
			value: top.value
		}]
	} : {
		isMet: true,
		failing: 0,
		checked: rows
	};
}
function judgeMixedTypes({ text, nulls }, limit, rows) {
	const present = rows - nulls;
	const numeric = text?.numeric ?? 0;
	const rarer = Math.min(numeric, present - numeric);
	const reason = numeric === rarer ? "some cells are numbers" : "some cells are no numbers";
	return rarer > 0 && rarer <= limit * present ? {
		isMet: false,
		failing: rarer,
		checked: present,
		reason
	} : {
		isMet: true,
		failing: 0,
		checked: present
	};
}
function judgeNullSpellings({ text, nulls }, _limit, rows) {
	const spelt = text?.nullSpellings ?? [];
	const ways = spelt.length + (nulls > 0 ? 1 : 0);
	const failing = spelt.reduce((sum, each) => sum + each.rows, 0);
	if (ways < 2 || failing === 0) return {
		isMet: true,
		failing,
		checked: rows
	};
	return {
		isMet: false,
		failing,
		checked: rows,
		reason: nulls > 0 ? `besides ${nulls} that are null` : `${ways} spellings`,
		examples: shown(spelt.map(({ value }) => value))
	};
}
/** Rows with one of the rarer spellings of a value: equal but for case, spaces at the ends or doubled, and how accents are encoded. */
function judgeVariants({ text, nulls }, _limit, rows) {
	if (text?.values === null) return TOO_MANY_VALUES;
	const bySense = /* @__PURE__ */ new Map();
	for (const each of text?.values ?? []) {
		const sense = each.value.normalize("NFC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
		if (sense !== "") bySense.set(sense, [...bySense.get(sense) ?? [], each]);
	}
	const variants = [...bySense.values()].filter(({ length }) => length > 1);
	const failing = variants.flatMap((spellings) => spellings.slice(1)).reduce((sum, each) => sum + each.rows, 0);
	const examples = shown(variants.map((spellings) => spellings.map(({ value }) => `“${value}”`).join(" = ")));
	return {
		isMet: failing === 0,
		failing,
		checked: rows - nulls,
		...failing === 0 ? {} : { examples }
	};
}
/** Where most cells are signs, signs are what the column is about. */
function judgeSymbols({ text, nulls }, limit, rows) {
	const [failing, checked] = [text?.symbols ?? 0, rows - nulls];
	return {
		isMet: failing <= limit * checked || failing > checked / 2,
		failing,
		checked
	};
}
const PERSONAL_NAMES = {
	email: "e-mail addresses",
	phone: "phone numbers",
	iban: "bank accounts (IBAN)",
	card: "payment cards"
};
/**
* Of any numbers of that length one in ten (card) or in a hundred (IBAN) has right check digits. Of any codes of three, three
* and four digits two in three could be phone numbers of North America, of others one in ten has the zero before the area.
*/
const SHARE_BY_DESIGN = {
	email: 0,
	phone: .9,
	iban: .3,
	card: .3
};
function judgePersonalData({ personal, nulls }, limit, rows) {
	const checked = rows - nulls;
	const found = PERSONAL_KINDS.flatMap((kind) => {
		const count = personal?.[kind] ?? {
			found: 0,
			alike: 0
		};
		return count.found > limit * checked && count.found >= SHARE_BY_DESIGN[kind] * count.alike ? [{
			kind,
			rows: count.found
		}] : [];
	});
	const failing = found.reduce((most, each) => Math.max(most, each.rows), 0);
	if (found.length === 0) return {
		isMet: true,
		failing: 0,
		checked
	};
	return {
		isMet: false,
		failing,
		checked,
		reason: `looks like ${found.map(({ kind }) => PERSONAL_NAMES[kind]).join(" and ")}; classify the column in the contract, or leave it out`
	};
}
/** Fewer rows of a class tell apart too much by chance. */
const LEAST_OF_CLASS = 20;
function judgeLeak({ label }, limit) {
	const found = label === null ? null : associationOf(label);
	if (found === null) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "the label has one value"
	};
	const { auc, lowestAuc, strength, rows, rarest } = found;
	const isTold = Math.max(auc ?? strength, lowestAuc ?? 0) >= limit;
	if (rarest < LEAST_OF_CLASS && label?.isOrdered === false && isTold) return {
		isMet: null,
		failing: null,
		checked: rows,
		reason: `${counted$1(rarest, "row")} of one class: too few to tell`
	};
	const told = auc === null ? toldOfClasses(found, limit) : `AUC ${auc.toFixed(3)}`;
	return {
		isMet: !isTold,
		failing: null,
		checked: rows,
		...isTold ? { reason: `alone: ${told}, learnt on one half of the rows, tried on the other` } : {}
	};
}
function toldOfClasses({ strength, lowestAuc }, limit) {
	if (strength >= limit || lowestAuc === null) return `${shareText(strength)} of the label`;
	return `AUC ${lowestAuc.toFixed(3)} or more for each class against the others`;
}
function shown(values) {
	return values.slice(0, 5).map((value) => ({
		row: null,
		value
	}));
}

// src/stages/validate/data-checks/column-checks.ts
/** Which columns each kind looks at. */
const LOOKS_AT = {
	constant: isFeature,
	missing_share: (column, subject) => isFeature(column, subject),
	mixed_types: isDescription,
	null_spellings: isDescription,
	variants: isDescription,
	symbols: isDescription,
	outliers: isFeature,
	personal_data: (column, { isClassified }) => !isClassified(column),
	label_leak: (column, subject) => hasLabel(subject) && isFeature(column, subject),
	id_tells_label: (column, subject) => hasLabel(subject) && column === subject.data.id
};
const ONLY_TRAINING = [
	"constant",
	"personal_data",
	"label_leak",
	"id_tells_label"
];
/** Where nothing is labelled, nothing can tell a label. */
function hasLabel({ data }) {
	return data.targets.length > 0;
}
function isFeature(column, { roles }) {
	return roles.features.includes(column);
}
/** Features, the target and what else is no key of the rows. */
function isDescription(column, { data }) {
	return ![
		data.id,
		data.groupBy,
		data.time,
		...splitColumns(data)
	].includes(column);
}
/** The checks that look at one column at a time. */
function columnChecks(survey, subject, { ask, isTraining }) {
	for (const kind of Object.keys(COLUMN_JUDGES)) {
		if (ONLY_TRAINING.includes(kind) && !isTraining) continue;
		const judge = COLUMN_JUDGES[kind];
		for (const column of survey.columns) {
			if (!LOOKS_AT[kind](column.column, subject) || !judge.appliesTo(typeOf(column, subject))) continue;
			ask(kind, column.column, (limit) => ({
				expected: judge.expected(limit),
				judgement: judge.judge(column, limit, survey.rows)
			}));
		}
	}
}
function typeOf({ column }, { roles }) {
	return roles.types.get(column) ?? "";
}
/** Each column by which slices are made: how many rows a slice has, and how often the positive class. */
function sliceChecks(survey, { data, roles }, ask) {
	if (!hasLabel({ data })) return;
	const groups = survey.columns.find(({ column }) => column === data.groupBy)?.distinct ?? survey.rows;
	const rowsOfGroup = Math.max(1, survey.rows / Math.max(1, groups));
	for (const column of survey.columns.filter((each) => roles.slices.includes(each.column))) {
		const { label } = column;
		ask("representation", column.column, (limit) => ({
			expected: `each slice has 30 rows and ${limit * 100} % of all`,
			judgement: judgeRepresentation(label, limit)
		}));
		const { positive } = data;
		if (positive === null) continue;
		ask("label_rate", column.column, (limit) => ({
			expected: `label rates of slices within ${limit} of each other`,
			judgement: judgeLabelRate(label, {
				positive: positive.text,
				limit,
				rowsOfGroup
			})
		}));
	}
}
/** Features of which one says what another says; beyond so many numbers the pairs are too many. */
function redundancyChecks({ correlations, columns, twins }, { numbers, others }, ask) {
	if (numbers.length > 60) ask("redundant", null, (limit) => ({
		expected: `no correlation of ${limit} of two columns`,
		judgement: {
			isMet: null,
			failing: null,
			checked: null,
			reason: `${numbers.length} numeric features are more than the ${60} that are held against each other`
		}
	}));
	else if (numbers.length > 1) for (const { column } of columns.filter((each) => numbers.includes(each.column))) ask("redundant", column, (limit) => ({
		expected: `no correlation of ${limit} with another column`,
		judgement: redundantJudgement(correlations, column, limit)
	}));
	if (others.length > 1) for (const column of others) ask("redundant", column, () => ({
		expected: "not equal to another column in every row",
		judgement: twinJudgement(twins.get(column))
	}));
}
function twinJudgement(twin) {
	const reason = twin === void 0 ? {} : { reason: `says what ${twin} says` };
	return {
		isMet: twin === void 0,
		failing: null,
		checked: null,
		...reason
	};
}
function redundantJudgement(correlations, column, limit) {
	const own = correlations.filter(({ columns }) => columns.includes(column));
	if (own.length === 0) return {
		isMet: null,
		failing: null,
		checked: null,
		reason: "it does not vary where another does"
	};
	const twins = own.filter(({ columns, value }) => columns[1] === column && Math.abs(value) >= limit).map(({ columns }) => columns[0]);
	return {
		isMet: twins.length === 0,
		failing: null,
		checked: null,
		...twins.length === 0 ? {} : { reason: `says what ${twins.slice(0, 3).join(", ")} says` }
	};
}

// src/stages/validate/changed-labels.ts
/** The base, or where none was named the commit of the newest release. */
async function findLabelsBefore(context, { base, findRelease }) {
	const released = base === null ? await findRelease(context).catch(reasonOf) : null;
	if (typeof released === "string") return {
		kind: "unknown",
		reason: released
	};
	const ref = base ?? released?.tag ?? null;
	if (ref === null) return { kind: "none" };
	const commit = await resolveCommit(context.project.repository, ref);
	if (commit === null) return {
		kind: "unknown",
		reason: `${ref} is not in this clone (check out with fetch-depth: 0)`
	};
	return {
		kind: "commit",
		commit,
		name: released?.tag ?? commit.slice(0, 7)
	};
}
/** Rows that stood there before, told by their id, and their labels. What cannot be read is told, never taken for the same. */
async function changedLabels(context, engine, { before, ...asked }) {
	if (before.kind === "unknown") return untold(before.reason);
	const { commit, name } = before;
	const { patterns } = asked.paths;
	return withDataAt(context, {
		data: asked.paths,
		commit
	}, async (then) => {
		if (then.paths.length === 0) return untold(`git holds no ${patterns[0]?.written} at ${name}`);
		if (await then.isSame()) return {
			isMet: true,
			failing: 0,
			checked: null,
			reason: `the data are those of ${name}`
		};
		try {
			return await heldAgainst(then, engine, {
				name,
				asked
			});
		} catch (error) {
			return untold(reasonAt(then, error));
		}
	});
}
async function heldAgainst(then, engine, { name, asked }) {
	const { dataset, contract, id, target } = asked;
	const source = await findSource(then.context, then.data, {
		types: declaredTypes(contract),
		readings: declaredReadings(contract)
	});
	const columns = await engine.describe(source);
	const missing = [id, target].find((wanted) => !columns.some((column) => column.name === wanted));
	if (missing !== void 0) return untold(`the data of ${name} have no column ${missing}`);
	const found = await engine.countChanged([dataset.source, source], {
		key: id,
		column: target
	});
	return judgeChangedLabels(found, {
		name,
		limit: asked.limit
	});
}
function untold(reason) {
	return {
		isMet: null,
		failing: null,
		checked: null,
		reason
	};
}

// src/stages/validate/data-checks/label-checks.ts
/** Asks of a dataset whether rows that it had before have other labels now; of nothing where there is no id or nothing was before. */
async function labelChecks(context, engine, { base, contract, settings }) {
	const { id, targets } = context.model.data;
	const setting = settings.changed_labels;
	if (base === null || id === null || setting === void 0) return async () => {};
	const before = await findLabelsBefore(context, base);
	if (before.kind === "none") return async () => {};
	const limit = setting.limit ?? 0;
	return async (ask, { dataset, paths }) => {
		for (const target of targets) {
			const judgement = await changedLabels(context, engine, {
				before,
				dataset,
				paths,
				contract,
				id,
				target,
				limit
			});
			ask("changed_labels", target, () => ({
				expected: limit === 0 ? "known rows keep their label" : `at most ${shareText(limit)} of the known rows get another label`,
				judgement
			}));
		}
	};
}

// src/stages/validate/data-checks/data-checks.ts
/** The checks on data for learning. What compares both datasets stands with the evaluation data. */
async function dataChecks(context, engine, { train, evaluations, contract, settings, base }) {
	if (Object.keys(settings).length === 0) return {
		train: [],
		evaluations: evaluations.map(() => [])
	};
	const { model } = context;
	const look = async (dataset, roles, until) => {
		context.reporter.progress({
			label: `look at ${dataset.name ?? dataset.role}`,
			done: 0,
			total: null,
			unit: "rows"
		});
		return engine.survey(dataset.source, planSurvey(model, dataset, {
			roles,
			until
		}));
	};
	const trainRoles = columnRoles(model, train);
	const trained = await look(train, trainRoles, null);
	const subject = {
		data: model.data,
		isClassified: (column) => isClassified(contract, [column])
	};
	const ofTrain = startAsking(settings);
	columnChecks(trained, {
		...subject,
		roles: trainRoles
	}, {
		ask: ofTrain.ask,
		isTraining: true
	});
	sliceChecks(trained, {
		...subject,
		roles: trainRoles
	}, ofTrain.ask);
	rowChecks(context, {
		survey: trained,
		roles: trainRoles
	}, ofTrain.ask);
	trainingChecks(context, {
		survey: trained,
		roles: trainRoles
	}, ofTrain.ask);
	const askLabels = await labelChecks(context, engine, {
		base,
		contract,
		settings
	});
	await askLabels(ofTrain.ask, {
		dataset: train,
		paths: model.data.train
	});
	const results = (asked) => asked.map((each) => resultOf(context, contract, each));
	const ofEach = [];
	const sets = evaluationSets(model.data);
	for (const [index, evaluation] of evaluations.entries()) {
		const roles = columnRoles(model, evaluation);
		const evaluated = await look(evaluation, roles, trained.time?.latest ?? null);
		const ofEvaluation = startAsking(settings);
		columnChecks(evaluated, {
			...subject,
			roles
		}, {
			ask: ofEvaluation.ask,
			isTraining: false
		});
		sliceChecks(evaluated, {
			...subject,
			roles
		}, ofEvaluation.ask);
		rowChecks(context, {
			survey: evaluated,
			roles
		}, ofEvaluation.ask);
		pairChecks(context, {
			trained,
			evaluated,
			roles
		}, ofEvaluation.ask);
		if (settings.overlap_rows !== void 0) {
			const columns = tellingColumns(model, [evaluation.columns, train.columns]);
			const judgement = await judgeSharedRows(engine, [evaluation.source, train.source], columns);
			ofEvaluation.ask("overlap_rows", null, () => ({
				expected: "no row of the training data, but for chance",
				judgement
			}));
		}
		await askLabels(ofEvaluation.ask, {
			dataset: evaluation,
			paths: sets[index]?.paths ?? model.data.evaluation
		});
		ofEach.push(results(ofEvaluation.asked));
	}
	return {
		train: results(ofTrain.asked),
		evaluations: ofEach
	};
}
function resultOf(context, contract, { check, examples }) {
	const hidden = check.column === null ? false : isClassified(contract, [check.column]);
	const result = settledResult(check, check.outcome);
	if (result.verdict === "pass") return result;
	return {
		...result,
		examples: shownExamples(context, examples, hidden)
	};
}
/** Whole rows and the label of one dataset. */
function rowChecks({ model }, { survey, roles }, ask) {
	const { repeated } = survey;
	if (repeated !== null) ask("duplicate_rows", null, (limit) => ({
		expected: limit === 0 ? "no row twice" : `at most ${shareText(limit)} of the rows twice`,
		judgement: judgeRepeated(repeated, pairsByChance(survey, roles.told), limit)
	}));
	const target = labelOf(survey, model.data);
	if (target !== null && !hasNumbers(model.task)) ask("class_balance", null, (limit) => ({
		expected: `each class has ${shareText(limit)} of the rows`,
		judgement: judgeClasses(target, limit)
	}));
}
function trainingChecks({ model }, { survey, roles }, ask) {
	const { conflicting } = survey;
	if (model.task !== "regression") ask("conflicting_labels", null, (limit) => ({
		expected: "equal features have one label",
		judgement: conflicting === null ? {
			isMet: null,
			failing: null,
			checked: null,
			reason: "no column is a feature"
		} : judgeRepeated(conflicting, pairsByChance(survey, roles.features), limit)
	}));
	redundancyChecks(survey, roles, ask);
}
/** What only the evaluation data beside the training data can show. */
function pairChecks({ model }, { trained, evaluated, roles }, ask) {
	ask("evaluation_size", null, (limit) => ({
		expected: `at least ${formatCount(limit)} rows`,
		judgement: {
			isMet: evaluated.rows >= limit,
			failing: null,
			checked: evaluated.rows
		}
	}));
	const { time } = evaluated;
	if (time !== null) ask("overlap_time", model.data.time, () => ({
		expected: "every row is later than the training data",
		judgement: judgeTime(time, trained.time?.latest ?? null)
	}));
	const [known, seen] = [labelOf(trained, model.data), labelOf(evaluated, model.data)];
	if (!hasNumbers(model.task) && known !== null && seen !== null) ask("unseen_labels", null, () => ({
		expected: "only labels of the training data",
		judgement: judgeUnseenLabels(known, seen)
	}));
	for (const column of roles.features) {
		const [before, now] = [columnOf(trained, column), columnOf(evaluated, column)];
		if (before === null || now === null) continue;
		categoryPair(before, now, ask);
		if (model.data.targets.length > 0) labelPair(before, now, ask);
	}
}
function categoryPair(before, now, ask) {
	if (before.text !== null || now.text !== null) {
		ask("new_categories", now.column, () => ({
			expected: "only categories of the training data",
			judgement: judgeNewCategories(before, now)
		}));
		ask("missing_categories", now.column, () => ({
			expected: "every frequent category of the training data",
			judgement: judgeMissingCategories(before, now)
		}));
	}
}
function labelPair(before, now, ask) {
	ask("label_link", now.column, (limit) => ({
		expected: `tells as much of the label as in training, within ${limit}`,
		judgement: judgeLabelLink(before, now, limit)
	}));
}
/** The first target as it was surveyed: of several the others are only measured. */
function labelOf(survey, { targets: [target] }) {
	return target === void 0 ? null : columnOf(survey, target)?.label ?? null;
}
function columnOf({ columns }, name) {
	return columns.find(({ column }) => column === name) ?? null;
}

// src/stages/validate/examine.ts
/** Everything that is read of the rows. */
async function examine(context, { engine, parts, base }, { train, evaluations, serving, tables, contract, short }) {
	const { data } = context.model;
	const [evaluation] = evaluations;
	const datasets = [];
	for (const dataset of [train, ...evaluations]) datasets.push(await checkOne(context, engine, {
		dataset,
		contract,
		tables,
		parts
	}));
	const compared = parts.overlap ? await addOverlap(context, engine, {
		train,
		evaluations,
		datasets,
		contract
	}) : datasets;
	const settings = parts.learning(data.checks);
	const learning = await dataChecks(context, engine, {
		train,
		evaluations,
		contract,
		settings,
		base
	});
	const checked = [...compared.map((dataset, index) => withChecks(dataset, learning, index)), ...await checkTables(context, engine, tables)];
	const profile = parts.drift ? await profileDataset(context, engine, {
		dataset: train,
		contract,
		reference: null
	}) : null;
	return {
		checked,
		comparisons: profile === null ? [] : [...await compareWithBase(context, base, {
			dataset: train,
			contract,
			profile
		}), ...await compareToTraining(context, engine, {
			profile,
			evaluation,
			serving,
			contract
		})],
		patch: contract === null || !parts.contract ? null : await contractPatch(context, engine, {
			contract,
			short,
			datasets: [train, ...evaluations],
			results: datasets
		}),
		profile
	};
}
/** The training data come first, the evaluation data after them. */
function withChecks(dataset, learning, index) {
	const own = index === 0 ? learning.train : learning.evaluations[index - 1] ?? [];
	return {
		...dataset,
		checks: withUniqueIds([...dataset.checks, ...own])
	};
}
async function checkOne(context, engine, { dataset, contract, tables, parts }) {
	assertConfiguredColumns(context.model.data, dataset);
	const request = {
		contract: parts.contract ? contract : null,
		roleChecks: parts.roles ? roleChecks(context.model, dataset, contract) : [],
		optional: [],
		environment: dataset.role === "train" ? "training" : "evaluation",
		withoutRows: parts.contract ? contract?.withoutRows ?? [] : [],
		tables: sourcesOf(tables)
	};
	return checkDataset(context, engine, {
		dataset,
		request
	});
}

// src/stages/validate/validate.ts
/**
* Checks training and evaluation data, writes the validation record and the profile of the training data. Of some parts
* only, the record is another one, `validate.partial.json`, and there is no profile: no later stage takes it for the whole.
*/
async function validateStage(context, { engine, parts = WHOLE, base }) {
	const startedMs = context.clock.monotonicMs();
	const ports = base === void 0 ? null : {
		engine,
		...base,
		findRelease: askedOnce(base.findRelease)
	};
	const { data, name } = context.model;
	const { contract, short = null, file } = await readContract(context);
	const train = await openDataset(context, engine, {
		role: "train",
		paths: data.train,
		contract
	});
	const evaluations = await openEvaluations(context, engine, contract);
	const tables = await openTables(context, engine, parts.contract ? contract : null);
	const serving = parts.drift ? await openServing(context, engine, contract) : null;
	const opened = {
		train,
		evaluations,
		serving,
		tables
	};
	const watched = [
		train,
		...evaluations,
		...serving === null ? [] : [serving],
		...tables.map(({ dataset }) => dataset)
	];
	const { checked, comparisons, patch, profile } = await whileUnchanged(watched, () => examine(context, {
		engine,
		parts,
		base: ports
	}, {
		...opened,
		contract,
		short
	}));
	const written = parts.isWhole && profile !== null ? await writeProfile(context, profile) : null;
	const read = [...watched.flatMap(({ files }) => files), ...file === null ? [] : [file]];
	const record = {
		schema: "modelyard/validate/1",
		verdict: graverVerdict(overallVerdict(checked), comparisonsVerdict(comparisons)),
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read,
			written: written === null ? [] : [written]
		}),
		contract: file,
		datasets: checked,
		comparisons,
		contractPatch: patch,
		profile: written
	};
	const stage = parts.isWhole ? "validate" : "validate.partial";
	await writeRecord(recordPath(context.project.directory, name, stage), validateRecordSchema, record);
	return record;
}
async function openEvaluations(context, engine, contract) {
	const sets = evaluationSets(context.model.data);
	const opened = [];
	for (const { name, paths } of sets) {
		const named = sets.length === 1 ? {} : { name };
		opened.push(await openDataset(context, engine, {
			role: "evaluation",
			...named,
			paths,
			contract
		}));
	}
	const [first, ...others] = opened;
	if (first === void 0) throw new ModelyardError("internal", "there are no evaluation data");
	return [first, ...others];
}
/** A broken check of severity error fails; so does one that could not run. */
function overallVerdict(datasets) {
	return datasets.flatMap((dataset) => dataset.checks).some((check) => check.verdict === "fail" || check.verdict === "error") ? "fail" : "pass";
}
/** Only a comparison that blocks decides; one that could not be made fails, one of too few rows is inconclusive. */
function comparisonsVerdict(comparisons) {
	const blocking = comparisons.filter(({ severity }) => severity === "error");
	if (blocking.some(({ verdict }) => verdict === "fail" || verdict === "error")) return "fail";
	return blocking.some(({ verdict }) => verdict === "insufficient") ? "inconclusive" : "pass";
}
async function writeProfile(context, profile) {
	const path = `${modelFolder(context.project.directory, context.model.name)}/profile.json`;
	const text = recordText(profile);
	await writeFileAtomic(path, text);
	return {
		path: displayPath(context.project, path),
		sha256: hashBytes(text),
		bytes: Buffer.byteLength(text)
	};
}

// src/cli/stage-steps.ts
/** The stages as the terminal tells them: each ends with one line. */
async function validateStep(context, stage) {
	const named = context.line.list("checks").flatMap((names) => names.split(",").map((name) => name.trim()));
	const parts = named.length === 0 ? WHOLE : checkParts(named);
	const record = await validateStage(stage, {
		engine: context.services.engine,
		parts,
		base: {
			base: baseOf(context, stage) ?? stage.ci?.queue?.base ?? null,
			findRelease: releasedProfile(context)
		}
	});
	tell(stage, "validate", {
		detail: validateDetail(record),
		durationMs: record.durationMs
	});
	return record;
}
/** The base that was named, or the pull request's; null where there is none. */
function baseOf({ line }, { ci }) {
	return line.text("base") ?? ci?.pull?.base ?? null;
}
/** The forge is asked only when it is needed: data that git holds need none. */
function releasedProfile({ services }) {
	return async (stage) => {
		const { releases } = await services.forge(stage.project.repository);
		return findReleasedProfile(stage, releases);
	};
}
async function trainStep(context, stage, { force = context.line.flag("force") } = {}) {
	const output = foreignOutput();
	const record = await trainStage(stage, {
		force,
		onOutput: output.write
	}).finally(output.close);
	tell(stage, "train", {
		detail: trainDetail(record),
		durationMs: record.durationMs
	});
	return record;
}
async function evaluateStep(context, stage) {
	const record = await evaluateStage(stage, await evaluatePorts(context, stage));
	tell(stage, "evaluate", {
		detail: evaluateDetail(record),
		durationMs: record.durationMs
	});
	return record;
}
/** null where there is no base to compare the rules with: no pull request, and none was named. */
async function judgeStep(context, stage) {
	const base = baseOf(context, stage);
	if (base === null) return null;
	const { engine } = context.services;
	const record = await judgeStage(stage, {
		validate: (given) => validateStage(given, { engine }),
		evaluate: async (given) => evaluateStage(given, await evaluatePorts(context, given)),
		approval: () => approvalOf(context, stage)
	}, base);
	if (record.changes.length > 0) tell(stage, "judge", {
		detail: judgeDetail(record),
		durationMs: record.durationMs
	});
	return record;
}
/** Who approved the commit under review; only a forge that knows reviews can say. */
async function approvalOf({ services }, { ci, project }) {
	const pull = ci?.pull ?? null;
	const client = pull === null ? null : await services.github(project.repository);
	if (pull === null || client === null) return null;
	const { approvalsOf } = await import("./approvals.js");
	return (await approvalsOf(client, pull.number)).find(({ commit }) => commit === pull.head)?.by ?? null;
}
async function evaluatePorts(context, stage) {
	const { engine, runtime } = context.services;
	const forge = await context.services.forge(stage.project.repository);
	return {
		engine,
		runtime,
		findRelease: (given) => findReleaseBaseline(given, forge),
		findTagged: (given, tag) => findTaggedBaseline(given, forge.releases, tag),
		openOutput: foreignOutput
	};
}
function tell(stage, name, { detail, durationMs }) {
	stage.reporter.step({
		model: stage.model.name,
		stage: name,
		detail,
		durationMs
	});
}
function judgeDetail({ changes, verdict, reason }) {
	const what = changes.slice(0, 3).map((change) => change.what);
	const changed = `changed: ${what.join(", ")}${changes.length > what.length ? " …" : ""}`;
	return reason === null ? changed : `${changed} · under the rules of the base: ${verdict}, ${reason}`;
}
function validateDetail({ datasets, comparisons = [] }) {
	const sizes = datasets.map(({ role, name, rows: count }) => `${name ?? role} ${counted$1(count, "row")}`);
	const unlike = comparisons.filter(({ verdict }) => verdict === "fail" || verdict === "warn").map(({ role, against }) => `${role} unlike ${against}`);
	const rows = [...sizes, ...unlike].join(", ");
	const checks = datasets.flatMap((dataset) => dataset.checks);
	const broken = checks.filter(({ verdict }) => verdict === "fail" || verdict === "error");
	const warned = checks.filter((check) => check.verdict === "warn" && isTold(check)).length;
	const passed = checks.filter(({ verdict }) => verdict === "pass").length;
	if (broken.length > 0) return `${rows} · ${broken.length} of ${checks.length} checks fail: ${broken.slice(0, 3).map(({ id }) => id).join(", ")}`;
	return `${rows} · ${passed} of ${checks.length} checks pass${warned === 0 ? "" : `, ${warned} warn`}`;
}
function trainDetail(record) {
	const inputs = `inputs ${record.inputDigest.slice(7, 15)}`;
	if (record.verdict === "fail") return `${firstLine(record.command)} · ${inputs} · FAILED, ${failureReason(record)}`;
	const candidate = record.candidate === null ? "no model" : `candidate ${record.candidate.slice(7, 15)}`;
	return record.reused ? `re-used: same inputs · ${inputs} · ${candidate}` : `${firstLine(record.command)} · ${inputs} · ${candidate}`;
}
function firstLine(command) {
	const [first = "", ...more] = command.trim().split("\n");
	return more.length === 0 ? first : `${first} …`;
}
function evaluateDetail(record) {
	const primary = record.metrics[0];
	if (record.identical) return "the candidate is the same bytes as the baseline";
	if (primary === void 0 || primary.candidate === null) return primary?.reason ?? "nothing was measured";
	const value = `${primary.name} ${primary.candidate.toFixed(3)}`;
	if (primary.baseline === null) return `${value} · no baseline`;
	const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(3)}`;
	const interval = primary.interval === null ? "" : ` (${signed(primary.interval[0])} … ${signed(primary.interval[1])})`;
	return `${value} (${primary.against}: ${primary.baseline.toFixed(3)}) ${signed(primary.difference ?? 0)}${interval}`;
}

export { validateStep as a, evaluateObserved as c, trainStep as i, removeDeadWork as l, evaluateStep as n, trainStage as o, judgeStep as r, evaluateAgain as s, evaluatePorts as t, addWorktree as u };