import { selectColumns, selectRows } from './select-rows.ts';
import type { Column, ColumnKind, ColumnValues, Table } from './table.ts';
import { textsWithin } from './texts/texts-within.ts';

export interface ColumnHead {
  readonly name: string;
  readonly kind: ColumnKind;
}

export interface RowRange {
  readonly from: number;
  readonly rows: number;
}

/** Columns that need not be in memory, most often because they lie on disk: what is looked at is read, and let go of. */
export interface StoredTable {
  readonly rows: number;
  readonly columns: readonly ColumnHead[];
  /** Some rows of the columns with these names, in the order of the names; names that are not there are left out. */
  slice(range: RowRange, names: readonly string[]): Promise<Table>;
  /** The rows with these numbers, which ascend. */
  only(rows: Int32Array): StoredTable;
}

/** A table in memory as one that need not be. */
export function heldTable(table: Table): StoredTable {
  return {
    rows: table.rows,
    columns: table.columns.map(({ name, kind }) => ({ name, kind })),
    slice: async (range, names) => rowsWithin(selectColumns(table, names), range),
    only: (rows) => heldTable(selectRows(table, rows)),
  };
}

/** The columns with these names, in this order; names that are not there are left out. */
export function storedColumns(stored: StoredTable, names: readonly string[]): StoredTable {
  const byName = new Map(stored.columns.map((column) => [column.name, column]));
  return {
    rows: stored.rows,
    columns: names.flatMap((name) => byName.get(name) ?? []),
    slice: (range, wanted) => stored.slice(range, wanted),
    only: (rows) => storedColumns(stored.only(rows), names),
  };
}

/** All rows of these columns, or of every column, at once. */
export function wholeTable(
  stored: StoredTable,
  names: readonly string[] = stored.columns.map(({ name }) => name),
): Promise<Table> {
  return stored.slice({ from: 0, rows: stored.rows }, names);
}

/** Rows that are in memory at a time where all are looked at. */
const WINDOW_ROWS = 2 ** 15;

/** All rows of these columns, one window after the other; each but the last has a multiple of `multiple` rows. */
export async function* windowsOf(
  stored: StoredTable,
  names: readonly string[],
  multiple = 1,
): AsyncGenerator<{ readonly from: number; readonly table: Table }, void> {
  const size = multiple * Math.max(1, Math.floor(WINDOW_ROWS / multiple));
  for (let from = 0; from < stored.rows; from += size)
    yield { from, table: await stored.slice({ from, rows: Math.min(size, stored.rows - from) }, names) };
}

/** Shares memory with the table, but for its texts. */
function rowsWithin(table: Table, { from, rows }: RowRange): Table {
  if (from === 0 && rows === table.rows) return table;
  const to = from + rows;
  const within = (column: Column): Column => ({
    ...valuesWithin(column, { from, rows }),
    name: column.name,
    missing: column.missing.subarray(from, to),
  });
  return { rows, columns: table.columns.map(within) };
}

function valuesWithin(column: ColumnValues, { from, rows }: RowRange): ColumnValues {
  const to = from + rows;
  switch (column.kind) {
    case 'number':
      return { kind: 'number', data: column.data.subarray(from, to) };
    case 'integer':
      return { kind: 'integer', data: column.data.subarray(from, to) };
    case 'boolean':
      return { kind: 'boolean', data: column.data.subarray(from, to) };
    case 'text':
      return { kind: 'text', data: textsWithin(column.data, { from, rows }) };
  }
}
