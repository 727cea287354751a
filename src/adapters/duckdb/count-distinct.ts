import type { EngineSession } from './engine-session.ts';
import {
  countDistinct,
  type Hashes,
  type HashTable,
  partsOf,
  withHashes,
  withRepeated,
  withTable,
} from './hashes.ts';
import type { Relation } from './relation.ts';

/** The parts of a key as SQL expressions over a relation. */
export interface Key {
  readonly parts: readonly string[];
  /** It is one whole number. */
  readonly isInteger: boolean;
}

interface Extra {
  /** Rows with a whole key. */
  readonly checked: number;
  /** Those whose key stands in another row already. */
  readonly failing: number;
}

export function presentSql({ parts }: Key): string {
  return parts.map((part) => `${part} IS NOT NULL`).join(' AND ');
}

/**
 * Rows whose key is not the first of its kind, exactly. What is cheap is tried first: a bit for each number of a range,
 * then a hash of each key, and only of the keys whose hashes repeat the keys themselves. NaN equals NaN.
 */
export async function countExtra(session: EngineSession, relation: Relation, key: Key): Promise<Extra> {
  return (
    // The range takes a pass of its own, which would parse text again.
    (key.isInteger && !relation.isText ? await countInRange(session, relation, key) : null) ??
    (await countByHash(session, relation, key))
  );
}

/** A bit map of so many bits takes 32 MB for each thread. */
const MOST_BITS = 1n << 28n;
/** With fewer keys in its range, a bit map costs more than it spares. */
const BITS_PER_KEY = 32;

/** null where the numbers lie too far apart. */
async function countInRange(
  session: EngineSession,
  relation: Relation,
  { parts }: Key,
): Promise<Extra | null> {
  const [part = ''] = parts;
  const [row = {}] = await session.rows(
    `SELECT count(${part}) AS n, min(${part}) AS low, max(${part}) AS high FROM ${relation.sql}`,
    relation.source,
  );
  const checked = Number(row.n);
  if (checked === 0) return { checked, failing: 0 };
  const [low, high] = [BigInt(row.low as bigint), BigInt(row.high as bigint)];
  const bits = high - low + 1n;
  const isSafe = low > -(1n << 62n) && high < 1n << 62n;
  if (!isSafe || bits > MOST_BITS || bits > BigInt(checked * BITS_PER_KEY)) return null;
  const [found = {}] = await session.rows(
    `SELECT bit_count(bitstring_agg((${part})::BIGINT, (${low})::BIGINT, (${high})::BIGINT)) AS d FROM ${relation.sql}`,
    relation.source,
  );
  return { checked, failing: checked - Number(found.d) };
}

/** Eight bytes a key, however long it is. */
async function countByHash(session: EngineSession, relation: Relation, key: Key): Promise<Extra> {
  return withKeyHashes(session, relation, { key }, async (hashes) => {
    const checked = hashes.rows;
    if (checked === (await countDistinct(hashes))) return { checked, failing: 0 };
    return withRepeated(hashes, async (repeated) => ({
      checked,
      failing: await countKeys(session, relation, { key, repeated }),
    }));
  });
}

async function withKeyHashes<T>(
  session: EngineSession,
  relation: Relation,
  { key }: { readonly key: Key },
  look: (hashes: Hashes) => Promise<T>,
): Promise<T> {
  const { source, isText } = relation;
  const from = `(SELECT ${hashSql(key)} AS k FROM ${relation.sql} WHERE ${presentSql(key)})`;
  return withHashes({ session, source, from, isText }, look);
}

export interface Frequent {
  readonly key: Key;
  readonly most: number;
}

/**
 * Looks at the keys that stand in most rows, at most so many and each in two rows at least, in a table with the columns of the
 * key. Only keys whose hashes repeat are told apart, a part of them at a time.
 */
export async function withFrequentKeys<T>(
  session: EngineSession,
  relation: Relation,
  { key, most }: Frequent,
  look: (table: string) => Promise<T>,
): Promise<T> {
  const columns = key.parts.join(', ');
  const rows = `(SELECT ${hashSql(key)} AS k, ${columns} FROM ${relation.sql} WHERE ${presentSql(key)})`;
  const first = `ORDER BY n DESC, ${columns} LIMIT ${most}`;
  const ofPart = ({ table }: HashTable, part: string) =>
    `SELECT * FROM (SELECT ${columns}, count(*) AS n FROM ${rows} SEMI JOIN (SELECT k FROM ${table} WHERE ${part}) USING (k) GROUP BY ${columns} HAVING count(*) > 1) ${first}`;
  return withKeyHashes(session, relation, { key }, (hashes) =>
    withRepeated(hashes, async (repeated) => {
      const queries = partsOf(repeated.count).map((part) => ofPart(repeated, part));
      return withTable(hashes, queries, ({ table }) => look(`(SELECT ${columns} FROM ${table} ${first})`));
    }),
  );
}

export function hashSql({ parts }: Key): string {
  return `hash(${parts.join(', ')})`;
}

/** Two keys may have one hash by chance: where hashes repeat, the keys decide. */
async function countKeys(
  session: EngineSession,
  relation: Relation,
  { key, repeated }: { readonly key: Key; readonly repeated: HashTable },
): Promise<number> {
  const names = key.parts.map((_, index) => `k${index}`);
  const select = key.parts.map((part, index) => `${part} AS k${index}`).join(', ');
  let failing = 0;
  for (const part of partsOf(repeated.count)) {
    const known = `(SELECT k FROM ${repeated.table} WHERE ${part})`;
    const rows = `(SELECT ${hashSql(key)} AS k, ${select} FROM ${relation.sql} WHERE ${presentSql(key)})`;
    const grouped = `SELECT count(*) AS n FROM ${rows} SEMI JOIN ${known} USING (k) GROUP BY ${names.join(', ')}`;
    const [row = {}] = await session.rows(
      `SELECT coalesce(sum(n - 1), 0) AS failing FROM (${grouped})`,
      relation.source,
    );
    failing += Number(row.failing);
  }
  return failing;
}
