import type { ColumnProfile } from '../../domain/drift/profile.ts';
import {
  addSums,
  deviationOf,
  EXACT_SUMS_SQL,
  type ExactSums,
  exactRows,
  exactSums,
  type Grid,
  gridOf,
  meanOf,
  NO_SUMS,
  sumOfEqual,
} from './exact-sums.ts';
import type { Profiling } from './profile.ts';
import { edgesOf, quantileRanks } from './profile-edges.ts';
import type { Summary } from './profile-moments.ts';
import { finiteSql } from './profile-values.ts';
import { numberSqlOf } from './sql.ts';

/** Fewer rows are sorted in less time than this takes. */
export const MANY = 100_000;
const PLACES = 4096;
/** Standard deviations about the mean over which places are laid; the first and the last also hold what is beyond. */
const REACH = 4;
/** Share of the rows. To look at more of them again costs as much as to sort all. */
const MOST_SEEN_AGAIN = 0.05;

export type Shape = Pick<
  ColumnProfile,
  'rows' | 'counts' | 'clusters' | 'edges' | 'categories' | 'means' | 'heldOut'
>;

export type NumberShape = Shape & Pick<ColumnProfile, 'mean' | 'standardDeviation'>;

/** Rows with the values from `lowest` to `highest`, both of which are there. */
interface Span {
  readonly place: number;
  readonly rows: number;
  /** On the grid. */
  readonly sum: bigint;
  readonly lowest: number;
  readonly highest: number;
}

/** null without a finite value. */
export function gridFor({ minimum, maximum, near }: Summary): Grid | null {
  return minimum === null || maximum === null ? null : gridOf({ minimum, maximum, near });
}

/**
 * Bins between the quantiles of many independent rows, without sorting them: rows are counted in thousands of places of
 * equal width, and only the values in places that hold a quantile are looked at again. null where sorting is no slower.
 */
export async function cellsByPlace(profiling: Profiling, bins: number): Promise<NumberShape | null> {
  const { plan, planned, summary } = profiling;
  const grid = gridFor(summary);
  const isAsked = plan.groupBy === null && planned.edges === null && summary.rows >= MANY;
  const place = isAsked ? placeSql(summary) : null;
  if (place === null || grid === null) return null;
  const { spans, squares } = await placedSpans(profiling, place, grid);
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  const ranks = quantileRanks(rows, bins);
  const wide = new Set(spansAt(spans, ranks).filter(({ lowest, highest }) => lowest < highest));
  const seenAgain = [...wide].reduce((sum, span) => sum + span.rows, 0);
  if (seenAgain > MOST_SEEN_AGAIN * rows) return null;
  const values = wide.size === 0 ? [] : await valueSpans(profiling, { place, wide, grid });
  const all = [...spans.filter((span) => !wide.has(span)), ...values].sort((a, b) => a.lowest - b.lowest);
  return binned(all, { ranks, grid, squares, rows: summary.rows });
}

/** Number of the place of a value `v`; null where the moments cannot lay places. */
function placeSql({ near, spread, minimum, maximum }: Summary): string | null {
  if (near === null || spread === null || minimum === null || maximum === null) return null;
  const low = Math.max(minimum, near - REACH * spread);
  const high = Math.min(maximum, near + REACH * spread);
  const perUnit = (PLACES - 2) / (high - low);
  if (!(high > low) || perUnit === 0 || !Number.isFinite(perUnit)) return null;
  const [from, to, factor] = [low, high, perUnit].map(numberSqlOf);
  // Rounding keeps the order, so a place never holds a value between two of another place.
  return `(CASE WHEN v < ${from} THEN -1 WHEN v > ${to} THEN ${PLACES} ELSE (v - ${from}) * ${factor} END)::SMALLINT`;
}

