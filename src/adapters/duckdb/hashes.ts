import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { readerSql } from './reader-sql.ts';

/** So many hashes are told apart in about seventy megabytes; of more, each part is looked at alone. */
export const AT_ONCE = 1_000_000;

/** 64-bit hashes of keys or rows. */
export interface Hashes {
  readonly session: EngineSession;
  readonly source: DataSource;
  /** A FROM item with a hash in each row, in the column `k`. */
  readonly from: string;
  readonly rows: number;
}

/**
 * Looks at the hashes of a FROM item with a column `k`. Many of them, and those of text that would be parsed again, are
 * kept meanwhile in a file, eight bytes each: a table would hold more than as much in memory.
 */
export async function withHashes<T>(
  {
    session,
    source,
    from,
    isText,
  }: Pick<Hashes, 'session' | 'source' | 'from'> & { readonly isText: boolean },
  look: (hashes: Hashes) => Promise<T>,
): Promise<T> {
  const rows = isText ? null : await countIn(session, from, source);
  if (rows !== null && rows <= AT_ONCE) return look({ session, source, from, rows });
  const path = await session.store(`SELECT k FROM ${from}`, { source, columns: 1 });
  const stored = readerSql([path], { format: 'parquet' });
  try {
    return await look({
      session,
      source,
      from: stored,
      rows: rows ?? (await countIn(session, stored, source)),
    });
  } finally {
    await session.remove(path);
  }
}

async function countIn(session: EngineSession, from: string, source: DataSource): Promise<number> {
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${from}`, source);
  return Number(row.n);
}

/** Conditions on `k` that each let a part of so many hashes through, together all of them. */
export function partsOf(hashes: number): string[] {
  const parts = Math.ceil(hashes / AT_ONCE);
  return parts <= 1 ? ['true'] : Array.from({ length: parts }, (_, part) => `k % ${parts} = ${part}`);
}

/** With more parts, each of which reads all hashes, these are first split into as many tables as each then has parts. */
const MOST_PARTS = 16;

/** How many different hashes there are. */
export async function countDistinct(hashes: Hashes): Promise<number> {
  const parts = partsOf(hashes.rows).length;
  if (parts <= MOST_PARTS) return countInParts(hashes);
  const { session, source, from } = hashes;
  const tables = Math.ceil(Math.sqrt(parts));
  let distinct = 0;
  for (let table = 0; table < tables; table++) {
    // Other bits than those that make the parts.
    const some = `(SELECT k FROM ${from} WHERE (k >> 32) % ${tables} = ${table})`;
    distinct += await withHashes({ session, source, from: some, isText: true }, countInParts);
  }
  return distinct;
}

async function countInParts({ session, source, from, rows }: Hashes): Promise<number> {
  let distinct = 0;
  for (const part of partsOf(rows)) {
    const [row = {}] = await session.rows(`SELECT count(DISTINCT k) AS d FROM ${from} WHERE ${part}`, source);
    distinct += Number(row.d);
  }
  return distinct;
}

/** A table in which hashes stand once each, in the column `k`. */
export interface HashTable {
  readonly table: string;
  readonly count: number;
}

/** Looks at the hashes that stand in more than one row. */
export function withRepeated<T>(hashes: Hashes, look: (repeated: HashTable) => Promise<T>): Promise<T> {
  return withFrequent(hashes, { least: 2 }, look);
}

/** Looks at the hashes that stand in so many rows or more. */
export async function withFrequent<T>(
  { session, source, from, rows }: Hashes,
  { least }: { readonly least: number },
  look: (frequent: HashTable) => Promise<T>,
): Promise<T> {
  const queries = partsOf(rows).map(
    (part) => `SELECT k FROM ${from} WHERE ${part} GROUP BY k HAVING count(*) >= ${least}`,
  );
  return withTable({ session, source }, queries, look);
}

/** Looks at the hashes that stand on both sides. */
export async function withShared<T>(
  [left, right]: readonly [Hashes, Hashes],
  look: (shared: HashTable) => Promise<T>,
): Promise<T> {
  const [few, many] = left.rows <= right.rows ? [left, right] : [right, left];
  // The few are what the join holds in memory.
  const queries = partsOf(few.rows).map(
    (part) =>
      `SELECT DISTINCT k FROM (SELECT k FROM ${many.from} WHERE ${part}) SEMI JOIN (SELECT k FROM ${few.from} WHERE ${part}) USING (k)`,
  );
  return withTable(left, queries, look);
}

/** Looks at a table of what all of the queries find. */
export async function withTable<T>(
  { session, source }: Pick<Hashes, 'session' | 'source'>,
  queries: readonly string[],
  look: (found: HashTable) => Promise<T>,
): Promise<T> {
  const [first = '', ...others] = queries;
  const table = await session.keep(first, source);
  try {
    for (const query of others) await session.rows(`INSERT INTO ${table} ${query}`, source);
    return await look({ table, count: await countIn(session, table, source) });
  } finally {
    await session.drop(table, source);
  }
}
