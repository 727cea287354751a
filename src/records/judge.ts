import { z } from 'zod';
import { headerShape, verdictSchema } from './common.ts';

export const judgeChangeSchema = z.object({
  /** config: a key of modelyard.yml; file: contract or evaluation data; workflow: what runs the judgement. */
  kind: z.enum(['config', 'file', 'workflow']),
  /** `gates.roc_auc.max_worse`, or a path. */
  what: z.string(),
  /** JSON text of a value or the first digits of a file's git object; null where it is not there. */
  base: z.string().nullable(),
  head: z.string().nullable(),
});
export type JudgeChange = z.infer<typeof judgeChangeSchema>;

/** Whether a change also changes how it is judged, and what the rules of the base say. */
export const judgeRecordSchema = z.object({
  schema: z.literal('modelyard/judge/1'),
  /** Under the rules of the base; pass where nothing changed. */
  verdict: verdictSchema,
  ...headerShape,
  changes: z.array(judgeChangeSchema),
  /** Why the verdict under the base's rules is what it is; null where nothing had to be judged again. */
  reason: z.string().nullable(),
  /** Who approved the change of the judge: somebody with write access who is not the author. */
  approvedBy: z.string().nullable(),
});
export type JudgeRecord = z.infer<typeof judgeRecordSchema>;
