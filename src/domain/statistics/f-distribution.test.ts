import { describe, expect, it } from 'vitest';
import { chiSquareSurvival } from './chi-square.ts';
import { fisherSurvival } from './f-distribution.ts';

describe('fisherSurvival', () => {
  // scipy.stats.f.sf(x, a, b), SciPy 1.17.1
  it.each([
    [0.5, 1, 10, 0.4956475043831199],
    [1, 3.5, 40, 0.4116494467531677],
    [2.5, 19, 59, 0.003816406763298908],
    [2.4, 18.2, 199, 0.0016431966775985298],
    [8, 5, 29, 7.735447747465844e-5],
    [30, 2, 1000, 2.2236547964886953e-13],
    [1.01, 99, 99, 0.4803092996829786],
  ])('of %d with %d and %d degrees is SciPy’s', (x, numerator, denominator, expected) => {
    expect(fisherSurvival(x, numerator, denominator) / expected).toBeCloseTo(1, 9);
  });

  it('is the chi-square distribution where the denominator is known', () => {
    expect(fisherSurvival(3, 4, 1e7)).toBeCloseTo(chiSquareSurvival(12, 4), 6);
  });

  it('is 1 at 0, and has no answer to what is no number', () => {
    expect(fisherSurvival(0, 3, 30)).toBe(1);
    expect(fisherSurvival(Number.NaN, 3, 30)).toBeNaN();
    expect(fisherSurvival(1, 0, 30)).toBeNaN();
  });
});
