import type { Groups } from '../metrics/observations.ts';
import { portions, type Steps } from '../steps.ts';

/*
 * An influence value says how much one row moves an estimate: the estimate's error is, to first order, their sum.
 * Influence values sum to zero. For a mean they are (x − mean) / n.
 */

/** Variance of an estimate from independent rows: n / (n − 1) · Σ ψ². For a mean that is s² / n. */
export function* independentVariance(influence: Float64Array): Steps<number> {
  const n = influence.length;
  return n < 2 ? Number.NaN : (n / (n - 1)) * (yield* sumOfSquares(influence));
}

/** Cluster-robust variance: G / (G − 1) · Σ over groups of (Σ ψ)². */
export function* clusteredVariance(influence: Float64Array, groups: Groups): Steps<number> {
  if (groups.count < 2) return Number.NaN;
  const sums = yield* groupSums(influence, groups);
  return (groups.count / (groups.count - 1)) * (yield* sumOfSquares(sums));
}

/** Σ of the values of each group. */
export function* groupSums(values: Float64Array, { index, count }: Groups): Steps<Float64Array> {
  const sums = new Float64Array(count);
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) sums[index[row] as number]! += values[row] as number;
    yield to - from;
  }
  return sums;
}

/** Variance with groups over the variance without; at least 1: clustering is never taken as an advantage. */
export function* designEffect(influence: Float64Array, groups: Groups): Steps<number> {
  const independent = yield* independentVariance(influence);
  if (!(independent > 0)) return 1;
  return Math.max(1, (yield* clusteredVariance(influence, groups)) / independent);
}

/** Design effect when all rows of a group say the same: Σ m² / Σ m over the sizes m of the groups. */
export function* largestDesignEffect(groups: Groups): Steps<number> {
  const sizes = yield* groupSums(new Float64Array(groups.index.length).fill(1), groups);
  return (yield* sumOfSquares(sizes)) / groups.index.length;
}

export function* sumOfSquares(values: Float64Array): Steps<number> {
  let sum = 0;
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) sum += (values[row] as number) * (values[row] as number);
    yield to - from;
  }
  return sum;
}

/** With n − 1 below; NaN for fewer than two values. */
export function standardDeviation(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return Number.NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
}

/** How many rows of equal weight tell as much about a mean: (Σw)² / Σw² (L. Kish, Survey Sampling, 1965). */
export function* effectiveRows(weights: Float64Array): Steps<number> {
  let [sum, squares] = [0, 0];
  for (const [from, to] of portions(weights.length)) {
    for (let row = from; row < to; row++) {
      const weight = weights[row] as number;
      sum += weight;
      squares += weight * weight;
    }
    yield to - from;
  }
  return (sum * sum) / squares;
}
