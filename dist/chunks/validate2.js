import { o as visible } from "./escape-markdown.js";
import { n as isTold } from "./validate.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { a as validateStep } from "./stage-steps.js";

// src/cli/commands/validate.ts
const command = (context) => forEachModel(context, async (model) => {
	const record = await validateStep(context, context.stageContext(model));
	return {
		json: record,
		text: brokenChecks(record.datasets),
		exitCode: verdictCode(record.verdict)
	};
});
/** Checks that do not pass, with their examples, one a line. */
function brokenChecks(datasets) {
	return datasets.flatMap(({ role, checks }) => checks.filter((check) => check.verdict !== "pass" && isTold(check)).map((check) => checkLine(role, check))).map((line) => `${visible(line)}\n`).join("");
}
function checkLine(role, check) {
	const examples = check.examples.map(({ row, value }) => `${row === null ? "" : `row ${row}: `}${JSON.stringify(value)}`);
	const told = [
		check.failing === null ? null : `${check.failing} rows`,
		check.reason ?? null,
		...examples
	].filter((part) => part !== null).join("; ");
	return `${check.verdict.padEnd(5)} ${role}  ${check.id}  expected ${check.expected}; ${told}`;
}

export { command };