import { z } from 'zod';
import { signalSchema } from './signal.ts';

const counts = z.object({ before: z.number().int().nullable(), now: z.number().int().nullable() });

const pair = <T extends z.ZodType>(value: T) => z.object({ before: value, now: value });

/** What became of one column between two datasets, told whether it alarms or not. */
export const columnChangeSchema = z.object({
  column: z.string(),
  change: z.enum(['added', 'removed', 'kind', 'none']),
  /** number or category; null where the column is not there. */
  kind: pair(z.enum(['number', 'category']).nullable()),
  /** Share of cells that are null or not finite. */
  missing: pair(z.number().nullable()),
  mean: pair(z.number().nullable()).nullable(),
  /** Smallest and largest value; null where values may not be shown. */
  range: pair(z.tuple([z.number(), z.number()]).nullable()).nullable(),
  /** Of columns of categories that are not classified. */
  domain: z
    .object({
      /** Values that are kept apart: all, or where there are many the most frequent. */
      size: pair(z.number().int()),
      isWhole: pair(z.boolean()),
      added: z.number().int(),
      gone: z.number().int(),
      /** At most ten each; empty where values may not be shown. */
      addedValues: z.array(z.string()),
      goneValues: z.array(z.string()),
    })
    .nullable(),
});
export type ColumnChange = z.infer<typeof columnChangeSchema>;

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
  /** base: every column, also where nothing alarms. */
  changes: z.array(columnChangeSchema).optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
