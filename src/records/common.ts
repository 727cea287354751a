import { z } from 'zod';

export const verdictSchema = z.enum(['pass', 'fail', 'inconclusive']);
export type Verdict = z.infer<typeof verdictSchema>;

/** `sha256:` and 64 hex digits: the digest of a model, a candidate or a record. */
export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** 64 hex digits: the SHA-256 of one file's bytes. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** One file read or written: POSIX path relative to modelyard.yml (absolute outside it). */
export const fileEntrySchema = z.object({
  path: z.string(),
  sha256: sha256Schema,
  bytes: z.number().int().nonnegative().optional(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** Commits that brought other inputs since the release before, and were never released: newest first; absent where there are none. */
export const supersededSchema = z.array(
  z.object({ commit: z.string(), pullRequest: z.number().int().nullable() }),
);

/** What every record carries. `null` where the forge or the repository cannot say. */
export const headerShape = {
  toolkit: z.string(),
  model: z.string(),
  at: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  commit: z.string().nullable(),
  base: z.string().nullable(),
  merge: z.string().nullable(),
  tree: z.string().nullable(),
  pullRequest: z.number().int().nullable(),
  run: z.string().nullable(),
  attempt: z.number().int().nullable(),
  read: z.array(fileEntrySchema),
  written: z.array(fileEntrySchema),
} as const;

/** A record's own keys, without the header that `records/header.ts` fills in. */
export type HeaderKey = keyof typeof headerShape;
