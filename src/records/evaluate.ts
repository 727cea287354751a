import { z } from 'zod';
import { PREDICTIONS_FORMS } from '../domain/predictions-form.ts';
import { calibrationSchema } from './calibration.ts';
import { digestSchema, headerShape, verdictSchema } from './common.ts';
import { fairnessRowSchema } from './fairness-row.ts';
import { gateRowSchema, sliceRowSchema } from './gate-row.ts';
import { metricRowSchema } from './metric-row.ts';
import { determinismRowSchema, perturbationRowSchema, trivialRowSchema } from './model-tests.ts';
import { flipsSchema, scoreShiftSchema } from './score-changes.ts';
import { seedsSchema } from './seeds.ts';

const latencySchema = z.object({ p50: z.number(), p95: z.number() });

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
