import { s as visible } from "./escape-markdown.js";
import { f as rowsText } from "./gate-words.js";

// src/stages/monitor/monitor-text.ts
const NAMES = {
	js: "shape, Jensen–Shannon distance",
	wasserstein: "location, Wasserstein distance in sd",
	psi: "shape, population stability index",
	l_infinity: "largest change of the share of one category",
	null_share: "share of missing cells"
};
/** The verdict, what is not well, and what could not be judged, as lines for people. */
function monitorText(record) {
	const rest = [...warnings(record), ...unjudged(record)].map((line) => `  ${line}\n`);
	return `${headline(record)}\n${rest.join("")}`;
}
function headline(record) {
	const { reference, signals, verdict } = record;
	const rows = rowsText({
		...record,
		groupBy: null
	}) ?? "";
	if (verdict === "insufficient") return `too few rows to judge: ${shortage(signals) ?? rows}`;
	const failing = signals.filter((signal) => signal.verdict === "fail");
	if (failing.length === 0) return `no drift against ${reference} in ${rows}`;
	const lines = failing.map((signal) => `  ${visible(signal.column ?? "")}  ${signalText(signal)}`);
	return `${failing.length} of ${signals.length} signals against ${reference} in ${rows}\n${lines.join("\n")}`;
}
/** Missing cells are compared in every column; that shapes are not may have other reasons than few rows. */
function shortage(signals) {
	const unjudged = signals.filter((signal) => signal.verdict === "insufficient");
	return (unjudged.find(({ signal }) => signal === "nulls") ?? unjudged[0])?.reason;
}
function warnings({ signals }) {
	return signals.filter((signal) => signal.verdict === "warn").map((signal) => `warning: ${visible(signal.column ?? "")}  ${signalText(signal)}`);
}
/** Columns without a verdict must not look like columns that are well. */
function unjudged({ signals, verdict }) {
	if (verdict === "insufficient") return [];
	return [...new Map(signals.filter((signal) => signal.verdict === "insufficient").map(({ column, reason }) => [column ?? "", reason ?? ""]))].map(([column, reason]) => `not judged: ${visible(column)}  ${reason}`);
}
/** `shape, Jensen–Shannon distance 0.131 (alarm from 0.1), p < 0.0001`. */
function signalText(signal) {
	if (signal.pValue === null) return `${signal.statistic}: ${visible(signal.reason ?? "")}`;
	const p = signal.pValue < 1e-4 ? "p < 0.0001" : `p = ${signal.pValue.toFixed(4)}`;
	const why = signal.reason === void 0 ? "" : `; ${signal.reason}`;
	return `${NAMES[signal.statistic] ?? signal.statistic} ${signal.value?.toFixed(3)} (alarm from ${signal.threshold}), ${p}${why}`;
}

export { signalText as n, monitorText as t };