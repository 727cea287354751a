import { type Column, cellAt } from '../../domain/table.ts';
import { encodeFloat16 } from './float16.ts';
import type { TensorValues } from './protocol.ts';

/** Why a column cannot become a tensor of some type, and what to do. */
export interface Misfit {
  readonly problem: string;
  readonly hint: string;
}

/** How a column becomes elements of a tensor of one type. `write` is called only for columns without a misfit. */
export interface Encoding {
  readonly allocate: (length: number) => Exclude<TensorValues, readonly string[]> | string[];
  /** The element for a row: what the allocated array holds. */
  readonly element: (column: Column, row: number) => number | bigint | string;
  readonly misfit: (column: Column) => Misfit | null;
}

/** From here on float32 (float16) rounds to infinity. */
const FLOAT32_OVERFLOW = 2 ** 128 - 2 ** 103;
const FLOAT16_OVERFLOW = 65520;

/** By the runtime's name of the type. Floats take null as NaN; nothing else can say null. */
export const ENCODINGS: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['float32', floats((length) => new Float32Array(length), FLOAT32_OVERFLOW)],
  ['float64', floats((length) => new Float64Array(length), Number.POSITIVE_INFINITY)],
  [
    'float16',
    {
      ...floats((length) => new Uint16Array(length), FLOAT16_OVERFLOW),
      element: (column, row) => encodeFloat16(floatAt(column, row)),
    },
  ],
  ['int8', integers((length) => new Int8Array(length), [-128, 127])],
  ['uint8', integers((length) => new Uint8Array(length), [0, 255])],
  ['int16', integers((length) => new Int16Array(length), [-32768, 32767])],
  ['uint16', integers((length) => new Uint16Array(length), [0, 65535])],
  ['int32', integers((length) => new Int32Array(length), [-(2 ** 31), 2 ** 31 - 1])],
  ['uint32', integers((length) => new Uint32Array(length), [0, 2 ** 32 - 1])],
  ['int64', bigIntegers((length) => new BigInt64Array(length), false)],
  ['uint64', bigIntegers((length) => new BigUint64Array(length), true)],
  ['bool', booleans()],
  ['string', strings()],
]);

function floats(allocate: Encoding['allocate'], overflow: number): Encoding {
  return {
    allocate,
    element: floatAt,
    misfit: (column) =>
      textMisfit(column) ??
      rowsMisfit(column, (row) => {
        const value = Math.abs(floatAt(column, row));
        return value >= overflow && value !== Number.POSITIVE_INFINITY;
      })?.('too large for the type') ??
      null,
  };
}

function integers(allocate: Encoding['allocate'], [low, high]: readonly [number, number]): Encoding {
  return {
    allocate,
    element: numberAt,
    misfit: (column) =>
      textMisfit(column) ??
      nullMisfit(column) ??
      fractionMisfit(column) ??
      rowsMisfit(
        column,
        (row) => numberAt(column, row) < low || numberAt(column, row) > high,
      )?.(`outside ${low} … ${high}`) ??
      null,
  };
}

function bigIntegers(allocate: Encoding['allocate'], isUnsigned: boolean): Encoding {
  return {
    allocate,
    element: (column, row) =>
      column.kind === 'integer' ? (column.data[row] ?? 0n) : BigInt(numberAt(column, row)),
    misfit: (column) =>
      textMisfit(column) ??
      nullMisfit(column) ??
      fractionMisfit(column) ??
      (isUnsigned ? rowsMisfit(column, (row) => numberAt(column, row) < 0)?.('below 0') : null) ??
      null,
  };
}

function booleans(): Encoding {
  return {
    allocate: (length) => new Uint8Array(length),
    element: numberAt,
    misfit: (column) =>
      textMisfit(column) ??
      nullMisfit(column) ??
      rowsMisfit(
        column,
        (row) => numberAt(column, row) !== 0 && numberAt(column, row) !== 1,
      )?.('other than 0 and 1') ??
      null,
  };
}

function strings(): Encoding {
  return {
    allocate: (length) => new Array<string>(length).fill(''),
    element: (column, row) => String(cellAt(column, row)),
    misfit: (column) => {
      if (column.kind === 'text' || column.kind === 'integer') return nullMisfit(column);
      const spelling = column.kind === 'number' ? '1, 1.0 and 1.00 are' : 'true, True and 1 are';
      return {
        problem: `is read as ${column.kind}, and as text ${spelling} different categories`,
        hint: `Declare ${column.name} with logicalType: string in the contract, so that its exact text is used.`,
      };
    },
  };
}

/** Null as NaN. */
function floatAt(column: Column, row: number): number {
  return column.missing[row] === 1 ? Number.NaN : numberAt(column, row);
}

function numberAt(column: Column, row: number): number {
  return Number(cellAt(column, row));
}

function textMisfit(column: Column): Misfit | null {
  if (column.kind !== 'text') return null;
  return {
    problem: 'holds text',
    hint: 'Encode it inside the model (in scikit-learn: a OneHotEncoder in the pipeline, exported with a string input), or declare it as a number in the contract if it is one.',
  };
}

function nullMisfit(column: Column): Misfit | null {
  const nulls = countRows(column, (row) => column.missing[row] === 1);
  if (nulls === null) return null;
  return {
    problem: `is null in ${nulls.count} of ${column.data.length} rows (first in row ${nulls.first + 1}), and only float inputs can be null`,
    hint: 'Export the input as float, where null is NaN, or fill or drop these rows before training and evaluation alike.',
  };
}

function fractionMisfit(column: Column): Misfit | null {
  if (column.kind !== 'number') return null;
  return (
    rowsMisfit(column, (row) => !Number.isSafeInteger(column.data[row]))?.('no exact whole numbers') ?? null
  );
}

function rowsMisfit(column: Column, isBad: (row: number) => boolean): ((what: string) => Misfit) | null {
  const bad = countRows(column, isBad);
  if (bad === null) return null;
  return (what) => ({
    problem: `has ${bad.count} of ${column.data.length} values that are ${what} (first in row ${bad.first + 1})`,
    hint: 'Export the input with a type that holds the values, or correct them in the data.',
  });
}

function countRows(column: Column, isBad: (row: number) => boolean): { count: number; first: number } | null {
  let count = 0;
  let first = -1;
  for (let row = 0; row < column.data.length; row++) {
    if (!isBad(row)) continue;
    if (count === 0) first = row;
    count += 1;
  }
  return count === 0 ? null : { count, first };
}
