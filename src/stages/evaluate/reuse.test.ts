import { expect, it } from 'vitest';
import { strictConfidence } from './reuse.ts';

it.each([
  [1, 0.95],
  [2, 0.975],
  [3, 0.9834],
  [4, 0.9875],
  [7, 0.9929],
  [1000, 0.99995],
])('candidate %d is asked for %d', (candidates, expected) => {
  const level = strictConfidence(0.95, { candidates });
  expect(level).toBe(expected);
  expect(1 - level).toBeLessThanOrEqual(0.05 / candidates + 1e-12);
});
