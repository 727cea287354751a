import type { Repetition, Survey, SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { columnNamed, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';

const MOST_EXAMPLES = 5;
/** Stands for a value where the row is meant. */
export const WHOLE_ROW = 'whole row';

/** One number for a row's values: equal rows have equal numbers, and of ten million different rows none, but for one chance in 300,000. */
export function rowKey(relation: Relation, names: readonly string[], other = relation): string {
  return `hash(${names.map((name) => comparable(columnNamed(relation, name), columnNamed(other, name))).join(', ')})`;
}

/** A cell in the type in which both sides can be equal: the hash of 1 is not that of 1.0. */
function comparable(mine: RelationColumn, theirs: RelationColumn): string {
  if (mine.logicalType === theirs.logicalType) return `${mine.typed}${SAME_TYPE[mine.logicalType] ?? ''}`;
  const areNumbers = [mine, theirs].every(({ logicalType }) => ['integer', 'number'].includes(logicalType));
  return areNumbers ? `${mine.typed}::DOUBLE` : `${mine.raw}::VARCHAR`;
}

const SAME_TYPE: Readonly<Record<string, string>> = {
  integer: '::HUGEINT',
  number: '::DOUBLE',
  timestamp: '::TIMESTAMP',
};

/** Rows that are equal in all of these columns; null equals null. */
export async function repeatedRows(
  session: EngineSession,
  relation: Relation,
  names: readonly string[],
): Promise<Repetition> {
  const keys = `SELECT ${rowKey(relation, names)} AS k, row FROM ${numberedRows(relation)}`;
  return countGroups(session, relation, {
    groups: `SELECT count(*) AS n, count(*) > 1 AS is_found, min(row, 2)[2] AS r FROM (${keys}) GROUP BY k`,
    failing: 'n - 1',
  });
}

/**
 * Rows whose features are equal and whose labels are not; null where not asked. With groups only rows of different ones:
 * of one person seen twice another label is expected.
 */
export async function conflictingRows(
  session: EngineSession,
  relation: Relation,
  { features, label, groupBy }: SurveyPlan,
): Promise<Repetition | null> {
  if (features === null || features.length === 0 || label === null) return null;
  const text = `${columnNamed(relation, label.column).raw}::VARCHAR`;
  const group = groupBy === null ? 'NULL' : `${columnNamed(relation, groupBy).raw}::VARCHAR`;
  const isAcross = groupBy === null ? 'true' : 'min(g) IS DISTINCT FROM max(g)';
  const keys = `SELECT ${rowKey(relation, features)} AS k, row, ${text} AS y, ${group} AS g FROM ${numberedRows(relation)} WHERE ${text} IS NOT NULL`;
  return countGroups(session, relation, {
    groups: `SELECT count(*) AS n, min(y) <> max(y) AND ${isAcross} AS is_found, min(row, 2)[2] AS r FROM (${keys}) GROUP BY k`,
    failing: 'n',
  });
}

interface Groups {
  /** Query with the columns `n`, `is_found` and `r`, one row a group of equal rows. */
  readonly groups: string;
  readonly failing: string;
}

async function countGroups(
  session: EngineSession,
  relation: Relation,
  { groups, failing }: Groups,
): Promise<Repetition> {
  const [row = {}] = await session.rows(
    `SELECT coalesce(sum(n), 0) AS checked, coalesce(sum(${failing}) FILTER (WHERE is_found), 0) AS failing, coalesce(sum(n) FILTER (WHERE n > 1), 0) AS shared, min(r, ${MOST_EXAMPLES}) FILTER (WHERE is_found) AS first FROM (${groups})`,
    relation.source,
  );
  return {
    checked: Number(row.checked),
    failing: Number(row.failing),
    shared: Number(row.shared),
    examples: itemsOf(row.first).map((number) => ({ row: Number(number), value: WHOLE_ROW })),
  };
}

/** Correlations of each pair of columns, in one pass; a pair without a spread in both has none. */
export async function correlationsOf(
  session: EngineSession,
  relation: Relation,
  names: readonly string[],
): Promise<Survey['correlations']> {
  const pairs = names.flatMap((first, index) =>
    names.slice(index + 1).map((second): readonly [string, string] => [first, second]),
  );
  if (pairs.length === 0) return [];
  const value = (name: string) => {
    const { typed } = columnNamed(relation, name);
    return `CASE WHEN isfinite(${typed}::DOUBLE) THEN ${typed}::DOUBLE END`;
  };
  const inner = names.map((name, index) => `${value(name)} AS c${index}`);
  const select = pairs.map(
    ([first, second], index) => `corr(c${names.indexOf(first)}, c${names.indexOf(second)}) AS p${index}`,
  );
  const [row = {}] = await session.rows(
    `SELECT ${select.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${relation.sql})`,
    relation.source,
  );
  return pairs.flatMap((columns, index) => {
    const found = row[`p${index}`];
    return found === null || found === undefined || Number.isNaN(Number(found))
      ? []
      : [{ columns, value: Number(found) }];
  });
}

/** The latest moment of a column and, with `until`, the rows that are not after it. */
export async function momentsOf(
  session: EngineSession,
  relation: Relation,
  time: SurveyPlan['time'],
): Promise<Survey['time']> {
  if (time === null) return null;
  const { typed, logicalType } = columnNamed(relation, time.column);
  const cast = MOMENTS[logicalType] ?? 'VARCHAR';
  const value = `(${typed})::${cast}`;
  const early =
    time.until === null ? '0' : `count(*) FILTER (WHERE ${value} <= ${textLiteral(time.until)}::${cast})`;
  const [row = {}] = await session.rows(
    `SELECT max(${value})::VARCHAR AS latest, ${early} AS early, count(${value}) AS checked FROM ${relation.sql}`,
    relation.source,
  );
  const latest = row.latest === null || row.latest === undefined ? null : String(row.latest);
  return { latest, early: Number(row.early), checked: Number(row.checked) };
}

const MOMENTS: Readonly<Record<string, string>> = {
  date: 'TIMESTAMP',
  timestamp: 'TIMESTAMP',
  integer: 'DOUBLE',
  number: 'DOUBLE',
};
