import { z } from 'zod';
import { headerShape, verdictSchema } from './common.ts';
import { skippedSchema } from './experiments.ts';

/** One of the two states that are compared. */
const sideSchema = z.object({
  /** As it was asked for. */
  name: z.string(),
  kind: z.enum(['worktree', 'commit', 'experiment']),
  commit: z.string().nullable(),
  /** Id of the experiment that its metrics come from; null with a reason. */
  experiment: z.string().nullable(),
  experimentReason: z.string().optional(),
  /** Files that were read at this state. */
  files: z.array(z.string()),
});

const metricChangeSchema = z.object({
  name: z.string(),
  dataset: z.string(),
  target: z.string().optional(),
  /** null: which way is better is not known. */
  better: z.enum(['higher', 'lower']).nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** after − before, in the metric's own unit. */
  difference: z.number().nullable(),
  /** Of the difference; null where a point is all there is. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  confidence: z.number(),
  method: z.string(),
  /** rows: both on the same rows. evaluation: as it was judged against the release. point: two numbers. */
  basis: z.enum(['rows', 'evaluation', 'point']),
  /** unclear: the interval does not tell. unknown: nobody says which way is better. missing: one side has no value. */
  change: z.enum(['better', 'worse', 'same', 'unclear', 'unknown', 'missing']),
  /** Why there is a point only, or no verdict. */
  reason: z.string().nullable(),
});
export type MetricChange = z.infer<typeof metricChangeSchema>;

const sameSchema = z.enum(['same', 'changed']).nullable();

/** What `experiments compare --json` prints. */
export const experimentComparisonSchema = z.object({
  schema: z.literal('modelyard/experiment-comparison/1'),
  /** null without --fail-on; inconclusive where no metric could be compared. */
  verdict: verdictSchema.nullable(),
  failOn: z.enum(['worse', 'unclear']).nullable(),
  ...headerShape,
  before: sideSchema,
  after: sideSchema,
  metrics: z.array(metricChangeSchema),
  /** Single values that differ, as JSON text; null where a side's are not known, with the reason. */
  params: z
    .array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .nullable(),
  paramsReason: z.string().optional(),
  /** Measured once on each side, perhaps on other machines: told, and never judged. */
  costs: z.array(z.object({ name: z.string(), before: z.number(), after: z.number() })),
  /** By the experiments' digests; null where a side has none. */
  data: sameSchema,
  code: sameSchema,
  skipped: skippedSchema,
});
export type ExperimentComparison = z.infer<typeof experimentComparisonSchema>;
