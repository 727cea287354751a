import { expect, it } from 'vitest';
import { fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import { measureMetrics } from '../metrics/measure-metrics.ts';
import type { Contrast } from '../metrics/measurement.ts';
import { criterionOf } from './criterion.ts';
import { harmPValue } from './harm-p-value.ts';

const of = (difference: number, standardError: number) =>
  fakeMeasurement({ candidate: 0.7 + difference, baseline: 0.7, standardError }).contrast(1) as Contrast;
const noLoss = criterionOf('max_worse', { value: 0, relative: false }, 'higher');

it.each([
  // SciPy: norm.sf(z)
  [1, 0.15865525393145707],
  [2.5, 0.006209665325776132],
  [5, 2.866515718791933e-7],
])('of a normal difference %d standard errors below is the normal tail', (z, expected) => {
  expect(harmPValue(of(-z * 0.01, 0.01), noLoss) / expected).toBeCloseTo(1, 6);
});

it('is 1 where nothing is worse, counts from the margin, and has an end', () => {
  expect(harmPValue(of(0.01, 0.01), noLoss)).toBe(1);
  const margin = criterionOf('max_worse', { value: 0.02, relative: false }, 'higher');
  expect(harmPValue(of(-0.03, 0.01), margin)).toBeCloseTo(0.15865525393145707, 8);
  expect(harmPValue(of(-1, 0.01), noLoss)).toBe(1e-9);
});

it('of a mean loss is that of SciPy’s paired t test', () => {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  const values = Float64Array.from(rows, () => 0);
  const [own, other] = [37, 29].map((step, at) =>
    Float64Array.from(rows, (row) => ((row * step) % (101 + 2 * at)) / (101 + 2 * at)),
  );
  const predictions = (given = values) => ({ task: 'regression' as const, values: given });
  const [measured] = measureMetrics({
    truth: { task: 'regression', values },
    candidate: predictions(own?.map((value) => value + 0.1)),
    baseline: predictions(other),
    groups: null,
    metrics: ['mae'],
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  });
  const found = harmPValue(
    measured?.contrast(1) as Contrast,
    criterionOf('max_worse', { value: 0, relative: false }, 'lower'),
  );
  // ttest_rel(candidate, baseline, alternative='greater').pvalue
  expect(found).toBeCloseTo(0.026548481382827893, 8);
});
