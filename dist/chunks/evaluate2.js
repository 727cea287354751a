import { r as judgeVerdict, t as graverVerdict } from "./graver-verdict.js";
import { t as explainRecord } from "./explain.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { n as evaluateStep, r as judgeStep } from "./stage-steps.js";

// src/cli/commands/evaluate.ts
const command = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const record = await evaluateStep(context, stage);
	const judge = await judgeStep(context, stage);
	const { gates } = explainRecord(record, null);
	return {
		json: record,
		text: gates.map((gate) => `${gate.verdict.padEnd(12)}  ${gate.metric} ${gate.rule}: ${gate.reason}\n`).join(""),
		exitCode: verdictCode(graverVerdict(record.verdict, judgeVerdict(judge)))
	};
});

export { command };