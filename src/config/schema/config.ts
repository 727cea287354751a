import { z } from 'zod';
import { MODEL_NAME } from '../../domain/names.ts';
import { baseline } from './baseline.ts';
import { data } from './data.ts';
import { dataPath } from './data-path.ts';
import { deploy } from './deploy.ts';
import { drift } from './drift.ts';
import { evaluate } from './evaluate.ts';
import { gates } from './gate.ts';
import { notBuilt, text } from './parts.ts';
import { release } from './release.ts';
import { train } from './train.ts';

const LATER_TASKS = ['multilabel', 'forecasting'];

const task = z.enum(['binary', 'multiclass', 'regression', 'ranking', 'scores'], {
  error: ({ input }) =>
    LATER_TASKS.includes(String(input))
      ? `task ${input} is not built yet`
      : 'expected binary, multiclass, regression, ranking or scores',
});

const examples = z.enum(['auto', 'values', 'none']);

const model = z.strictObject({
  task: task.meta({
    description:
      'binary, multiclass, regression, ranking, or scores: numbers of your own for each row, without labels.',
  }),
  root: text
    .default('.')
    .meta({ description: "The model's folder: where training runs and its inputs lie." }),
  data: data.meta({ description: 'Datasets and the roles of their columns.' }),
  train: train.meta({ description: 'How a candidate is made, and what it leaves.' }),
  baseline: baseline.prefault({}).meta({ description: 'What the candidate is compared with.' }),
  evaluate: evaluate.prefault({}).meta({ description: 'How models are judged.' }),
  gates,
  release: release.prefault({}).meta({ description: 'How releases are made.' }),
  deploy,
  drift: drift.prefault({}).meta({ description: 'When data count as different from others.' }),
  monitor: z
    .strictObject({ data: dataPath.meta({ description: 'New data, held against the released profile.' }) })
    .optional()
    .meta({ description: 'What is watched after the release.' }),
  examples: examples.optional().meta({
    description:
      'Values of failing rows: auto (only locally), values (always) or none. Overrides the one at the top.',
  }),
});

/** modelyard.yml. Every key is known here, also those whose stage comes later; `check-config` sees the rest. */
export const configSchema = z.strictObject({
  version: z.literal(1, { error: 'expected 1' }).meta({ description: 'Version of this format.' }),
  include: notBuilt('include'),
  models: z
    .record(z.string(), model)
    .refine((models) => Object.keys(models).length > 0, { error: 'expected at least one model' })
    .meta({ description: 'Models by name.', propertyNames: { pattern: MODEL_NAME.source } }),
  examples: examples.default('auto').meta({
    description:
      'Values of failing rows in records and reports: auto (only locally), values (always) or none.',
  }),
});

export type WrittenConfig = z.output<typeof configSchema>;
export type WrittenModel = WrittenConfig['models'][string];
