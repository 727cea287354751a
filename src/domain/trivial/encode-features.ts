import { type Column, cellAt, type Table } from '../table.ts';
import type { Design } from './fit-linear.ts';

/** What a table's rows become; learnt from the training rows, used for both. */
export interface Encoding {
  readonly parts: readonly Part[];
  readonly width: number;
}

type Part =
  | { readonly kind: 'number'; readonly name: string; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'text'; readonly name: string; readonly levels: readonly string[] };

const MOST_LEVELS = 20;
/** A column with more values than this is a name or an id, no category. */
const MOST_VALUES = 1000;
export const MOST_COLUMNS = 100;

/**
 * Numbers and booleans are standardised, what is missing is the mean; text is one column for each of its 20 most frequent
 * values. What never changes and what has too many values is left out; at most 100 columns.
 */
export function learnEncoding({ columns, rows }: Table): Encoding {
  const parts: Part[] = [];
  let width = 0;
  for (const column of columns) {
    const part = column.kind === 'text' ? textPart(column, rows) : numberPart(column);
    if (part === null || width + widthOf(part) > MOST_COLUMNS) continue;
    parts.push(part);
    width += widthOf(part);
  }
  return { parts, width };
}

/** The rows as the encoding wants them; null where a column is missing. */
export function encodeRows({ parts, width }: Encoding, table: Table): Design | null {
  const values = new Float64Array(table.rows * width);
  let start = 0;
  for (const part of parts) {
    const column = table.columns.find(({ name }) => name === part.name);
    if (column === undefined) return null;
    fill(part, column, { values, width, start });
    start += widthOf(part);
  }
  return { rows: table.rows, width, values };
}

function widthOf(part: Part): number {
  return part.kind === 'number' ? 1 : part.levels.length;
}

function numberPart(column: Column): Part | null {
  let [count, mean, squares] = [0, 0, 0];
  for (let row = 0; row < column.missing.length; row++) {
    const value = numberAt(column, row);
    if (value === null) continue;
    count += 1;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  const deviation = Math.sqrt(squares / Math.max(1, count));
  if (!Number.isFinite(deviation) || !(deviation > 0)) return null;
  return { kind: 'number', name: column.name, mean, deviation };
}

/** null where there is none. */
function numberAt(column: Column, row: number): number | null {
  if (column.missing[row] === 1) return null;
  const value = Number(cellAt(column, row));
  return Number.isFinite(value) ? value : null;
}

function textPart(column: Column, rows: number): Part | null {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    if (column.missing[row] === 1) continue;
    const value = String(cellAt(column, row));
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > MOST_VALUES) return null;
  }
  if (counts.size < 2 || counts.size > rows / 2) return null;
  const ordered = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return { kind: 'text', name: column.name, levels: ordered.slice(0, MOST_LEVELS).map(([value]) => value) };
}

interface Place {
  readonly values: Float64Array;
  readonly width: number;
  readonly start: number;
}

function fill(part: Part, column: Column, { values, width, start }: Place): void {
  const places = part.kind === 'text' ? new Map(part.levels.map((level, index) => [level, index])) : null;
  for (let row = 0; row < column.missing.length; row++) {
    const at = row * width + start;
    if (part.kind === 'number') {
      const value = numberAt(column, row);
      values[at] = value === null ? 0 : (value - part.mean) / part.deviation;
      continue;
    }
    const level = column.missing[row] === 1 ? undefined : places?.get(String(cellAt(column, row)));
    if (level !== undefined) values[at + level] = 1;
  }
}
