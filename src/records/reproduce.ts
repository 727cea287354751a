import { z } from 'zod';
import { digestSchema, headerShape, verdictSchema } from './common.ts';

/** What came of training twice from the same inputs. */
export const reproduceRecordSchema = z.object({
  schema: z.literal('modelyard/reproduce/1'),
  verdict: verdictSchema,
  ...headerShape,
  inputDigest: digestSchema,
  /**
   * bit-for-bit: every output has the same bytes; same-scores: no score moved by more than the tolerance; same-decisions:
   * scores moved, decisions did not; differs; failed: the second training did not end well.
   */
  outcome: z.enum(['bit-for-bit', 'same-scores', 'same-decisions', 'differs', 'failed']),
  /** One sentence. */
  reason: z.string(),
  /** Digests of the model; null where training writes none. */
  first: digestSchema.nullable(),
  second: digestSchema.nullable(),
  /** Outputs whose bytes differ. */
  differing: z.array(z.string()),
  trainSeconds: z.object({ first: z.number().nullable(), second: z.number().nullable() }),
  /** Of the first evaluation dataset; null where the bytes are the same, or no rows are known. */
  rows: z
    .object({
      rows: z.number().int(),
      /** Rows that are decided otherwise; null where nothing is decided. */
      decisions: z.number().int().nullable(),
      /** Rows with a score that moved by more than the tolerance, and the largest change of a score. */
      moved: z.number().int(),
      largest: z.number().nullable(),
      tolerance: z.object({ absolute: z.number(), relative: z.number() }),
    })
    .nullable(),
  metrics: z.array(
    z.object({
      name: z.string(),
      target: z.string().optional(),
      dataset: z.string(),
      first: z.number().nullable(),
      second: z.number().nullable(),
      difference: z.number().nullable(),
    }),
  ),
});
export type ReproduceRecord = z.infer<typeof reproduceRecordSchema>;
