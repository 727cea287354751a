import { judgeGates } from '../src/domain/gates/judge-gates.ts';
import { judgeSlices } from '../src/domain/gates/judge-slices.ts';
import { measureMetrics } from '../src/domain/metrics/measure-metrics.ts';
import type { Measurement, MeasureRequest } from '../src/domain/metrics/measurement.ts';
import type { Groups, Predictions, Truth } from '../src/domain/metrics/observations.ts';
import { amount, fakeGate, judgeRequest, seededNormal } from '../test/fixtures/gates/fake-measurement.ts';

/** Labels from a hidden value, and a model that sees it through noise: as bench/null-pairs.mjs. */
interface Task {
  readonly metrics: readonly string[];
  readonly truth: (hidden: Float64Array) => Truth;
  readonly answers: (seen: Float64Array) => Predictions;
}

const CENTRES = [-0.9, 0, 0.9];

export const TASKS: Readonly<Record<string, Task>> = {
  binary: {
    metrics: ['roc_auc', 'accuracy', 'f1', 'log_loss', 'brier'],
    truth: (hidden) => ({
      task: 'binary',
      labels: Uint8Array.from(hidden, (value) => (value > 0.3 ? 1 : 0)),
    }),
    answers: (seen) => ({
      task: 'binary',
      scores: seen.map((value) => 1 / (1 + Math.exp(-1.5 * (value - 0.3)))),
      scoreType: 'float64',
    }),
  },
  multiclass: {
    metrics: ['roc_auc_ovr_macro', 'accuracy', 'f1_macro', 'log_loss', 'brier'],
    truth: (hidden) => ({
      task: 'multiclass',
      classes: ['a', 'b', 'c'],
      labels: Int32Array.from(hidden, (value) => (value < -0.45 ? 0 : value < 0.45 ? 1 : 2)),
    }),
    answers: (seen) => ({
      task: 'multiclass',
      probabilities: Float64Array.from([...seen].flatMap(chances)),
      scoreType: 'float64',
    }),
  },
  regression: {
    metrics: ['mae', 'rmse', 'r2', 'median_ae'],
    truth: (hidden) => ({ task: 'regression', values: hidden }),
    answers: (seen) => ({ task: 'regression', values: seen.map((value) => 0.6 * value) }),
  },
};

function chances(seen: number): number[] {
  const weights = CENTRES.map((centre) => Math.exp(-((seen - centre) ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface Pairs {
  readonly task: string;
  readonly rows: number;
  /** Rows of a group; 1: independent. */
  readonly groupSize: number;
  readonly pairs: number;
  /** The second on the same rows: `min_better` is read off half the level. */
  readonly strict: number;
}

export interface Alarms {
  worse: number;
  better: number;
  guarded: number;
  /** Any of five slices. */
  harm: number;
}

/** Shares of pairs of equal models that a metric's gates tell apart. */
export function simulate({ task, rows, groupSize, pairs, strict }: Pairs): Map<string, Alarms> {
  const { metrics, truth, answers } = TASKS[task] as Task;
  const draw = drawer(rows, groupSize);
  const alarms = new Map(
    metrics.map((name): [string, Alarms] => [name, { worse: 0, better: 0, guarded: 0, harm: 0 }]),
  );
  for (let pair = 0; pair < pairs; pair++) {
    const hidden = draw.correlated();
    const seen = () => {
      const noise = draw.correlated();
      return hidden.map((value, row) => value + 0.9 * (noise[row] as number));
    };
    const common = { groups: draw.groups, metrics, threshold: 0.5, subset: null };
    const request = {
      ...common,
      truth: truth(hidden),
      candidate: answers(seen()),
      baseline: answers(seen()),
    };
    for (const name of metrics)
      tally(alarms.get(name) as Alarms, { name, request, strict, share: 1 / pairs });
  }
  return alarms;
}

type Request = Omit<MeasureRequest, 'confidence'>;

function tally(
  alarms: Alarms,
  { name, request, strict, share }: { name: string; request: Request; strict: number; share: number },
): void {
  const measured = (confidence: number, subset: Int32Array | null) =>
    measureMetrics({ ...request, metrics: [name], confidence, subset });
  const verdict = (measurements: Measurement[], rule: 'maxWorse' | 'minBetter') =>
    judgeGates(judgeRequest({ gates: [fakeGate({ metric: name, [rule]: amount(0) })], measurements }))[0];
  const worse = verdict(measured(0.95, null), 'maxWorse');
  if (worse?.verdict === 'fail') alarms.worse += share;
  if (worse?.outcome === 'guarded') alarms.guarded += share;
  if (verdict(measured(strict, null), 'minBetter')?.verdict === 'pass') alarms.better += share;
  const rows =
    request.truth.task === 'regression' ? request.truth.values.length : labelsOf(request.truth).length;
  const verdicts = judgeSlices({
    slices: fifths(rows, request.groups).map((subset, index) => {
      const measurements = measured(0.95, subset);
      return {
        slice: `s = ${index}`,
        rows: subset.length,
        groups: measurements[0]?.groups ?? null,
        measurements,
      };
    }),
    gates: [fakeGate({ metric: name, maxWorse: amount(0) })],
    primary: name,
    against: 'visits@v1.0.0',
    identical: false,
    confidence: 0.95,
    groupBy: null,
  });
  if (verdicts.some((each) => each.verdict === 'harm')) alarms.harm += share;
}

function labelsOf(truth: Truth): ArrayLike<number> {
  return truth.task === 'binary' || truth.task === 'multiclass' ? truth.labels : [];
}

/** Whole groups, one after another. */
function fifths(rows: number, groups: Groups | null): Int32Array[] {
  const units = groups?.count ?? rows;
  return [0, 1, 2, 3, 4].map((part) =>
    Int32Array.from({ length: rows }, (_, row) => row).filter(
      (row) => Math.floor(((groups?.index[row] ?? row) * 5) / units) === part,
    ),
  );
}

function drawer(rows: number, groupSize: number) {
  const normal = seededNormal(2026);
  const part = groupSize === 1 ? 0 : 0.3;
  const index = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / groupSize));
  const correlated = () => {
    let common = 0;
    return Float64Array.from(index, (_, row) => {
      if (row % groupSize === 0) common = normal();
      return Math.sqrt(part) * common + Math.sqrt(1 - part) * normal();
    });
  };
  return { groups: groupSize === 1 ? null : { index, count: Math.ceil(rows / groupSize) }, correlated };
}
