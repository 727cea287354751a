import { type Extent, LONGEST_LISTED, MOST_LISTED } from '../../domain/contract/amend/extent.ts';
import type { RowRule } from '../../domain/contract/measure-plan.ts';
import { isNumericType } from './cell-sql.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, narrowRelation, type Relation, type RelationColumn } from './relation.ts';
import { isNan, placedRuleSql } from './rule-sql.ts';

/** What stands in the rows that break rules on whole columns. One query a rule: few are asked for, and only broken ones. */
export async function extentsOf(
  session: EngineSession,
  relation: Relation,
  rules: readonly { readonly id: string; readonly rule: RowRule }[],
): Promise<Extent[]> {
  const extents: Extent[] = [];
  for (const { id, rule } of rules) extents.push({ id, ...(await extentOf(session, relation, rule)) });
  return extents;
}

const NOTHING = { low: null, high: null, shortest: null, longest: null, values: null, hasOthers: false };

async function extentOf(
  session: EngineSession,
  relation: Relation,
  rule: RowRule,
): Promise<Omit<Extent, 'id'>> {
  const narrow = narrowRelation(relation, [rule.column]);
  const column = columnNamed(narrow, rule.column);
  const from = `FROM ${narrow.sql} WHERE ${placedRuleSql(rule, narrow).failing}`;
  if (rule.kind === 'one-of') return { ...NOTHING, ...(await listed(session, relation, { column, from })) };
  const value = rule.kind === 'range' ? orderedSql(column, rule) : 'NULL';
  const [row = {}] = await session.rows(
    `SELECT min(${value})::VARCHAR AS low, max(${value})::VARCHAR AS high, min(length(${column.raw}::VARCHAR)) AS shortest, max(length(${column.raw}::VARCHAR)) AS longest, count(*) - count(${value}) AS others ${from}`,
    relation.source,
  );
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
  const number = (cell: unknown) => (cell === null || cell === undefined ? null : Number(cell));
  return rule.kind === 'range'
    ? { ...NOTHING, low: text(row.low), high: text(row.high), hasOthers: Number(row.others) > 0 }
    : { ...NOTHING, shortest: number(row.shortest), longest: number(row.longest) };
}

type Range = Extract<RowRule, { kind: 'range' }>;

/** The cell as what the bounds are; null where it is no finite number or no moment. */
function orderedSql({ raw, typed, logicalType }: RelationColumn, rule: Range): string {
  const bounds = [rule.minimum, rule.maximum, rule.exclusiveMinimum, rule.exclusiveMaximum];
  const isNumeric = bounds.every((bound) => bound === undefined || typeof bound === 'number');
  if (!isNumeric)
    return ['date', 'timestamp', 'time'].includes(logicalType)
      ? typed
      : `TRY_CAST(${raw}::VARCHAR AS TIMESTAMP)`;
  if (logicalType === 'integer') return typed;
  const number = isNumericType(logicalType) ? `(${typed})::DOUBLE` : `TRY_CAST(${raw}::VARCHAR AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) THEN ${number} END`;
}

async function listed(
  session: EngineSession,
  relation: Relation,
  { column, from }: { readonly column: RelationColumn; readonly from: string },
): Promise<Pick<Extent, 'values' | 'hasOthers'>> {
  const nan = `coalesce(${isNan(column)}, false)`;
  const value = `${column.raw}::VARCHAR`;
  const isNone = `(${nan} OR length(${value}) > ${LONGEST_LISTED})`;
  const rows = await session.rows(
    `SELECT left(${value}, ${LONGEST_LISTED + 1}) AS v, count(*) AS n, bool_or(${isNone}) AS none ${from} GROUP BY 1 ORDER BY n DESC, v LIMIT ${MOST_LISTED + 1}`,
    relation.source,
  );
  const hasOthers = rows.some((row) => row.none === true);
  if (rows.length > MOST_LISTED) return { values: null, hasOthers };
  return { values: rows.map((row) => ({ value: String(row.v), rows: Number(row.n) })), hasOthers };
}
