import { expect, it } from 'vitest';
import { clopperPearsonLimits } from './clopper-pearson.ts';

// SciPy: binomtest(hits, rows).proportion_ci(0.95, 'exact'), and beta.ppf where rows are a fraction.
it.each([
  [0, 60, 0, 0.05962949228633472],
  [5, 60, 0.027613310337427924, 0.1838577833765857],
  [17, 60, 0.17450528351404976, 0.41443606894994406],
  [40, 60, 0.5331273252571361, 0.7831305545688297],
  [60, 60, 0.9403705077136653, 1],
  [70_000, 100_000, 0.697148971318926, 0.7028394245994382],
  [3.7, 9.9, 0.10507489096559453, 0.7179016221754844],
])('the exact limits of %d in %d are SciPy’s', (hits, rows, low, high) => {
  const limits = clopperPearsonLimits(hits / rows, rows, 0.025);
  expect(limits[0]).toBeCloseTo(low, 10);
  expect(limits[1]).toBeCloseTo(high, 10);
});

/** P(X = k) of n draws with chance p, for all k. */
function binomial(n: number, p: number): number[] {
  const chances = [(1 - p) ** n];
  for (let k = 1; k <= n; k++) chances.push(((chances[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p)));
  return chances;
}

it('no share is refused more often than asked, by exact summation', () => {
  const limits = Array.from({ length: 61 }, (_, hits) => clopperPearsonLimits(hits / 60, 60, 0.025));
  for (let share = 0.5; share < 0.995; share += 0.01) {
    const chances = binomial(60, share);
    const refused = (isOutside: (low: number, high: number) => boolean) =>
      limits.reduce((sum, [low, high], hits) => sum + (isOutside(low, high) ? (chances[hits] ?? 0) : 0), 0);
    expect(refused((low) => low >= share)).toBeLessThanOrEqual(0.025 + 1e-12);
    expect(refused((_, high) => high <= share)).toBeLessThanOrEqual(0.025 + 1e-12);
  }
});
