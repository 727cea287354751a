import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from './holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('holm', () => {
  it('is the one of statsmodels', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005, 0.2]);
    for (const [index, expected] of [0.04, 0.09, 0.09, 0.025, 0.2].entries())
      expect(adjusted[index]).toBeCloseTo(expected, 12);
  });

  it('keeps the order, lowers nothing, never exceeds 1, and lies within Bonferroni', () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const adjusted = holm(given);
        for (const [i, p] of given.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * given.length) + 1e-15);
          for (const [j, q] of given.entries())
            if (p < q) expect(adjusted[i] ?? 0).toBeLessThanOrEqual(adjusted[j] ?? 0);
        }
      }),
    );
  });

  it('what cannot be tested stays NaN and makes nobody pay', () => {
    expect(holm([Number.NaN, 0.01, Number.NaN])).toEqual([Number.NaN, 0.01, Number.NaN]);
  });
});
