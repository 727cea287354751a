import { z } from 'zod';
import { gateName } from './metric-names.ts';
import { columnName, limit, margin, text } from './parts.ts';

const gate = z.strictObject({
  min: limit.optional().meta({ description: 'The candidate must reach at least this value.' }),
  max: limit.optional().meta({ description: 'The candidate may reach at most this value.' }),
  max_worse: margin.optional().meta({
    description:
      "At most this much worse than the baseline: in the metric's unit, or in percent of the baseline.",
  }),
  min_better: margin.optional().meta({
    description: "Provably better than the baseline by more than this: in the metric's unit, or in percent.",
  }),
  on: z.enum(['point', 'bound']).optional().meta({
    description:
      'Judge the value itself or its interval. Without it: min and max the value, the others the interval.',
  }),
  severity: z.enum(['block', 'warn']).optional().meta({
    description:
      'warn: shown, and never decides the verdict. Without it: block; for latency, which depends on the machine, warn.',
  }),
  dataset: text.optional().meta({
    description: 'Which dataset of data.evaluation it looks at. Without it: the first.',
  }),
  target: columnName.optional().meta({
    description: 'Of several targets the one that it looks at. Without it: each of them, and all must pass.',
  }),
  slice: text.optional().meta({
    description:
      'The rows that it looks at, by the name of one of evaluate.slices: "region = north". Without it: all.',
  }),
  by: text.optional().meta({
    description:
      'Gates on fairness: one of evaluate.fairness.by, by its columns: "sex", "sex × age". Without it: each of them, and all must pass.',
  }),
});

/** Rules by metric. */
export const gates = z
  .record(
    z.string(),
    z.union([gate, z.array(gate).min(1)], {
      error: 'expected rules such as {min: 0.8}, or a list of them',
    }),
  )
  .default({})
  .meta({
    description: 'Rules on metrics, or a list of them for several datasets; all must pass.',
    ...gateName,
  });
