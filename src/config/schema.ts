import { z } from 'zod';
import { DATA_CHECKS, type DataCheckKind } from '../domain/data-checks/catalogue.ts';
import { FAIRNESS_METRIC_NAMES } from '../domain/fairness/fairness-metrics.ts';
import { THRESHOLD_METRICS } from '../domain/metrics/choose-threshold.ts';
import { METRIC_FAMILIES, METRICS } from '../domain/metrics/registry.ts';
import { MODEL_NAME } from '../domain/names.ts';
import { dataPath, evaluationPath } from './data-path.ts';
import { drift } from './drift-schema.ts';
import { modelTestKeys } from './model-test-schema.ts';
import { PERFORMANCE_METRICS } from './performance-metrics.ts';
import { predictKeys } from './predict-schema.ts';
import { columnName, duration, ENVIRONMENT_NAME, limit, margin, notBuilt, text } from './schema-parts.ts';
import { slice } from './slice-schema.ts';

/** For completion in editors; which metric fits which task is checked in `check-model`. */
const names = METRICS.map(({ name }) => name);
const patterns = METRIC_FAMILIES.map(({ pattern }) => ({ pattern: pattern.source }));
const metricName = { anyOf: [{ enum: names }, ...patterns] };
const gateName = {
  propertyNames: {
    anyOf: [{ enum: [...names, ...FAIRNESS_METRIC_NAMES, ...PERFORMANCE_METRICS] }, ...patterns],
  },
};

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});

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

const LATER_TARGETS = ['s3', 'oip', 'kserve', 'oci', 'mlflow'];

const directoryTarget = z.strictObject({
  kind: z.literal('directory').meta({ description: 'directory: a folder that a server reads.' }),
  path: text.meta({ description: 'The folder; it may lie outside the repository.' }),
});

const commandTarget = z.strictObject({
  kind: z.literal('command').meta({ description: 'command: a program of yours that puts models live.' }),
  run: text.meta({
    description: 'The command; called to stage, to activate and to observe, with JSON on stdin and stdout.',
  }),
  timeout: duration.default('10m').meta({ description: 'The most that one call may take.' }),
});

const target = z
  .discriminatedUnion('kind', [directoryTarget, commandTarget], {
    error: ({ input }) => {
      const kind = (input as { readonly kind?: unknown } | null | undefined)?.kind;
      return LATER_TARGETS.includes(String(kind))
        ? `target kind ${kind} is not built yet; use directory or command`
        : 'expected {kind: directory, path} or {kind: command, run}';
    },
  })
  .meta({ description: 'Where the model is put.' });

const environment = z.strictObject({
  target,
  requires: text.optional().meta({ description: 'Environment that must serve the same release first.' }),
});

const checkSeverity = z
  .enum(['error', 'warning', 'info'])
  .meta({ description: 'error: nothing is trained on such data; warning and info are shown.' });
const dataCheck = z.union(
  [
    z.enum(['off', 'error', 'warning', 'info']),
    z.strictObject({
      severity: checkSeverity.optional(),
      limit: z.number().nonnegative().optional().meta({ description: 'Instead of the usual limit.' }),
      except: z.array(columnName).optional().meta({ description: 'Columns that it does not look at.' }),
    }),
  ],
  { error: 'expected off, error, warning, info, or {severity, limit, except}' },
);
const dataChecks = z.strictObject(
  Object.fromEntries(
    DATA_CHECKS.map(({ kind, finds }) => [
      kind,
      dataCheck.optional().meta({ description: `Finds ${finds}.` }),
    ]),
  ) as Record<DataCheckKind, z.ZodOptional<typeof dataCheck>>,
);

const data = z.strictObject({
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

const train = z.strictObject({
  run: text.meta({ description: 'The training command, in any language; it runs in root.' }),
  inputs: z.array(text).min(1).optional().meta({
    description:
      'Narrows the files that determine the trained bytes. Without it: everything in git under root.',
  }),
  params: text.optional().meta({ description: 'Parameters of the training, a YAML, JSON or TOML file.' }),
  model: text.optional().meta({ description: 'File or folder that training writes; what a release holds.' }),
  predictions: text
    .optional()
    .meta({ description: 'Predictions on the evaluation rows that training writes.' }),
  metrics: text.optional().meta({ description: 'Metrics that training writes: numbers without intervals.' }),
  timeout: duration
    .default('6h')
    .meta({ description: 'Time limit such as 90s, 30m or 2h; a bare number is seconds.' }),
  env: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'expected the name of a variable' }))
    .default([])
    .meta({ description: 'Secrets that training may see; tokens and secrets are removed otherwise.' }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0)
    .meta({ description: 'Given to training as MODELYARD_SEED.' }),
  seeds: z.number().int().min(2).max(50).optional().meta({
    description:
      'Trains with so many seeds from train.seed on, to tell how far they differ; the first is the candidate.',
  }),
});

const AGGREGATE = /^(mean|median|p(0\.\d{1,2}|[1-9]\d?(\.\d{1,2})?))$/;

