import { z } from 'zod';
import { PREDICTIONS_FORMS } from '../domain/predictions-form.ts';
import { digestSchema, headerShape, verdictSchema } from './common.ts';

const intervalSchema = z.tuple([z.number(), z.number()]);

/** One row per (name, dataset, against, target); the primary first. Unknown numbers are null with a `reason`. */
export const metricRowSchema = z.object({
  name: z.string(),
  dataset: z.string(),
  /** Tag of the baseline release, `file:<path>`, or null when there is no baseline. */
  against: z.string().nullable(),
  target: z.string().optional(),
  better: z.enum(['higher', 'lower']),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  candidate: z.number().nullable(),
  candidateInterval: intervalSchema.nullable(),
  baseline: z.number().nullable(),
  /** candidate − baseline, in the metric's own unit. */
  difference: z.number().nullable(),
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  /** delong, tango, tango-relative, paired-mean, linearised or bootstrap, with groups followed by -clustered; point. Of what both models together give (churn): wilson or mean. */
  method: z.string(),
  /** How often a bootstrap drew the rows anew, and the seed of its draws. */
  bootstrap: z.object({ replicates: z.number().int(), seed: z.number().int() }).optional(),
  /** What a model without fault would show on these rows, for metrics that are not 0 then. */
  nullValue: z.number().optional(),
  reason: z.string().optional(),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

/** Why a gate's verdict is what it is: the key of its explanation. */
const gateOutcomeSchema = z.enum([
  'kept',
  'broken',
  'undecided',
  'guarded',
  'identical',
  'first-release',
  'baseline-missing',
  'not-finite',
  'not-measured',
  'no-value',
  'no-baseline-value',
  'points-only',
]);

/** candidate − factor · baseline; factor 0 where the rule looks at the candidate alone. */
const gateSeenSchema = z.object({
  better: z.enum(['higher', 'lower']),
  candidate: z.number().nullable(),
  baseline: z.number().nullable(),
  factor: z.number(),
  estimate: z.number().nullable(),
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  rows: z.number().int().nullable(),
  groups: z.number().int().nullable(),
  /** Why there is no value, or why no verdict may be read off the interval. */
  note: z.string().nullable(),
  /** Margin at which an equal model passes 80 times of 100, and rows (groups, when clustered) for the margin asked. */
  power: z.object({ margin: z.number(), needed: z.number().nullable() }).nullable(),
});

export const gateRowSchema = z.object({
  metric: z.string(),
  /** Of several targets the one that was looked at. */
  target: z.string().optional(),
  dataset: z.string(),
  /** The slice whose rows were looked at; absent: all rows. */
  slice: z.string().optional(),
  /** What it was compared with where that is not the baseline: the anchor. */
  against: z.string().optional(),
  rule: z.enum(['min', 'max', 'max_worse', 'min_better']),
  limit: z.number(),
  /** True when the limit was given in percent of the baseline; `limit` is then the fraction (0.01 for 1%). */
  relative: z.boolean(),
  on: z.enum(['point', 'bound']),
  severity: z.enum(['block', 'warn']),
  verdict: verdictSchema,
  /** One sentence from a fixed template; the same text in report and `explain`. */
  reason: z.string(),
  /** Probability that a model equal to the baseline would pass; null where it does not apply. */
  equalModelPasses: z.number().nullable(),
  /** Which of the fixed explanations applies; absent in records of other tools. */
  outcome: gateOutcomeSchema.optional(),
  /** The numbers that the verdict was read off. */
  seen: gateSeenSchema.optional(),
});
export type GateRow = z.infer<typeof gateRowSchema>;

export const sliceRowSchema = z.object({
  slice: z.string(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  verdict: z.enum(['no-proof-of-harm', 'harm', 'insufficient', 'not-judged']),
  reason: z.string(),
  /** warn: harm here is told and does not decide; absent means block. */
  severity: z.enum(['block', 'warn']).optional(),
  metrics: z.array(metricRowSchema),
});
export type SliceRow = z.infer<typeof sliceRowSchema>;

/** Rates by group and how far apart they are. */
export const fairnessRowSchema = z.object({
  /** What groups are told apart by: `sex`, `sex × age`. */
  by: z.string(),
  /** The class that is asked about. */
  positive: z.string(),
  groups: z.array(
    z.object({
      group: z.string(),
      rows: z.number().int(),
      rates: z.array(
        z.object({
          /** selection_rate, true_positive_rate, false_positive_rate, calibration_gap (mean score − share of positives). */
          name: z.string(),
          /** Rows that it rests on, and groups of data.group_by that they are of. */
          rows: z.number().int(),
          groups: z.number().int().nullable(),
          candidate: z.number().nullable(),
          interval: intervalSchema.nullable(),
          baseline: z.number().nullable(),
          reason: z.string().optional(),
        }),
      ),
    }),
  ),
  metrics: z.array(metricRowSchema),
});
export type FairnessRow = z.infer<typeof fairnessRowSchema>;

/** What the candidate says of rows in which one column was changed. */
export const perturbationRowSchema = z.object({
  name: z.string(),
  /** `sex: f ↔ m`, `income + 1000`. */
  change: z.string(),
  expect: z.string(),
  /** Class or target that is looked at. */
  of: z.string().optional(),
  tolerance: z.number(),
  minShare: z.number(),
  /** Rows that the change speaks of, those of them that were tried, and those that keep what is expected. */
  changed: z.number().int(),
  rows: z.number().int(),
  held: z.number().int(),
  /** The largest change of a score, with its sign; null where a score is no number. */
  largest: z.number().nullable(),
  /** The first rows that do not keep it, by id where ids may be shown, else by place. */
  failing: z.array(z.string()),
});
export type PerturbationRow = z.infer<typeof perturbationRowSchema>;

/** The candidate, loaded anew, on rows of which it said something already. */
export const determinismRowSchema = z.object({
  /** Rows of one batch; null: as many as usual. */
  batchRows: z.number().int().nullable(),
  rows: z.number().int(),
  /** Rows whose score moved by more than the tolerance, and the first of them. */
  differing: z.number().int(),
  first: z.array(z.string()),
  /** The largest change of a score; 0: the same to the last digit; null: one is no number. */
  largest: z.number().nullable(),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
});
export type DeterminismRow = z.infer<typeof determinismRowSchema>;

/** The candidate beside a model that anybody could make of the training rows; nothing is decided by it. */
export const trivialRowSchema = z.object({
  /** `class frequencies`, `the mean`, `a logistic regression`, `a ridge regression`. */
  model: z.string(),
  learntRows: z.number().int(),
  verdict: z.enum(['better', 'not-shown', 'worse']),
  metric: metricRowSchema,
});
export type TrivialRow = z.infer<typeof trivialRowSchema>;

const shareSchema = z.object({
  rows: z.number().int(),
  /** By weight, where rows have one. */
  share: z.number(),
  interval: intervalSchema.nullable(),
});

/** Rows of a classification whose decision is not what the baseline's was. */
export const flipsSchema = z.object({
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  confidence: z.number(),
  changed: shareSchema,
  /** Right before, wrong now. */
  nowWrong: shareSchema,
  /** Wrong before, right now. */
  nowRight: shareSchema,
  /** Some of those that are wrong now, the surest mistakes first: their ids, or their places where ids are not shown. */
  wrongRows: z.array(z.string()),
});
export type Flips = z.infer<typeof flipsSchema>;

export const scoreShiftSchema = z.object({
  /** What the numbers are: `the score of yes`, `the chance of the decided class`, a target, an own column. */
  of: z.string(),
  rows: z.number().int(),
  candidateMean: z.number(),
  baselineMean: z.number(),
  /** Of candidateMean − baselineMean, on the same rows. */
  interval: intervalSchema.nullable(),
  confidence: z.number(),
  /** Wasserstein's distance of the two distributions, in the numbers' own unit. */
  distance: z.number(),
  /** How far the numbers of single rows moved. */
  moved: z.object({ mean: z.number(), p50: z.number(), p95: z.number(), most: z.number() }),
});
export type ScoreShiftRow = z.infer<typeof scoreShiftSchema>;

/** How often what the candidate gives a chance to comes true. */
export const calibrationSchema = z.object({
  /** What the chances are of: `yes`, or `the decided class`. */
  of: z.string(),
  /** Of all intervals of the table at once. */
  confidence: z.number(),
  bins: z.array(
    z.object({
      low: z.number(),
      high: z.number(),
      rows: z.number().int(),
      claimed: z.number(),
      observed: z.number(),
      interval: intervalSchema,
      verdict: z.enum(['too-high', 'too-low', 'fits', 'unknown']),
    }),
  ),
});
export type Calibration = z.infer<typeof calibrationSchema>;

const latencySchema = z.object({ p50: z.number(), p95: z.number() });

/** Trainings of one recipe that differ in the seed, the candidate's first, on the rows of the first dataset. */
const seedsSchema = z.object({
  dataset: z.string(),
  trained: z.array(
    z.object({
      seed: z.number().int(),
      candidate: digestSchema.nullable(),
      trainSeconds: z.number().nonnegative(),
      /** false: what it gave is not kept any more, and nothing below rests on it. */
      kept: z.literal(false).optional(),
    }),
  ),
  /** Empty where fewer than two are kept. */
  metrics: z.array(
    z.object({
      name: z.string(),
      target: z.string().optional(),
      better: z.enum(['higher', 'lower']),
      /** In the order of `trained`; null for what is not kept, and for what is no number. */
      values: z.array(z.number().nullable()),
      baseline: z.number().nullable(),
      mean: z.number().nullable(),
      /** With n − 1. */
      standardDeviation: z.number().nullable(),
      /** Where one more seed would land; null where all seeds give the same. */
      another: intervalSchema.nullable(),
      /** Whether the baseline lies there: its difference is then no more than another seed makes. */
      baselineIsLikeASeed: z.boolean().nullable(),
    }),
  ),
});

export const evaluateRecordSchema = z.object({
  schema: z.literal('modelyard/evaluate/1'),
  verdict: verdictSchema,
  ...headerShape,
  task: z.enum(['binary', 'multiclass', 'regression', 'ranking', 'scores']),
  /** predict: a model that evaluate.predict was run with. */
  evidence: z.enum(['model', 'predict', 'predictions', 'metrics']),
  rows: z.number().int().nullable(),
  groups: z.number().int().nullable(),
  /** Column that says which rows belong together; null when rows are independent. */
  groupBy: z.string().nullable().optional(),
  /** Column that says how much each row counts; null when all count the same. */
  weight: z.string().nullable().optional(),
  inputDigest: digestSchema,
  candidate: z.object({ digest: digestSchema.nullable() }),
  /** null when absence of a baseline is proven. `release` is null for `file:` baselines. */
  baseline: z
    .object({
      release: z.string().nullable(),
      digest: digestSchema.nullable(),
      source: z.string(),
      /** By which its scores become decisions; absent where it is of no task with two classes, or not known. */
      threshold: z.number().optional(),
    })
    .nullable(),
  /** True when candidate and baseline are the same bytes and answer alike: at the same threshold, fed in the same way. */
  identical: z.boolean(),
  /** The predictions that were judged were logits; absent: probabilities. */
  link: z.enum(['logit', 'softmax']).optional(),
  /** Name of the model's output that was judged; absent: the only one that can be. */
  output: z.string().optional(),
  /** How these predictions were laid out; absent: a row per id with a score, a column per class or a value. */
  predictions: z
    .object({
      form: z.enum(PREDICTIONS_FORMS),
      score: z.string(),
      class: z.string(),
      /** In the order of a list. */
      classes: z.array(z.string()).nullable(),
    })
    .optional(),
  /** Why a model that can be run has no golden rows; absent where it has. */
  goldenReason: z.string().optional(),
  /** Scores of the candidate that are NaN or infinite; above 0 the verdict is fail, whatever the gates say. */
  nonFiniteScores: z.number().int().nonnegative().optional(),
  threshold: z.number().nullable(),
  /** How the metrics differ between trainings with other seeds; absent: one was trained. */
  seeds: seedsSchema.optional(),
  /** How the threshold was chosen; absent where the config names a number. */
  thresholdChoice: z
    .object({ metric: z.string(), dataset: z.string(), value: z.number(), rows: z.number().int() })
    .optional(),
  metrics: z.array(metricRowSchema),
  gates: z.array(gateRowSchema),
  slices: z.array(sliceRowSchema),
  /** By what groups are told apart; absent where nothing is asked. */
  fairness: z.array(fairnessRowSchema).optional(),
  perturbations: z.array(perturbationRowSchema).optional(),
  /** The candidate run again; absent for evidence that is not run, or where nobody looks. */
  determinism: z.array(determinismRowSchema).optional(),
  /** Evaluation rows that the baseline was trained on; they are left out. null: not known; absent: nothing to ask. */
  taughtRows: z.number().int().nullable().optional(),
  /** How many candidates were judged on these rows up to this one, as far as the releases tell: at least so many. */
  reuse: z
    .object({
      /** SHA-256 over the sorted digests of the files of the first evaluation dataset. */
      rows: digestSchema,
      candidates: z.number().int().positive(),
      /** Whether the baseline was judged on these very files when it was released. */
      baselineRows: z.enum(['same', 'other', 'unknown']),
      /** What the baseline's first metric was on those others; absent: not known. */
      before: z.object({ metric: z.string(), value: z.number() }).optional(),
    })
    .optional(),
  /** The metrics again, against what else must be kept up with: the anchor. */
  beside: z.array(metricRowSchema).optional(),
  trivial: z.array(trivialRowSchema).optional(),
  /** Of the first dataset; absent: no classification, or nothing to compare with row by row. */
  flips: flipsSchema.optional(),
  /** Of the first dataset; absent: nothing to compare with row by row, or rankings. */
  scoreShift: z.array(scoreShiftSchema).optional(),
  /** Of the first dataset; absent: no classification. */
  calibration: calibrationSchema.optional(),
  latencyMs: z.object({ batch1: latencySchema, batch256: latencySchema }).nullable(),
  /** What the baseline costs: its latency was measured in turn with the candidate's, the rest is its release's. */
  baselineCosts: z
    .object({
      latencyMs: z.object({ batch1: latencySchema, batch256: latencySchema }).nullable(),
      sizeBytes: z.number().int().nullable(),
      trainSeconds: z.number().nullable(),
    })
    .optional(),
  sizeBytes: z.number().int().nullable(),
  trainSeconds: z.number().nullable(),
  /** Signature of the model, for the version bump; null when the model cannot be run here. */
  signature: z
    .object({
      inputs: z.array(
        z.object({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number(), z.string()])) }),
      ),
      outputs: z.array(
        z.object({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number(), z.string()])) }),
      ),
      classes: z.array(z.string()).nullable(),
    })
    .nullable(),
  /** What callers of the baseline meet in the candidate, those that break them first; absent: cannot be compared. */
  signatureChanges: z.array(z.object({ bump: z.enum(['major', 'minor']), what: z.string() })).optional(),
  /** Feature columns in the order in which the model was fed, and notes such as renamed inputs. */
  features: z.array(z.string()),
  notes: z.array(z.string()),
});
export type EvaluateRecord = z.infer<typeof evaluateRecordSchema>;
