import { z } from 'zod';
import { digestSchema, headerShape, sha256Schema, supersededSchema, verdictSchema } from './common.ts';

export const releaseRecordSchema = z.object({
  schema: z.literal('modelyard/release/1'),
  verdict: verdictSchema,
  ...headerShape,
  tag: z.string(),
  version: z.string(),
  candidate: digestSchema,
  inputDigest: digestSchema,
  /** reviewed: the bytes that were evaluated; retrained: trained again on the default branch. */
  origin: z.enum(['reviewed', 'retrained']),
  reevaluated: z.boolean(),
  superseded: supersededSchema.optional(),
  /** Newest release of this model before this one, and why the version rose as it did. */
  previous: z.string().nullable(),
  bump: z.enum(['first', 'major', 'minor', 'patch', 'given']),
  bumpReason: z.string(),
  /** What serves and judges this model later: features, classes, positive, threshold, golden rows' tolerance. */
  serving: z.object({
    task: z.string(),
    features: z.array(z.string()),
    classes: z.array(z.string()).nullable(),
    /** Columns that it predicts, in the order of its outputs. */
    targets: z.array(z.string()).optional(),
    positive: z.string().nullable(),
    threshold: z.number().nullable(),
    /** Name of the asset that holds the model, or its folder prefix. */
    model: z.string(),
    runnable: z.boolean(),
  }),
  assets: z.array(z.object({ name: z.string(), sha256: sha256Schema, bytes: z.number().int() })),
});
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;
