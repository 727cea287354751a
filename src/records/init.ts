import { z } from 'zod';
import { headerShape, sha256Schema } from './common.ts';

/** What `modelyard init --json` prints: the files it wrote, or would write, and where each line of the config comes from. */
export const initRecordSchema = z.object({
  schema: z.literal('modelyard/init/1'),
  ...headerShape,
  /** Nothing was written: it was only to be shown. */
  dryRun: z.boolean(),
  framework: z.string().nullable(),
  files: z.array(
    z.object({
      path: z.string(),
      /** written; appended: lines were added; kept: it is there already, or needs no change; skipped: `reason` says why. */
      action: z.enum(['written', 'appended', 'kept', 'skipped']),
      reason: z.string().nullable(),
      /** Of the text as it is, or would be, there; null for what was neither written nor appended. */
      sha256: sha256Schema.nullable(),
    }),
  ),
  lines: z.array(z.object({ key: z.string(), value: z.unknown(), because: z.string() })),
  workflow: z.array(z.string()),
  notes: z.array(z.string()),
});
export type InitRecord = z.infer<typeof initRecordSchema>;
