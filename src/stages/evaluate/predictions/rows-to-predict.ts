import { open } from 'node:fs/promises';
import type { DataPaths } from '../../../config/resolved.ts';
import { type Column, cellAt } from '../../../domain/table.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { StageContext } from '../../context.ts';
import { findSource } from '../../data-source.ts';

export interface RowsToPredict {
  readonly engine: DataEngine;
  readonly paths: DataPaths;
  readonly types: Readonly<Record<string, string>>;
  /** Where the CSV is written. */
  readonly file: string;
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
  const ordered = names.flatMap((name) => table.columns.find((column) => column.name === name) ?? []);
  const file = await open(request.file, 'w');
  try {
    await file.write(`${names.map(quoted).join(',')}\n`);
    for (let from = 0; from < table.rows; from += CHUNK_ROWS)
      await file.write(linesOf(ordered, from, Math.min(table.rows, from + CHUNK_ROWS)));
  } finally {
    await file.close();
  }
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
