import { normalQuantile } from './normal.ts';

export interface DiscordantCounts {
  /** Rows that only the candidate gets right; only the baseline. May be fractions after division by a design effect. */
  readonly onlyCandidate: number;
  readonly onlyBaseline: number;
  readonly rows: number;
}

const STEPS = 200;

/**
 * Score interval for the difference of two paired proportions, candidate − baseline.
 * T. Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design", Statistics in Medicine 17 (1998).
 */
export function tangoInterval(counts: DiscordantCounts, confidence: number): [low: number, high: number] {
  return tangoLimits(counts, normalQuantile(1 - (1 - confidence) / 2));
}

/** The same at a critical value. */
export function tangoLimits(counts: DiscordantCounts, z: number): [low: number, high: number] {
  const estimate = (counts.onlyCandidate - counts.onlyBaseline) / counts.rows;
  return [
    bisect((margin) => score(counts, margin) > z, -1, estimate),
    bisect((margin) => score(counts, margin) > -z, estimate, 1),
  ];
}

/** Tango's statistic for the hypothesis that the difference is `margin`; falls as the margin grows. */
function score({ onlyCandidate: b, onlyBaseline: c, rows: n }: DiscordantCounts, margin: number): number {
  const first = 2 * n;
  const second = -b - c + (2 * n - b + c) * margin;
  const third = -c * margin * (1 - margin);
  const q = (Math.sqrt(Math.max(0, second * second - 4 * first * third)) - second) / (2 * first);
  const variance = n * (2 * q + margin * (1 - margin));
  const distance = b - c - n * margin;
  if (variance > 0) return distance / Math.sqrt(variance);
  return distance === 0 ? 0 : distance > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** The point where `isLeft` turns from true to false. */
function bisect(isLeft: (x: number) => boolean, low: number, high: number): number {
  let [left, right] = [low, high];
  for (let step = 0; step < STEPS && right - left > 0; step++) {
    const middle = (left + right) / 2;
    if (middle === left || middle === right) break;
    if (isLeft(middle)) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/** Wilson's score interval of one proportion. E. B. Wilson, JASA 22 (1927). */
export function wilsonInterval(
  proportion: number,
  rows: number,
  confidence: number,
): [low: number, high: number] {
  return wilsonLimits(proportion, rows, normalQuantile(1 - (1 - confidence) / 2));
}

/** The same at a critical value. */
export function wilsonLimits(proportion: number, rows: number, z: number): [low: number, high: number] {
  const spread = (z * z) / rows;
  const centre = (proportion + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((proportion * (1 - proportion)) / rows + spread / (4 * rows))) / (1 + spread);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
