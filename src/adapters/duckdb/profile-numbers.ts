import type { ColumnProfile } from '../../domain/drift/profile.ts';
import type { Profiling } from './profile.ts';
import { finiteSql, stable } from './profile-values.ts';
import { numberSqlOf } from './sql.ts';

/** Fewer rows are sorted in less time than this takes. */
const MANY = 100_000;
const PLACES = 4096;
/** Standard deviations about the mean over which places are laid; the first and the last also hold what is beyond. */
const REACH = 4;
/** Share of the rows. To look at more of them again costs as much as to sort all. */
const MOST_SEEN_AGAIN = 0.05;

export type NumberShape = Pick<
  ColumnProfile,
  'rows' | 'counts' | 'clusters' | 'edges' | 'categories' | 'means' | 'heldOut'
>;

/** Rows with the values from `lowest` to `highest`, both of which are there. */
interface Span {
  readonly place: number;
  readonly rows: number;
  readonly sum: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Bins between the quantiles of many independent rows, without sorting them: rows are counted in thousands of places of
 * equal width, and only the values in places that hold a quantile are looked at again. null where sorting is no slower.
 */
export async function cellsByPlace(profiling: Profiling, bins: number): Promise<NumberShape | null> {
  const { plan, planned, summary } = profiling;
  const place =
    plan.groupBy === null && planned.edges === null && summary.rows >= MANY ? placeSql(profiling) : null;
  if (place === null) return null;
  const spans = await spansBy(profiling, { key: place, only: null });
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  // As quantile_disc counts: the smallest value that has at least this share of the rows at or below it.
  const ranks = Array.from({ length: bins - 1 }, (_, index) => Math.ceil((rows * (index + 1)) / bins));
  const wide = new Set(spansAt(spans, ranks).filter(({ lowest, highest }) => lowest < highest));
  const seenAgain = [...wide].reduce((sum, span) => sum + span.rows, 0);
  if (seenAgain > MOST_SEEN_AGAIN * rows) return null;
  const only = `${place} IN (${[...wide].map((span) => span.place).join(', ')})`;
  const values = wide.size === 0 ? [] : await spansBy(profiling, { key: 'v', only });
  const all = [...spans.filter((span) => !wide.has(span)), ...values].sort((a, b) => a.lowest - b.lowest);
  return binned(all, { ranks, rows: summary.rows });
}

/** Number of the place of a value `v`; null where the moments cannot lay places. */
function placeSql({ summary }: Profiling): string | null {
  const { mean, standardDeviation, minimum, maximum, scale } = summary;
  if (mean === null || standardDeviation === null || minimum === null || maximum === null || scale !== 1)
    return null;
  const low = Math.max(minimum, mean - REACH * standardDeviation);
  const high = Math.min(maximum, mean + REACH * standardDeviation);
  const perUnit = (PLACES - 2) / (high - low);
  if (!(high > low) || !Number.isFinite(perUnit)) return null;
  const [from, to, factor] = [low, high, perUnit].map(numberSqlOf);
  // Rounding keeps the order, so a place never holds a value between two of another place.
  return `(CASE WHEN v < ${from} THEN -1 WHEN v > ${to} THEN ${PLACES} ELSE (v - ${from}) * ${factor} END)::SMALLINT`;
}

async function spansBy(
  { session, relation, column }: Profiling,
  { key, only }: { readonly key: string; readonly only: string | null },
): Promise<Span[]> {
  const where = only === null ? 'v IS NOT NULL' : `v IS NOT NULL AND ${only}`;
  const rows = await session.rows(
    `SELECT ${key} AS k, count(*) AS n, sum(v) AS s, min(v) AS low, max(v) AS high FROM (SELECT ${finiteSql(column)} AS v FROM ${relation.sql}) WHERE ${where} GROUP BY 1`,
    relation.source,
  );
  const spans = rows.map(({ k, n, s, low, high }) => ({
    place: Number(k),
    rows: Number(n),
    sum: Number(s),
    lowest: Number(low),
    highest: Number(high),
  }));
  return spans.sort((a, b) => a.lowest - b.lowest);
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

/** Spans in which no quantile lies apart from their lowest value, which ascend, as bins. */
function binned(
  spans: readonly Span[],
  { ranks, rows }: { readonly ranks: readonly number[]; readonly rows: number },
): NumberShape {
  const quantiles = spansAt(spans, ranks).map(({ lowest }) => lowest);
  // A value v is in the bin that begins with it, so an edge at the smallest value would leave the first bin empty.
  const edges = [...new Set(quantiles)].filter((edge) => edge > (spans[0]?.lowest ?? 0));
  const counts = new Array<number>(edges.length + 1).fill(0);
  const sums = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const span of spans) {
    while (bin < edges.length && span.lowest >= (edges[bin] as number)) bin++;
    counts[bin] = (counts[bin] ?? 0) + span.rows;
    sums[bin] = (sums[bin] ?? 0) + span.sum;
  }
  const means = counts.map((count, index) => (count === 0 ? null : stable((sums[index] ?? 0) / count)));
  return { rows, counts, clusters: null, edges, categories: null, means, heldOut: null };
}
