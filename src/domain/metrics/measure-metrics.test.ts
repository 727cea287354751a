import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import { NO_SPREAD } from './guards.ts';
import { measureMetrics } from './measure-metrics.ts';
import type { MeasureRequest } from './measurement.ts';
import type { Groups, Predictions } from './observations.ts';

const ROWS = 200;
const random = seededRandom(11);
const labels = Uint8Array.from({ length: ROWS }, () => (random() < 0.4 ? 1 : 0));
const noisy = () => Float64Array.from(labels, (label) => 0.3 * label + 0.7 * random());
const binary = (scores: Float64Array): Predictions => ({ task: 'binary', scores, scoreType: 'float64' });
const values = (given: Float64Array): Predictions => ({ task: 'regression', values: given });
const groupsOf = (count: number): Groups => ({
  index: Int32Array.from(labels, (_, row) => row % count),
  count,
});

function measure(changes: Partial<MeasureRequest>) {
  const [measured] = measureMetrics({
    truth: { task: 'binary', labels },
    candidate: binary(noisy()),
    baseline: binary(noisy()),
    groups: null,
    metrics: ['roc_auc'],
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
    ...changes,
  });
  if (measured === undefined) throw new Error('nothing was measured');
  return measured;
}

const regression = (target: Float64Array, candidate: Float64Array, baseline: Float64Array, metric: string) =>
  measure({
    truth: { task: 'regression', values: target },
    candidate: values(candidate),
    baseline: values(baseline),
    metrics: [metric],
  });
const constant = (value: number) => new Float64Array(ROWS).fill(value);

describe('what cannot be told is never a number', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('a score of %d', (bad) => {
    const broken = noisy();
    broken[7] = bad;
    expect(measure({ candidate: binary(broken) })).toMatchObject({
      candidate: null,
      candidateInterval: null,
    });
    const other = measure({ baseline: binary(broken) });
    expect(other).toMatchObject({ candidate: expect.any(Number), baseline: null });
    expect(other.contrast(1)).toBeNull();
  });

  it('a result beyond float64', () => {
    const measured = regression(constant(0), constant(1e200), constant(1), 'rmse');
    expect(measured).toMatchObject({ candidate: null, reason: expect.stringContaining('too large') });
    expect(measured.contrast(1)).toBeNull();
  });

  it('no rows', () => {
    expect(measure({ subset: new Int32Array(0) })).toMatchObject({
      candidate: null,
      reason: 'there are no rows',
    });
  });
});

describe('no width is no proof', () => {
  it('R² of a constant target, which float64 need not hold exactly', () => {
    const measured = regression(constant(0.1), noisy(), noisy(), 'r2');
    expect(measured).toMatchObject({ candidate: 0, baseline: 0, candidateInterval: null });
    expect(measured.contrast(1)?.guard).toBe(NO_SPREAD);
  });

  it.each(['roc_auc', 'log_loss', 'brier'])('%s of two models that say the same', (metric) => {
    const scores = binary(noisy());
    expect(measure({ candidate: scores, baseline: scores, metrics: [metric] }).contrast(1)?.guard).toBe(
      NO_SPREAD,
    );
  });

  it('accuracy of two models that say the same has one', () => {
    const scores = binary(noisy());
    for (const factor of [1, 0.99]) {
      const contrast = measure({ candidate: scores, baseline: scores, metrics: ['accuracy'] }).contrast(
        factor,
      );
      expect(contrast?.guard).toBeNull();
      expect((contrast?.interval[1] ?? 0) - (contrast?.interval[0] ?? 0)).toBeGreaterThan(0.03);
    }
  });
});

