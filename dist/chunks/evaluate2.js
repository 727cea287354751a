import { r as judgeVerdict, t as graverVerdict } from "./graver-verdict.js";
import { t as explainRecord } from "./explain.js";
import { C as string, d as _enum, g as literal, p as array, v as number, y as object } from "./schemas.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { E as decideLabels, M as inOneGo, _ as counted, d as numbersOf, m as rowCount, x as formatCount } from "./pair-metrics.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as recordHeader } from "./header.js";
import { o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";
import { a as recordPath, s as writeRecord, t as modelFolder } from "./store.js";
import { t as currentCandidate } from "./candidate-store.js";
import { c as evaluateObserved, l as removeDeadWork, n as evaluateStep, o as trainStage, r as judgeStep, t as evaluatePorts, u as addWorktree } from "./stage-steps.js";
import { i as toleranceOf, t as allowedChange } from "./golden.js";
import { t as readRevision } from "./revision.js";
import { i as changedEntries, t as computeInputDigest } from "./input-digest.js";
import { i as headCommit } from "./repository.js";
import { z as evaluationSets } from "./registry.js";
import { r as loadConfig } from "./load-config.js";
import { b as dataFiles, x as fetchData } from "./reference-tables.js";
import { t as foreignOutput } from "./foreign-output.js";
import { constants } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { randomBytes } from "node:crypto";

// src/domain/reproduce/compare-scores.ts
/** What two models say of the same rows, each with its own threshold. `allowed`: how much a score may move, by the score. */
function compareScores(first, second, allowed) {
	const rows = rowCount(first.truth);
	const [old, now] = [numbersOf(first.candidate), numbersOf(second.candidate)];
	const width = rows === 0 ? 0 : old.length / rows;
	let [moved, largest] = [0, 0];
	for (let row = 0; row < rows; row++) {
		let isMoved = false;
		for (let at = row * width; at < (row + 1) * width; at++) {
			const by = Math.abs((now[at] ?? NaN) - old[at]);
			if (!(by <= largest)) largest = by;
			if (!(by <= allowed(old[at]))) isMoved = true;
		}
		if (isMoved) moved += 1;
	}
	return {
		rows,
		decisions: changedDecisions(first, second),
		moved,
		largest: Number.isFinite(largest) ? largest : null
	};
}
function changedDecisions(first, second) {
	const { task } = first.candidate;
	if (task !== "binary" && task !== "multiclass") return null;
	const [old, now] = [first, second].map(({ truth, candidate, threshold }) => inOneGo(decideLabels({
		truth,
		predictions: candidate,
		threshold,
		epsilon: 0,
		weights: null
	})));
	return old.reduce((count, decision, row) => count + (decision === now[row] ? 0 : 1), 0);
}

// src/records/reproduce.ts
/** What came of training twice from the same inputs. */
const reproduceRecordSchema = object({
	schema: literal("modelyard/reproduce/1"),
	verdict: verdictSchema,
	...headerShape,
	inputDigest: digestSchema,
	/**
	* bit-for-bit: every output has the same bytes; same-scores: no score moved by more than the tolerance; same-decisions:
	* scores moved, decisions did not; differs; failed: the second training did not end well.
	*/
	outcome: _enum([
		"bit-for-bit",
		"same-scores",
		"same-decisions",
		"differs",
		"failed"
	]),
	/** One sentence. */
	reason: string(),
	/** Digests of the model; null where training writes none. */
	first: digestSchema.nullable(),
	second: digestSchema.nullable(),
	/** Outputs whose bytes differ. */
	differing: array(string()),
	trainSeconds: object({
		first: number().nullable(),
		second: number().nullable()
	}),
	/** Of the first evaluation dataset; null where the bytes are the same, or no rows are known. */
	rows: object({
		rows: number().int(),
		/** Rows that are decided otherwise; null where nothing is decided. */
		decisions: number().int().nullable(),
		/** Rows with a score that moved by more than the tolerance, and the largest change of a score. */
		moved: number().int(),
		largest: number().nullable(),
		tolerance: object({
			absolute: number(),
			relative: number()
		})
	}).nullable(),
	metrics: array(object({
		name: string(),
		target: string().optional(),
		dataset: string(),
		first: number().nullable(),
		second: number().nullable(),
		difference: number().nullable()
	}))
});

// src/stages/reproduce/clean-copy.ts
/**
* Lays the checked-out commit out anew, with the inputs of training as they stand here (data that git does not hold, changes
* that are not committed) and nothing else, and works there; all is gone afterwards. Throws `input` where the copy does not
* have the very inputs that this checkout has.
*/
async function inCleanCopy(context, work) {
	const { repository, directory } = context.project;
	const commit = await headCommit(repository);
	if (commit === null) throw new ModelyardError("input", "nothing is committed yet, so there is nothing to lay out anew", { hint: "Commit first." });
	await fetchData(context);
	const here = await computeInputDigest(context, "worktree");
	const parent = join(modelFolder(directory, context.model.name), "reproduce");
	await removeDeadWork(parent);
	const folder = join(parent, `${process.pid}-${randomBytes(4).toString("hex")}`);
	await mkdir(folder, { recursive: true });
	try {
		const tree = await addWorktree({
			top: repository,
			commit,
			folder: join(folder, "code")
		});
		try {
			await bringInputs(context, {
				folder: tree.folder,
				entries: here.entries
			});
			const copy = await contextAt(context, tree.folder);
			const there = await computeInputDigest(copy, "worktree");
			if (there.digest !== here.digest) throw notTheSame(changedEntries(here.entries, there.entries));
			return await work(copy);
		} finally {
			await tree.remove();
		}
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
/** The config, every input and the data; what the commit has already is written over with the same. */
async function bringInputs(context, { folder, entries }) {
	const { project, model } = context;
	const sets = [model.data.train, ...evaluationSets(model.data).map(({ paths }) => paths)];
	const files = [project.file, ...entries.map(({ path }) => join(project.repository, path))];
	for (const paths of sets) files.push(...await dataFiles(context, paths));
	for (const file of new Set(files)) {
		const path = relative(project.repository, file);
		if (path.startsWith("..")) continue;
		const target = join(folder, path);
		await mkdir(dirname(target), { recursive: true });
		await cp(file, target, {
			recursive: true,
			verbatimSymlinks: true,
			mode: constants.COPYFILE_FICLONE
		}).catch((error) => {
			if (error.code !== "ENOENT") throw error;
		});
	}
}
/** The same model, of the config that lies in the copy. */
async function contextAt(context, folder) {
	const { project, model } = context;
	const file = join(folder, relative(project.repository, project.file));
	const config = await loadConfig({
		cwd: folder,
		file,
		repositoryTop: async () => folder
	});
	const found = config.models.find(({ name }) => name === model.name);
	if (found === void 0) throw new ModelyardError("internal", `the copy has no model ${model.name}`);
	return {
		...context,
		project: {
			...config,
			checkout: project.checkout ?? project.repository
		},
		model: found,
		reporter: {
			...context.reporter,
			step: () => void 0
		}
	};
}
function notTheSame(changed) {
	return new ModelyardError("input", `a clean copy has other inputs than this checkout: ${changed.slice(0, 10).join(", ")}`, { hint: "Submodules and files that a checkout does not bring cannot be laid out anew; commit the rest." });
}

// src/stages/reproduce/reproduce.ts
/**
* Trains once more from the same inputs in a clean copy and compares with the candidate: bytes, then scores, decisions and
* metrics. The candidate stays what it is. Throws `input` without a candidate of today's inputs.
*/
async function reproduceStage(context, ports) {
	const startedMs = context.clock.monotonicMs();
	const first = await candidateOfToday(context);
	const found = await inCleanCopy(context, (copy) => trainAndCompare({
		context,
		copy,
		first,
		ports
	}));
	const record = {
		schema: "modelyard/reproduce/1",
		verdict: found.outcome !== "differs" && found.outcome !== "failed" ? "pass" : "fail",
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read: [],
			written: []
		}),
		inputDigest: first.record.inputDigest,
		first: first.model?.digest ?? null,
		...found
	};
	const { directory } = context.project;
	await writeRecord(recordPath(directory, context.model.name, "reproduce"), reproduceRecordSchema, record);
	return record;
}
async function candidateOfToday(context) {
	const { name } = context.model;
	const candidate = await currentCandidate(context);
	const hint = `Run modelyard train --model ${name} first.`;
	if (candidate === null) throw new ModelyardError("input", `${name} has no candidate to reproduce`, { hint });
	const { digest } = await computeInputDigest(context, "worktree");
	if (digest === candidate.record.inputDigest) return candidate;
	throw new ModelyardError("input", `the candidate of ${name} was trained from other inputs than stand here`, { hint });
}
async function trainAndCompare(twice) {
	const { copy, first, ports } = twice;
	const trained = await trainStage(copy, {
		force: true,
		onOutput: ports.onOutput
	});
	const base = {
		second: trained.candidate,
		trainSeconds: {
			first: first.record.trainSeconds,
			second: trained.trainSeconds
		},
		differing: differingOutputs(first.record, trained),
		rows: null,
		metrics: []
	};
	if (trained.verdict !== "pass") return {
		...base,
		outcome: "failed",
		reason: FAILED,
		differing: []
	};
	if (base.differing.length === 0) return {
		...base,
		outcome: "bit-for-bit",
		reason: IDENTICAL
	};
	return {
		...base,
		...await judgeBoth(twice)
	};
}
const IDENTICAL = "trained again from the same inputs, every output has the same bytes";
const FAILED = "the training failed in a clean copy of the commit with its inputs: what git and the config do not name is not there (a folder with packages, a file that was built before)";
/** By the names that the config gives them. */
function differingOutputs(first, second) {
	const before = new Map(first.outputs.map(({ path, sha256 }) => [path, sha256]));
	const after = new Map(second.outputs.map(({ path, sha256 }) => [path, sha256]));
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
}
/** Both on the same rows, by the same rules. What cannot be run here can only be told to differ. */
async function judgeBoth({ context, copy, ports }) {
	try {
		const first = await evaluateObserved(context, ports.evaluate);
		const own = {
			...context.project,
			directory: copy.project.directory
		};
		return compared(context, first, await evaluateObserved({
			...context,
			project: own
		}, ports.evaluate));
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code === "interrupted") throw error;
		return {
			outcome: "differs",
			reason: `the bytes differ, and what that means cannot be told: ${messageOf(error)}`,
			rows: null,
			metrics: []
		};
	}
}
function compared({ model }, first, second) {
	const metrics = metricPairs(first.record, second.record);
	if (first.evidence === null || second.evidence === null) return {
		outcome: metrics.every(({ difference }) => difference === 0) ? "same-scores" : "differs",
		reason: metricsText(metrics),
		rows: null,
		metrics
	};
	const tolerance = toleranceOf(model.evaluate);
	const rows = compareScores(first.evidence.observed, second.evidence.observed, (score) => allowedChange(tolerance, score));
	const facts = {
		rows: {
			...rows,
			tolerance: { ...tolerance }
		},
		metrics
	};
	if (rows.moved === 0) return {
		...facts,
		outcome: "same-scores",
		reason: `the bytes differ, ${movedText(rows)}`
	};
	const scores = `${movedText(rows)}; ${metricsText(metrics)}`;
	if (rows.decisions === 0) return {
		...facts,
		outcome: "same-decisions",
		reason: `no decision is another, ${scores}`
	};
	const decided = rows.decisions === null ? "" : `${formatCount(rows.decisions)} of ${counted(rows.rows, "row")} ${rows.decisions === 1 ? "is" : "are"} decided otherwise, `;
	return {
		...facts,
		outcome: "differs",
		reason: `${decided}${scores}`
	};
}
function movedText({ moved, rows, largest }) {
	const most = largest === null ? "one is no number" : `at most by ${largest.toPrecision(2)}`;
	return moved === 0 ? `no score moved by more than the tolerance (${most})` : `scores of ${formatCount(moved)} of ${counted(rows, "row")} moved (${most})`;
}
function metricPairs(first, second) {
	return first.metrics.map(({ name, target, dataset, candidate }) => {
		const again = second.metrics.find((row) => row.name === name && row.target === target && row.dataset === dataset)?.candidate ?? null;
		return {
			name,
			...target === void 0 ? {} : { target },
			dataset,
			first: candidate,
			second: again,
			difference: candidate === null || again === null ? null : again - candidate
		};
	});
}
const MOST_METRICS = 3;
function metricsText(metrics) {
	const told = metrics.filter(({ difference }) => difference !== 0).slice(0, MOST_METRICS);
	if (told.length === 0) return "every metric is the same";
	return told.map(({ name, first, second }) => `${name} ${first?.toPrecision(5) ?? "unknown"} → ${second?.toPrecision(5) ?? "unknown"}`).join(", ");
}

