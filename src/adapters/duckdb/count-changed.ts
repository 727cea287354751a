import type { ChangedRows } from '../../ports/data-engine.ts';
import { countShared, countSharedRows } from './count-shared.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation } from './relation.ts';
import { comparableSql } from './row-keys.ts';

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 80;

interface Asked {
  /** Column that tells a row again. */
  readonly key: string;
  /** Column of which it is asked whether it still says the same. */
  readonly column: string;
}

/** Rows of the left dataset whose key stands in the right one, and those of them with another cell there. */
export async function countChanged(
  session: EngineSession,
  pair: readonly [Relation, Relation],
  asked: Asked,
): Promise<ChangedRows> {
  const { shared: checked } = await countShared(session, pair, asked.key);
  if (checked === 0) return { checked, changed: 0, examples: [] };
  const { shared: same } = await countSharedRows(session, pair, [asked.key, asked.column]);
  const changed = Math.max(0, checked - same);
  return { checked, changed, examples: changed === 0 ? [] : await firstChanged(session, pair, asked) };
}

async function firstChanged(
  session: EngineSession,
  pair: readonly [Relation, Relation],
  asked: Asked,
): Promise<ChangedRows['examples']> {
  const names = [asked.key, asked.column];
  const [now, before] = [narrowRelation(pair[0], names), narrowRelation(pair[1], names)];
  const select = (own: Relation, other: Relation) => {
    const comparable = (name: string) => comparableSql(columnNamed(own, name), columnNamed(other, name));
    const text = `left(coalesce(${columnNamed(own, asked.column).raw}::VARCHAR, ''), ${LONGEST_EXAMPLE})`;
    return `${comparable(asked.key)} AS id, ${comparable(asked.column)} AS cell, ${text} AS text`;
  };
  const mine = `(SELECT row, ${select(now, before)} FROM ${numberedRows(now)})`;
  const theirs = `(SELECT ${select(before, now)} FROM ${before.sql})`;
  const found = await session.rows(
    `SELECT n.row AS row, min(n.text) AS text, min(b.text) AS was FROM ${mine} n JOIN ${theirs} b ON n.id = b.id WHERE n.cell IS DISTINCT FROM b.cell GROUP BY n.row ORDER BY n.row LIMIT ${MOST_EXAMPLES}`,
    now.source,
  );
  return found.map(({ row, text, was }) => ({ row: Number(row), value: `${text}, was ${was}` }));
}
