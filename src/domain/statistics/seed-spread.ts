import { studentQuantile } from './student-t.ts';

export interface SeedSpread {
  readonly mean: number;
  /** With n − 1. */
  readonly standardDeviation: number;
  /** Where one more training of the same recipe would land; null where all values are equal. */
  readonly another: readonly [low: number, high: number] | null;
}

/**
 * Mean and spread of one metric over trainings that differ in the seed alone, and the two-sided interval for one more of them:
 * mean ± t(n − 1) · s · √(1 + 1/n), the prediction interval of a normal distribution (G. Hahn and W. Meeker, Statistical
 * Intervals, 1991, section 4.7). At least two values, all finite; 0 < confidence < 1.
 */
export function seedSpread(values: readonly number[], confidence: number): SeedSpread {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const isConstant = values.every((value) => value === values[0]);
  if (isConstant) return { mean: values[0] ?? Number.NaN, standardDeviation: 0, another: null };
  const standardDeviation = Math.sqrt(squares / (count - 1));
  const half =
    studentQuantile((1 + confidence) / 2, count - 1) * standardDeviation * Math.sqrt(1 + 1 / count);
  return { mean, standardDeviation, another: [mean - half, mean + half] };
}
