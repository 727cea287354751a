import { z } from 'zod';
import { verdictSchema } from './common.ts';
import { intervalSchema, metricRowSchema } from './metric-row.ts';

/** Why a gate's verdict is what it is: the key of its explanation. */
const gateOutcomeSchema = z.enum([
  'kept',
  'broken',
  'undecided',
  'guarded',
  'identical',
  'first-release',
  'baseline-missing',
  'not-finite',
  'not-measured',
  'no-value',
  'no-baseline-value',
  'points-only',
]);

/** candidate − factor · baseline; factor 0 where the rule looks at the candidate alone. */
const gateSeenSchema = z.object({
  better: z.enum(['higher', 'lower']),
  candidate: z.number().nullable(),
  baseline: z.number().nullable(),
  factor: z.number(),
  estimate: z.number().nullable(),
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  rows: z.number().int().nullable(),
  groups: z.number().int().nullable(),
  /** Why there is no value, or why no verdict may be read off the interval. */
  note: z.string().nullable(),
  /** Margin at which an equal model passes 80 times of 100, and rows (groups, when clustered) for the margin asked. */
  power: z.object({ margin: z.number(), needed: z.number().nullable() }).nullable(),
});

export const gateRowSchema = z.object({
  metric: z.string(),
  /** Of several targets the one that was looked at. */
  target: z.string().optional(),
  dataset: z.string(),
  /** The slice whose rows were looked at; absent: all rows. */
  slice: z.string().optional(),
  /** What it was compared with where that is not the baseline: the anchor. */
  against: z.string().optional(),
  rule: z.enum(['min', 'max', 'max_worse', 'min_better']),
  limit: z.number(),
  /** True when the limit was given in percent of the baseline; `limit` is then the fraction (0.01 for 1%). */
  relative: z.boolean(),
  on: z.enum(['point', 'bound']),
  severity: z.enum(['block', 'warn']),
  verdict: verdictSchema,
  /** One sentence from a fixed template; the same text in report and `explain`. */
  reason: z.string(),
  /** Probability that a model equal to the baseline would pass; null where it does not apply. */
  equalModelPasses: z.number().nullable(),
  /** Which of the fixed explanations applies; absent in records of other tools. */
  outcome: gateOutcomeSchema.optional(),
  /** The numbers that the verdict was read off. */
  seen: gateSeenSchema.optional(),
});
export type GateRow = z.infer<typeof gateRowSchema>;

export const sliceRowSchema = z.object({
  slice: z.string(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  verdict: z.enum(['no-proof-of-harm', 'harm', 'insufficient', 'not-judged']),
  reason: z.string(),
  /** warn: harm here is told and does not decide; absent means block. */
  severity: z.enum(['block', 'warn']).optional(),
  metrics: z.array(metricRowSchema),
});
export type SliceRow = z.infer<typeof sliceRowSchema>;
