import { WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import type { SharedRows } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation } from './relation.ts';
import { rowKey } from './survey-rows.ts';

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 200;

/** Rows of the left dataset whose value of a column (ids, groups) stands in the right one, too. Values compare as text. */
export async function countShared(
  session: EngineSession,
  pair: readonly [Relation, Relation],
  column: string,
): Promise<SharedRows> {
  const [left, right] = [narrowRelation(pair[0], [column]), narrowRelation(pair[1], [column])];
  const cellsOf = (relation: Relation) => {
    const { raw } = columnNamed(relation, column);
    return { raw, text: `${raw}::VARCHAR` };
  };
  const [mine, other] = [cellsOf(left), cellsOf(right)];
  const theirs = `SELECT DISTINCT ${other.text} AS v FROM ${right.sql} WHERE ${other.raw} IS NOT NULL`;
  const rows = `SELECT ${mine.text} AS v, count(*) AS n FROM ${left.sql} WHERE ${mine.raw} IS NOT NULL GROUP BY 1`;
  const [row = {}] = await session.rows(
    `SELECT sum(n) AS checked, sum(n) FILTER (WHERE b.v IS NOT NULL) AS shared, count(b.v) AS shared_values FROM (${rows}) a LEFT JOIN (${theirs}) b ON a.v = b.v`,
    left.source,
  );
  const [checked, shared, values] = [row.checked, row.shared, row.shared_values].map((n) => Number(n ?? 0));
  const counts = { checked: checked ?? 0, shared: shared ?? 0, values: values ?? 0 };
  if (counts.shared === 0) return { ...counts, examples: [] };
  const examples = await session.rows(
    `SELECT left(v, ${LONGEST_EXAMPLE}) AS v, min(row) AS r FROM (SELECT row, ${mine.text} AS v FROM ${numberedRows(left)}) SEMI JOIN (${theirs}) USING (v) GROUP BY v ORDER BY r LIMIT ${MOST_EXAMPLES}`,
    left.source,
  );
  return { ...counts, examples: examples.map((each) => ({ row: Number(each.r), value: String(each.v) })) };
}

/** Rows of the left dataset that are equal in all these columns to a row of the right one. */
export async function countSharedRows(
  session: EngineSession,
  pair: readonly [Relation, Relation],
  columns: readonly string[],
): Promise<SharedRows> {
  const [left, right] = [narrowRelation(pair[0], columns), narrowRelation(pair[1], columns)];
  const theirs = `SELECT DISTINCT ${rowKey(right, columns, left)} AS k FROM ${right.sql}`;
  const mine = `SELECT ${rowKey(left, columns, right)} AS k, row FROM ${numberedRows(left)}`;
  const [row = {}] = await session.rows(
    `SELECT (SELECT count(*) FROM ${left.sql}) AS checked, count(*) AS shared, count(DISTINCT k) AS shared_values, min(row, ${MOST_EXAMPLES}) AS first FROM (${mine}) SEMI JOIN (${theirs}) USING (k)`,
    left.source,
  );
  return {
    checked: Number(row.checked),
    shared: Number(row.shared),
    values: Number(row.shared_values),
    examples: itemsOf(row.first).map((number) => ({ row: Number(number), value: WHOLE_ROW })),
  };
}
