import { z } from 'zod';
import { digestSchema, fileEntrySchema, headerShape, verdictSchema } from './common.ts';

export const trainRecordSchema = z.object({
  schema: z.literal('modelyard/train/1'),
  verdict: verdictSchema,
  ...headerShape,
  inputDigest: digestSchema,
  /** True when an existing candidate with this input digest was taken. */
  reused: z.boolean(),
  command: z.string(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  timedOut: z.boolean(),
  /** Of the training process and its children; null where the system cannot say, with the reason. */
  peakMemoryBytes: z.number().int().nullable(),
  peakMemoryReason: z.string().optional(),
  trainSeconds: z.number().nonnegative(),
  params: z.record(z.string(), z.unknown()),
  seed: z.number().int(),
  /** It was trained to see how far another seed differs, and is no candidate; absent: it is one. */
  isOtherSeed: z.literal(true).optional(),
  /** Of several seeds what each left, that of the candidate first; absent: one was trained. */
  seeds: z
    .array(
      z.object({
        seed: z.number().int(),
        inputDigest: digestSchema,
        candidate: digestSchema.nullable(),
        trainSeconds: z.number().nonnegative(),
      }),
    )
    .optional(),
  inputs: z.array(fileEntrySchema.extend({ mode: z.string() })),
  /** The rows of the training data that belong to them; absent: all. */
  rows: z
    .array(z.object({ column: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])) }))
    .optional(),
  /** True when `train.inputs` narrows the default. */
  inputsNarrowed: z.boolean(),
  /** Input paths whose content differs from the commit; such a candidate is never released. */
  dirty: z.array(z.string()),
  outputs: z.array(fileEntrySchema),
  /** Digest of the model; null when the command leaves predictions or metrics only, or when training failed. */
  candidate: digestSchema.nullable(),
  tools: z.record(z.string(), z.string()),
});
export type TrainRecord = z.infer<typeof trainRecordSchema>;

/** Input digests of all that was trained, the candidate's first. */
export function trainedDigests({ inputDigest, seeds = [] }: TrainRecord): readonly string[] {
  return [...new Set([inputDigest, ...seeds.map((each) => each.inputDigest)])];
}
