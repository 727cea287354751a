import { logGamma } from './chi-square.ts';
import { fisherSurvival } from './f-distribution.ts';
import { normalQuantile } from './normal.ts';

/** P(T > t) of Student's t; T² has Fisher's distribution with 1 and `degrees`. Relative error below 1e-9. */
export function studentSurvival(t: number, degrees: number): number {
  const tail = fisherSurvival(t * t, 1, degrees) / 2;
  return t >= 0 ? tail : 1 - tail;
}

const MOST_STEPS = 100;

/**
 * t with P(T <= t) = p, 0 < p < 1; NaN outside. Relative error below 1e-9. Newton's method from the normal quantile:
 * beyond 0 the survival function is convex and the start lies left of the root, so every step stays left of it.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1) || !(degrees > 0)) return Number.NaN;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  const tail = 1 - p;
  let t = normalQuantile(p);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = (studentSurvival(t, degrees) - tail) / density(t, degrees);
    t += move;
    if (Math.abs(move) <= 1e-13 * t) break;
  }
  return t;
}

function density(t: number, degrees: number): number {
  const scale = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - Math.log(degrees * Math.PI) / 2;
  return Math.exp(scale - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
}
