import { r as judgeVerdict, t as graverVerdict } from "./graver-verdict.js";
import { t as recordHeader } from "./header.js";
import { t as packRecords } from "./pack-records.js";
import { t as readRevision } from "./revision.js";
import { t as changedModels } from "./changed-models.js";
import { t as forgetJudgement } from "./forget-judgement.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { t as reportStep } from "./report-step.js";
import { t as shownPath } from "./shown-path.js";
import { a as validateStep, i as trainStep, n as evaluateStep, r as judgeStep } from "./stage-steps.js";
import { resolve } from "node:path";

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
	const result = await forEachModel({
		...context,
		models
	}, (model) => runModel(context, model));
	await pack(context, models);
	return result;
};
/** The archive that `accept` takes after the merge. */
async function pack({ line, project, reporter }, models) {
	const folder = line.text("pack");
	if (folder === null) return;
	const names = models.map(({ name }) => name);
	const packed = await packRecords({
		project,
		models: names,
		stage: "check",
		attempt: 1,
		folder: resolve(folder)
	});
	if (packed !== null) reporter.note(`packed ${packed.path}`);
}
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
	const verdict = graverVerdict(evaluate?.verdict ?? "fail", judgeVerdict(judge));
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