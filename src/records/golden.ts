import { z } from 'zod';
import { digestSchema } from './common.ts';

/** One feature column of the golden rows; integers as text, so that none is rounded. */
const goldenColumnSchema = z.object({
  name: z.string(),
  kind: z.enum(['number', 'integer', 'boolean', 'text']),
  /** null where the cell is missing. NaN and infinities stand as the texts "NaN", "Infinity", "-Infinity". */
  values: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])),
});

/** A few evaluation rows and what the candidate said about them: the smoke test after a deployment. */
export const goldenSchema = z.object({
  schema: z.literal('modelyard/golden/1'),
  model: z.string(),
  candidate: digestSchema,
  task: z.enum(['binary', 'multiclass', 'regression']),
  rows: z.number().int().positive(),
  columns: z.array(goldenColumnSchema),
  /** Classes of the output columns in the model's own order; null for regression. */
  classes: z.array(z.string()).nullable(),
  /** Of several values per row their names; absent: one. */
  targets: z.array(z.string()).optional(),
  /** Name of the output that they are of; absent: the only one that can be. */
  output: z.string().optional(),
  /** rows × width numbers, row-major; width is the number of classes or of targets, or 1. */
  outputs: z.array(z.number()),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
});
export type Golden = z.infer<typeof goldenSchema>;
