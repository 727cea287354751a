import { z } from 'zod';
import { digestSchema, headerShape, verdictSchema } from './common.ts';

export const deployRecordSchema = z.object({
  schema: z.literal('modelyard/deploy/1'),
  verdict: verdictSchema,
  ...headerShape,
  environment: z.string(),
  release: z.string(),
  digest: digestSchema,
  /** Release that was live before; null for the first deployment. */
  previous: z.string().nullable(),
  /** Digest read back from the target after the step; null when nothing is served. */
  live: digestSchema.nullable(),
  action: z.enum(['deploy', 'rollback', 'restore']),
  smoke: z.enum(['pass', 'fail', 'not-run']),
  smokeReason: z.string().optional(),
  by: z.string(),
  reason: z.string().nullable(),
  target: z.object({ kind: z.string(), location: z.string() }),
});
export type DeployRecord = z.infer<typeof deployRecordSchema>;
