import { z } from 'zod';
import { digestSchema, verdictSchema } from './common.ts';
import { metricRowSchema } from './metric-row.ts';

/** First 12 hex digits of the SHA-256 over input digest and output digests: other bytes are another experiment. */
const idSchema = z.string().regex(/^[0-9a-f]{12}$/);

/** What training and using a candidate cost; null where it is not known. */
const costSchema = z.object({
  trainSeconds: z.number().nonnegative().nullable(),
  peakMemoryBytes: z.number().int().nullable(),
  sizeBytes: z.number().int().nullable(),
  /** One row per call, 95 of 100 calls within. */
  latencyP95Ms: z.number().nullable(),
  /** From the start of training to its record. */
  durationMs: z.number().nonnegative(),
});

/** One candidate: what it was made from, how it was judged last, what it cost. */
export const experimentSchema = z.object({
  schema: z.literal('modelyard/experiment/1'),
  toolkit: z.string(),
  model: z.string(),
  id: idSchema,
  /** Of the last evaluation; null: not judged. */
  verdict: verdictSchema.nullable(),
  /** Why its training failed, so that there is no candidate; left out where it did not. */
  failure: z.string().optional(),
  /** When it was trained, and when it was judged last. */
  at: z.iso.datetime(),
  evaluatedAt: z.iso.datetime().nullable(),
  commit: z.string().nullable(),
  pullRequest: z.number().int().nullable(),
  /** True when inputs differed from the commit. */
  dirty: z.boolean(),
  inputDigest: digestSchema,
  /** Digest of the model; null where training leaves predictions or metrics only. */
  candidate: digestSchema.nullable(),
  /** null where they are too many to be kept, with the reason. */
  params: z.record(z.string(), z.unknown()).nullable(),
  paramsReason: z.string().optional(),
  seed: z.number().int(),
  /** SHA-256 over paths and digests of the training data, and over those of all other inputs. */
  data: digestSchema,
  code: digestSchema,
  /** What it was held against; null: nothing. */
  baseline: z.string().nullable(),
  /** The primary first. */
  metrics: z.array(metricRowSchema),
  cost: costSchema,
  /** Digest of the evaluation rows (files, labels, groups): candidates with the same one can be compared row by row. null with a reason. */
  rows: digestSchema.nullable(),
  rowsReason: z.string().optional(),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** An experiment, and where it was found. */
export const foundExperimentSchema = experimentSchema.extend({
  /** checkout: trained or judged here; release: merged and released; log: merged and never released. */
  where: z.array(z.enum(['checkout', 'release', 'log'])),
  /** Tags of the releases that hold this very candidate. */
  tags: z.array(z.string()),
});
export type FoundExperiment = z.infer<typeof foundExperimentSchema>;
