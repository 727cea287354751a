import { C as string, d as _enum, g as literal, m as boolean, p as array, v as number, y as object } from "./schemas.js";
import { a as supersededSchema, i as sha256Schema, o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";

// src/records/release.ts
const releaseRecordSchema = object({
	schema: literal("modelyard/release/1"),
	verdict: verdictSchema,
	...headerShape,
	tag: string(),
	version: string(),
	candidate: digestSchema,
	inputDigest: digestSchema,
	/** reviewed: the bytes that were evaluated; retrained: trained again on the default branch. */
	origin: _enum(["reviewed", "retrained"]),
	reevaluated: boolean(),
	superseded: supersededSchema.optional(),
	/** Newest release of this model before this one, and why the version rose as it did. */
	previous: string().nullable(),
	bump: _enum([
		"first",
		"major",
		"minor",
		"patch",
		"given"
	]),
	bumpReason: string(),
	/** What serves and judges this model later: features, classes, positive, threshold, golden rows' tolerance. */
	serving: object({
		task: string(),
		features: array(string()),
		classes: array(string()).nullable(),
		/** Columns that it predicts, in the order of its outputs. */
		targets: array(string()).optional(),
		positive: string().nullable(),
		threshold: number().nullable(),
		/** Name of the asset that holds the model, or its folder prefix. */
		model: string(),
		runnable: boolean()
	}),
	assets: array(object({
		name: string(),
		sha256: sha256Schema,
		bytes: number().int()
	}))
});

export { releaseRecordSchema as t };