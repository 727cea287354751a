import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import { calibrationTable } from './calibration-table.ts';
import type { MetricInput } from './estimate.ts';
import type { Groups } from './observations.ts';

const near = (value: number) => expect.closeTo(value, 10);

function binary(scores: readonly number[], labels: readonly number[]): MetricInput {
  return {
    truth: { task: 'binary', labels: Uint8Array.from(labels) },
    predictions: { task: 'binary', scores: Float64Array.from(scores), scoreType: 'float64' },
    threshold: 0.5,
    epsilon: 0,
    weights: null,
  };
}

/** Rows whose label is true as often as `truthOf` says for their score. */
function drawn(rows: number, seed: number, truthOf: (score: number) => number): MetricInput {
  const random = seededRandom(seed);
  const scores = Array.from({ length: rows }, random);
  return binary(
    scores,
    scores.map((score) => (random() < truthOf(score) ? 1 : 0)),
  );
}

function tableOf(input: MetricInput, groups: Groups | null = null) {
  const table = calibrationTable(input, { groups, confidence: 0.95 });
  if (table === null) throw new Error('no table');
  return table.bins;
}

describe('calibrationTable', () => {
  it('is scikit-learn’s calibration curve, with Clopper and Pearson’s intervals at 1 − 0.05 / bins', () => {
    const rows = Array.from({ length: 60 }, (_, row) => row);
    const bins = tableOf(
      binary(
        rows.map((row) => ((row * 37) % 101) / 101),
        rows.map((row) => ((row * 53) % 97 < 40 ? 1 : 0)),
      ),
    );
    expect(bins).toHaveLength(10);
    expect(bins[0]).toMatchObject({
      low: 0,
      high: 0.1,
      rows: 7,
      claimed: near(0.04950495049504951),
      observed: near(0.7142857142857143),
      // scipy.stats.beta.ppf of 0.0025 and 0.9975, 5 of 7.
      interval: [near(0.17474804808932407), near(0.9888847130934576)],
      verdict: 'too-low',
    });
    expect(bins[9]).toMatchObject({
      rows: 5,
      claimed: near(0.9504950495049505),
      observed: near(0.6),
      interval: [near(0.06513104086585743), near(0.9839314541026875)],
      verdict: 'fits',
    });
    expect(bins.map(({ claimed }) => claimed)[4]).toBeCloseTo(0.4570957095709571, 12);
  });

  it('says too high where less comes true than was claimed', () => {
    const [bin] = tableOf(binary([0.95, 0.95, 0.95, 0.95, 0.95, 0.95], [0, 0, 1, 0, 0, 0]));
    // scipy.stats.beta.ppf(0.975, 2, 5).
    expect(bin).toMatchObject({
      verdict: 'too-high',
      interval: [expect.anything(), near(0.6412345789976748)],
    });
  });

  it('of several classes speaks of the one that is decided', () => {
    const input: MetricInput = {
      ...binary([], []),
      truth: { task: 'multiclass', labels: Int32Array.of(0, 2), classes: ['a', 'b', 'c'] },
      predictions: {
        task: 'multiclass',
        probabilities: Float64Array.of(0.65, 0.2, 0.15, 0.7, 0.2, 0.1),
        scoreType: 'float64',
      },
    };
    expect(tableOf(input)).toMatchObject([{ rows: 2, claimed: near(0.675), observed: 0.5 }]);
  });

  it('finds a model that is too sure, at both ends', () => {
    const bins = tableOf(drawn(5000, 1, (score) => 0.5 + (score - 0.5) / 2));
    expect(bins[0]?.verdict).toBe('too-low');
    expect(bins[9]?.verdict).toBe('too-high');
  });

  it('says nothing of true chances 95 times of 100, whole table, with rows that go together as well', () => {
    const wrong = { plain: 0, grouped: 0 };
    const isWrong = (bins: ReturnType<typeof tableOf>) =>
      bins.some(({ verdict }) => verdict === 'too-high' || verdict === 'too-low');
    for (let seed = 1; seed <= 300; seed++) {
      if (isWrong(tableOf(drawn(600, seed, (score) => score)))) wrong.plain += 1;
      // Four rows of a group are one row told four times.
      const once = drawn(300, seed, (score) => score);
      if (once.truth.task !== 'binary' || once.predictions.task !== 'binary') continue;
      const [{ labels }, { scores }] = [once.truth, once.predictions];
      const four = Array.from({ length: 1200 }, (_, row) => row >> 2);
      const told = binary(
        four.map((row) => scores[row] ?? 0),
        four.map((row) => labels[row] ?? 0),
      );
      if (isWrong(tableOf(told, { index: Int32Array.from(four), count: 300 }))) wrong.grouped += 1;
    }
    const most = 300 * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
    expect(wrong.plain).toBeLessThan(most);
    expect(wrong.grouped).toBeLessThan(most);
  });

  it('of few groups says that it cannot tell; rows without weight are not counted', () => {
    const input = drawn(200, 2, () => 0.99);
    const few = { index: Int32Array.from({ length: 200 }, (_, row) => row % 5), count: 5 };
    expect(new Set(tableOf(input, few).map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    const alone = { index: Int32Array.of(0, 0, 1), count: 2 };
    expect(tableOf(binary([0.2, 0.2, 0.9], [1, 0, 1]), alone)[0]).toMatchObject({
      interval: [near(0), near(1)],
      verdict: 'unknown',
    });
    const weighted = { ...binary([0.2, 0.2, 0.9], [1, 0, 1]), weights: Float64Array.of(3, 1, 0) };
    expect(tableOf(weighted)).toMatchObject([{ rows: 2, observed: 0.75 }]);
  });

  it('has nothing to say of numbers', () => {
    const values = Float64Array.of(1, 2);
    const input: MetricInput = {
      ...binary([], []),
      truth: { task: 'regression', values },
      predictions: { task: 'regression', values },
    };
    expect(calibrationTable(input, { groups: null, confidence: 0.95 })).toBeNull();
  });
});
