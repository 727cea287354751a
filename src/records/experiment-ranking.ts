import { z } from 'zod';
import { headerShape } from './common.ts';
import { skippedSchema } from './experiments.ts';

const intervalSchema = z.tuple([z.number(), z.number()]);

/** What `experiments best --json` prints of one model. */
export const experimentRankingSchema = z.object({
  schema: z.literal('modelyard/experiment-ranking/1'),
  ...headerShape,
  /** winner: the leader is better than every other. tied: not told from at least one. alone: the only one with rows. points: no rows. none: nothing judged. */
  outcome: z.enum(['winner', 'tied', 'alone', 'points', 'none']),
  metric: z.string(),
  /** Of several targets the one that is ranked by. */
  target: z.string().optional(),
  better: z.enum(['higher', 'lower']),
  /** Digest of the evaluation rows that the ranked ones were judged on; null with points only. */
  rowsDigest: z.string().nullable(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  confidence: z.number(),
  /** Level of each single difference: 1 − (1 − confidence) / (k − 1). */
  simultaneousConfidence: z.number(),
  /** Best first. */
  ranked: z.array(
    z.object({
      id: z.string(),
      /** Other experiments with the same predictions. */
      same: z.array(z.string()),
      standing: z.enum(['leader', 'worse', 'tied', 'undefined']),
      value: z.number().nullable(),
      interval: intervalSchema.nullable(),
      /** This one − the leader. */
      difference: z.number().nullable(),
      differenceInterval: intervalSchema.nullable(),
      method: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Leader and all that cannot be told from it. */
  set: z.array(z.string()),
  /** Those that could not be held against the leader row by row, best point first, and why. */
  pointsOnly: z.array(z.object({ id: z.string(), value: z.number().nullable(), reason: z.string() })),
  skipped: skippedSchema,
});
export type ExperimentRanking = z.infer<typeof experimentRankingSchema>;
