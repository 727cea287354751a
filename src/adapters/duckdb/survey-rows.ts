import { type Repetition, type Survey, type SurveyPlan, WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { countDistinct, type HashTable, partsOf, withHashes, withRepeated } from './hashes.ts';
import { itemsOf } from './list-value.ts';
import { usualSql } from './profile-values.ts';
import { columnNamed, narrowRelation, type Relation } from './relation.ts';
import { type KeyedRows, withRowKeys } from './row-keys.ts';
import { textLiteral } from './sql.ts';

const MOST_EXAMPLES = 5;

/** Rows that are equal in all of these columns; null equals null. */
export async function repeatedRows(
  session: EngineSession,
  relation: Relation,
  names: readonly string[],
): Promise<Repetition> {
  const groups: Groups = { where: 'true', found: 'true', failing: 'n - 1' };
  return withRowKeys(session, relation, { names }, (rows) => countGroups(rows, groups));
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
  const textOf = (name: string) => `${columnNamed(relation, name).raw}::VARCHAR`;
  const text = textOf(label.column);
  const isAcross =
    groupBy === null ? '' : ` AND min(${textOf(groupBy)}) IS DISTINCT FROM max(${textOf(groupBy)})`;
  const groups: Groups = {
    where: `${text} IS NOT NULL`,
    found: `min(${text}) <> max(${text})${isAcross}`,
    failing: 'n',
  };
  const also = groupBy === null ? [label.column] : [label.column, groupBy];
  return withRowKeys(session, relation, { names: features, also }, (rows) => countGroups(rows, groups));
}

interface Groups {
  /** Rows that are looked at. */
  readonly where: string;
  /** Condition over the equal rows under which they fail. */
  readonly found: string;
  /** Rows of `n` equal ones that then fail. */
  readonly failing: string;
}

/** Most data have no equal rows, and to know that takes half the time of counting them and little memory. */
async function countGroups(rows: KeyedRows, groups: Groups): Promise<Repetition> {
  const { session, relation, plain } = rows;
  const from = `(SELECT k FROM ${plain} WHERE ${groups.where})`;
  const { source, isText } = relation;
  return withHashes({ session, source, from, isText }, async (hashes) => {
    const checked = hashes.rows;
    if (checked === (await countDistinct(hashes))) return { checked, failing: 0, shared: 0, examples: [] };
    return withRepeated(hashes, async (repeated) => ({
      checked,
      ...(await countRepeated(rows, groups, repeated)),
    }));
  });
}

async function countRepeated(
  { session, relation, numbered }: KeyedRows,
  { where, found, failing }: Groups,
  { table, count }: HashTable,
): Promise<Omit<Repetition, 'checked'>> {
  const sum = { failing: 0, shared: 0 };
  const first: number[] = [];
  for (const part of partsOf(count)) {
    const known = `(SELECT k FROM ${table} WHERE ${part})`;
    const groups = `SELECT count(*) AS n, ${found} AS is_found, max(row) AS r FROM ${numbered} SEMI JOIN ${known} USING (k) WHERE ${where} GROUP BY k`;
    const [row = {}] = await session.rows(
      `SELECT sum(${failing}) FILTER (WHERE is_found) AS failing, sum(n) AS shared, min(r, ${MOST_EXAMPLES}) FILTER (WHERE is_found) AS first FROM (${groups})`,
      relation.source,
    );
    sum.failing += Number(row.failing ?? 0);
    sum.shared += Number(row.shared ?? 0);
    first.push(...itemsOf(row.first).map(Number));
  }
  const rows = first.sort((a, b) => a - b).slice(0, MOST_EXAMPLES);
  return { ...sum, examples: rows.map((row) => ({ row, value: WHOLE_ROW })) };
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
