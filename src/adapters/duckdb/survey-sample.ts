import { askInPasses } from './ask-in-passes.ts';
import type { EngineSession } from './engine-session.ts';
import { readNumbers } from './read-numbers.ts';
import { inOrder, numberedRows, type Relation } from './relation.ts';

/** Rows that place the bins and the robust scale. What is counted is counted on all rows. */
const ENOUGH = 100_000;

/** A value of these rows is held in memory for each column that is asked for a quantile. */
const CELLS_PER_PASS = 2_000_000;

const kept = new WeakMap<Relation, Promise<Sample>>();

interface Sample {
  /** A FROM item. */
  readonly from: string;
  readonly rows: number;
  /** So many columns may be asked for quantiles in one query. */
  readonly columnsPerPass: number;
}

/**
 * At most about a hundred thousand rows, chosen by a hash of their number: the same at every run. All rows where there are
 * fewer. Quantiles of all rows would hold every column in memory.
 */
export function someRows(session: EngineSession, relation: Relation): Promise<Sample> {
  const known = kept.get(relation);
  if (known !== undefined) return known;
  const chosen = chooseRows(session, relation);
  kept.set(relation, chosen);
  return chosen;
}

async function chooseRows(session: EngineSession, relation: Relation): Promise<Sample> {
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql}`, relation.source);
  const rows = Number(row.n);
  const every = Math.ceil(rows / ENOUGH);
  const columnsPerPass = Math.max(1, Math.floor(CELLS_PER_PASS / Math.max(1, Math.min(rows, ENOUGH))));
  if (every <= 1) return { from: relation.sql, rows, columnsPerPass };
  const chosen = `SELECT * FROM ${numberedRows(relation)} WHERE hash(row) % ${every} = 0`;
  const from = await session.keep(`SELECT * EXCLUDE row FROM (${inOrder(chosen)})`, relation.source);
  const [found = {}] = await session.rows(`SELECT count(*) AS n FROM ${from}`, relation.source);
  return { from, rows: Number(found.n), columnsPerPass };
}

export async function dropSomeRows(session: EngineSession, relation: Relation): Promise<void> {
  const sample = await kept.get(relation);
  kept.delete(relation);
  if (sample !== undefined && sample.from !== relation.sql) await session.drop(sample.from, relation.source);
}

/** The answers of some rows to these aggregates; each list of them is of one column. As many queries as memory takes. */
export async function askSome(
  session: EngineSession,
  relation: Relation,
  asked: readonly (readonly string[])[],
): Promise<unknown[][]> {
  if (asked.length === 0) return [];
  const { from, columnsPerPass } = await someRows(session, relation);
  return askInPasses({ session, relation, from }, asked, columnsPerPass);
}

/** What is told of the finite values of some rows, in ascending order, for each of these columns of doubles, given as SQL. */
export async function lookAtSorted<T>(
  session: EngineSession,
  relation: Relation,
  { values, look }: { readonly values: readonly string[]; readonly look: (sorted: Float64Array) => T },
): Promise<T[]> {
  const found: T[] = [];
  if (values.length === 0) return found;
  const { from, rows, columnsPerPass } = await someRows(session, relation);
  for (let start = 0; start < values.length; start += columnsPerPass) {
    const batch = values.slice(start, start + columnsPerPass);
    const columns = await readNumbers({ session, relation, from, rows }, batch);
    for (const { finite } of columns) found.push(look(finite.sort()));
  }
  return found;
}
