import type { EngineSession } from './engine-session.ts';
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
 * then a hash of each key, and only where keys or hashes repeat the keys themselves. NaN equals NaN.
 */
export async function countExtra(session: EngineSession, relation: Relation, key: Key): Promise<Extra> {
  return (
    // The range takes a pass of its own, which would parse text again.
    (key.isInteger && !relation.isText ? await countInRange(session, relation, key) : null) ??
    (await countByHash(session, relation, key)) ??
    (await countKeys(session, relation, key))
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

/** null where hashes repeat: the keys do, too, or two of them have one hash by chance. Eight bytes a key, however long it is. */
async function countByHash(session: EngineSession, relation: Relation, key: Key): Promise<Extra | null> {
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n, count(DISTINCT hash(${key.parts.join(', ')})) AS d FROM ${relation.sql} WHERE ${presentSql(key)}`,
    relation.source,
  );
  return Number(row.n) === Number(row.d) ? { checked: Number(row.n), failing: 0 } : null;
}

async function countKeys(session: EngineSession, relation: Relation, key: Key): Promise<Extra> {
  const { parts } = key;
  const grouped = `SELECT ${parts.join(', ')}, count(*) AS n FROM ${relation.sql} WHERE ${presentSql(key)} GROUP BY ALL`;
  // Of one column DuckDB counts the different values in half the time that it takes to count the rows of each.
  const counts =
    parts.length === 1
      ? `SELECT count(*) AS checked, count(*) - count(DISTINCT ${parts[0]}) AS failing FROM ${relation.sql} WHERE ${presentSql(key)}`
      : `SELECT coalesce(sum(n), 0) AS checked, coalesce(sum(n - 1), 0) AS failing FROM (${grouped})`;
  const [row = {}] = await session.rows(counts, relation.source);
  return { checked: Number(row.checked), failing: Number(row.failing) };
}
