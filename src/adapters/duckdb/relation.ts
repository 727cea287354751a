import type { TimeReading } from '../../domain/contract/contract.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { type Cell, castSql, misfitSql } from './cell-sql.ts';
import { labelOfAll } from './label-of.ts';
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
  /** Every query parses text again. */
  readonly isText: boolean;
  readonly columns: readonly RelationColumn[];
  /** What only some of the files have, a sentence each. */
  readonly differences?: readonly string[];
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
  /** A FROM item that has the columns under their own names. */
  readonly from: string;
  /** The same with the number of each row, counted from 0, in a column `file_row_number`; null: there is none. */
  readonly numbered: string | null;
  readonly columns: readonly ColumnDescription[];
  readonly isText: boolean;
}

export function relationOf(source: DataSource, { from, numbered, columns, isText }: Opened): Relation {
  const numbers = source.form?.csv?.numbers ?? null;
  const described = columns.map((column, index) => {
    const reading = source.readings?.[column.name] ?? null;
    const cell: Cell = { ...column, reading, numbers, raw: identifier(column.name) };
    return { column, index, reading, cast: castSql(cell) };
  });
  const select = described.flatMap(({ column, index, cast }) => [
    `${identifier(column.name)} AS r${index}`,
    ...(cast === null ? [] : [`${cast} AS t${index}`]),
  ]);
  return {
    source,
    isText,
    sql: `(SELECT ${select.join(', ')} FROM ${from})`,
    numbered:
      numbered === null ? null : `(SELECT file_row_number + 1 AS row, ${select.join(', ')} FROM ${numbered})`,
    columns: described.map(({ column, index, cast, reading }) => {
      const cell: Cell = { ...column, reading, raw: `r${index}` };
      const typed = cast === null ? cell.raw : `t${index}`;
      return { ...column, reading, raw: cell.raw, typed, misfit: misfitSql(cell, typed) };
    }),
  };
}

/** The relation with its rows, or those of some of its columns, in a table of its own. */
export function keptRelation(relation: Relation, table: string): Relation {
  return { ...relation, sql: table, numbered: `(SELECT rowid + 1 AS row, * FROM ${table})`, isText: false };
}

/**
 * The rows with their number in a column `row`, which counts data rows from 1 over the files in their order. To count them
 * DuckDB needs one thread for all, so they are counted only where nothing knows their number.
 */
export function numberedRows({ sql, numbered }: Relation): string {
  return numbered ?? `(SELECT row_number() OVER () AS row, * FROM ${sql})`;
}

/** The column of a name. Throws `input` where the data have none. */
export function columnNamed(relation: Relation, name: string): RelationColumn {
  const column = relation.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  const names = relation.columns.map((each) => each.name);
  throw new ModelyardError('input', `${labelOfAll(relation.source)}: there is no column ${name}`, {
    hint: `The columns are: ${names.slice(0, 50).join(', ')}.`,
  });
}
