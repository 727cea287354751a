import type { ValueCounts } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, narrowRelation, type Relation } from './relation.ts';

/** Cells of a column by their text, the most frequent first, and how many there are in all. */
export async function countValues(
  session: EngineSession,
  relation: Relation,
  { column, most }: { readonly column: string; readonly most: number },
): Promise<ValueCounts> {
  const narrow = narrowRelation(relation, [column]);
  const { raw } = columnNamed(narrow, column);
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n, count(${raw}) AS present, count(DISTINCT ${raw}) AS d FROM ${narrow.sql}`,
    relation.source,
  );
  const values = await session.rows(
    `SELECT ${raw}::VARCHAR AS v, count(*) AS n FROM ${narrow.sql} WHERE ${raw} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${most}`,
    relation.source,
  );
  return {
    rows: Number(row.n),
    nulls: Number(row.n) - Number(row.present),
    distinct: Number(row.d),
    values: values.map((each) => ({ text: String(each.v), rows: Number(each.n) })),
  };
}
