import { s as visible } from "./escape-markdown.js";
import { n as ModelyardError } from "./errors.js";
import { o as environmentNamed, r as environmentOf } from "./deploy-ports.js";
import { n as deploymentsOf } from "./deployment-log.js";
import { i as onlyModel } from "./command-context.js";

// src/stages/history/history.ts
/** What was live when, by whom and why: newest last. With a moment, the one record that was live then, or none. */
async function historyStage(context, log, options) {
	const environment = environmentNamed(context, options.environment);
	const { entries } = await log.read();
	const { results } = deploymentsOf(entries, context.model.name, environment.name);
	if (options.at === null) return [...results];
	const moment = parseMoment(options.at);
	const live = results.findLast((record) => record.verdict === "pass" && Date.parse(record.at) <= moment);
	return live === void 0 ? [] : [live];
}
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
/** Times without a zone are UTC, as everything that is shown. A day without a time means its end: what was live on that day. */
function parseMoment(text) {
	const isDay = !text.includes("T");
	const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text) && !isDay;
	const moment = Date.parse(isDay ? `${text}T23:59:59.999Z` : `${text}${hasZone ? "" : "Z"}`);
	const isDate = Number(text.slice(8, 10)) === (/* @__PURE__ */ new Date(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate();
	if (MOMENT.test(text) && isDate && !Number.isNaN(moment)) return moment;
	throw new ModelyardError("usage", `--at ${text}: expected a time such as 2026-05-01 or 2026-05-01T12:00:00Z`);
}
/** The history as lines for a terminal. */
function historyText(records, environment) {
	if (records.length === 0) return `nothing was live in ${environment}\n`;
	return `${records.map((record) => {
		const mark = record.verdict === "pass" ? "live  " : "failed";
		const why = record.reason === null ? "" : `  ${visible(record.reason)}`;
		return `${record.at.slice(0, 19)}Z  ${mark}  ${record.action.padEnd(8)}  ${record.release}  ${record.digest.slice(7, 19)}  by ${visible(record.by)}${why}`;
	}).join("\n")}\n`;
}

// src/cli/commands/history.ts
const command = async (context) => {
	const environment = environmentOf(context);
	const stage = context.stageContext(onlyModel(context));
	const { log } = await context.services.forge(stage.project.repository);
	const records = await historyStage(stage, log, {
		environment,
		at: context.line.text("at")
	});
	return {
		json: records,
		text: historyText(records, environment),
		exitCode: 0
	};
};

export { command };