import { z } from 'zod';
import { headerShape } from './common.ts';
import { datasetResultSchema } from './validate.ts';

export const signalSchema = z.object({
  signal: z.enum(['drift', 'nulls', 'check', 'schema']),
  column: z.string().nullable(),
  /** js (distance, base 2), wasserstein (in reference standard deviations), null_share … */
  statistic: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** After Holm over all columns and statistics that were tested. */
  pValue: z.number().nullable(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  verdict: z.enum(['pass', 'fail', 'warn', 'insufficient']),
  reason: z.string().optional(),
});
export type Signal = z.infer<typeof signalSchema>;

export const monitorRecordSchema = z.object({
  schema: z.literal('modelyard/monitor/1'),
  verdict: z.enum(['pass', 'fail', 'insufficient']),
  ...headerShape,
  /** Tag of the release whose profile is the reference. */
  reference: z.string(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  signals: z.array(signalSchema),
  /** The contract's checks on the new data. */
  datasets: z.array(datasetResultSchema),
});
export type MonitorRecord = z.infer<typeof monitorRecordSchema>;
