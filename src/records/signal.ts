import { z } from 'zod';

const shares = z.array(z.number());

export const pictureSchema = z.object({
  before: shares,
  now: shares,
  /** What each cell holds; null for bins of numbers, which ascend, and where values may not be shown. */
  labels: z.array(z.string()).nullable(),
});
export type Picture = z.infer<typeof pictureSchema>;

export const signalSchema = z.object({
  signal: z.enum(['drift', 'nulls', 'check', 'schema']),
  column: z.string().nullable(),
  /** js (distance, base 2), wasserstein (in reference standard deviations), psi, l_infinity, null_share. */
  statistic: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** After Holm over all columns and statistics that were tested. */
  pValue: z.number().nullable(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  verdict: z.enum(['pass', 'fail', 'warn', 'insufficient']),
  reason: z.string().optional(),
  /** For people to look at, where there is an alarm: the shares of the cells before and now. */
  picture: pictureSchema.optional(),
});
export type Signal = z.infer<typeof signalSchema>;
