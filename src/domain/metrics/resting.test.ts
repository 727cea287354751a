import { expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import { inOneGo, inTurn, STEP_ROWS, type Steps } from '../steps.ts';
import { calibrationTableInSteps } from './calibration-table.ts';
import { chooseThresholdInSteps } from './choose-threshold.ts';
import { contrastOf } from './contrast.ts';
import type { MetricInput } from './estimate.ts';
import { estimateBoth } from './estimate-both.ts';
import { countFlips, surestFlips } from './flips.ts';
import { measureMetrics, measureMetricsInSteps } from './measure-metrics.ts';
import type { MeasureRequest } from './measurement.ts';
import { findMetric } from './registry.ts';
import { scoreShiftInSteps } from './score-shift.ts';
import { selectGroups, selectPredictions, selectTruth } from './select-observations.ts';
import { singleGuard, singleInterval } from './single-interval.ts';

const STEPS = 2;
const ROWS = STEPS * STEP_ROWS;
const random = seededRandom(5);
const numbers = (count: number) => Float64Array.from({ length: count }, () => Math.fround(random()));

/** How often the arithmetic rests: what it tells of every step is read, time plays no part. */
async function restsOf(steps: Steps<unknown>): Promise<number> {
  let rests = 0;
  await inTurn(steps, async () => {
    rests += 1;
  });
  return rests;
}

const groups = { index: Int32Array.from({ length: ROWS }, (_, row) => row >>> 2), count: ROWS / 4 };
const asked = { groups, threshold: 0.5, confidence: 0.95, subset: null };
const binary = {
  ...asked,
  truth: { task: 'binary', labels: Uint8Array.from({ length: ROWS }, () => (random() < 0.4 ? 1 : 0)) },
  candidate: { task: 'binary', scores: numbers(ROWS), scoreType: 'float32' },
  baseline: { task: 'binary', scores: numbers(ROWS), scoreType: 'float32' },
} as const;
const multiclass = {
  ...asked,
  truth: {
    task: 'multiclass',
    labels: Int32Array.from({ length: ROWS }, () => Math.floor(random() * 3)),
    classes: ['a', 'b', 'c'],
  },
  candidate: { task: 'multiclass', probabilities: numbers(3 * ROWS), scoreType: 'float32' },
  baseline: { task: 'multiclass', probabilities: numbers(3 * ROWS), scoreType: 'float32' },
} as const;
const regression = {
  ...asked,
  truth: { task: 'regression', values: numbers(ROWS) },
  candidate: { task: 'regression', values: numbers(ROWS) },
  baseline: { task: 'regression', values: numbers(ROWS) },
} as const;
const ranking = {
  ...asked,
  truth: { task: 'ranking', relevance: numbers(ROWS).map(Math.round), queries: groups },
  candidate: regression.candidate,
  baseline: regression.baseline,
} as const;

type Rows = Omit<MeasureRequest, 'metrics'>;

const inputOf = ({ truth, threshold }: Rows, predictions: MetricInput['predictions']): MetricInput => ({
  truth,
  predictions,
  threshold,
  epsilon: 2 ** -23,
  weights: null,
});

it.each<[string, Rows]>([
  ...['roc_auc', 'average_precision', 'log_loss', 'accuracy', 'f1', 'ece_15', 'churn'].map(
    (name): [string, Rows] => [name, binary],
  ),
  ...['roc_auc_ovr_macro', 'f1_macro', 'top_2_accuracy'].map((name): [string, Rows] => [name, multiclass]),
  ...['rmse', 'r2', 'mean_absolute_change'].map((name): [string, Rows] => [name, regression]),
  ['ndcg@10', ranking],
])('%s rests after every step of rows, also between what its interval asks', async (name, rows) => {
  const request = { ...rows, metrics: [name] };
  // Both models are gone through.
  expect(await restsOf(measureMetricsInSteps(request))).toBeGreaterThanOrEqual(2 * STEPS);
});

it('estimate, interval, guard and contrast of a metric each rest', async () => {
  for (const name of ['roc_auc', 'log_loss', 'accuracy', 'f1']) {
    const metric = findMetric(name);
    if (metric === null) throw new Error(`there is no ${name}`);
    const rows = {
      ...binary,
      candidate: inputOf(binary, binary.candidate),
      baseline: inputOf(binary, binary.baseline),
      count: ROWS,
    };
    const { candidate, pair } = inOneGo(estimateBoth(metric, rows));
    if (candidate.value === null || pair === null) throw new Error(`${name} has no value`);
    const own = { ...candidate, value: candidate.value };
    const single = { ...pair, candidate: own, draws: null };
    expect(await restsOf(singleInterval(metric, single)), name).toBeGreaterThanOrEqual(STEPS);
    expect(await restsOf(contrastOf(metric, pair, 1)), name).toBeGreaterThanOrEqual(STEPS);
    const isWithoutRows = name === 'roc_auc' || name === 'accuracy';
    if (!isWithoutRows)
      expect(await restsOf(singleGuard(metric, single)), name).toBeGreaterThanOrEqual(STEPS);
  }
});

it('a contrast that is announced is the one that is worked out when asked for', () => {
  const length = 400;
  const few = {
    ...asked,
    groups: null,
    truth: { task: 'binary', labels: binary.truth.labels.slice(0, length) },
    candidate: { ...binary.candidate, scores: binary.candidate.scores.slice(0, length) },
    baseline: { ...binary.baseline, scores: binary.baseline.scores.slice(0, length) },
  } as const;
  for (const name of ['roc_auc', 'log_loss', 'accuracy', 'f1']) {
    const [announced] = measureMetrics({ ...few, metrics: [name], factorsOf: () => [0.99] });
    const [unannounced] = measureMetrics({ ...few, metrics: [name] });
    const told = (contrast: ReturnType<NonNullable<typeof announced>['contrast']> | undefined) =>
      JSON.stringify([contrast, contrast?.limits(0.01)]);
    expect(told(announced?.contrast(0.99)), name).toBe(told(unannounced?.contrast(0.99)));
    expect(announced?.contrast(0.99)?.estimate, name).not.toBe(announced?.contrast(1)?.estimate);
  }
});

it('what is said of scores besides rests after every step of rows', async () => {
  const [own, other] = [inputOf(binary, binary.candidate), inputOf(binary, binary.baseline)];
  const { scores } = binary.candidate;
  const paired = { candidate: scores.slice(), baseline: binary.baseline.scores, groups, confidence: 0.95 };
  const half = Int32Array.from({ length: ROWS }, (_, row) => row);
  for (const [name, steps] of [
    ['score shift', scoreShiftInSteps(paired)],
    ['calibration', calibrationTableInSteps(own, { groups, confidence: 0.95 })],
    ['flips', countFlips(own, other)],
    ['surest flips', surestFlips(own, other, 20)],
    ['threshold', chooseThresholdInSteps({ labels: binary.truth.labels, scores, weights: null }, 'f1')],
    ['labels of a slice', selectTruth(binary.truth, half)],
    ['scores of a slice', selectPredictions(multiclass.candidate, half, 3)],
    ['groups of a slice', selectGroups(groups, half)],
  ] as const)
    expect(await restsOf(steps), name).toBeGreaterThanOrEqual(STEPS);
});

it('a bootstrap rests between its draws', async () => {
  const few = 2000;
  const request = {
    ...asked,
    groups: null,
    truth: { task: 'regression', values: numbers(few) },
    candidate: { task: 'regression', values: numbers(few) },
    baseline: null,
    metrics: ['median_ae'],
  } as const;
  const drawn = 1000 * few;
  expect(await restsOf(measureMetricsInSteps(request))).toBeGreaterThanOrEqual(Math.floor(drawn / STEP_ROWS));
});
