import { C as string, d as _enum, g as literal, m as boolean, p as array, v as number, w as tuple, y as object } from "./schemas.js";
import { n as fileEntrySchema, o as verdictSchema, r as headerShape } from "./common.js";

// src/stages/shows-values.ts
const BUILD_SERVERS = [
	"CI",
	"GITHUB_ACTIONS",
	"JENKINS_URL",
	"GITLAB_CI"
];
/** Values may be of people: `auto` shows them on somebody's own machine only. */
function showsValues({ model, environment }) {
	if (model.examples !== "auto") return model.examples === "values";
	return !BUILD_SERVERS.some((name) => (environment[name] ?? "") !== "");
}

// src/records/signal.ts
const shares = array(number());
const pictureSchema = object({
	before: shares,
	now: shares,
	/** What each cell holds; null for bins of numbers, which ascend, and where values may not be shown. */
	labels: array(string()).nullable()
});
const signalSchema = object({
	signal: _enum([
		"drift",
		"nulls",
		"check",
		"schema"
	]),
	column: string().nullable(),
	/** js (distance, base 2), wasserstein (in reference standard deviations), psi, l_infinity, null_share. */
	statistic: string(),
	value: number().nullable(),
	threshold: number().nullable(),
	/** After Holm over all columns and statistics that were tested. */
	pValue: number().nullable(),
	rows: number().int(),
	groups: number().int().nullable(),
	verdict: _enum([
		"pass",
		"fail",
		"warn",
		"insufficient"
	]),
	reason: string().optional(),
	/** For people to look at, where there is an alarm: the shares of the cells before and now. */
	picture: pictureSchema.optional()
});

// src/records/comparison.ts
const counts = object({
	before: number().int().nullable(),
	now: number().int().nullable()
});
const pair = (value) => object({
	before: value,
	now: value
});
/** What became of one column between two datasets, told whether it alarms or not. */
const columnChangeSchema = object({
	column: string(),
	change: _enum([
		"added",
		"removed",
		"kind",
		"none"
	]),
	/** number or category; null where the column is not there. */
	kind: pair(_enum(["number", "category"]).nullable()),
	/** Share of cells that are null or not finite. */
	missing: pair(number().nullable()),
	mean: pair(number().nullable()).nullable(),
	/** Smallest and largest value; null where values may not be shown. */
	range: pair(tuple([number(), number()]).nullable()).nullable(),
	/** Of columns of categories that are not classified. */
	domain: object({
		/** Values that are kept apart: all, or where there are many the most frequent. */
		size: pair(number().int()),
		isWhole: pair(boolean()),
		added: number().int(),
		gone: number().int(),
		/** At most ten each; empty where values may not be shown. */
		addedValues: array(string()),
		goneValues: array(string())
	}).nullable()
});
/** One dataset held against another: what differs, column by column. */
const comparisonSchema = object({
	kind: _enum([
		"train-evaluation",
		"base",
		"serving"
	]),
	/** What the data are held against: `train`, the tag of a release, a commit. */
	against: string(),
	/** Role of the dataset that is held against it. */
	role: string(),
	severity: _enum(["error", "warning"]),
	/** error: the comparison could not be made, with the reason. */
	verdict: _enum([
		"pass",
		"fail",
		"warn",
		"insufficient",
		"error"
	]),
	rows: counts,
	groups: counts,
	/** An alarm needs an adjusted p below this. */
	alpha: number(),
	reason: string().optional(),
	signals: array(signalSchema),
	/** base: every column, also where nothing alarms. */
	changes: array(columnChangeSchema).optional()
});

// src/records/validate.ts
const checkVerdictSchema = _enum([
	"pass",
	"fail",
	"warn",
	"insufficient",
	"error"
]);
const checkResultSchema = object({
	/** Unique in the dataset, e.g. `age.range`; checks on the whole dataset have no dot prefix: `row_count`. */
	id: string(),
	column: string().nullable(),
	kind: string(),
	severity: _enum([
		"error",
		"warning",
		"info"
	]),
	verdict: checkVerdictSchema,
	expected: string(),
	/** Rows that break the rule; null when the check could not count, with the reason. */
	failing: number().int().nonnegative().nullable(),
	checked: number().int().nonnegative().nullable(),
	/** At most five; `row` counts data rows from 1 over the dataset's files in their order, null where unknown. */
	examples: array(object({
		row: number().int().nullable(),
		value: string()
	})),
	reason: string().optional()
});
/** A broken check of severity info is recorded and no more; one that could not run is told all the same. */
function isTold({ severity, verdict }) {
	return severity !== "info" || verdict === "fail" || verdict === "error";
}
const datasetResultSchema = object({
	/** train, evaluation, monitor … */
	role: string(),
	/** Of one of several evaluation datasets. */
	name: string().optional(),
	files: array(fileEntrySchema),
	rows: number().int().nonnegative(),
	checks: array(checkResultSchema)
});
const validateRecordSchema = object({
	schema: literal("modelyard/validate/1"),
	verdict: verdictSchema,
	...headerShape,
	/** null: no contract is configured; the built-in checks ran alone. */
	contract: fileEntrySchema.nullable(),
	datasets: array(datasetResultSchema),
	/** Datasets held against others; absent in records of older versions. */
	comparisons: array(comparisonSchema).optional(),
	/** YAML lines: the smallest change of the contract under which the data would pass; null where it fits them. */
	contractPatch: array(string()).nullable().optional(),
	/** Where the profile of the training data was written. */
	profile: fileEntrySchema.nullable()
});

export { showsValues as a, signalSchema as i, isTold as n, validateRecordSchema as r, datasetResultSchema as t };