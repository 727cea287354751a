import type { TimeReading } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { castSql, misfitSql } from './cell-sql.ts';
import { labelOfAll } from './label-of.ts';
import { readerSql } from './reader-sql.ts';
import { identifier } from './sql.ts';

/** A dataset as SQL sees it. */
export interface Relation {
  readonly source: DataSource;
  /**
   * FROM item with the columns `r0`, `r1` … as the file has them and `t0`, `t1` … as their logical types. Names that
   * come from data stand nowhere else in SQL.
   */
  readonly sql: string;
  /** A FROM item with the same columns and the row's number in a column `row`; null: the rows have to be counted. */
  readonly numbered: string | null;
  /** What `sql` and `numbered` are made of: `narrowRelation` makes them anew with fewer columns. */
  readonly body: RelationBody;
  /** Every query parses text again. */
  readonly isText: boolean;
  /** It is a table of the engine's own. */
  readonly isKept: boolean;
  /** Text whose cells are in a file of columns: a query parses those that it reads, and no others. */
  readonly isStored: boolean;
  readonly columns: readonly RelationColumn[];
  /** What only some of the files have, a sentence each. */
  readonly differences?: readonly string[];
}

/** FROM items that have these columns, and perhaps others, under their own names. */
export type NearRows = (names: readonly string[]) => {
  readonly from: string;
  /** The same with the number of each row, counted from 0, in a column `file_row_number`; null: there is none. */
  readonly numbered: string | null;
};

export interface RelationBody {
  readonly near: NearRows;
  /** The number of a row, from 1, in SQL over what `near` says is numbered. */
  readonly row: string;
  /** By name of a column the parts of a SELECT that make its `raw` and `typed`. */
  readonly select: ReadonlyMap<string, readonly string[]>;
}

export interface RelationColumn extends ColumnDescription {
  /** The column as the file has it. */
  readonly raw: string;
  /** The column as its logical type; null where a cell does not fit it. */
  readonly typed: string;
  /** Condition that is true where a cell is there and does not fit the logical type. */
  readonly misfit: string;
  /** How its text is read as a date or time; null: ISO 8601 in UTC. */
  readonly reading: TimeReading | null;
}

interface Opened {
  readonly near: NearRows;
  readonly columns: readonly ColumnDescription[];
  readonly isText: boolean;
}

export function relationOf(source: DataSource, { near, columns, isText }: Opened): Relation {
  const numbers = source.form?.csv?.numbers ?? null;
  const select = new Map<string, readonly string[]>();
  const described = columns.map((column, index): RelationColumn => {
    const reading = source.readings?.[column.name] ?? null;
    const [own, raw] = [identifier(column.name), `r${index}`];
    const cast = castSql({ ...column, reading, numbers, raw: own });
    const typed = cast === null ? raw : `t${index}`;
    select.set(column.name, [`${own} AS ${raw}`, ...(cast === null ? [] : [`${cast} AS t${index}`])]);
    return { ...column, reading, raw, typed, misfit: misfitSql({ ...column, reading, raw }, typed) };
  });
  const body: RelationBody = { near, row: 'file_row_number + 1', select };
  const items = fromItems(body, described);
  return { source, isText, isKept: false, isStored: false, body, columns: described, ...items };
}

function fromItems(
  { near, row, select: parts }: RelationBody,
  columns: readonly RelationColumn[],
): Pick<Relation, 'sql' | 'numbered'> {
  const { from, numbered } = near(columns.map(({ name }) => name));
  const select = columns.flatMap(({ name }) => parts.get(name) ?? []);
  // Rows can be counted without any column.
  const some = select.length === 0 ? ['NULL AS nothing'] : select;
  return {
    sql: `(SELECT ${some.join(', ')} FROM ${from})`,
    numbered:
      numbered === null ? null : `(SELECT ${[`${row} AS row`, ...select].join(', ')} FROM ${numbered})`,
  };
}

/**
 * The relation with only some of its columns. Every query plans all columns that its relation names, whatever it reads of
 * them: of thousands that takes longer than to count.
 */
export function narrowRelation(relation: Relation, names: Iterable<string>): Relation {
  const columns = [...new Set(names)].map((name) => columnNamed(relation, name));
  return { ...relation, columns, ...fromItems(relation.body, columns) };
}

/** The relation with its rows in a table of its own. */
export function keptRelation(relation: Relation, table: string): Relation {
  const near = () => ({ from: table, numbered: table });
  return { ...storedRelation(relation, { near, row: 'rowid + 1' }), isKept: true };
}

/** The relation with its rows in a Parquet file of its own. */
export function fileRelation(relation: Relation, path: string): Relation {
  const reader = (isNumbered: boolean) => readerSql([path], { format: 'parquet', isNumbered });
  const near = () => ({ from: reader(false), numbered: reader(true) });
  return { ...storedRelation(relation, { near, row: 'file_row_number + 1' }), isKept: false };
}

function storedRelation(relation: Relation, stored: Omit<RelationBody, 'select'>): Relation {
  const select = new Map(relation.columns.map(({ name, raw, typed }) => [name, [...new Set([raw, typed])]]));
  const body = { ...stored, select };
  return { ...relation, body, ...fromItems(body, relation.columns), isText: false, isStored: false };
}

/**
 * The rows with their number in a column `row`, which counts data rows from 1 over the files in their order. To count them
 * DuckDB needs one thread for all, so they are counted only where nothing knows their number.
 */
export function numberedRows({ sql, numbered }: Relation): string {
  return numbered ?? `(SELECT row_number() OVER () AS row, * FROM ${sql})`;
}

/**
 * A few of the rows that `numberedRows` gives, to be kept. Without being sorted, those of each group of rows in a file are held
 * apart, in a quarter of a megabyte for each column, until all are there.
 */
export function inOrder(numbered: string): string {
  return `${numbered} ORDER BY row`;
}

const placesOf = new WeakMap<readonly RelationColumn[], ReadonlyMap<string, RelationColumn>>();

function columnsByName(columns: readonly RelationColumn[]): ReadonlyMap<string, RelationColumn> {
  const known = placesOf.get(columns);
  if (known !== undefined) return known;
  const places = new Map(columns.map((column) => [column.name, column]));
  placesOf.set(columns, places);
  return places;
}

/** The column of a name. Throws `input` where the data have none. */
export function columnNamed(relation: Relation, name: string): RelationColumn {
  const column = columnsByName(relation.columns).get(name);
  if (column !== undefined) return column;
  const names = relation.columns.map((each) => each.name);
  throw new ModelyardError('input', `${labelOfAll(relation.source)}: there is no column ${name}`, {
    hint: `The columns are: ${names.slice(0, 50).join(', ')}.`,
  });
}