// src/cli/reproduce-step.ts
/** Trains once more and compares; ends with one line. */
async function reproduceStep(context, stage) {
	const output = foreignOutput();
	const evaluate = await evaluatePorts(context, stage);
	const record = await reproduceStage(stage, {
		evaluate,
		onOutput: output.write
	}).finally(output.close);
	const { outcome, durationMs } = record;
	stage.reporter.step({
		model: stage.model.name,
		stage: "reproduce",
		detail: outcome,
		durationMs
	});
	return record;
}

// src/cli/commands/evaluate.ts
const command = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	if (context.line.flag("reproduce")) return reproduced(await reproduceStep(context, stage));
	const record = await evaluateStep(context, stage);
	const judge = await judgeStep(context, stage);
	const { gates } = explainRecord(record, null);
	return {
		json: record,
		text: gates.map((gate) => `${gate.verdict.padEnd(12)}  ${gate.metric} ${gate.rule}: ${gate.reason}\n`).join(""),
		exitCode: verdictCode(graverVerdict(record.verdict, judgeVerdict(judge)))
	};
});
const OUTCOMES = {
	"bit-for-bit": "bit for bit",
	"same-scores": "same scores",
	"same-decisions": "same decisions",
	differs: "differs",
	failed: "failed"
};
function reproduced(record) {
	return {
		json: record,
		text: `${OUTCOMES[record.outcome]}: ${record.reason}\n`,
		exitCode: verdictCode(record.verdict)
	};
}

export { command };