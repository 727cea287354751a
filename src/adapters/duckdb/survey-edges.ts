import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import type { Relation } from './relation.ts';
import { someRows } from './survey-sample.ts';

const BINS = 32;
const SHARES = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS).join(', ');

/** Interior edges at the quantiles of some rows, each a value of the data, ascending, without repeats. */
export async function numberEdges(
  session: EngineSession,
  relation: Relation,
  value: string,
): Promise<number[]> {
  return [...new Set((await quantiles(session, relation, value)).map(Number))];
}

/** The same of values that have another order, as text. */
export async function textEdges(
  session: EngineSession,
  relation: Relation,
  value: string,
): Promise<string[]> {
  return [...new Set((await quantiles(session, relation, value)).map(String))];
}

async function quantiles(
  session: EngineSession,
  relation: Relation,
  value: string,
): Promise<readonly unknown[]> {
  const [row = {}] = await session.rows(
    `SELECT quantile_disc(${value}, [${SHARES}])::VARCHAR[] AS q FROM ${await someRows(session, relation)}`,
    relation.source,
  );
  return itemsOf(row.q);
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
