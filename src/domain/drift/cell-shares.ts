import type { CellMerge } from './cell-merge.ts';
import type { CellCounts } from './profile.ts';

/** Shares of the cells of one sample. */
export interface CellShares {
  readonly shares: readonly number[];
  /** Rows that the shares are of. */
  readonly rows: number;
  /** Groups that these rows are of; null where rows are independent. */
  readonly groups: number | null;
  /** As many groups of equal size would say as much: rows² / Σ (rows of a group)², after L. Kish. null where rows are independent. */
  readonly effectiveGroups: number | null;
  /** Cluster-robust covariance of the shares; null where rows are independent. */
  readonly covariance: readonly (readonly number[])[] | null;
}

/** Shares of merged cells among the rows that are in any of them. */
export function cellShares(sample: CellCounts, merge: CellMerge): CellShares {
  const missing = sample.rows - sample.counts.reduce((sum, count) => sum + count, 0);
  const counts = mergeVector([...sample.counts, missing], merge);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (rows === 0 ? 0 : count / rows));
  const { clusters } = sample;
  if (clusters === null) return { shares, rows, groups: null, effectiveGroups: null, covariance: null };
  const leavesNullsOut = merge.cells[sample.counts.length] === -1;
  const groups = leavesNullsOut ? clusters.valuedGroups : clusters.groups;
  const products = mergeProducts(clusters.products, merge);
  const squares = products.flat().reduce((sum, value) => sum + value, 0);
  return {
    shares,
    rows,
    groups,
    effectiveGroups: squares === 0 ? 0 : (rows * rows) / squares,
    covariance: clustered(products, squares, { shares, rows, groups }),
  };
}

function mergeVector(values: readonly number[], { cells, count }: CellMerge): number[] {
  const merged = new Array<number>(count).fill(0);
  values.forEach((value, index) => {
    const cell = cells[index] ?? -1;
    if (cell >= 0) merged[cell] = (merged[cell] as number) + value;
  });
  return merged;
}

/** Covariance of the shares of independent rows. */
export function multinomial(shares: readonly number[], rows: number): number[][] {
  return shares.map((p, i) => shares.map((q, j) => ((i === j ? p : 0) - p * q) / Math.max(1, rows)));
}

interface Shares {
  readonly shares: readonly number[];
  readonly rows: number;
  readonly groups: number;
}

/**
 * Shares as ratio estimators over groups: G / (G − 1) / M² · Σ_g (n_gi − p_i m_g)(n_gj − p_j m_g), which the sums of
 * products give (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3).
 */
function clustered(
  products: readonly (readonly number[])[],
  squares: number,
  { shares, rows, groups }: Shares,
): number[][] {
  const sizes = products.map((row) => row.reduce((sum, value) => sum + value, 0));
  const factor = groups / Math.max(1, groups - 1) / Math.max(1, rows * rows);
  return products.map((row, i) =>
    row.map((product, j) => {
      const [p, q] = [shares[i] ?? 0, shares[j] ?? 0];
      return factor * (product - p * (sizes[j] ?? 0) - q * (sizes[i] ?? 0) + p * q * squares);
    }),
  );
}

/** The stored lower triangle as a full matrix of merged cells. */
function mergeProducts(lower: readonly (readonly number[])[], { cells, count }: CellMerge): number[][] {
  const merged = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const add = (a: number, b: number, value: number) => {
    const [i, j] = [cells[a] ?? -1, cells[b] ?? -1];
    if (i >= 0 && j >= 0) (merged[i] as number[])[j] = (merged[i]?.[j] ?? 0) + value;
  };
  lower.forEach((row, a) => {
    row.forEach((value, b) => {
      add(a, b, value);
      if (a !== b) add(b, a, value);
    });
  });
  return merged;
}
