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
 * Wasserstein distance in standard deviations of the reference, from bins: the area between the two cumulative
 * distributions, taken as straight between edges. null where the reference does not vary.
 */
export function standardisedWasserstein(reference: ColumnProfile, current: ColumnProfile): number | null {
  const { edges, standardDeviation } = reference;
  if (edges === null || standardDeviation === null || !(standardDeviation > 0)) return null;
  if (
    current.minimum === null ||
    current.maximum === null ||
    reference.minimum === null ||
    reference.maximum === null
  )
    return null;
  const [p, q] = [normalised(reference.counts), normalised(current.counts)];
  const points = [
    Math.min(reference.minimum, current.minimum),
    ...edges,
    Math.max(reference.maximum, current.maximum),
  ];
  let [area, gap] = [0, 0];
  for (let bin = 0; bin < p.length; bin++) {
    const next = bin === p.length - 1 ? 0 : gap + (q[bin] ?? 0) - (p[bin] ?? 0);
    const width = Math.max(0, (points[bin + 1] ?? 0) - (points[bin] ?? 0));
    area += areaBetween(gap, next) * width;
    gap = next;
  }
  return area / standardDeviation;
}

/** Mean of |x| along a straight line from a to b. */
function areaBetween(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * Math.abs(a - b));
}
