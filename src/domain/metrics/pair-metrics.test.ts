import { describe, expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import { countFlips, surestFlips } from './flips.ts';
import { measureMetrics } from './measure-metrics.ts';
import type { MeasureRequest } from './measurement.ts';
import { type Predictions, type Truth, tableOf } from './observations.ts';

const near = (value: number) => expect.closeTo(value, 10);
const NAMES = ['churn', 'negative_flip_rate', 'positive_flip_rate'];

/** Rows 0 and 1 are wrong now (1 the surer mistake), row 2 is right now; the others are decided as before. */
const truth: Truth = { task: 'binary', labels: Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0) };
const candidate = scores(0.4, 0.1, 0.2, 0.1, 0.9, 0.9, 0.3, 0.2);
const baseline = scores(0.6, 0.9, 0.7, 0.3, 0.6, 0.6, 0.1, 0.2);

function scores(...values: number[]): Predictions {
  return { task: 'binary', scores: Float64Array.from(values), scoreType: 'float64' };
}

function measure(changes: Partial<MeasureRequest> = {}) {
  return measureMetrics({
    truth,
    candidate,
    baseline,
    groups: null,
    metrics: NAMES,
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
    ...changes,
  });
}

describe('churn and flips', () => {
  it('are shares of the rows with the exact interval, as SciPy’s binomtest gives it', () => {
    expect(measure()).toMatchObject([
      {
        name: 'churn',
        candidate: 3 / 8,
        candidateInterval: [near(0.08523341413725354), near(0.7551367836334484)],
      },
      {
        name: 'negative_flip_rate',
        candidate: 2 / 8,
        candidateInterval: [near(0.031854026249944226), near(0.6508557944128243)],
      },
      {
        name: 'positive_flip_rate',
        candidate: 1 / 8,
        candidateInterval: [near(0.0031597235312519063), near(0.5265096708752066)],
      },
    ]);
  });

  it('explain the difference in accuracy: right now less wrong now', () => {
    const [, negative, positive] = measure();
    const [accuracy] = measure({ metrics: ['accuracy'] });
    expect((positive?.candidate ?? 0) - (negative?.candidate ?? 0)).toBeCloseTo(
      accuracy?.contrast(1)?.estimate ?? Number.NaN,
      12,
    );
  });

  it('decide each model at its own threshold', () => {
    const [churn] = measure({ baseline: candidate, threshold: 0.5, baselineThreshold: 0.35 });
    expect(churn?.candidate).toBe(1 / 8);
  });

  it('of groups that flip together have the wider interval that few groups allow', () => {
    const groups = { index: Int32Array.from({ length: 200 }, (_, row) => row >> 2), count: 50 };
    const labels = new Uint8Array(200).fill(1);
    const own = scores(...Array.from({ length: 200 }, (_, row) => (row < 40 ? 0.1 : 0.9)));
    const other = scores(...Array.from({ length: 200 }, () => 0.9));
    const request = { truth: { task: 'binary', labels } as const, candidate: own, baseline: other };
    const width = ([first]: ReturnType<typeof measure>) => {
      const [low, high] = first?.candidateInterval ?? [0, 0];
      return high - low;
    };
    const ratio = width(measure({ ...request, groups })) / width(measure(request));
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2.2);
  });

  it('count by weight, and on the rows of a slice alone', () => {
    const weights = Float64Array.of(3, 1, 1, 1, 1, 1, 1, 1);
    expect(measure({ weights })[0]?.candidate).toBeCloseTo(5 / 10, 12);
    expect(measure({ subset: Int32Array.of(0, 3) })[0]?.candidate).toBe(1 / 2);
  });

  it('have no value without a baseline, or with one that gave NaN, and never a difference', () => {
    const broken = scores(Number.NaN, 0.9, 0.7, 0.3, 0.6, 0.6, 0.1, 0.2);
    expect(measure({ baseline: null })[0]).toMatchObject({
      candidate: null,
      candidateInterval: null,
      reason: 'there is nothing to compare with row by row',
    });
    expect(measure({ baseline: broken })[0]).toMatchObject({
      candidate: null,
      reason: 'the baseline gave a score that is NaN or infinite',
    });
    expect(measure()[0]?.contrast(1)).toBeNull();
  });

  it('of several classes count what is wrong in another way as churn alone', () => {
    const classes = ['a', 'b', 'c'];
    const of = (...rows: number[][]): Predictions => ({
      task: 'multiclass',
      probabilities: Float64Array.from(rows.flat()),
      scoreType: 'float64',
    });
    const [a, b, c] = [
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.8],
    ] as const;
    const [churn, negative, positive] = measure({
      truth: { task: 'multiclass', labels: Int32Array.of(0, 0, 0, 1), classes },
      candidate: of([...b], [...b], [...a], [...b]),
      baseline: of([...c], [...a], [...c], [...b]),
    });
    expect([churn, negative, positive].map((each) => each?.candidate)).toEqual([3 / 4, 1 / 4, 1 / 4]);
  });

  it('name the surest mistakes first, no more than asked', () => {
    const input = (predictions: Predictions) => ({
      truth,
      predictions,
      threshold: 0.5,
      epsilon: 0,
      weights: null,
    });
    expect(inOneGo(countFlips(input(candidate), input(baseline)))).toEqual({
      changed: 3,
      nowWrong: 2,
      nowRight: 1,
    });
    expect(inOneGo(surestFlips(input(candidate), input(baseline), 5))).toEqual([1, 0]);
    expect(inOneGo(surestFlips(input(candidate), input(baseline), 1))).toEqual([1]);
  });
});

describe('mean_absolute_change', () => {
  // Hall's polynomial of Student's statistic, inverted numerically by SciPy.
  it('is the mean of |candidate − baseline| with the interval of a mean that leans, target by target', () => {
    const [own, other] = [Float64Array.of(1.5, 2, 1, 0), Float64Array.of(1, 2, 2, 2.5)];
    const table = (values: Float64Array) => ({
      task: 'targets' as const,
      ...tableOf([
        ['y', values],
        ['z', Float64Array.of(0, 0, 0, 0)],
      ]),
    });
    const changed = measure({
      truth: table(own),
      candidate: table(own),
      baseline: table(other),
      metrics: ['mean_absolute_change'],
    });
    expect(changed).toMatchObject([
      { target: 'y', candidate: 1, candidateInterval: [near(-0.29779833235825137), near(7.996138372765815)] },
      { target: 'z', candidate: 0 },
    ]);
  });
});
