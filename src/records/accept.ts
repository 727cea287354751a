import { z } from 'zod';
import { digestSchema, headerShape, supersededSchema, verdictSchema } from './common.ts';
import { mergedExperimentSchema } from './merged-experiment.ts';

/** What of a merged change may be released, and why. */
export const acceptRecordSchema = z.object({
  schema: z.literal('modelyard/accept/1'),
  verdict: verdictSchema,
  ...headerShape,
  /** accepted: the reviewed bytes. retrained: trained and judged again here. unchanged: released already. refused: neither. */
  outcome: z.enum(['accepted', 'retrained', 'unchanged', 'refused']),
  /** Digest of the inputs that are committed. */
  inputDigest: digestSchema,
  candidate: digestSchema.nullable(),
  /** How the reviewed candidate does not fit what was merged; null where it does, or where none was looked for. */
  mismatch: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** Why the verdict is what it is. */
  reason: z.string(),
  superseded: supersededSchema.optional(),
  /** What was judged of those, as far as it could be had: the release's job adds it to the log. */
  experiments: z.array(mergedExperimentSchema).optional(),
});
export type AcceptRecord = z.infer<typeof acceptRecordSchema>;
