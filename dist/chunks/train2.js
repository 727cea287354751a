import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { i as trainStep } from "./stage-steps.js";

// src/cli/commands/train.ts
const command = (context) => forEachModel(context, async (model) => {
	const record = await trainStep(context, context.stageContext(model));
	return {
		json: record,
		text: "",
		exitCode: verdictCode(record.verdict)
	};
});

export { command };