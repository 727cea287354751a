import { numberSqlOf } from './sql.ts';

/**
 * Counts of a number by bin, of which bin k holds edges[k-1] <= v < edges[k], as SQL over the name of a column. DuckDB's bins
 * hold their upper edge; those of the negated value then hold the lower one. `binCounts` reads the answer.
 */
export function histogramSql(name: string, edges: readonly number[]): string {
  if (edges.length === 0) return `count(${name})`;
  const upper = edges.map((edge) => numberSqlOf(edge === 0 ? 0 : -edge)).reverse();
  return `histogram(-${name}, [${upper.join(', ')}])`;
}

/** Counts of the edges.length + 1 bins out of what the histogram of ascending edges gave. */
export function binCounts(found: unknown, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  if (edges.length === 0) return [Number(found ?? 0)];
  const places = new Map(edges.map((edge, index) => [edge, index + 1]));
  const entries = (found as { entries?: readonly { key: unknown; value: unknown }[] } | null)?.entries ?? [];
  for (const { key, value } of entries) {
    // What is above all edges of the negated value is below those of the value.
    const place = places.get(-Number(key)) ?? 0;
    counts[place] = (counts[place] ?? 0) + Number(value);
  }
  return counts;
}
