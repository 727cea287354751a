import { JudgingError } from '../gates/judging-error.ts';
import { randomWords } from '../statistics/random.ts';
import type { Column } from '../table.ts';
import type { Change, Scalar } from './perturbation.ts';

export interface Changed {
  readonly column: Column;
  /** Rows whose value is another now, ascending. */
  readonly rows: Int32Array;
}

type Cell = number | bigint | boolean | string;

/**
 * One column with every value changed that the change speaks of. Missing cells stay missing. Depends on the column and the
 * change alone: typos too, row by row; `numberOf` says which row of all a row of this column is. Throws JudgingError where the
 * column cannot hold what it would become.
 */
export function changeColumn(
  column: Column,
  change: Change,
  numberOf: (row: number) => number = (row) => row,
): Changed {
  const next = nextOf(column, change);
  const rows: number[] = [];
  const cells = Array.from({ length: column.missing.length }, (_, row): Cell | null => {
    if (column.missing[row] === 1) return null;
    const before = cellOf(column, row);
    const after = next(before, numberOf(row));
    if (!Object.is(before, after)) rows.push(row);
    return after;
  });
  return { column: withCells(column, cells), rows: Int32Array.from(rows) };
}

function cellOf(column: Column, row: number): Cell {
  if (column.kind === 'boolean') return column.data[row] === 1;
  return (column.kind === 'text' ? column.data.at(row) : column.data[row]) ?? '';
}

type Next = (cell: Cell, row: number) => Cell;

function nextOf(column: Column, change: Change): Next {
  switch (change.kind) {
    case 'set': {
      const value = valueFor(column, change.value);
      return () => value;
    }
    case 'swap': {
      const values = change.values.map((value) => valueFor(column, value));
      const places = new Map(values.map((value, place) => [value, place]));
      return (cell) => {
        const place = places.get(cell);
        return place === undefined ? cell : (values[(place + 1) % values.length] as Cell);
      };
    }
    case 'add':
      return arithmetic(column, change.kind, (value) => value + change.amount);
    case 'scale':
      return arithmetic(column, change.kind, (value) => value * change.factor);
    case 'typos':
      if (column.kind !== 'text') throw wrongKind(column, 'typos need text');
      return (cell, row) => withTypos(String(cell), change.count, row);
  }
}

/** Whole numbers stay whole: they are rounded. */
function arithmetic(column: Column, what: string, compute: (value: number) => number): Next {
  if (column.kind === 'number') return (cell) => compute(Number(cell));
  if (column.kind !== 'integer') throw wrongKind(column, `${what} needs numbers`);
  return (cell) => {
    const after = Math.round(compute(Number(cell)));
    if (Number.isSafeInteger(after)) return BigInt(after);
    throw wrongKind(column, `${what} makes a whole number out of ${cell} that cannot be held exactly`);
  };
}

function valueFor(column: Column, value: Scalar): Cell {
  const no = () => wrongKind(column, `${JSON.stringify(value)} is none of them`);
  switch (column.kind) {
    case 'text':
      return String(value);
    case 'boolean':
      if (typeof value !== 'boolean') throw no();
      return value;
    case 'number':
      if (typeof value !== 'number') throw no();
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw no();
      return BigInt(value as number);
  }
}

function wrongKind({ name, kind }: Column, why: string): JudgingError {
  return new JudgingError(
    `evaluate.perturbations: column ${name} holds ${kind} values; ${why}`,
    'set and swap take values of the column, add and scale need numbers, typos need text.',
  );
}

/** Text with neighbouring characters that differ put in each other's place; as it was where there are none. */
function withTypos(text: string, count: number, row: number): string {
  const characters = [...text];
  const next = randomWords(row);
  for (let typo = 0; typo < count; typo++) {
    const places = [...characters.keys()].filter(
      (place) => place + 1 < characters.length && characters[place] !== characters[place + 1],
    );
    if (places.length === 0) break;
    const place = places[next() % places.length] as number;
    const pair = characters.slice(place, place + 2).reverse();
    characters.splice(place, 2, ...pair);
  }
  return characters.join('');
}

function withCells(column: Column, cells: readonly (Cell | null)[]): Column {
  switch (column.kind) {
    case 'number':
      return { ...column, data: Float64Array.from(cells, (cell) => Number(cell ?? 0)) };
    case 'integer':
      return { ...column, data: BigInt64Array.from(cells, (cell) => BigInt(cell ?? 0)) };
    case 'boolean':
      return { ...column, data: Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)) };
    case 'text':
      return { ...column, data: cells.map((cell) => String(cell ?? '')) };
  }
}