async function placedSpans({ session, relation, column }: Profiling, place: string, grid: Grid) {
  const values = `(SELECT v FROM (SELECT ${finiteSql(column)} AS v FROM ${relation.sql}) WHERE v IS NOT NULL)`;
  const rows = await session.rows(
    `SELECT ${place} AS k, count(*) AS n, min(v) AS low, max(v) AS high, ${EXACT_SUMS_SQL} FROM ${exactRows(values, grid)} GROUP BY 1`,
    relation.source,
  );
  const spans = rows.map(
    (row): Span => ({
      place: Number(row.k),
      rows: Number(row.n),
      sum: exactSums(row).values,
      lowest: Number(row.low),
      highest: Number(row.high),
    }),
  );
  const { squares } = rows.map(exactSums).reduce(addSums, NO_SUMS);
  return { spans: spans.sort((a, b) => a.lowest - b.lowest), squares };
}

interface Wide {
  readonly place: string;
  readonly wide: ReadonlySet<Span>;
  readonly grid: Grid;
}

/** Each value in some places, with its rows. */
async function valueSpans(
  { session, relation, column }: Profiling,
  { place, wide, grid }: Wide,
): Promise<Span[]> {
  const places = [...wide].map((span) => span.place).join(', ');
  const found = await session.rows(
    `SELECT v, count(*) AS n FROM (SELECT ${finiteSql(column)} AS v FROM ${relation.sql}) WHERE v IS NOT NULL AND ${place} IN (${places}) GROUP BY 1`,
    relation.source,
  );
  return found.map((each) => {
    const [value, rows] = [Number(each.v), Number(each.n)];
    return { place: -1, rows, sum: sumOfEqual(value, rows, grid), lowest: value, highest: value };
  });
}

/** The spans, which ascend, that hold the rows of these ranks, which count from 1. */
function spansAt(spans: readonly Span[], ranks: readonly number[]): Span[] {
  const found: Span[] = [];
  let [place, below] = [0, 0];
  for (const rank of ranks) {
    while (place < spans.length - 1 && below + (spans[place]?.rows ?? 0) < rank) {
      below += spans[place]?.rows ?? 0;
      place++;
    }
    const span = spans[place];
    if (span !== undefined) found.push(span);
  }
  return found;
}

interface Binning {
  readonly ranks: readonly number[];
  readonly grid: Grid;
  readonly squares: bigint;
  readonly rows: number;
}

/** Spans in which no quantile lies apart from their lowest value, which ascend, as bins. */
function binned(spans: readonly Span[], { ranks, grid, squares, rows }: Binning): NumberShape {
  const quantiles = spansAt(spans, ranks).map(({ lowest }) => lowest);
  const edges = edgesOf(quantiles, grid.minimum);
  const counts = new Array<number>(edges.length + 1).fill(0);
  const sums = counts.map(() => NO_SUMS);
  let bin = 0;
  for (const span of spans) {
    while (bin < edges.length && span.lowest >= (edges[bin] as number)) bin++;
    counts[bin] = (counts[bin] as number) + span.rows;
    sums[bin] = addSums(sums[bin] as ExactSums, { values: span.sum, squares: 0n });
  }
  const others = { rows, counts, clusters: null, edges, categories: null, heldOut: null };
  return { ...others, ...binMoments({ counts, sums: [...sums, { values: 0n, squares }] }, edges, grid) };
}

interface Bins {
  readonly counts: readonly number[];
  /** Of the bins, and perhaps some more that belong to all of them. */
  readonly sums: readonly ExactSums[];
}

/** Means of the bins between edges, null for an empty one, and what is known of all values together. */
export function binMoments(
  { counts, sums }: Bins,
  edges: readonly number[],
  grid: Grid | null,
): Pick<NumberShape, 'means' | 'mean' | 'standardDeviation'> {
  if (grid === null) return { means: counts.map(() => null), mean: null, standardDeviation: null };
  const { power } = grid;
  const means = counts.map((rows, bin) => {
    const [minimum = grid.minimum, maximum = grid.maximum] = [edges[bin - 1], edges[bin]];
    return meanOf(sums[bin]?.values ?? 0n, rows, { minimum, maximum, power });
  });
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const all = sums.reduce(addSums, NO_SUMS);
  return { means, mean: meanOf(all.values, rows, grid), standardDeviation: deviationOf(all, rows, grid) };
}
