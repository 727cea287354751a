import { z } from 'zod';
import { dataChecks } from './data-checks.ts';
import { dataPath, evaluationPath } from './data-path.ts';
import { columnName, text } from './parts.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});

export const data = z.strictObject({
  train: dataPath.meta({
    description: 'Training data: file, glob or list; CSV, Parquet, JSON, DuckDB or a .dvc pointer.',
  }),
  evaluation: evaluationPath.meta({
    description:
      'Rows on which candidate and baseline are compared; or several datasets by name, the first of which is gated.',
  }),
  serving: dataPath.optional().meta({
    description: 'A log of what the model was asked; held against the training data.',
  }),
  contract: text.optional().meta({
    description: 'Data contract (Open Data Contract Standard); without it the built-in checks run.',
  }),
  target: z
    .union([columnName, z.array(columnName).min(1)], {
      error: 'expected the name of a column, at most 200 characters, or a list of them',
    })
    .optional()
    .meta({
      description:
        'Column that the model predicts; a list for a regression of several. Needed by all tasks but scores.',
    }),
  positive: scalar
    .optional()
    .meta({ description: 'The value of the target that a score speaks of; binary tasks need it.' }),
  id: columnName
    .optional()
    .meta({ description: 'Column that identifies a row; predictions are joined by it.' }),
  group_by: columnName.optional().meta({
    description: 'Column whose equal values tie rows together: a person, a household.',
  }),
  time: columnName.optional().meta({ description: 'Column of time; no feature unless features lists it.' }),
  features: z.array(columnName).min(1).optional().meta({
    description:
      'Feature columns, in the order of a single [n, f] input. Without it: the order of the contract.',
  }),
  classes: z
    .array(scalar)
    .min(2)
    .optional()
    .meta({ description: "Class list in the model's order, for models that carry none." }),
  null_labels: z.enum(['error', 'exclude']).default('error').meta({
    description: 'Evaluation rows without a label: an error, or left out and counted.',
  }),
  checks: dataChecks.optional().meta({
    description: 'Severity, limit and columns of the checks on data for learning; off switches one off.',
  }),
  tuning: dataPath.optional().meta({
    description:
      'Rows on which evaluate.threshold: {choose, on: tuning} chooses; none of them is an evaluation row.',
  }),
  weight: columnName.optional().meta({
    description:
      'Column that says how much an evaluation row counts: finite numbers, none below 0; no feature.',
  }),
});
