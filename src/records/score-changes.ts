import { z } from 'zod';
import { intervalSchema } from './metric-row.ts';

const shareSchema = z.object({
  rows: z.number().int(),
  /** By weight, where rows have one. */
  share: z.number(),
  interval: intervalSchema.nullable(),
});

/** Rows of a classification whose decision is not what the baseline's was. */
export const flipsSchema = z.object({
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  confidence: z.number(),
  changed: shareSchema,
  /** Right before, wrong now. */
  nowWrong: shareSchema,
  /** Wrong before, right now. */
  nowRight: shareSchema,
  /** Some of those that are wrong now, the surest mistakes first: their ids, or their places where ids are not shown. */
  wrongRows: z.array(z.string()),
});
export type Flips = z.infer<typeof flipsSchema>;

export const scoreShiftSchema = z.object({
  /** What the numbers are: `the score of yes`, `the chance of the decided class`, a target, an own column. */
  of: z.string(),
  rows: z.number().int(),
  candidateMean: z.number(),
  baselineMean: z.number(),
  /** Of candidateMean − baselineMean, on the same rows. */
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  /** Wasserstein's distance of the two distributions, in the numbers' own unit. */
  distance: z.number(),
  /** How far the numbers of single rows moved. */
  moved: z.object({ mean: z.number(), p50: z.number(), p95: z.number(), most: z.number() }),
});
export type ScoreShiftRow = z.infer<typeof scoreShiftSchema>;
