import { s as WHOLE_ROW } from "./foreign-output.js";
import { _ as counted } from "./pair-metrics.js";
import { s as visible } from "./escape-markdown.js";
import { n as isTold } from "./validate.js";
import { n as signalText } from "./monitor-text.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { a as validateStep } from "./stage-steps.js";

// src/cli/commands/validate.ts
const command = (context) => forEachModel(context, async (model) => {
	const record = await validateStep(context, context.stageContext(model));
	return {
		json: record,
		text: [
			brokenChecks(record.datasets),
			alarms(record.comparisons ?? []),
			patchText(record.contractPatch ?? null)
		].join(""),
		exitCode: verdictCode(record.verdict)
	};
});
/** Checks that do not pass, with their examples, one a line. */
function brokenChecks(datasets) {
	return datasets.flatMap(({ role, checks }) => checks.filter((check) => check.verdict !== "pass" && isTold(check)).map((check) => checkLine(role, check))).map((line) => `${visible(line)}\n`).join("");
}
function checkLine(role, check) {
	const examples = check.examples.map(({ row, value }) => {
		if (value === "whole row" && row !== null) return `row ${row}`;
		return `${row === null ? "" : `row ${row}: `}${JSON.stringify(value)}`;
	});
	const told = [
		check.failing === null ? null : counted(check.failing, "row"),
		check.reason ?? null,
		...examples
	].filter((part) => part !== null).join("; ");
	return `${check.verdict.padEnd(5)} ${role}  ${check.id}  expected ${check.expected}; ${told}`;
}
/** What is not like the data that it is held against, one signal a line, and what could not be compared. */
function alarms(comparisons) {
	return comparisons.flatMap(({ kind, role, against, verdict, reason, signals }) => {
		const about = `${role} against ${against}`;
		if (verdict === "error") return [`error ${about}  ${reason}`];
		if (verdict === "insufficient") return kind === "base" && reason !== void 0 ? [] : [`insufficient ${about}  too few rows`];
		return signals.filter((signal) => signal.verdict === "fail" || signal.verdict === "warn").map((signal) => `${signal.verdict.padEnd(5)} ${about}  ${signal.column}  ${signalText(signal)}`);
	}).map((line) => `${visible(line)}\n`).join("");
}
/** Nobody is to paste it without a thought: its first lines say so. */
function patchText(lines) {
	return lines === null ? "" : `\n${lines.map((line) => `${visible(line)}\n`).join("")}`;
}

export { command };