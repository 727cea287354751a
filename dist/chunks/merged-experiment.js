import { C as string, y as object } from "./schemas.js";
import { g as experimentSchema } from "./read-params.js";

// src/records/merged-experiment.ts
/** A candidate whose change was merged and never released, as the log keeps it: its artifacts are gone in weeks. */
const mergedExperimentSchema = object({
	/** Commit of the branch that brought it. */
	merged: string(),
	experiment: experimentSchema
});
/** What the log says of one model's candidates; nothing rests on them, so that one that cannot be understood is named and left out. */
function loggedExperiments(entries, model) {
	const read = entries.filter((entry) => entry.kind === "experiment" && entry.model === model).map(({ at, body }) => ({
		at,
		...mergedExperimentSchema.safeParse(body)
	}));
	return {
		experiments: read.flatMap(({ data }) => data?.experiment.model === model ? [data] : []),
		unknown: read.filter(({ data }) => data?.experiment.model !== model).map(({ at }) => at)
	};
}

export { mergedExperimentSchema as n, loggedExperiments as t };