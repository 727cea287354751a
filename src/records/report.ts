import { z } from 'zod';
import { fileEntrySchema, headerShape, sha256Schema, verdictSchema } from './common.ts';

/** What a report said, and about which records; the text itself lies beside it. */
export const reportRecordSchema = z.object({
  schema: z.literal('modelyard/report/1'),
  verdict: verdictSchema,
  ...headerShape,
  /** How far the stages came: judged, identical, data-broken, training-failed, mixed … */
  case: z.string(),
  /** First line of the report, plain text. */
  headline: z.string(),
  /** Why records were not taken together; empty when they belong together. */
  problems: z.array(z.string()),
  markdown: fileEntrySchema,
  /** The same text as long as a comment of GitHub may be; absent in records of versions that knew one text only. */
  comment: fileEntrySchema.optional(),
  /** The records that were read, by stage. */
  records: z.array(z.object({ stage: z.string(), sha256: sha256Schema })),
});
export type ReportRecord = z.infer<typeof reportRecordSchema>;
