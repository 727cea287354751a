import { r as explainGate, t as gateVerdicts } from "./gate-verdict.js";
import { a as gateTitle } from "./gate-words.js";
import { n as weakVerdictNote } from "./overall-verdict.js";
import { a as inertLine } from "./escape-markdown.js";
import { n as ModelyardError } from "./errors.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { a as recordPath, r as readRecord } from "./store.js";

// src/stages/explain/explain.ts
/**
* Explains the gates of the last evaluation, all or those of one metric. Throws `input` when nothing was evaluated
* yet, `usage` for a metric without a gate.
*/
async function explainStage(context, { gate }) {
	const { project, model } = context;
	const record = await readRecord(recordPath(project.directory, model.name, "evaluate"), evaluateRecordSchema);
	if (record === null) throw new ModelyardError("input", `${model.name} was not evaluated yet, so there is nothing to explain`, { hint: `Run modelyard run --model ${model.name} first.` });
	const explanation = explainRecord(record, gate);
	return {
		explanation,
		text: explanationText(explanation)
	};
}
/** The explanation of one record. Throws `usage` for a metric without a gate. */
function explainRecord(record, gate) {
	const naming = {
		baseline: record.baseline?.source ?? null,
		groupBy: record.groupBy ?? null
	};
	const gates = gateVerdicts(record);
	const wanted = gates.filter(({ metric }) => gate === null || metric === gate);
	if (gate !== null && wanted.length === 0) throw unknownGate(gate, record);
	return {
		model: record.model,
		verdict: record.verdict,
		note: weakVerdictNote(gates),
		gates: wanted.map((row) => ({
			metric: row.metric,
			target: row.target,
			dataset: row.dataset,
			slice: row.slice,
			against: row.against,
			rule: row.rule,
			severity: row.severity,
			verdict: row.verdict,
			reason: row.reason,
			...explainGate(row, naming)
		}))
	};
}
function unknownGate(gate, { model, gates }) {
	const names = [...new Set(gates.map(({ metric }) => metric))];
	return new ModelyardError("usage", `${model} has no gate on ${JSON.stringify(gate)}`, { hint: names.length === 0 ? "No gate is configured." : `The gates are on: ${names.join(", ")}.` });
}
const VERDICT_WORDS = {
	pass: "pass",
	fail: "fail",
	inconclusive: "cannot tell"
};
function explanationText({ model, verdict, note, gates }) {
	const head = `${model}: ${VERDICT_WORDS[verdict]}`;
	const blocks = gates.map((gate) => [
		`${gateTitle(gate)}, ${gate.rule}: ${VERDICT_WORDS[gate.verdict]}${gate.severity === "warn" ? " (only a warning)" : ""}`,
		`  asked   ${gate.asked}`,
		`  seen    ${gate.seen}`,
		`  means   ${gate.means}`,
		`  to do   ${gate.do}`
	].map(inertLine).join("\n"));
	return `${[
		inertLine(head),
		...note === null ? [] : [inertLine(note)],
		...blocks
	].join("\n\n")}\n`;
}

export { explainStage as n, explainRecord as t };