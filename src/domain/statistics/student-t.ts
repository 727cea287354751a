import { normalCdf, normalQuantile } from './normal.ts';

/**
 * Quantile of Student's t for 10 and more degrees of freedom, absolute error below 1e-3 at 0.975 and 10, below 1e-5 at 19.
 * Cornish–Fisher expansion, Abramowitz and Stegun 26.7.5.
 */
export function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p);
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4;
}

/**
 * P(T > t) for t >= 0 and 10 or more degrees of freedom, by the normal score of G. W. Hill (CACM algorithm 395, 1970);
 * relative error below 1e-4 for 19 and more degrees.
 */
export function studentSurvival(t: number, degrees: number): number {
  const a = degrees - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t * t) / degrees);
  const score = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1;
  return normalCdf(-score * Math.sqrt(y));
}
