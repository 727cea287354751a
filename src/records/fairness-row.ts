import { z } from 'zod';
import { intervalSchema, metricRowSchema } from './metric-row.ts';

/** Rates by group and how far apart they are. */
export const fairnessRowSchema = z.object({
  /** What groups are told apart by: `sex`, `sex × age`. */
  by: z.string(),
  /** The class that is asked about. */
  positive: z.string(),
  groups: z.array(
    z.object({
      group: z.string(),
      rows: z.number().int(),
      rates: z.array(
        z.object({
          /** selection_rate, true_positive_rate, false_positive_rate, calibration_gap (mean score − share of positives). */
          name: z.string(),
          /** Rows that it rests on, and groups of data.group_by that they are of. */
          rows: z.number().int(),
          groups: z.number().int().nullable(),
          candidate: z.number().nullable(),
          interval: intervalSchema.nullable(),
          baseline: z.number().nullable(),
          reason: z.string().optional(),
        }),
      ),
    }),
  ),
  metrics: z.array(metricRowSchema),
});
export type FairnessRow = z.infer<typeof fairnessRowSchema>;
