import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { quantileRanks } from './profile-edges.ts';
import type { Relation } from './relation.ts';
import { askSome, lookAtSorted } from './survey-sample.ts';

const BINS = 32;
const SHARES = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS).join(', ');

/**
 * For each of these values interior edges at the quantiles of some rows, each a value of the data, ascending, without
 * repeats, as text.
 */
export async function quantileEdges(
  session: EngineSession,
  relation: Relation,
  values: readonly string[],
): Promise<string[][]> {
  const found = await askSome(
    session,
    relation,
    values.map((value) => [`quantile_disc(${value}, [${SHARES}])::VARCHAR[]`]),
  );
  return found.map(([quantiles]) => [...new Set(itemsOf(quantiles).map(String))]);
}

/** The same of columns of doubles, as numbers. */
export async function numberEdges(
  session: EngineSession,
  relation: Relation,
  values: readonly string[],
): Promise<number[][]> {
  const look = (sorted: Float64Array) =>
    sorted.length === 0
      ? []
      : [...new Set(quantileRanks(sorted.length, BINS).map((rank) => sorted[rank - 1] as number))];
  return lookAtSorted(session, relation, { values, look });
}

/**
 * Such edges of doubles that ascend, and behind each value that alone has the rows of a bin the next one: what is mostly zero
 * is cut into zero and all else, however few that are.
 */
export function cellEdges(sorted: Float64Array): number[] {
  if (sorted.length === 0) return [];
  const edges = quantileRanks(sorted.length, BINS).map((rank) => sorted[rank - 1] as number);
  return [...new Set(edges.flatMap((edge) => [edge, ...nextTo(edge, sorted)]))].sort((a, b) => a - b);
}

/** The value that follows one which stands in as many rows as a bin has; none where it stands in fewer. */
function nextTo(edge: number, sorted: Float64Array): number[] {
  const [from, to] = [
    firstFrom(sorted, (value) => value >= edge),
    firstFrom(sorted, (value) => value > edge),
  ];
  return to - from >= sorted.length / BINS && to < sorted.length ? [sorted[to] as number] : [];
}

/** Place of the first value of which this is true; of those after it it is true, too. */
function firstFrom(sorted: Float64Array, isTrue: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isTrue(sorted[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Place of the bin of a value among edges in SQL; null where there is none. An edge is in the bin that begins with it. Found by halving. */
export function binSql(name: string, edges: readonly string[]): string {
  const search = (from: number, to: number): string => {
    if (from === to) return String(from);
    const middle = Math.floor((from + to) / 2);
    return `CASE WHEN ${name} < ${edges[middle]} THEN ${search(from, middle)} ELSE ${search(middle + 1, to)} END`;
  };
  return `CASE WHEN ${name} IS NULL THEN NULL ELSE ${search(0, edges.length)} END`;
}
