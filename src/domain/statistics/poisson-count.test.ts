import { expect, it } from 'vitest';
import { poissonCount } from './poisson-count.ts';
import { randomWords } from './random.ts';

function probability(count: number, mean: number): number {
  let log = -mean + count * Math.log(mean);
  for (let factor = 2; factor <= count; factor++) log -= Math.log(factor);
  return Math.exp(log);
}

it.each([0.3, 4, 12, 40])('counts have the chances of a Poisson number of mean %d', (mean) => {
  const next = randomWords(3);
  const times = 100_000;
  const seen = new Map<number, number>();
  for (let time = 0; time < times; time++) {
    const count = poissonCount(mean, next);
    seen.set(count, (seen.get(count) ?? 0) + 1);
  }
  let [squares, cells] = [0, 0];
  for (let count = 0; count < 3 * mean + 20; count++) {
    const expected = times * probability(count, mean);
    if (expected < 20) continue;
    squares += ((seen.get(count) ?? 0) - expected) ** 2 / expected;
    cells += 1;
  }
  // χ² has the mean `cells` and the variance 2 · `cells`.
  expect(squares).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
});

it('keeps mean and variance at a million, and gives 0 for none', () => {
  const next = randomWords(4);
  const counts = Array.from({ length: 20_000 }, () => poissonCount(1e6, next));
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
  expect(Math.abs(mean - 1e6)).toBeLessThan(4 * (1000 / Math.sqrt(20_000)));
  expect(Math.abs(variance / 1e6 - 1)).toBeLessThan(0.045);
  expect(poissonCount(0, next)).toBe(0);
});
