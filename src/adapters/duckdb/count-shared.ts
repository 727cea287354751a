import { WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import type { SharedRows } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { type HashTable, withHashes, withShared } from './hashes.ts';
import { itemsOf } from './list-value.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation } from './relation.ts';
import { withRowKeys } from './row-keys.ts';

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 200;

/** Rows of the left dataset whose value of a column (ids, groups) stands in the right one, too. Values compare as text. */
export async function countShared(
  session: EngineSession,
  pair: readonly [Relation, Relation],
  column: string,
): Promise<SharedRows> {
  const [left, right] = [narrowRelation(pair[0], [column]), narrowRelation(pair[1], [column])];
  const sides = [left, right].map((relation): Side => {
    const { raw } = columnNamed(relation, column);
    const [text, present] = [`${raw}::VARCHAR`, `${raw} IS NOT NULL`];
    return {
      relation,
      hashes: `(SELECT hash(${text}) AS k FROM ${relation.sql} WHERE ${present})`,
      rows: `(SELECT row, ${text} AS v, hash(${text}) AS k FROM ${numberedRows(relation)} WHERE ${present})`,
      cells: `(SELECT ${text} AS v, hash(${text}) AS k FROM ${relation.sql} WHERE ${present})`,
    };
  });
  const [mine, other] = sides as [Side, Side];
  return withSharedHashes(session, [mine, other], async ({ table, count }, checked) => {
    if (count === 0) return { checked, ...NONE };
    const known = `SEMI JOIN ${table} USING (k)`;
    const theirs = `SELECT DISTINCT v FROM ${other.cells} ${known}`;
    const [row = {}] = await session.rows(
      `SELECT count(*) AS n, count(DISTINCT v) AS d FROM ${mine.cells} ${known} SEMI JOIN (${theirs}) USING (v)`,
      left.source,
    );
    if (Number(row.n) === 0) return { checked, ...NONE };
    const examples = await session.rows(
      `SELECT left(v, ${LONGEST_EXAMPLE}) AS v, min(row) AS r FROM ${mine.rows} ${known} SEMI JOIN (${theirs}) USING (v) GROUP BY v ORDER BY r LIMIT ${MOST_EXAMPLES}`,
      left.source,
    );
    return {
      checked,
      shared: Number(row.n),
      values: Number(row.d),
      examples: examples.map((each) => ({ row: Number(each.r), value: String(each.v) })),
    };
  });
}

const NONE = { shared: 0, values: 0, examples: [] } as const;

interface Side {
  readonly relation: Relation;
  /** FROM items: hashes; numbers, texts and hashes of the rows; texts and hashes. */
  readonly hashes: string;
  readonly rows: string;
  readonly cells: string;
}

/** What stands on both sides by its hash; few do, and only they need a second look. */
async function withSharedHashes<T>(
  session: EngineSession,
  [left, right]: readonly [Pick<Side, 'relation' | 'hashes'>, Pick<Side, 'relation' | 'hashes'>],
  look: (shared: HashTable, checked: number) => Promise<T>,
): Promise<T> {
  const of = ({ relation, hashes }: Pick<Side, 'relation' | 'hashes'>) => ({
    session,
    source: relation.source,
    isText: relation.isText,
    from: hashes,
  });
  return withHashes(of(left), (mine) =>
    withHashes(of(right), (theirs) => withShared([mine, theirs], (shared) => look(shared, mine.rows))),
  );
}

/** Rows of the left dataset that are equal in all these columns to a row of the right one. */
export async function countSharedRows(
  session: EngineSession,
  [left, right]: readonly [Relation, Relation],
  names: readonly string[],
): Promise<SharedRows> {
  return withRowKeys(session, left, { names, other: right }, (mine) =>
    withRowKeys(session, right, { names, other: left }, (theirs) => {
      const sides = [
        { relation: left, hashes: `(SELECT k FROM ${mine.plain})` },
        { relation: right, hashes: `(SELECT k FROM ${theirs.plain})` },
      ] as const;
      return withSharedHashes(session, sides, async ({ table, count }, checked) => {
        if (count === 0) return { checked, ...NONE };
        const [row = {}] = await session.rows(
          `SELECT count(*) AS shared, min(row, ${MOST_EXAMPLES}) AS first FROM ${mine.numbered} SEMI JOIN ${table} USING (k)`,
          left.source,
        );
        return {
          checked,
          shared: Number(row.shared),
          values: count,
          examples: itemsOf(row.first).map((number) => ({ row: Number(number), value: WHOLE_ROW })),
        };
      });
    }),
  );
}
