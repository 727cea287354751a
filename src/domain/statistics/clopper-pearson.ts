import { incompleteBeta } from './f-distribution.ts';

/**
 * Limits of a share at which exact one-sided tests of this size stop (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934): a share
 * that is exactly at a limit is never refused more often than `tail`. `rows` may be a fraction, where rows count for less than one
 * (E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998).
 */
export function clopperPearsonLimits(share: number, rows: number, tail: number): [low: number, high: number] {
  const hits = share * rows;
  const misses = rows - hits;
  return [betaQuantile(tail, hits, misses + 1), 1 - betaQuantile(tail, misses, hits + 1)];
}

const STEPS = 100;

/** x with I_x(a, b) = p, by bisection; 0 where a is 0. */
function betaQuantile(p: number, a: number, b: number): number {
  if (a <= 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
