import { C as string, E as unknown, T as union, g as literal, m as boolean, p as array, v as number, x as record, y as object } from "./schemas.js";
import { n as fileEntrySchema, o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";

// src/records/train.ts
const trainRecordSchema = object({
	schema: literal("modelyard/train/1"),
	verdict: verdictSchema,
	...headerShape,
	inputDigest: digestSchema,
	/** True when an existing candidate with this input digest was taken. */
	reused: boolean(),
	command: string(),
	exitCode: number().int().nullable(),
	signal: string().nullable(),
	timedOut: boolean(),
	/** Of the training process and its children; null where the system cannot say, with the reason. */
	peakMemoryBytes: number().int().nullable(),
	peakMemoryReason: string().optional(),
	trainSeconds: number().nonnegative(),
	params: record(string(), unknown()),
	seed: number().int(),
	/** It was trained to see how far another seed differs, and is no candidate; absent: it is one. */
	isOtherSeed: literal(true).optional(),
	/** Of several seeds what each left, that of the candidate first; absent: one was trained. */
	seeds: array(object({
		seed: number().int(),
		inputDigest: digestSchema,
		candidate: digestSchema.nullable(),
		trainSeconds: number().nonnegative()
	})).optional(),
	inputs: array(fileEntrySchema.extend({ mode: string() })),
	/** The rows of the training data that belong to them; absent: all. */
	rows: array(object({
		column: string(),
		values: array(union([
			string(),
			number(),
			boolean()
		]))
	})).optional(),
	/** True when `train.inputs` narrows the default. */
	inputsNarrowed: boolean(),
	/** Input paths whose content differs from the commit; such a candidate is never released. */
	dirty: array(string()),
	outputs: array(fileEntrySchema),
	/** Digest of the model; null when the command leaves predictions or metrics only, or when training failed. */
	candidate: digestSchema.nullable(),
	tools: record(string(), string())
});
/** Input digests of all that was trained, the candidate's first. */
function trainedDigests({ inputDigest, seeds = [] }) {
	return [.../* @__PURE__ */ new Set([inputDigest, ...seeds.map((each) => each.inputDigest)])];
}

export { trainedDigests as n, trainRecordSchema as t };