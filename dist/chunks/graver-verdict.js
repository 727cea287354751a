import { n as ModelyardError, r as messageOf } from "./errors.js";
import { l as resolveCommit } from "./repository.js";
import { C as string, d as _enum, g as literal, p as array, y as object } from "./schemas.js";
import { a as recordPath, s as writeRecord, t as modelFolder } from "./store.js";
import { o as verdictSchema, r as headerShape } from "./common.js";
import { t as recordHeader } from "./header.js";
import { t as readRevision } from "./revision.js";
import { r as loadConfig } from "./load-config.js";
import { i as withFilesOf } from "./base-files.js";
import { n as changedJudge } from "./changed-judge.js";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

// src/records/judge.ts
const judgeChangeSchema = object({
	/** config: a key of modelyard.yml; file: contract or evaluation data; workflow: what runs the judgement. */
	kind: _enum([
		"config",
		"file",
		"workflow"
	]),
	/** `gates.roc_auc.max_worse`, or a path. */
	what: string(),
	/** JSON text of a value or the first digits of a file's git object; null where it is not there. */
	base: string().nullable(),
	head: string().nullable()
});
/** Whether a change also changes how it is judged, and what the rules of the base say. */
const judgeRecordSchema = object({
	schema: literal("modelyard/judge/1"),
	/** Under the rules of the base; pass where nothing changed. */
	verdict: verdictSchema,
	...headerShape,
	changes: array(judgeChangeSchema),
	/** Why the verdict under the base's rules is what it is; null where nothing had to be judged again. */
	reason: string().nullable(),
	/** Who approved the change of the judge: somebody with write access who is not the author. */
	approvedBy: string().nullable()
});

// src/stages/judge/judge.ts
/**
* Compares how this change is judged with how its base judges, and where that differs gives the base's verdict on the same
* candidate. Throws `unreadable` when the base is not in this clone: a loosened rule must not pass for want of history.
*/
async function judgeStage(context, ports, base) {
	const startedMs = context.clock.monotonicMs();
	const commit = await baseCommit(context, base);
	const changed = await changedJudge(context, commit);
	const under = changed.isKnown && changed.changes.some(({ kind }) => kind !== "workflow") ? await verdictUnderBase(context, ports, commit) : null;
	const needsApproval = under !== null && under.verdict !== "pass";
	const record = {
		schema: "modelyard/judge/1",
		verdict: under?.verdict ?? "pass",
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read: [],
			written: []
		}),
		base: commit,
		changes: [...changed.changes],
		reason: under?.reason ?? unjudged(changed),
		approvedBy: needsApproval ? await ports.approval() : null
	};
	const path = recordPath(context.project.directory, context.model.name, "judge");
	await writeRecord(path, judgeRecordSchema, record);
	return record;
}
/** What the judge's change does to the verdict of the whole: an approved one nothing. */
function judgeVerdict(judge) {
	return judge === null || judge.approvedBy !== null ? "pass" : judge.verdict;
}
function unjudged({ isKnown }) {
	return isKnown ? null : "the base does not know this model, so there are no other rules";
}
async function baseCommit({ project }, base) {
	const commit = await resolveCommit(project.repository, base);
	if (commit !== null) return commit;
	throw new ModelyardError("unreadable", `the base ${base} is not in this clone, so its rules cannot be read`, { hint: "Fetch it: with actions/checkout set fetch-depth: 0." });
}
/** What cannot be judged by the old rules is never a pass by them. */
async function verdictUnderBase(context, ports, base) {
	try {
		return await withFilesOf(context.project.repository, base, async (folder) => {
			return judgeBy(await scratchContext(context, folder, await baseModel(context, folder)), ports);
		});
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code === "interrupted") throw error;
		return {
			verdict: "inconclusive",
			reason: `it cannot be judged by them: ${messageOf(error)}`
		};
	}
}
/** The model as the base has it, with the paths of the base's files. */
async function baseModel({ project, model }, folder) {
	const file = join(folder, relative(project.repository, project.file));
	const found = (await loadConfig({
		cwd: folder,
		file,
		repositoryTop: async () => folder
	})).models.find(({ name }) => name === model.name);
	if (found === void 0) throw new ModelyardError("config", `the base has no model ${model.name}`);
	return found;
}
/**
* The candidate of this checkout under the rules of the base: gates, slices, baseline, contract and evaluation data are the
* base's; training data, what was asked in operation and the model are today's. Records go beside the base's files and vanish with them.
*/
async function scratchContext(context, folder, base) {
	const { project, model } = context;
	const directory = dirname(join(folder, relative(project.repository, project.file)));
	const own = modelFolder(directory, model.name);
	await mkdir(own, { recursive: true });
	const real = modelFolder(project.directory, model.name);
	await cp(join(real, "train.json"), join(own, "train.json"));
	await symlink(join(real, "candidates"), join(own, "candidates"));
	const { evaluate, gates, baseline, task, drift } = base;
	const { train, features, serving } = model.data;
	const data = {
		...base.data,
		train,
		features,
		serving
	};
	return {
		...context,
		project: {
			...project,
			directory
		},
		model: {
			...model,
			task,
			data,
			evaluate,
			gates,
			baseline,
			drift
		},
		reporter: {
			...context.reporter,
			step: () => void 0,
			note: () => void 0
		}
	};
}
async function judgeBy(context, { validate, evaluate }) {
	const data = await validate(context);
	if (data.verdict !== "pass") {
		const broken = data.datasets.flatMap(({ checks }) => checks).filter(({ verdict }) => verdict === "fail" || verdict === "error");
		return {
			verdict: data.verdict,
			reason: `its data checks fail: ${broken.map(({ id }) => id).slice(0, 5).join(", ")}`
		};
	}
	const { verdict, gates } = await evaluate(context);
	const deciding = gates.filter((gate) => gate.verdict === verdict && gate.severity === "block");
	return {
		verdict,
		reason: verdict === "pass" ? "every gate passes" : deciding[0]?.reason ?? "a slice is harmed"
	};
}

// src/domain/gates/graver-verdict.ts
const GRAVEST_FIRST = [
	"fail",
	"inconclusive",
	"pass"
];
/** Of two verdicts the one that weighs more: no before cannot tell before yes. */
function graverVerdict(one, other) {
	return GRAVEST_FIRST.find((verdict) => verdict === one || verdict === other) ?? "fail";
}

export { judgeRecordSchema as i, judgeStage as n, judgeVerdict as r, graverVerdict as t };