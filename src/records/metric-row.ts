import { z } from 'zod';

/** The lower limit, the upper one. */
export const intervalSchema = z.tuple([z.number(), z.number()]);

/** One row per (name, dataset, against, target); the primary first. Unknown numbers are null with a `reason`. */
export const metricRowSchema = z.object({
  name: z.string(),
  dataset: z.string(),
  /** Tag of the baseline release, `file:<path>`, or null when there is no baseline. */
  against: z.string().nullable(),
  target: z.string().optional(),
  better: z.enum(['higher', 'lower']),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  candidate: z.number().nullable(),
  candidateInterval: intervalSchema.nullable(),
  baseline: z.number().nullable(),
  /** candidate − baseline, in the metric's own unit. */
  difference: z.number().nullable(),
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  /** delong, tango, tango-relative, paired-mean, linearised or bootstrap, with groups followed by -clustered; point. Of what both models together give (churn): wilson or mean. */
  method: z.string(),
  /** How often a bootstrap drew the rows anew, and the seed of its draws. */
  bootstrap: z.object({ replicates: z.number().int(), seed: z.number().int() }).optional(),
  /** What a model without fault would show on these rows, for metrics that are not 0 then. */
  nullValue: z.number().optional(),
  reason: z.string().optional(),
});
export type MetricRow = z.infer<typeof metricRowSchema>;
