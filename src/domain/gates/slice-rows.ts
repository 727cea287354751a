import { formatCount, formatExact } from '../report/format-number.ts';
import { portions, type Steps } from '../steps.ts';
import { type Column, cellAt } from '../table.ts';
import { JudgingError } from './judging-error.ts';

/** One slice per value of a column, or one per bin between neighbouring edges. */
export type SliceDefinition =
  | { readonly kind: 'category'; readonly column: string }
  | { readonly kind: 'bins'; readonly column: string; readonly edges: readonly number[] };

export interface NamedRows {
  /** `site = 3`, `age 0 … 30`, `site is missing`; not escaped. */
  readonly name: string;
  /** Row numbers, ascending, never empty. */
  readonly rows: Int32Array;
}

const MOST_CATEGORIES = 100;
/** To read a cell and find its slice takes as long as so many rows of simple work. */
const ROWS_OF_A_CELL = 8;

/**
 * Cuts rows into named, disjoint subsets that together hold every row: values in their order (numbers by size, text by
 * code point), bins [a, b) with the last one closed, values outside all bins, NaN, and missing cells, each apart.
 * Throws JudgingError for more than 100 values, and for bins on a column that holds no numbers.
 */
export function* sliceRows(column: Column, definition: SliceDefinition): Steps<NamedRows[]> {
  const named =
    definition.kind === 'bins' ? binNames(column, definition.edges) : yield* categoryNames(column);
  const names = [...new Set(named.order)];
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const places = new Int16Array(column.missing.length).fill(-1);
  const counts = names.map(() => 0);
  for (const [from, to] of portions(places.length, ROWS_OF_A_CELL)) {
    for (let row = from; row < to; row++) {
      const place = placeOf.get(column.missing[row] === 1 ? named.missing : named.nameOf(row));
      if (place === undefined) continue;
      places[row] = place;
      counts[place]! += 1;
    }
    yield (to - from) * ROWS_OF_A_CELL;
  }
  return (yield* rowsByPlace(places, counts)).flatMap((rows, place) =>
    rows.length === 0 ? [] : [{ name: names[place] as string, rows }],
  );
}

function* rowsByPlace(places: Int16Array, counts: readonly number[]): Steps<Int32Array[]> {
  const lists = counts.map((count) => new Int32Array(count));
  const next = counts.map(() => 0);
  for (const [from, to] of portions(places.length)) {
    for (let row = from; row < to; row++) {
      const place = places[row] as number;
      if (place !== -1) (lists[place] as Int32Array)[next[place]!++] = row;
    }
    yield to - from;
  }
  return lists;
}

interface Naming {
  /** Every name that `nameOf` gives, in the order of the report. */
  readonly order: readonly string[];
  readonly missing: string;
  readonly nameOf: (row: number) => string;
}

function* categoryNames(column: Column): Steps<Naming> {
  const values = yield* distinctValues(column);
  const missing = `${column.name} is missing`;
  const names = new Map(values.map((value) => [value, `${column.name} = ${value}`]));
  const nameOf = (row: number) => names.get(valueText(column, row)) ?? missing;
  return { order: [...names.values(), missing], missing, nameOf };
}

function* distinctValues(column: Column): Steps<string[]> {
  const values = new Set<string>();
  for (const [from, to] of portions(column.missing.length, ROWS_OF_A_CELL)) {
    for (let row = from; row < to; row++) {
      if (column.missing[row] === 1) continue;
      values.add(valueText(column, row));
      if (values.size > MOST_CATEGORIES) throw tooMany(column.name);
    }
    yield (to - from) * ROWS_OF_A_CELL;
  }
  const isNumber = column.kind === 'number' || column.kind === 'integer';
  return [...values].sort(isNumber ? bySize : byCodePoint);
}

function tooMany(name: string): JudgingError {
  return new JudgingError(
    `evaluate.slices: column ${name} has more than ${formatCount(MOST_CATEGORIES)} values`,
    `Slices need enough rows each. Cut a numeric column into bins: {column: ${name}, bins: [0, 30, 60]}, or slice by a coarser column.`,
  );
}

function valueText(column: Column, row: number): string {
  if (column.kind === 'boolean') return column.data[row] === 1 ? 'true' : 'false';
  if (column.kind !== 'number') return String(cellAt(column, row));
  const value = column.data[row] ?? Number.NaN;
  return Object.is(value, -0) ? '0' : String(value);
}

function bySize(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return difference === 0 || Number.isNaN(difference) ? byCodePoint(a, b) : difference;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function binNames(column: Column, edges: readonly number[]): Naming {
  if (column.kind !== 'number' && column.kind !== 'integer') {
    throw new JudgingError(
      `evaluate.slices: column ${column.name} holds ${column.kind} values, which cannot be cut into bins`,
      `Slice by its values instead: ${column.name}`,
    );
  }
  const first = edges[0] ?? Number.NaN;
  const last = edges.at(-1) ?? Number.NaN;
  const bins = edges.slice(0, -1).map((edge, index) => binName(column.name, edge, edges[index + 1] ?? last));
  const below = `${column.name} below ${formatExact(first)}`;
  const above = `${column.name} above ${formatExact(last)}`;
  const notNumber = `${column.name} is not a number`;
  const missing = `${column.name} is missing`;
  const nameOf = (row: number) => {
    const value = Number(column.data[row]);
    if (Number.isNaN(value)) return notNumber;
    if (value < first) return below;
    if (value > last) return above;
    const bin = edges.findIndex((edge, index) => index > 0 && (value < edge || edge === last));
    return bins[bin - 1] ?? notNumber;
  };
  return { order: [below, ...bins, above, notNumber, missing], missing, nameOf };
}

function binName(column: string, low: number, high: number): string {
  return `${column} ${formatExact(low)} … ${formatExact(high)}`;
}
