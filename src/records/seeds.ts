import { z } from 'zod';
import { digestSchema } from './common.ts';
import { intervalSchema } from './metric-row.ts';

/** Trainings of one recipe that differ in the seed, the candidate's first, on the rows of the first dataset. */
export const seedsSchema = z.object({
  dataset: z.string(),
  trained: z.array(
    z.object({
      seed: z.number().int(),
      candidate: digestSchema.nullable(),
      trainSeconds: z.number().nonnegative(),
      /** false: what it gave is not kept any more, and nothing below rests on it. */
      kept: z.literal(false).optional(),
    }),
  ),
  /** Empty where fewer than two are kept. */
  metrics: z.array(
    z.object({
      name: z.string(),
      target: z.string().optional(),
      better: z.enum(['higher', 'lower']),
      /** In the order of `trained`; null for what is not kept, and for what is no number. */
      values: z.array(z.number().nullable()),
      baseline: z.number().nullable(),
      mean: z.number().nullable(),
      /** With n − 1. */
      standardDeviation: z.number().nullable(),
      /** Where one more seed would land; null where all seeds give the same. */
      another: intervalSchema.nullable(),
      /** Whether the baseline lies there: its difference is then no more than another seed makes. */
      baselineIsLikeASeed: z.boolean().nullable(),
    }),
  ),
});
