/** Ranks, which count from 1, of the quantiles between bins: the smallest value that has at least such a share of the rows at or below it. */
export function quantileRanks(rows: number, bins: number): number[] {
  return Array.from({ length: bins - 1 }, (_, index) => Math.ceil((rows * (index + 1)) / bins));
}

/** Edges without repeats. A value v is in the bin that begins with it, so an edge at the smallest value would leave the first bin empty. */
export function edgesOf(quantiles: readonly number[], lowest: number): number[] {
  return [...new Set(quantiles)].filter((edge) => edge > lowest);
}

/** The bin of a value, of which bin k holds edges[k-1] <= v < edges[k]. */
export function binOf(edges: ArrayLike<number>, value: number): number {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value < (edges[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}
