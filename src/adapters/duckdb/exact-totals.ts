import { timesPower } from './exact-sums.ts';

const EXPONENTS = 2048;
/** Halves of so many values of one exponent add up without loss: a half has 26 bits, a double 53. */
const MOST_ROWS = 2 ** 26;
/** From this exponent on the sum of so many would be no double any more. */
const HUGE = EXPONENTS - 32;
/** The low word of a double without its last 27 bits. */
const HIGH_BITS = 0xf8000000 | 0;
/** Every double is a multiple of 2^-1074. */
export const UNIT_POWER = -1074;
/** Bits that a double surely keeps when a whole number is made one. */
const KEPT_BITS = 64;

/**
 * Sums of doubles by cell, exact and so the same in any order: values are cut in two, and halves of equal exponent added up.
 * Beside sorting by exponent it is a superaccumulator (R. M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015).
 */
export class ExactTotals {
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  readonly #totals: bigint[];
  #rows = 0;
  #cut = new Float64Array(0);
  #words = new Int32Array(0);

  constructor(cells: number) {
    this.#highs = new Float64Array(cells * EXPONENTS);
    this.#lows = new Float64Array(cells * EXPONENTS);
    this.#totals = new Array<bigint>(cells).fill(0n);
  }

  /** Adds the first values, all of them finite, each to its cell. */
  add(values: Float64Array, rows: number, cells: ArrayLike<number>): void {
    this.#rows += rows;
    if (this.#rows > MOST_ROWS) this.#settle(rows);
    this.#cutOff(values, rows);
    const [cut, words, highs, lows] = [this.#cut, this.#words, this.#highs, this.#lows];
    for (let row = 0; row < rows; row++) {
      const exponent = ((words[2 * row + 1] as number) >>> 20) & 0x7ff;
      if (exponent >= HUGE) {
        this.#addOne(values[row] as number, cells[row] as number);
        continue;
      }
      const place = (cells[row] as number) * EXPONENTS + exponent;
      const high = cut[row] as number;
      highs[place] = (highs[place] as number) + high;
      lows[place] = (lows[place] as number) + ((values[row] as number) - high);
    }
  }

  #addOne(value: number, cell: number): void {
    this.#totals[cell] = (this.#totals[cell] as bigint) + unitsOf(value);
  }

  /** Leaves the upper half of each value. All platforms of DuckDB store the low word first. */
  #cutOff(values: Float64Array, rows: number): void {
    if (this.#cut.length < values.length) {
      this.#cut = new Float64Array(values.length);
      this.#words = new Int32Array(this.#cut.buffer);
    }
    this.#cut.set(values);
    const words = this.#words;
    for (let row = 0; row < rows; row++) words[2 * row] = (words[2 * row] as number) & HIGH_BITS;
  }

  /** The sum of each cell, as a multiple of 2^`UNIT_POWER`. */
  totals(): readonly bigint[] {
    this.#settle(0);
    return this.#totals;
  }

  #settle(rows: number): void {
    this.#rows = rows;
    for (const part of [this.#highs, this.#lows])
      for (let place = 0; place < part.length; place++) {
        if (part[place] === 0) continue;
        const cell = Math.floor(place / EXPONENTS);
        this.#totals[cell] = (this.#totals[cell] as bigint) + unitsOf(part[place] as number);
        part[place] = 0;
      }
  }
}

const DOUBLE = new Float64Array(1);
const BITS = new BigUint64Array(DOUBLE.buffer);

/** A finite double as a multiple of 2^`UNIT_POWER`. */
export function unitsOf(value: number): bigint {
  DOUBLE[0] = value;
  const bits = BITS[0] as bigint;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -size : size;
}

/** A whole number times 2^power, where the product is no smaller than the smallest normal double or 0. */
export function scaled(whole: bigint, power: number): number {
  const bits = (whole < 0n ? -whole : whole).toString(16).length * 4;
  const dropped = Math.max(0, bits - KEPT_BITS);
  return timesPower(Number(whole >> BigInt(dropped)), power + dropped);
}
