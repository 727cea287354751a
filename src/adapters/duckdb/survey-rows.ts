import { type Repetition, type Survey, type SurveyPlan, WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { usualSql } from './profile-values.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';

const MOST_EXAMPLES = 5;

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
  return countGroups(session, relation, { key: rowKey(relation, names), found: 'true', failing: 'n - 1' });
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
  const isAcross =
    groupBy === null
      ? ''
      : ` AND min(${columnNamed(relation, groupBy).raw}::VARCHAR) IS DISTINCT FROM max(${columnNamed(relation, groupBy).raw}::VARCHAR)`;
  return countGroups(session, relation, {
    key: rowKey(relation, features),
    where: `${text} IS NOT NULL`,
    found: `min(${text}) <> max(${text})${isAcross}`,
    failing: 'n',
  });
}

interface Groups {
  /** One number for what makes rows equal. */
  readonly key: string;
  /** Rows that are looked at; all without it. */
  readonly where?: string;
  /** Condition over the equal rows under which they fail. */
  readonly found: string;
  /** Rows of `n` equal ones that then fail. */
  readonly failing: string;
}

/** Most data have no equal rows, and to know that takes half the time of counting them and little memory. */
async function countGroups(
  session: EngineSession,
  relation: Relation,
  { key, where = 'true', found, failing }: Groups,
): Promise<Repetition> {
  const [head = {}] = await session.rows(
    `SELECT count(*) AS n, count(DISTINCT ${key}) AS d FROM ${relation.sql} WHERE ${where}`,
    relation.source,
  );
  const checked = Number(head.n);
  if (checked === Number(head.d)) return { checked, failing: 0, shared: 0, examples: [] };
  const groups = `SELECT count(*) AS n, ${found} AS is_found, max(row) AS r FROM (SELECT *, ${key} AS k FROM ${numberedRows(relation)} WHERE ${where}) GROUP BY k HAVING count(*) > 1`;
  const [row = {}] = await session.rows(
    `SELECT sum(${failing}) FILTER (WHERE is_found) AS failing, sum(n) AS shared, min(r, ${MOST_EXAMPLES}) FILTER (WHERE is_found) AS first FROM (${groups})`,
    relation.source,
  );
  return {
    checked,
    failing: Number(row.failing ?? 0),
    shared: Number(row.shared ?? 0),
    examples: itemsOf(row.first).map((number) => ({ row: Number(number), value: WHOLE_ROW })),
  };
}

/** Correlations of each pair of columns, in one pass; a pair without a spread in both has none. Values beyond 1e140 stay out. */
export async function correlationsOf(
  session: EngineSession,
  whole: Relation,
  names: readonly string[],
): Promise<Survey['correlations']> {
  const relation = narrowRelation(whole, names);
  const pairs = names.flatMap((first, index) =>
    names.slice(index + 1).map((second): readonly [string, string] => [first, second]),
  );
  if (pairs.length === 0) return [];
  const inner = names.map((name, index) => `${usualSql(columnNamed(relation, name))} AS c${index}`);
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
  whole: Relation,
  time: SurveyPlan['time'],
): Promise<Survey['time']> {
  if (time === null) return null;
  const relation = narrowRelation(whole, [time.column]);
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
