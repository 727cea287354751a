import { expect, it } from 'vitest';
import { regressionPopulation, simulateMisses } from '../../../test/fixtures/metrics/simulate.ts';
import { poissonWeights } from '../statistics/poisson-weights.ts';
import { inOneGo } from '../steps.ts';
import { bootstrapValues, drawnLimits } from './bootstrap.ts';

it('weights are Poisson with mean 1', () => {
  const weights = new Float64Array(200_000);
  poissonWeights(7)(weights);
  const shares = [0, 1, 2, 3, 4].map(
    (count) => weights.filter((weight) => weight === count).length / 200_000,
  );
  const expected = [0.36788, 0.36788, 0.18394, 0.06131, 0.01533];
  shares.forEach((share, count) => {
    const chance = expected[count] ?? 0;
    expect(Math.abs(share - chance)).toBeLessThan(3.3 * Math.sqrt((chance * (1 - chance)) / 200_000) + 1e-5);
  });
});

it('neighbouring weights and those of neighbouring seeds are not related', () => {
  const [one, two] = [new Float64Array(100_000), new Float64Array(100_000)];
  poissonWeights(1)(one);
  poissonWeights(2)(two);
  const related = (shift: number, other: Float64Array) =>
    one.reduce((sum, weight, row) => sum + (weight - 1) * ((other[(row + shift) % 100_000] ?? 0) - 1), 0) /
    1e5;
  for (const found of [related(1, one), related(2, one), related(0, two)])
    expect(Math.abs(found)).toBeLessThan(0.011);
});

const mean = (values: readonly number[]) => (weights: ArrayLike<number>) => {
  let [sum, total] = [0, 0];
  values.forEach((value, row) => {
    sum += (weights[row] ?? 0) * value;
    total += weights[row] ?? 0;
  });
  return sum / total;
};

it('of a mean agrees with its formula, draws alike for all models, and is the same every time', () => {
  const values = Array.from({ length: 400 }, (_, row) => Math.sin(row));
  const rows = { count: 400, groups: null, weights: null };
  const [one, two] = inOneGo(bootstrapValues([mean(values), mean(values)], rows));
  expect(one).toEqual(two);
  expect(inOneGo(bootstrapValues([mean(values)], rows))[0]).toEqual(one);
  const { limits, standardError } = drawnLimits(one ?? new Float64Array(0), { estimate: 0, units: null });
  const interval = limits(0.025);
  const expected = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / 400 / 399);
  expect(standardError / expected).toBeGreaterThan(0.93);
  expect(standardError / expected).toBeLessThan(1.07);
  expect((interval[1] - interval[0]) / (2 * 1.96 * expected)).toBeCloseTo(1, 0);
});

it('draws groups whole', () => {
  const values = Array.from({ length: 400 }, (_, row) => Math.sin(Math.floor(row / 4)));
  const groups = { index: Int32Array.from(values, (_, row) => Math.floor(row / 4)), count: 100 };
  const spread = (grouped: boolean) => {
    const rows = { count: 400, groups: grouped ? groups : null, weights: null };
    const drawn = inOneGo(bootstrapValues([mean(values)], rows))[0] ?? new Float64Array(0);
    return drawnLimits(drawn, { estimate: 0, units: null }).standardError;
  };
  expect(spread(true) / spread(false)).toBeGreaterThan(1.8);
  expect(spread(true) / spread(false)).toBeLessThan(2.2);
});

it('without a value on many draws gives no verdict', () => {
  const drawn = drawnLimits(
    Float64Array.from({ length: 1000 }, (_, at) => (at < 20 ? Number.NaN : at)),
    { estimate: 500, units: null },
  );
  expect(drawn.guard).toBe('the metric has no value on 20 of 1000 draws of these rows');
});

it('far out, where a thousand draws say little, limits are at least as far as the standard error makes them', () => {
  const values = Float64Array.from({ length: 1000 }, (_, at) => at / 1000);
  const { limits, standardError } = drawnLimits(values, { estimate: 0.5, units: 21 });
  expect(limits(0.025)).toEqual([expect.closeTo(0.024975, 12), expect.closeTo(0.974025, 12)]);
  // SciPy: t.isf(0.001, 20) = 3.551808343…
  const reach = 3.5518083432 * standardError;
  expect(limits(0.001)).toEqual([expect.closeTo(0.5 - reach, 8), expect.closeTo(0.5 + reach, 8)]);
});

it.each([
  ['independent rows', { groups: 20_000, groupSize: 1, icc: 0 }, 200],
  ['groups', { groups: 6_000, groupSize: 5, icc: 0.3 }, 60],
])('a median exactly at the margin passes at most 2.5 times of 100: %s', (_, shape, units) => {
  const times = 120;
  const { median_ae } = simulateMisses({
    population: regressionPopulation(shape),
    metrics: ['median_ae'],
    units,
    times,
  });
  expect(median_ae?.falsePass).toBeLessThan(0.025 + 3.1 * Math.sqrt((0.025 * 0.975) / times));
  expect(median_ae?.falseFail).toBeLessThan(0.025 + 3.1 * Math.sqrt((0.025 * 0.975) / times));
  expect(median_ae?.guarded).toBe(0);
});
