import { z } from 'zod';
import { headerShape, verdictSchema } from './common.ts';
import { evaluateRecordSchema } from './evaluate.ts';
import { judgeRecordSchema } from './judge.ts';
import { reportRecordSchema } from './report.ts';
import { trainRecordSchema } from './train.ts';
import { validateRecordSchema } from './validate.ts';

/** What `modelyard run --json` prints for one model: the records of its stages; null for a stage that was not reached. */
export const runRecordSchema = z.object({
  schema: z.literal('modelyard/run/1'),
  verdict: verdictSchema,
  ...headerShape,
  stages: z.object({
    validate: validateRecordSchema,
    train: trainRecordSchema.nullable(),
    evaluate: evaluateRecordSchema.nullable(),
    /** null where there is no base to compare with, or nothing was judged. */
    judge: judgeRecordSchema.nullable().optional(),
    report: reportRecordSchema,
  }),
});
export type RunRecord = z.infer<typeof runRecordSchema>;
