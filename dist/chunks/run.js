import { t as graverVerdict } from "./graver-verdict.js";
import { n as recordHeader, t as readRevision } from "./revision.js";
import { g as resolveCommit } from "./yaml-document.js";
import { t as ModelyardError } from "./errors.js";
import { a as validateStep, i as trainStep, n as evaluateStep, o as computeInputDigest, r as judgeStep } from "./stage-steps.js";
import { a as recordPath } from "./store.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { t as reportStep } from "./report-step.js";
import { t as shownPath } from "./shown-path.js";
import { rm } from "node:fs/promises";

// src/stages/run/changed-models.ts
/** Models whose input digest differs from that of a git ref; one whose inputs cannot be read, there or now, counts as changed. */
async function changedModels(contexts, since) {
	const changed = [];
	for (const context of contexts) {
		const commit = await resolveCommit(context.project.repository, since);
		if (commit === null) throw new ModelyardError("usage", `--changed-since ${since}: git knows no such commit`, { hint: "In a shallow clone fetch more history first." });
		const before = await readableDigest(context, { commit });
		const now = await readableDigest(context, "worktree");
		if (before === null || before !== now) changed.push(context.model);
	}
	return changed;
}
/** Its run will tell what is wrong, without stopping the other models. */
async function readableDigest(context, state) {
	try {
		return (await computeInputDigest(context, state)).digest;
	} catch (error) {
		if (error instanceof ModelyardError && error.code !== "internal") return null;
		throw error;
	}
}

// src/stages/run/forget-judgement.ts
const LATER_STAGES = [
	"train",
	"evaluate",
	"judge",
	"report"
];
/** Removes the records of an earlier run, so that a run that stops early is never reported with an older verdict. */
async function forgetJudgement({ project, model }) {
	for (const stage of LATER_STAGES) await rm(recordPath(project.directory, model.name, stage), { force: true });
}

// src/cli/commands/run.ts
const command = async (context) => {
	const since = context.line.text("changed-since");
	const models = since === null ? context.models : await changedModels(context.models.map(context.stageContext), since);
	if (models.length === 0) {
		context.reporter.note(`no model's inputs changed since ${since}`);
		return {
			json: [],
			text: "",
			exitCode: 0
		};
	}
	return forEachModel({
		...context,
		models
	}, (model) => runModel(context, model));
};
/** Validate, train, evaluate, report; what comes after a stage that says no is not run, except the report. */
async function runModel(context, model) {
	const stage = context.stageContext(model);
	const startedMs = context.clock.monotonicMs();
	await forgetJudgement(stage);
	const validate = await validateStep(context, stage);
	const train = validate.verdict === "pass" ? await trainStep(context, stage) : null;
	const evaluate = train?.verdict === "pass" ? await evaluateStep(context, stage) : null;
	const judge = evaluate === null ? null : await judgeStep(context, stage);
	const { record: report, path } = await reportStep(context, stage);
	const verdict = graverVerdict(evaluate?.verdict ?? "fail", judge?.verdict ?? "pass");
	context.reporter.step({
		model: model.name,
		stage: verdict,
		detail: `${report.headline} · ${shownPath(path)}`,
		durationMs: context.clock.monotonicMs() - startedMs
	});
	return {
		json: {
			schema: "modelyard/run/1",
			verdict,
			...recordHeader(stage, {
				startedMs,
				revision: await readRevision(stage),
				read: [],
				written: [report.markdown]
			}),
			stages: {
				validate,
				train,
				evaluate,
				judge,
				report
			}
		},
		text: "",
		exitCode: verdictCode(verdict)
	};
}

export { command };