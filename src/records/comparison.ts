import { z } from 'zod';
import { signalSchema } from './signal.ts';

const counts = z.object({ before: z.number().int().nullable(), now: z.number().int().nullable() });

/** One dataset held against another: what differs, column by column. */
export const comparisonSchema = z.object({
  kind: z.enum(['train-evaluation', 'base', 'serving']),
  /** What the data are held against: `train`, the tag of a release, a commit. */
  against: z.string(),
  /** Role of the dataset that is held against it. */
  role: z.string(),
  severity: z.enum(['error', 'warning']),
  /** error: the comparison could not be made, with the reason. */
  verdict: z.enum(['pass', 'fail', 'warn', 'insufficient', 'error']),
  rows: counts,
  groups: counts,
  /** An alarm needs an adjusted p below this. */
  alpha: z.number(),
  reason: z.string().optional(),
  signals: z.array(signalSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;
