import { _ as number, f as array, h as literal, u as _enum, v as object, x as string } from "./schemas.js";
import { n as fileEntrySchema, o as verdictSchema, r as headerShape } from "./common.js";

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
	/** Where the profile of the training data was written. */
	profile: fileEntrySchema.nullable()
});

export { isTold as n, validateRecordSchema as r, datasetResultSchema as t };