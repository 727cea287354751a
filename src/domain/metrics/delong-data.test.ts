import { describe, expect, it } from 'vitest';
import { measureMetrics } from './measure-metrics.ts';
import type { Predictions } from './observations.ts';

/*
 * The example of the paper that the method is named after: 43 patients with ovarian cancer, three measures of who will profit
 * from an operation (E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44, 1988; the complete rows, as SAS
 * documents them). The numbers are those of the definition, every pair of patients compared, in NumPy. Albumin, total protein, K-G score, outcome.
 */
const ROWS = `3.0 5.8 10 0  3.2 6.3 5 1  3.9 6.8 3 1  2.8 4.8 6 0  3.2 5.8 3 1  0.9 4.0 5 0  2.5 5.7 8 0  1.6 5.6 5 1  3.8 5.7 5 1
3.7 6.7 6 1  3.2 5.4 4 1  3.8 6.6 6 1  4.1 6.6 5 1  3.6 5.7 5 1  4.3 7.0 4 1  3.6 6.7 4 0  2.3 4.4 6 1  4.2 7.6 4 0  4.0 6.6 6 0
3.5 5.8 6 1  3.8 6.8 7 1  3.0 4.7 8 0  4.5 7.4 5 1  3.7 7.4 5 1  3.1 6.6 6 1  4.1 8.2 6 1  4.3 7.0 5 1  4.3 6.5 4 1  3.2 5.1 5 1
2.6 4.7 6 1  3.3 6.8 6 0  1.7 4.0 7 0  3.7 6.1 5 1  3.3 6.3 7 1  4.2 7.7 6 1  3.5 6.2 5 1  2.9 5.7 9 0  2.1 4.8 7 1  2.8 6.2 8 0
4.0 7.0 7 1  3.3 5.7 6 1  3.7 6.9 5 1  3.6 6.6 5 1`;

const numbers = ROWS.trim().split(/\s+/).map(Number);
const column = (at: number) =>
  Float64Array.from({ length: 43 }, (_, row) => numbers[4 * row + at] ?? Number.NaN);
const labels = Uint8Array.from(column(3));
/** A high K-G score speaks against. */
const MEASURES = { albumin: column(0), protein: column(1), kg: column(2).map((score) => 10 - score) };
type Name = keyof typeof MEASURES;

function compare(one: Name, other: Name) {
  const of = (name: Name): Predictions => ({ task: 'binary', scores: MEASURES[name], scoreType: 'float64' });
  const [measured] = measureMetrics({
    truth: { task: 'binary', labels },
    candidate: of(one),
    baseline: of(other),
    groups: null,
    metrics: ['roc_auc'],
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  });
  const contrast = measured?.contrast(1);
  if (contrast == null) throw new Error('nothing was compared');
  return { candidate: measured?.candidate, ...contrast };
}

describe('areas under three curves of the same patients', () => {
  it.each([
    ['albumin', 0.736_559_139_785],
    ['kg', 0.725_806_451_613],
    ['protein', 0.647_849_462_366],
  ] as const)('of %s', (name, area) => {
    expect(compare(name, 'kg').candidate).toBeCloseTo(area, 11);
  });

  it.each([
    ['albumin', 'kg', 0.010_752_688_172, 0.095_343_617_73],
    ['protein', 'kg', -0.077_956_989_247, 0.104_609_588_718],
    ['albumin', 'protein', 0.088_709_677_419, 0.055_791_223_309],
  ] as const)('%s beside %s', (one, other, estimate, standardError) => {
    const found = compare(one, other);
    expect(found.estimate).toBeCloseTo(estimate, 11);
    expect(found.standardError).toBeCloseTo(standardError, 11);
  });

  it('are not told apart by all three together: χ² = 2.5340 with 2 degrees of freedom', () => {
    const [first, second] = [compare('albumin', 'kg'), compare('protein', 'kg')];
    const between = compare('albumin', 'protein').standardError ** 2;
    const [own, other] = [first.standardError ** 2, second.standardError ** 2];
    const shared = (own + other - between) / 2;
    const [a, b] = [first.estimate, second.estimate];
    const chiSquare = (a * a * other - 2 * a * b * shared + b * b * own) / (own * other - shared * shared);
    expect(chiSquare).toBeCloseTo(2.534, 4);
  });
});
