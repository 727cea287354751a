import type { ColumnProfile } from './profile.ts';

/** Shares of the cells of one profile, and how uncertain they are. */
export interface CellShares {
  readonly shares: readonly number[];
  /** Rows that the shares are of. */
  readonly rows: number;
  readonly groups: number | null;
  /** covariance[i][j] of the shares: multinomial, or cluster-robust where the profile has groups. */
  readonly covariance: readonly (readonly number[])[];
}

/** Which cells belong together: `cells[i]` is the merged cell of cell i, or −1 where it is left out. */
export interface CellMerge {
  readonly cells: readonly number[];
  readonly count: number;
}

/** Shares of merged cells among the rows that are in any of them. The null cell is the last of a profile. */
export function cellShares(profile: ColumnProfile, merge: CellMerge): CellShares {
  const missing = profile.rows - profile.counts.reduce((sum, count) => sum + count, 0);
  const counts = mergeVector([...profile.counts, missing], merge);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (rows === 0 ? 0 : count / rows));
  const covariance =
    profile.clusters === null ? multinomial(shares, rows) : clustered(profile, merge, { shares, rows });
  return { shares, rows, groups: profile.clusters?.groups ?? null, covariance };
}

function mergeVector(values: readonly number[], { cells, count }: CellMerge): number[] {
  const merged = new Array<number>(count).fill(0);
  values.forEach((value, index) => {
    const cell = cells[index] ?? -1;
    if (cell >= 0) merged[cell] = (merged[cell] as number) + value;
  });
  return merged;
}

function multinomial(shares: readonly number[], rows: number): number[][] {
  return shares.map((p, i) => shares.map((q, j) => ((i === j ? p : 0) - p * q) / Math.max(1, rows)));
}

/**
 * Ratio estimators over groups: G / (G − 1) / M² · Σ_g (n_gi − p_i m_g)(n_gj − p_j m_g), which the sums of products give.
 */
function clustered(
  profile: ColumnProfile,
  merge: CellMerge,
  { shares, rows }: Pick<CellShares, 'shares' | 'rows'>,
): number[][] {
  const clusters = profile.clusters;
  if (clusters === null) return multinomial(shares, rows);
  const products = mergeProducts(clusters.products, merge);
  const sizes = products.map((row) => row.reduce((sum, value) => sum + value, 0));
  const squares = sizes.reduce((sum, value) => sum + value, 0);
  const factor = clusters.groups / Math.max(1, clusters.groups - 1) / Math.max(1, rows * rows);
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

/** Every value cell by itself; null and non-finite left out. */
export function valueCells(profile: ColumnProfile): CellMerge {
  return { cells: [...profile.counts.map((_, index) => index), -1], count: profile.counts.length };
}

/** Two cells: a value, and none. */
export function missingCells(profile: ColumnProfile): CellMerge {
  return { cells: [...profile.counts.map(() => 0), 1], count: 2 };
}

const LEAST_EXPECTED = 5;

/**
 * Merges neighbouring cells until each expects five rows in the smaller sample; an expected count below that makes the
 * chi-square distribution a bad approximation. Categories are merged as if they were sorted by frequency.
 */
export function mergeSparse(reference: ColumnProfile, current: ColumnProfile): CellMerge {
  const pooled = reference.counts.map((count, index) => count + (current.counts[index] ?? 0));
  const total = pooled.reduce((sum, count) => sum + count, 0);
  const smaller = Math.min(sumOf(reference.counts), sumOf(current.counts));
  const expected = pooled.map((count) => (total === 0 ? 0 : (count / total) * smaller));
  const order = expected.map((_, index) => index);
  if (reference.kind === 'category') order.sort((a, b) => (expected[b] ?? 0) - (expected[a] ?? 0));
  return mergeInOrder(order, expected);
}

function mergeInOrder(order: readonly number[], expected: readonly number[]): CellMerge {
  const cells = new Array<number>(expected.length + 1).fill(-1);
  let [cell, filled] = [0, 0];
  for (const index of order) {
    cells[index] = cell;
    filled += expected[index] ?? 0;
    if (filled >= LEAST_EXPECTED) [cell, filled] = [cell + 1, 0];
  }
  // What is left over at the end joins the last full cell.
  const count = Math.max(1, cell);
  return { cells: cells.map((each) => (each >= count ? count - 1 : each)), count };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
