import { z } from 'zod';
import { headerShape } from './common.ts';
import { signalSchema } from './signal.ts';
import { datasetResultSchema } from './validate.ts';

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
