import { n as explainStage } from "./explain.js";
import { t as forEachModel } from "./for-each-model.js";

// src/cli/commands/explain.ts
const command = (context) => forEachModel(context, async (model) => {
	const gate = context.line.text("gate");
	const { explanation, text } = await explainStage(context.stageContext(model), { gate });
	return {
		json: explanation,
		text: text.endsWith("\n") ? text : `${text}\n`,
		exitCode: 0
	};
});

export { command };