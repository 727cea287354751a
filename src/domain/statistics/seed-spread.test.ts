import { describe, expect, it } from 'vitest';
import { randomWords } from './random.ts';
import { seedSpread } from './seed-spread.ts';

describe('the spread over seeds', () => {
  // Mean and std(ddof=1) of NumPy, t.ppf of SciPy.
  it.each([
    [
      [0.81, 0.805, 0.82, 0.812, 0.808],
      0.95,
      0.811,
      0.005656854249492341,
      0.7937949989534558,
      0.828205001046544,
    ],
    [[1, 2], 0.95, 1.5, Math.SQRT1_2, -9.503896087213436, 12.503896087213436],
    [
      [3.2, 3.1, 3.4, 3.15, 3.3, 3.05, 3.25],
      0.9,
      3.2071428571428577,
      0.12051476890327392,
      2.9567918514398874,
      3.457493862845828,
    ],
  ])('of %j at %d is as NumPy and SciPy say', (values, confidence, mean, deviation, low, high) => {
    const spread = seedSpread(values, confidence);
    expect(spread.mean).toBeCloseTo(mean, 12);
    expect(spread.standardDeviation).toBeCloseTo(deviation, 12);
    expect(spread.another?.[0]).toBeCloseTo(low, 9);
    expect(spread.another?.[1]).toBeCloseTo(high, 9);
  });

  it('of equal values is none', () => {
    expect(seedSpread([0.1, 0.1, 0.1], 0.95)).toEqual({ mean: 0.1, standardDeviation: 0, another: null });
  });

  it.each([2, 3, 5, 10])('holds one more of %d normal draws as often as it says', (count) => {
    const next = normalDraws(7 + count);
    const rounds = 20_000;
    let inside = 0;
    for (let round = 0; round < rounds; round++) {
      const [low, high] = seedSpread(Array.from({ length: count }, next), 0.95).another ?? [0, 0];
      const another = next();
      if (another >= low && another <= high) inside += 1;
    }
    // Four standard errors of a share of 0.95.
    expect(Math.abs(inside / rounds - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / rounds));
  });
});

/** Standard normal numbers by Box and Muller. */
function normalDraws(seed: number): () => number {
  const word = randomWords(seed);
  const uniform = () => (word() + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
