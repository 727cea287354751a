import { t as explainRecord } from "./explain.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { n as evaluateStep } from "./stage-steps.js";

// src/cli/commands/evaluate.ts
const command = (context) => forEachModel(context, async (model) => {
	const record = await evaluateStep(context, context.stageContext(model));
	const { gates } = explainRecord(record, null);
	return {
		json: record,
		text: gates.map((gate) => `${gate.verdict.padEnd(12)}  ${gate.metric} ${gate.rule}: ${gate.reason}\n`).join(""),
		exitCode: verdictCode(record.verdict)
	};
});

export { command };