import type { EngineSession } from './engine-session.ts';
import { numberedRows, type Relation } from './relation.ts';

/** Rows that place the bins and the robust scale. What is counted is counted on all rows. */
const ENOUGH = 100_000;

const kept = new WeakMap<Relation, Promise<string>>();

/**
 * A FROM item with at most about a hundred thousand rows, chosen by a hash of their number: the same at every run. All rows
 * where there are fewer. Quantiles of all rows would hold every column in memory.
 */
export function someRows(session: EngineSession, relation: Relation): Promise<string> {
  const known = kept.get(relation);
  if (known !== undefined) return known;
  const chosen = chooseRows(session, relation);
  kept.set(relation, chosen);
  return chosen;
}

async function chooseRows(session: EngineSession, relation: Relation): Promise<string> {
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql}`, relation.source);
  const every = Math.ceil(Number(row.n) / ENOUGH);
  if (every <= 1) return relation.sql;
  return session.keep(
    `SELECT * EXCLUDE row FROM ${numberedRows(relation)} WHERE hash(row) % ${every} = 0`,
    relation.source,
  );
}

export async function dropSomeRows(session: EngineSession, relation: Relation): Promise<void> {
  const table = await kept.get(relation);
  kept.delete(relation);
  if (table !== undefined && table !== relation.sql) await session.drop(table, relation.source);
}
