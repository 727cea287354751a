import { _ as number, f as array, h as literal, u as _enum, v as object, x as string } from "./schemas.js";
import { r as headerShape } from "./common.js";
import { t as datasetResultSchema } from "./validate.js";

// src/records/monitor.ts
const signalSchema = object({
	signal: _enum([
		"drift",
		"nulls",
		"check",
		"schema"
	]),
	column: string().nullable(),
	/** js (distance, base 2), wasserstein (in reference standard deviations), null_share … */
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
	reason: string().optional()
});
const monitorRecordSchema = object({
	schema: literal("modelyard/monitor/1"),
	verdict: _enum([
		"pass",
		"fail",
		"insufficient"
	]),
	...headerShape,
	/** Tag of the release whose profile is the reference. */
	reference: string(),
	rows: number().int(),
	groups: number().int().nullable(),
	signals: array(signalSchema),
	/** The contract's checks on the new data. */
	datasets: array(datasetResultSchema)
});

export { monitorRecordSchema as t };