import type { ColumnHead, RowRange, StoredTable } from '../../domain/stored-table.ts';
import type { Column, ColumnValues, Table } from '../../domain/table.ts';
import { pickTexts } from '../../domain/texts/pick-texts.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import { textsWithin } from '../../domain/texts/texts-within.ts';
import { type Cells, type FixedData, type FixedKind, fixedArray, type RowFile } from './row-file.ts';

/** A column of text, which is in memory: what is repeated takes two bytes a row. */
export interface HeldTexts {
  readonly texts: Texts;
  readonly missing: Uint8Array;
}

export interface Stored {
  /** In the order in which they were asked for. */
  readonly columns: readonly ColumnHead[];
  readonly file: RowFile;
  readonly texts: ReadonlyMap<string, HeldTexts>;
  /** Names of the columns of the file that have a null somewhere. */
  readonly withNulls: ReadonlySet<string>;
}

/** A table out of a file of columns; `chosen` are the rows of the file that are its own, ascending; null: all. */
export function storedRows(stored: Stored, rows: number, chosen: Int32Array | null = null): StoredTable {
  return {
    rows,
    columns: stored.columns,
    slice: (range, names) => sliceOf(stored, { ...range, chosen }, names),
    only: (kept) =>
      storedRows(stored, kept.length, chosen === null ? kept : kept.map((row) => chosen[row] as number)),
  };
}

interface Wanted extends RowRange {
  readonly chosen: Int32Array | null;
}

async function sliceOf(stored: Stored, wanted: Wanted, names: readonly string[]): Promise<Table> {
  const nothingMissing = new Uint8Array(wanted.rows);
  const columns: Column[] = [];
  for (const name of names) {
    const held = stored.texts.get(name);
    if (held !== undefined) columns.push({ name, kind: 'text', ...textsOf(held, wanted) });
    const place = stored.file.columns.findIndex((column) => column.name === name);
    const column = stored.file.columns[place];
    if (column === undefined) continue;
    const { data, missing } = await cellsOf(stored.file, place, wanted);
    columns.push({
      name,
      ...valuesOf(column.kind, data),
      missing: stored.withNulls.has(name) ? missing : nothingMissing,
    });
  }
  return { rows: wanted.rows, columns };
}

function textsOf({ texts, missing }: HeldTexts, { from, rows, chosen }: Wanted) {
  if (chosen === null)
    return { data: textsWithin(texts, { from, rows }), missing: missing.subarray(from, from + rows) };
  const places = chosen.subarray(from, from + rows);
  return {
    data: pickTexts(texts, places),
    missing: Uint8Array.from(places, (row) => missing[row] as number),
  };
}

function valuesOf(kind: FixedKind, data: FixedData): ColumnValues {
  return { kind, data } as ColumnValues;
}

async function cellsOf(file: RowFile, column: number, { from, rows, chosen }: Wanted): Promise<Cells> {
  const { kind } = file.columns[column] as RowFile['columns'][number];
  const cells = { data: fixedArray(kind, rows), missing: new Uint8Array(rows) };
  if (chosen === null) await file.read(column, from, cells);
  else await gather(file, column, { cells, rows: chosen.subarray(from, from + rows) });
  return cells;
}

/** Rows here and there, ascending: from the first to the last of a block's they are read together. */
async function gather(
  file: RowFile,
  column: number,
  { cells, rows }: { readonly cells: Cells; readonly rows: Int32Array },
): Promise<void> {
  const { kind } = file.columns[column] as RowFile['columns'][number];
  for (let start = 0; start < rows.length; ) {
    const first = rows[start] as number;
    const block = Math.floor(first / file.blockRows);
    let end = start + 1;
    while (end < rows.length && Math.floor((rows[end] as number) / file.blockRows) === block) end += 1;
    const span = (rows[end - 1] as number) - first + 1;
    const near = { data: fixedArray(kind, span), missing: new Uint8Array(span) };
    await file.read(column, first, near);
    for (let place = start; place < end; place++) {
      const at = (rows[place] as number) - first;
      cells.data[place] = near.data[at] as never;
      cells.missing[place] = near.missing[at] as number;
    }
    start = end;
  }
}
