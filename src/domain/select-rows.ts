import type { Column, ColumnValues, Table } from './table.ts';

/** The rows with these numbers, in this order. */
export function selectRows(table: Table, rows: Int32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => selectColumnRows(column, rows)) };
}

function selectColumnRows(column: Column, rows: Int32Array): Column {
  const missing = Uint8Array.from(rows, (row) => column.missing[row] ?? 0);
  return { ...selectValues(column, rows), name: column.name, missing };
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
      return { kind: 'text', data: Array.from(rows, (row) => column.data[row] ?? '') };
  }
}

/** The columns with these names, in this order; names that are not there are left out. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return { rows: table.rows, columns: names.flatMap((name) => byName.get(name) ?? []) };
}
