import type { ColumnProfile } from './profile.ts';

/** Jensen–Shannon distance with base 2: 0 for equal shares, 1 for disjoint ones. Shares need not sum to one. */
export function jensenShannonDistance(p: readonly number[], q: readonly number[]): number {
  const [left, right] = [normalised(p), normalised(q)];
  let divergence = 0;
  left.forEach((a, index) => {
    const b = right[index] ?? 0;
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log2(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log2(b / middle)) / 2;
  });
  return Math.sqrt(Math.max(0, divergence));
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum === 0 ? 0 : value / sum));
}

/**
 * Population stability index, Σ (q − p) · ln(q / p): 0 for equal shares, without an upper end. Half a row is added to each
 * cell of both, so that an empty cell does not make it infinite.
 */
export function populationStabilityIndex(p: readonly number[], q: readonly number[]): number {
  const [left, right] = [normalised(p.map(halfMore)), normalised(q.map(halfMore))];
  return left.reduce((sum, a, index) => {
    const b = right[index] ?? 0;
    return sum + (b - a) * Math.log(b / a);
  }, 0);
}

function halfMore(count: number): number {
  return count + 0.5;
}

/** The largest change of the share of any cell, 0 … 1: what TensorFlow Data Validation calls the L-infinity norm. */
export function largestShareChange(p: readonly number[], q: readonly number[]): number {
  const [left, right] = [normalised(p), normalised(q)];
  return left.reduce((most, a, index) => Math.max(most, Math.abs(a - (right[index] ?? 0))), 0);
}

/**
 * Wasserstein distance in standard deviations of the reference: the area between the two cumulative distributions, with
 * the rows of each bin taken at their mean. Exact where each bin holds one value; never below the distance of the means.
 * null where the reference does not vary, or one of the two has no values.
 */
export function standardisedWasserstein(reference: ColumnProfile, current: ColumnProfile): number | null {
  const { standardDeviation } = reference;
  if (standardDeviation === null || !(standardDeviation > 0)) return null;
  const steps = [...atoms(reference, -1), ...atoms(current, 1)].sort((a, b) => a.at - b.at);
  if (current.mean === null || reference.mean === null) return null;
  let [area, gap] = [0, 0];
  steps.forEach(({ at, mass }, index) => {
    gap += mass;
    // Two finite numbers may lie further apart than a double can say; their quarters may not.
    area += Math.abs(gap) * ((steps[index + 1]?.at ?? at) / 4 - at / 4);
  });
  return Math.min((area / standardDeviation) * 4, Number.MAX_VALUE);
}

/** The bins as points that carry the share of their rows. */
function atoms({ counts, means }: ColumnProfile, sign: 1 | -1): { at: number; mass: number }[] {
  return normalised(counts).flatMap((share, index) => {
    const at = means?.[index] ?? null;
    return at === null ? [] : [{ at, mass: sign * share }];
  });
}
