import type { EngineSession } from './engine-session.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';

/** Rows with one number each for the values of some columns. */
export interface KeyedRows {
  readonly session: EngineSession;
  readonly relation: Relation;
  /** A FROM item with the key in the column `k`, beside the columns that were asked for as well. */
  readonly plain: string;
  /** The same with the row's number in a column `row`. */
  readonly numbered: string;
}

interface Wanted {
  /** Columns whose values make the key. */
  readonly names: readonly string[];
  /** The dataset whose keys are to be equal; its own without it. */
  readonly other?: Relation;
  /** Columns that stand beside the key. */
  readonly also?: readonly string[];
}

/** A hash over more columns than this would hold a buffer of each in memory. */
const COLUMNS_AT_ONCE = 200;

/**
 * Looks at the rows by a hash of their values: equal rows have equal ones, and of ten million different rows none, but for
 * one chance in 300,000.
 */
export async function withRowKeys<T>(
  session: EngineSession,
  relation: Relation,
  { names, other = relation, also = [] }: Wanted,
  look: (rows: KeyedRows) => Promise<T>,
): Promise<T> {
  if (names.length <= COLUMNS_AT_ONCE) {
    const narrow = narrowRelation(relation, [...names, ...also]);
    const key = `${keySql(relation, names, other)} AS k`;
    return look({
      session,
      relation,
      plain: `(SELECT *, ${key} FROM ${narrow.sql})`,
      numbered: `(SELECT *, ${key} FROM ${numberedRows(narrow)})`,
    });
  }
  const table = await keepKeys(session, relation, { names, other });
  try {
    const beside = `(SELECT * FROM ${table} JOIN ${numberedRows(narrowRelation(relation, also))} USING (row))`;
    const from = also.length === 0 ? table : beside;
    return await look({ session, relation, plain: from, numbered: from });
  } finally {
    await session.drop(table, relation.source);
  }
}

/** A table of the number of each row and its key, made of the columns some at a time. */
async function keepKeys(
  session: EngineSession,
  relation: Relation,
  { names, other }: Required<Omit<Wanted, 'also'>>,
): Promise<string> {
  let table: string | null = null;
  for (let start = 0; start < names.length; start += COLUMNS_AT_ONCE) {
    const some = names.slice(start, start + COLUMNS_AT_ONCE);
    const next = `(SELECT row, ${keySql(relation, some, other)} AS h FROM ${numberedRows(narrowRelation(relation, some))})`;
    const query: string =
      table === null
        ? `SELECT row, h AS k FROM ${next}`
        : `SELECT row, hash(k, h) AS k FROM ${table} JOIN ${next} USING (row)`;
    const longer: string = await session.keep(query, relation.source);
    if (table !== null) await session.drop(table, relation.source);
    table = longer;
  }
  return table ?? '';
}

function keySql(relation: Relation, names: readonly string[], other: Relation): string {
  return `hash(${names.map((name) => comparableSql(columnNamed(relation, name), columnNamed(other, name))).join(', ')})`;
}

/** A cell in the type in which both sides can be equal: the hash of 1 is not that of 1.0. */
export function comparableSql(mine: RelationColumn, theirs: RelationColumn): string {
  if (mine.logicalType === theirs.logicalType) return `${mine.typed}${SAME_TYPE[mine.logicalType] ?? ''}`;
  const areNumbers = [mine, theirs].every(({ logicalType }) => ['integer', 'number'].includes(logicalType));
  return areNumbers ? `${mine.typed}::DOUBLE` : `${mine.raw}::VARCHAR`;
}

const SAME_TYPE: Readonly<Record<string, string>> = {
  integer: '::HUGEINT',
  number: '::DOUBLE',
  timestamp: '::TIMESTAMP',
};
