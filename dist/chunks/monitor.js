import { C as string, d as _enum, g as literal, p as array, v as number, y as object } from "./schemas.js";
import { r as headerShape } from "./common.js";
import { i as signalSchema, t as datasetResultSchema } from "./validate.js";

// src/records/monitor.ts
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