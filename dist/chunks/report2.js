import { l as writeFileAtomic } from "./store.js";
import { i as onlyModel } from "./command-context.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { t as reportStep } from "./report-step.js";
import { t as shownPath } from "./shown-path.js";
import { resolve } from "node:path";

// src/cli/commands/report.ts
const command = async (context) => {
	const output = context.line.text("output");
	if (output !== null) onlyModel(context);
	return forEachModel(context, async (model) => {
		const { markdown, record } = await reportStep(context, context.stageContext(model));
		if (output !== null) {
			await writeFileAtomic(resolve(output), markdown);
			context.reporter.note(`${record.headline} · ${shownPath(resolve(output))}`);
		}
		return {
			json: record,
			text: output === null ? `${markdown}\n` : "",
			exitCode: verdictCode(record.verdict)
		};
	});
};

export { command };