const ownColumn = z.strictObject({
  column: columnName.meta({
    description: 'Column of the predictions file with a number per row: the name of the metric.',
  }),
  better: z.enum(['higher', 'lower']).meta({ description: 'Which numbers are good ones.' }),
  aggregate: z
    .string()
    .regex(AGGREGATE, { error: 'expected mean, median or a percentile such as p95' })
    .default('mean')
    .meta({
      description:
        'Of all rows: mean, median or a percentile such as p95; the metric is then called <column>_p95.',
    }),
});

const customMetric = z.strictObject({
  run: text.meta({
    description: 'Command that prints one number, for the model in MODELYARD_MODEL; it runs in root.',
  }),
  better: z.enum(['higher', 'lower']).meta({ description: 'Which numbers are good ones.' }),
  timeout: duration.default('10m').meta({ description: 'The most that one run may take.' }),
});

const reportedMetric = z.union([text.meta(metricName), ownColumn], {
  error: 'expected the name of a metric, or {column, better} for numbers of your own',
});

const threshold = z.union(
  [
    z.number().gt(0).lt(1),
    z.strictObject({
      choose: z.enum(THRESHOLD_METRICS).meta({ description: 'What it is to be best for.' }),
      on: z.literal('tuning').meta({ description: 'The rows of data.tuning.' }),
    }),
  ],
  {
    error: `expected a number above 0 and below 1, or {choose, on: tuning} with one of ${THRESHOLD_METRICS.join(', ')}`,
  },
);

const evaluate = z.strictObject({
  custom: z.record(z.string(), customMetric).default({}).meta({
    description: 'Metrics by name that a command of yours prints, one number each: points without intervals.',
  }),
  metrics: z.array(reportedMetric).min(1).optional().meta({
    description:
      'Metrics to report, the primary first: names, or {column, better} for numbers of your own. Without it: the usual ones of the task.',
  }),
  threshold: threshold.default(0.5).meta({
    description:
      'Binary: a score from here on is the positive class. {choose: f1, on: tuning}: the best one on data.tuning.',
  }),
  slices: z.array(slice).default([]).meta({
    description: 'Subsets that must not be harmed: column names, or {column, bins}.',
  }),
  ...modelTestKeys,
  confidence: z.number().gt(0.5).lt(1).default(0.95).meta({ description: 'Level of every interval.' }),
  ...predictKeys,
});

const FROM = /^(latest-release|live:[A-Za-z0-9._-]+|file:.+)$/;

const baseline = z.strictObject({
  from: z
    .string()
    .regex(FROM, { error: 'expected latest-release, live:<environment> or file:<path>' })
    .default('latest-release')
    .meta({
      description: 'What the candidate is compared with: latest-release, live:<environment> or file:<path>.',
    }),
  when_absent: z.enum(['fail', 'absolute-only']).default('absolute-only').meta({
    description: 'When there is provably no baseline: fail, or judge by min and max alone.',
  }),
  beside: z
    .array(z.string().regex(FROM, { error: 'expected latest-release, live:<environment> or file:<path>' }))
    .default([])
    .meta({ description: 'Models that the metrics are shown against as well; no gate looks at them.' }),
  trivial: z.boolean().default(true).meta({
    description:
      'Whether the report says if the candidate is better than class frequencies (or the mean) and a linear model.',
  }),
  anchor: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}@v\d+\.\d+\.\d+$/, {
      error: 'expected the tag of a release: name@v1.0.0',
    })
    .optional()
    .meta({
      description:
        'Tag of a release that every max_worse must also be kept against, so that small losses do not add up.',
    }),
});

const release = z.strictObject({
  first_version: z
    .string()
    .regex(/^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/, {
      error: 'expected a version such as 1.0.0',
    })
    .default('1.0.0')
    .meta({ description: 'Version of the first release.' }),
  from: z.enum(['reviewed', 'retrain']).default('reviewed').meta({
    description:
      'reviewed: the very bytes that were evaluated are released; retrain: trained again after the merge.',
  }),
  approval: z.enum(['merge', 'review']).default('merge').meta({
    description:
      'What approves a candidate: the merge itself, or a review of the last commit by somebody else.',
  }),
  on_mismatch: z.enum(['refuse', 'retrain']).default('refuse').meta({
    description:
      'When what was merged is not what the candidate was trained from, or no candidate is found. What a fork brought is always trained again.',
  }),
  renamed_from: text
    .optional()
    .meta({ description: 'Earlier name of this model, whose releases it continues.' }),
  new: z.boolean().default(false).meta({
    description: 'Says that this is a new model where another one disappears at the same time.',
  }),
});

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
  gates: z
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
    }),
  release: release.prefault({}).meta({ description: 'How releases are made.' }),
  deploy: z
    .record(z.string(), environment)
    .default({})
    .meta({ description: 'Environments by name.', propertyNames: { pattern: ENVIRONMENT_NAME.source } }),
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
