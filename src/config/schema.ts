import { z } from 'zod';
import { MODEL_NAME } from '../domain/names.ts';

/** Marks a key or a value whose stage comes later: known, refused, never ignored. */
function notBuilt(what: string) {
  return z
    .unknown()
    .refine((value) => value === undefined, { error: `${what} is not built yet` })
    .optional()
    .meta({ description: `${what}: not built yet` });
}

const text = z.string({ error: 'expected text' }).min(1, { error: 'must not be empty' });
const name = text.max(200);

/** A file, a glob, or a list of them. */
const dataPath = z.union([text, z.array(text).min(1)], {
  error: 'expected a path, a glob or a list of them',
});

/** Maps of names to paths and {path, rows} objects come later. */
const datasets = dataPath.meta({ description: 'File, glob or list of files; CSV, Parquet or JSON Lines.' });

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;
const duration = z
  .union([z.number().positive(), z.string().regex(DURATION)], {
    error: 'expected a time such as 90s, 30m or 2h',
  })
  .meta({ description: 'Time limit: 90s, 30m, 2h; a bare number is seconds.' });

const LIMIT = /^\d+(?:\.\d+)?%$/;
const limit = z.union([z.number(), z.string().regex(LIMIT)], {
  error: 'expected a number, or a percentage such as 1%',
});
const margin = z.union([z.number().min(0), z.string().regex(LIMIT)], {
  error: 'expected a positive amount, or a percentage such as 1%',
});

const gate = z.strictObject({
  min: limit.optional().meta({ description: 'The candidate must reach at least this value.' }),
  max: limit.optional().meta({ description: 'The candidate may reach at most this value.' }),
  max_worse: margin
    .optional()
    .meta({ description: 'The candidate may be at most this much worse than the baseline.' }),
  min_better: margin
    .optional()
    .meta({ description: 'The candidate must be provably better by more than this.' }),
  on: z.enum(['point', 'bound']).optional(),
  severity: z.enum(['block', 'warn']).default('block'),
  dataset: notBuilt('a gate on another dataset'),
  slice: notBuilt('a gate on one slice'),
});

const slice = z.union([
  name,
  z.strictObject({
    column: name,
    bins: z.array(z.number()).min(2, { error: 'expected at least two edges, ascending' }).optional(),
    prove: notBuilt('prove: true'),
  }),
]);

const target = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('directory'), path: text })], {
  error: (issue) => laterTarget(issue.input),
});

const LATER_TARGETS = ['command', 's3', 'oip', 'kserve', 'oci', 'mlflow'];

function laterTarget(input: unknown): string {
  const kind = typeof input === 'object' && input !== null && 'kind' in input ? String(input.kind) : '';
  return LATER_TARGETS.includes(kind)
    ? `target kind ${kind} is not built yet; use directory`
    : 'expected kind: directory';
}

const FROM = /^(latest-release|live:[A-Za-z0-9._-]+|file:.+)$/;

const data = z.strictObject({
  train: datasets,
  evaluation: datasets,
  contract: text.optional().meta({ description: 'Data contract (Open Data Contract Standard v3.1).' }),
  target: name.meta({ description: 'Column that the model predicts.' }),
  positive: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .meta({ description: 'Binary: the value of the target that a score speaks of.' }),
  id: name.optional().meta({ description: 'Column that identifies a row.' }),
  group_by: name
    .optional()
    .meta({ description: 'Column whose equal values tie rows together: a person, a household.' }),
  time: name.optional().meta({ description: 'Column of time; never a feature.' }),
  features: z
    .array(name)
    .min(1)
    .optional()
    .meta({ description: 'Feature columns, in the order of a single [n, f] input.' }),
  classes: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(2)
    .optional()
    .meta({ description: "Class list in the model's order, for models that carry none." }),
  null_labels: z.enum(['error', 'exclude']).default('error'),
  tuning: notBuilt('data.tuning'),
  weight: notBuilt('data.weight'),
});

const train = z.strictObject({
  run: text.meta({ description: 'The training command; any language.' }),
  inputs: z
    .array(text)
    .min(1)
    .optional()
    .meta({ description: 'Narrows the files that determine the trained bytes.' }),
  params: text.optional(),
  model: text.optional(),
  predictions: text.optional(),
  metrics: text.optional(),
  timeout: duration.default('6h'),
  env: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'expected the name of a variable' }))
    .default([]),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
});

const evaluate = z.strictObject({
  metrics: z.array(text).min(1).optional(),
  threshold: z.number({ error: 'expected a number; {choose: …} is not built yet' }).gt(0).lt(1).default(0.5),
  slices: z.array(slice).default([]),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  predict: notBuilt('evaluate.predict'),
});

const baseline = z.strictObject({
  from: z
    .string()
    .regex(FROM, { error: 'expected latest-release, live:<environment> or file:<path>' })
    .default('latest-release'),
  when_absent: z.enum(['fail', 'absolute-only']).default('absolute-only'),
  anchor: notBuilt('baseline.anchor'),
});

function onlyNow(value: string, ...later: string[]) {
  return z
    .literal(value, {
      error: (issue) =>
        later.includes(String(issue.input))
          ? `${issue.input} is not built yet; use ${value}`
          : `expected ${value}`,
    })
    .default(value);
}

const release = z.strictObject({
  first_version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version such as 1.0.0' })
    .default('1.0.0'),
  from: onlyNow('reviewed', 'retrain'),
  approval: onlyNow('merge', 'review'),
  on_mismatch: onlyNow('refuse', 'retrain'),
  renamed_from: z.string().regex(MODEL_NAME).optional(),
  new: z.boolean().default(false),
});

const environment = z.strictObject({ target, requires: text.optional() });

const task = z.enum(['binary', 'multiclass', 'regression'], {
  error: (issue) =>
    ['ranking', 'scores', 'multilabel', 'forecasting'].includes(String(issue.input))
      ? `task ${issue.input} is not built yet`
      : 'expected binary, multiclass or regression',
});

export const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const model = z.strictObject({
  task,
  root: text.default('.'),
  data,
  train,
  baseline: baseline.prefault({}),
  evaluate: evaluate.prefault({}),
  gates: z.record(z.string(), gate).default({}),
  release: release.prefault({}),
  deploy: z
    .record(
      z.string().regex(ENVIRONMENT_NAME, {
        error: 'an environment is named with letters, digits, dot, dash and underscore',
      }),
      environment,
    )
    .default({}),
  monitor: z.strictObject({ data: datasets }).optional(),
  examples: z.enum(['auto', 'values', 'none']).default('auto'),
});

/** modelyard.yml. Every key is known here, also those whose stage comes later. */
export const configSchema = z.strictObject({
  version: z.literal(1, { error: 'expected version: 1' }),
  include: notBuilt('include'),
  models: z
    .record(
      z.string().regex(MODEL_NAME, {
        error:
          'a model is named with a-z, 0-9, _ and -, at most 63 characters, starting with a letter or digit',
      }),
      model,
    )
    .refine((models) => Object.keys(models).length > 0, { error: 'expected at least one model' }),
});

export type WrittenConfig = z.output<typeof configSchema>;
export type WrittenModel = WrittenConfig['models'][string];

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

/** Milliseconds of a written duration. */
export function durationMs(written: string | number): number {
  if (typeof written === 'number') return written * 1000;
  const [, amount = '0', unit = 's'] = DURATION.exec(written) ?? [];
  return Number(amount) * (MS[unit] ?? 1000);
}
