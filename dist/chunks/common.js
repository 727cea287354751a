import { C as string, d as _enum, p as array, v as number, y as object } from "./schemas.js";
import { t as datetime } from "./iso.js";

// src/records/common.ts
const verdictSchema = _enum([
	"pass",
	"fail",
	"inconclusive"
]);
/** `sha256:` and 64 hex digits: the digest of a model, a candidate or a record. */
const digestSchema = string().regex(/^sha256:[0-9a-f]{64}$/);
/** 64 hex digits: the SHA-256 of one file's bytes. */
const sha256Schema = string().regex(/^[0-9a-f]{64}$/);
/** One file read or written: POSIX path relative to modelyard.yml (absolute outside it). */
const fileEntrySchema = object({
	path: string(),
	sha256: sha256Schema,
	bytes: number().int().nonnegative().optional()
});
/** Commits that brought other inputs since the release before, and were never released: newest first; absent where there are none. */
const supersededSchema = array(object({
	commit: string(),
	pullRequest: number().int().nullable()
}));
/** What every record carries. `null` where the forge or the repository cannot say. */
const headerShape = {
	toolkit: string(),
	model: string(),
	at: datetime(),
	durationMs: number().nonnegative(),
	commit: string().nullable(),
	base: string().nullable(),
	merge: string().nullable(),
	tree: string().nullable(),
	pullRequest: number().int().nullable(),
	run: string().nullable(),
	attempt: number().int().nullable(),
	read: array(fileEntrySchema),
	written: array(fileEntrySchema)
};

export { supersededSchema as a, sha256Schema as i, fileEntrySchema as n, verdictSchema as o, headerShape as r, digestSchema as t };