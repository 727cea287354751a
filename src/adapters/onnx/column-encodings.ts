import { counted } from '../../domain/report/counted.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { ColumnHead } from '../../domain/stored-table.ts';
import { type Column, type ColumnKind, cellAt } from '../../domain/table.ts';
import { encodeFloat16 } from './float16.ts';
import type { TensorValues } from './protocol.ts';

/** Why a column cannot become a tensor of some type, and what to do. */
export interface Misfit {
  readonly problem: string;
  readonly hint: string;
}

/** How a column becomes elements of a tensor of one type. `element` is called only for columns without a misfit. */
export interface Encoding {
  readonly allocate: (length: number) => Exclude<TensorValues, readonly string[]> | string[];
  /** The element for a row: what the allocated array holds. */
  readonly element: (column: Column, row: number) => number | bigint | string;
  /** Why no column of this kind fits, whatever it holds. */
  readonly refuses: (head: ColumnHead) => Misfit | null;
  /** What every cell must be; the first that some are not is told. */
  readonly checks: readonly CellCheck[];
}

export interface CellCheck {
  /** Kinds of columns that are looked at; left out: all. */
  readonly kinds?: readonly ColumnKind[];
  readonly isBad: (column: Column, row: number) => boolean;
  readonly misfit: (bad: BadCells) => Misfit;
}

export interface BadCells {
  readonly count: number;
  /** Number of the first such row, from 0. */
  readonly first: number;
  /** All rows. */
  readonly rows: number;
}

const NULLS: CellCheck = { isBad: (column, row) => column.missing[row] === 1, misfit: nulls };
const FRACTIONS: CellCheck = {
  kinds: ['number'],
  ...values((column, row) => !Number.isSafeInteger(cellAt(column, row)), 'no exact whole numbers'),
};

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
  const isTooLarge = (column: Column, row: number) => {
    const value = Math.abs(floatAt(column, row));
    return value >= overflow && value !== Number.POSITIVE_INFINITY;
  };
  return {
    allocate,
    element: floatAt,
    refuses: textMisfit,
    checks: [values(isTooLarge, 'too large for the type')],
  };
}

function integers(allocate: Encoding['allocate'], [low, high]: readonly [number, number]): Encoding {
  const isOutside = (column: Column, row: number) =>
    numberAt(column, row) < low || numberAt(column, row) > high;
  return {
    allocate,
    element: numberAt,
    refuses: textMisfit,
    checks: [NULLS, FRACTIONS, values(isOutside, `outside ${low} … ${high}`)],
  };
}

function bigIntegers(allocate: Encoding['allocate'], isUnsigned: boolean): Encoding {
  const isNegative = (column: Column, row: number) => numberAt(column, row) < 0;
  return {
    allocate,
    element: (column, row) =>
      column.kind === 'integer' ? (column.data[row] ?? 0n) : BigInt(numberAt(column, row)),
    refuses: textMisfit,
    checks: [NULLS, FRACTIONS, ...(isUnsigned ? [values(isNegative, 'below 0')] : [])],
  };
}

function booleans(): Encoding {
  const isOther = (column: Column, row: number) => numberAt(column, row) !== 0 && numberAt(column, row) !== 1;
  return {
    allocate: (length) => new Uint8Array(length),
    element: numberAt,
    refuses: textMisfit,
    checks: [NULLS, values(isOther, 'other than 0 and 1')],
  };
}

function strings(): Encoding {
  return {
    allocate: (length) => new Array<string>(length).fill(''),
    element: (column, row) => String(cellAt(column, row)),
    refuses: ({ name, kind }) => {
      if (kind === 'text' || kind === 'integer') return null;
      const spelling = kind === 'number' ? '1, 1.0 and 1.00 are' : 'true, True and 1 are';
      return {
        problem: `is read as ${kind}, and as text ${spelling} different categories`,
        hint: `Declare ${name} with logicalType: string in the contract, so that its exact text is used.`,
      };
    },
    checks: [NULLS],
  };
}

/** Null as NaN. */
function floatAt(column: Column, row: number): number {
  return column.missing[row] === 1 ? Number.NaN : numberAt(column, row);
}

function numberAt(column: Column, row: number): number {
  return Number(cellAt(column, row));
}

function textMisfit({ kind }: ColumnHead): Misfit | null {
  if (kind !== 'text') return null;
  return {
    problem: 'holds text',
    hint: 'Encode it inside the model (in scikit-learn: a OneHotEncoder in the pipeline, exported with a string input), or declare it as a number in the contract if it is one.',
  };
}

function nulls({ count, first, rows }: BadCells): Misfit {
  return {
    problem: `is null in ${formatCount(count)} of ${counted(rows, 'row')} (first in row ${first + 1}), and only float inputs can be null`,
    hint: 'Export the input as float, where null is NaN, or fill or drop these rows before training and evaluation alike.',
  };
}

function values(isBad: CellCheck['isBad'], what: string): CellCheck {
  return {
    isBad,
    misfit: ({ count, first, rows }) => ({
      problem: `has ${count} of ${rows} values that are ${what} (first in row ${first + 1})`,
      hint: 'Export the input with a type that holds the values, or correct them in the data.',
    }),
  };
}