describe('the candidate’s own interval', () => {
  it.each(['roc_auc', 'log_loss', 'accuracy', 'brier', 'f1'])('of %s holds its value', (metric) => {
    const { candidate, candidateInterval } = measure({ metrics: [metric] });
    expect(candidateInterval?.[0]).toBeLessThan(candidate ?? Number.NaN);
    expect(candidateInterval?.[1]).toBeGreaterThan(candidate ?? Number.NaN);
  });

  const perfect = binary(Float64Array.from(labels));
  const nearlyPerfect = binary(Float64Array.from(labels, (label, row) => label + row / 150));
  it.each([
    ['too few groups', { groups: groupsOf(19) }, 'the rows belong to 19 groups only'],
    ['an AUC near 1', { candidate: nearlyPerfect }, 'is too near to 1'],
    ['an F1 with hardly a mistake', { metrics: ['f1'], candidate: perfect }, 'wrong on 0 rows only'],
    [
      'a loss that hangs on one row',
      {
        metrics: ['log_loss'],
        candidate: binary(Float64Array.from(labels, (label, row) => (row === 0 ? 0.5 : 0.9 * label + 0.05))),
      },
      'pull the mean to one side',
    ],
  ])('is guarded with %s', (_, changes, guard) => {
    expect(measure(changes).candidateGuard).toContain(guard);
  });

  it.each(['f1', 'brier', 'log_loss', 'roc_auc'])('of %s is none where it has no width', (metric) => {
    expect(measure({ metrics: [metric], candidate: perfect })).toMatchObject({ candidateInterval: null });
  });

  it('of accuracy is as wide as its groups allow where hardly one has a mistake', () => {
    const candidate = binary(Float64Array.from(labels));
    const of = (groups: Groups | null) =>
      measure({ metrics: ['accuracy'], candidate, groups }).candidateInterval;
    // Without a mistake the exact limit is the n-th root of 0.025; of 20 groups Student's t is 2.093 and not 1.960.
    expect(of(null)?.[0]).toBeCloseTo(0.025 ** (1 / ROWS), 12);
    const counted = 20 * (1.959963984540054 / 2.093024054408263) ** 2;
    expect(of(groupsOf(20))?.[0]).toBeCloseTo(0.025 ** (1 / counted), 10);
  });
});

describe('weights', () => {
  const whole = Float64Array.from(labels, (_, row) => row % 4);
  const repeated = Int32Array.from([...labels.keys()].flatMap((row) => new Array<number>(row % 4).fill(row)));
  const candidate = binary(noisy());

  it.each(['roc_auc', 'average_precision', 'log_loss', 'f1', 'mcc', 'accuracy', 'ece_15'])(
    'of whole numbers give %s the value of rows that stand there so often',
    (metric) => {
      const weighted = measure({ metrics: [metric], candidate, weights: whole });
      const longer = measure({ metrics: [metric], candidate, subset: repeated });
      expect(weighted.candidate).toBeCloseTo(longer.candidate ?? Number.NaN, 12);
      expect(weighted.rows).toBe(ROWS);
    },
  );

  it('that are all the same change nothing, not even the method', () => {
    const [same, none] = [new Float64Array(ROWS).fill(0.3), null].map((weights) =>
      measure({ metrics: ['accuracy'], candidate, baseline: candidate, weights }),
    );
    const [found, expected] = [same?.contrast(1), none?.contrast(1)];
    expect({ ...found, limits: found?.limits(0.01) }).toEqual({
      ...expected,
      limits: expected?.limits(0.01),
    });
    expect(found?.method).toBe('tango');
  });

  it('go with their rows into a slice', () => {
    const subset = Int32Array.from({ length: 50 }, (_, row) => row);
    const own = measure({ metrics: ['brier'], candidate, weights: whole, subset });
    const alone = measure({
      metrics: ['brier'],
      truth: { task: 'binary', labels: labels.slice(0, 50) },
      candidate: binary(candidate.task === 'binary' ? candidate.scores.slice(0, 50) : new Float64Array(0)),
      baseline: null,
      weights: whole.slice(0, 50),
    });
    expect(own.candidate).toBe(alone.candidate);
  });

  it('that are all 0 in a slice give no value', () => {
    const zero = measure({ weights: whole, subset: Int32Array.of(0, 4, 8, 12) });
    expect(zero).toMatchObject({ candidate: null, reason: 'all rows have a weight of 0' });
  });

  it('make an interval of accuracy wider, and do not take silence for proof', () => {
    const uneven = Float64Array.from(labels, (_, row) => (row % 10 === 0 ? 20 : 1));
    const width = (weights: Float64Array | null) => {
      const interval = measure({ metrics: ['accuracy'], candidate, weights }).candidateInterval;
      return (interval?.[1] ?? 0) - (interval?.[0] ?? 0);
    };
    expect(width(uneven)).toBeGreaterThan(1.5 * width(null));
    const same = measure({ metrics: ['accuracy'], candidate, baseline: candidate, weights: uneven });
    expect(same.contrast(1)?.guard).toContain('decide differently on 0 rows only');
  });
});

it('each model decides at its own threshold', () => {
  const scores = binary(noisy());
  const same = measure({ candidate: scores, baseline: scores, metrics: ['accuracy'], baselineThreshold: 0 });
  expect(same.baseline).toBeCloseTo(labels.reduce((sum, label) => sum + label, 0) / ROWS, 12);
  expect(same.candidate).not.toBeCloseTo(same.baseline ?? 0, 3);
});
