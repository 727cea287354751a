import { open } from 'node:fs/promises';
import type { DataPaths } from '../../../config/resolved.ts';
import { selectRows } from '../../../domain/select-rows.ts';
import { type Column, cellAt, type Table } from '../../../domain/table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { StageContext } from '../../context.ts';
import { findSource } from '../../data-source.ts';

export interface RowsToPredict {
  readonly engine: DataEngine;
  readonly paths: DataPaths;
  readonly types: Readonly<Record<string, string>>;
  /** Where the CSV is written. */
  readonly file: string;
  /** Only some of the rows, with another cell in one column; absent: all as they are. */
  readonly change?: ChangedCells;
}

/** A column with what it holds instead, by id; rows of other ids are left out. */
export interface ChangedCells {
  readonly column: string;
  readonly cells: ReadonlyMap<string, string>;
}

const CHUNK_ROWS = 5000;

/**
 * Writes the rows of a dataset as a CSV without the targets: every other column under its own name, sorted by id, null as an
 * empty cell. Whoever predicts is not shown what is to be predicted.
 */
export async function writeRowsToPredict(context: StageContext, request: RowsToPredict): Promise<void> {
  const { targets, id } = context.model.data;
  const source = await findSource(context, request.paths, { types: request.types });
  const names = (await request.engine.describe(source))
    .map(({ name }) => name)
    .filter((name) => !targets.includes(name));
  const columns = names.map((name) => ({ name, as: 'text' as const }));
  const table = await request.engine.read(source, { columns, orderBy: id });
  const whole = request.change === undefined ? table : withChange(table, request.change, id);
  const ordered = names.flatMap((name) => whole.columns.find((column) => column.name === name) ?? []);
  const file = await open(request.file, 'w');
  try {
    await file.write(`${names.map(quoted).join(',')}\n`);
    for (let from = 0; from < whole.rows; from += CHUNK_ROWS)
      await file.write(linesOf(ordered, from, Math.min(whole.rows, from + CHUNK_ROWS)));
  } finally {
    await file.close();
  }
}

function withChange(table: Table, { column, cells }: ChangedCells, id: string | null): Table {
  const ids = table.columns.find(({ name }) => name === id);
  if (ids?.kind !== 'text') throw new ModelyardError('internal', 'rows are changed by their ids');
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    cells.has(ids.data.at(row) ?? ''),
  );
  const data = Array.from(rows, (row) => cells.get(ids.data.at(row) ?? '') ?? '');
  const missing = new Uint8Array(rows.length);
  const picked = selectRows(table, rows);
  const columns = picked.columns.map(
    (each): Column => (each.name === column ? { name: column, kind: 'text', data, missing } : each),
  );
  return { ...picked, columns };
}

function linesOf(columns: readonly Column[], from: number, to: number): string {
  let lines = '';
  for (let row = from; row < to; row++) lines += `${columns.map((column) => cell(column, row)).join(',')}\n`;
  return lines;
}

function cell(column: Column, row: number): string {
  return column.missing[row] === 1 ? '' : quoted(String(cellAt(column, row)));
}

/** An empty text is quoted, so that it is told from null. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
