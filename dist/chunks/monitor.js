import { _ as number, f as array, h as literal, u as _enum, v as object, x as string } from "./schemas.js";
import { r as headerShape } from "./common.js";
import { a as signalSchema, n as datasetResultSchema } from "./shows-values.js";

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