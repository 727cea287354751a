import type { CellCounts } from './profile.ts';

/** Which cells belong together: `cells[i]` is the merged cell of cell i, or −1 where it is left out. The last cell is null. */
export interface CellMerge {
  readonly cells: readonly number[];
  readonly count: number;
}

/** Two cells: a value, and none. */
export function missingCells({ counts }: CellCounts): CellMerge {
  return { cells: [...counts.map(() => 0), 1], count: 2 };
}

const LEAST_EXPECTED = 10;

/**
 * Merges cells until each expects five rows in the smaller sample; an expected count below that makes the chi-square
 * distribution a bad approximation. Bins of numbers are merged with their neighbours (`ordered`), categories from the most
 * to the least frequent. Which cells are merged depends on the pooled rows only: it favours no side. Nulls are left out.
 */
export function mergeSparse(
  reference: CellCounts,
  current: CellCounts,
  { ordered }: { readonly ordered: boolean },
): CellMerge {
  const pooled = reference.counts.map((count, index) => count + (current.counts[index] ?? 0));
  const total = sumOf(pooled);
  const smaller = Math.min(sumOf(reference.counts), sumOf(current.counts));
  const expected = pooled.map((count) => (total === 0 ? 0 : (count / total) * smaller));
  const order = expected.map((_, index) => index);
  if (!ordered) order.sort((a, b) => (expected[b] ?? 0) - (expected[a] ?? 0));
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
