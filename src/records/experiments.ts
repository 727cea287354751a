import { z } from 'zod';
import { headerShape } from './common.ts';
import { foundExperimentSchema } from './experiment.ts';

/** What was found and cannot be read: named, and left out. */
export const skippedSchema = z.array(z.object({ where: z.string(), reason: z.string() }));

/** What `experiments list --json` prints of one model. */
export const experimentsRecordSchema = z.object({
  schema: z.literal('modelyard/experiments/1'),
  ...headerShape,
  /** `at`, or the name of a metric or of a cost. */
  sortedBy: z.string(),
  /** How many there are; as many as --limit lets through follow. */
  found: z.number().int(),
  experiments: z.array(foundExperimentSchema),
  skipped: skippedSchema,
});
export type ExperimentsRecord = z.infer<typeof experimentsRecordSchema>;
