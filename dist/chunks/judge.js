import { f as array, h as literal, u as _enum, v as object, x as string } from "./schemas.js";
import { a as verdictSchema, r as headerShape } from "./common.js";

// src/records/judge.ts
const judgeChangeSchema = object({
	/** config: a key of modelyard.yml; file: contract or evaluation data; workflow: what runs the judgement. */
	kind: _enum([
		"config",
		"file",
		"workflow"
	]),
	/** `gates.roc_auc.max_worse`, or a path. */
	what: string(),
	/** JSON text of a value or the first digits of a file's git object; null where it is not there. */
	base: string().nullable(),
	head: string().nullable()
});
/** Whether a change also changes how it is judged, and what the rules of the base say. */
const judgeRecordSchema = object({
	schema: literal("modelyard/judge/1"),
	/** Under the rules of the base; pass where nothing changed. */
	verdict: verdictSchema,
	...headerShape,
	changes: array(judgeChangeSchema),
	/** Why the verdict under the base's rules is what it is; null where nothing had to be judged again. */
	reason: string().nullable()
});

export { judgeRecordSchema as t };