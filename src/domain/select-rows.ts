import type { Column, ColumnValues, Table } from './table.ts';
import { pickTexts } from './texts/pick-texts.ts';

/** The rows with these numbers, in this order. */
export function selectRows(table: Table, rows: Int32Array): Table {
  const flags = new Map<Uint8Array, Uint8Array>();
  const missingIn = (missing: Uint8Array) => {
    const found = flags.get(missing) ?? Uint8Array.from(rows, (row) => missing[row] ?? 0);
    flags.set(missing, found);
    return found;
  };
  const pick = (column: Column): Column => ({
    ...selectValues(column, rows),
    name: column.name,
    missing: missingIn(column.missing),
  });
  return { rows: rows.length, columns: table.columns.map(pick) };
}

function selectValues(column: ColumnValues, rows: Int32Array): ColumnValues {
  switch (column.kind) {
    case 'number':
      return { kind: 'number', data: Float64Array.from(rows, (row) => column.data[row] ?? 0) };
    case 'boolean':
      return { kind: 'boolean', data: Uint8Array.from(rows, (row) => column.data[row] ?? 0) };
    case 'integer': {
      const data = new BigInt64Array(rows.length);
      rows.forEach((row, index) => {
        data[index] = column.data[row] ?? 0n;
      });
      return { kind: 'integer', data };
    }
    case 'text':
      return { kind: 'text', data: pickTexts(column.data, rows) };
  }
}

/** The columns with these names, in this order; names that are not there are left out. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return { rows: table.rows, columns: names.flatMap((name) => byName.get(name) ?? []) };
}
