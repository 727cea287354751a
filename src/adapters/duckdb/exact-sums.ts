import { numberSqlOf } from './sql.ts';

/** Bits of a whole number that DuckDB adds up without loss: it keeps sums of BIGINT in 128 bits. */
const BITS = 62;
/** The centre lies on so many steps over the range. */
const STEP_BITS = 10;
/** 2^1024 is no double. */
const MOST_POWER = 1023;

/**
 * How values become whole numbers. Doubles add up to a little more or less in another order, and threads share the rows anew
 * at every run; whole numbers do not.
 */
export interface Grid {
  readonly minimum: number;
  readonly maximum: number;
  /** A value times 2^power lies between -1 and 1. */
  readonly power: number;
  /** On that scale near the mean: squares are taken of what values are away from it. */
  readonly centre: number;
  /** What they are away, on that scale, times 2^widening lies between -1 and 1. */
  readonly widening: number;
}

export interface Extent {
  readonly minimum: number;
  readonly maximum: number;
}

/** `near` is about the mean; only precision hangs on it. */
export function gridOf({ minimum, maximum, near }: Extent & { readonly near: number | null }): Grid {
  const power = unitPower({ minimum, maximum });
  const [low, high] = [timesPower(minimum, power), timesPower(maximum, power)];
  const step = 2 ** (exponentOf(high - low) - STEP_BITS);
  const middle = near === null ? low / 2 + high / 2 : timesPower(near, power);
  const centre = low === high ? low : Math.round(middle / step) * step;
  const widening = -exponentOf(Math.max(high - centre, centre - low));
  return { minimum, maximum, power, centre, widening };
}

/** The power of two by which values are multiplied to lie between -1 and 1. */
export function unitPower({ minimum, maximum }: Extent): number {
  return Math.min(MOST_POWER, -exponentOf(Math.max(Math.abs(minimum), Math.abs(maximum))));
}

/** value · 2^power, also where 2^power is no double. */
export function timesPower(value: number, power: number): number {
  const [one, other] = halvesOf(power);
  return value * one * other;
}

/** The same of many values. */
export function allTimesPower(values: Float64Array, power: number): Float64Array {
  const [one, other] = halvesOf(power);
  return values.map((value) => value * one * other);
}

function halvesOf(power: number): readonly [number, number] {
  const half = Math.trunc(power / 2);
  return [2 ** half, 2 ** (power - half)];
}

/** The smallest power of two that is no smaller than this positive number; 0 for none. */
function exponentOf(value: number): number {
  if (value === 0) return 0;
  const near = Math.ceil(Math.log2(value));
  return 2 ** near < value ? near + 1 : near;
}

/** The rows with whole numbers for their value `v`, of which `exactSumsSql` makes sums. */
export function exactRows(from: string, { power, centre, widening }: Grid): string {
  const bits = numberSqlOf(2 ** BITS);
  const scaled = `SELECT *, v * ${numberSqlOf(2 ** power)} * ${bits} AS scaled, (v * ${numberSqlOf(2 ** power)} - ${numberSqlOf(centre)}) * ${numberSqlOf(2 ** widening)} AS away FROM ${from}`;
  const high = `SELECT *, scaled::BIGINT AS high FROM (${scaled})`;
  return `(SELECT *, ((scaled - high::DOUBLE) * ${bits})::BIGINT AS low, (away * away * ${bits})::BIGINT AS squared FROM (${high}))`;
}

/** Columns of the answer for `exactSums`. */
export const EXACT_SUMS_SQL = 'sum(high) AS sum_high, sum(low) AS sum_low, sum(squared) AS sum_squared';

/** Sums over some rows, as whole numbers on a grid. */
export interface ExactSums {
  readonly values: bigint;
  readonly squares: bigint;
}

export const NO_SUMS: ExactSums = { values: 0n, squares: 0n };

export function exactSums(row: Readonly<Record<string, unknown>>): ExactSums {
  const whole = (sum: unknown) => (sum === null || sum === undefined ? 0n : BigInt(sum as bigint));
  return {
    values: (whole(row.sum_high) << BigInt(BITS)) + whole(row.sum_low),
    squares: whole(row.sum_squared),
  };
}

export function addSums(one: ExactSums, other: ExactSums): ExactSums {
  return { values: one.values + other.values, squares: one.squares + other.squares };
}

/** The sum of the values of `rows` rows that all have this one. */
export function sumOfEqual(value: number, rows: number, { power }: Grid): bigint {
  const scaled = value * 2 ** power * 2 ** BITS;
  const high = Math.round(scaled);
  const low = BigInt(Math.round((scaled - high) * 2 ** BITS));
  return BigInt(rows) * ((BigInt(high) << BigInt(BITS)) + low);
}

/** Mean of the values of some rows, which lie between these; null without any. */
export function meanOf(
  sum: bigint,
  rows: number,
  { minimum, maximum, power }: Pick<Grid, 'minimum' | 'maximum' | 'power'>,
): number | null {
  if (rows === 0) return null;
  const mean = timesPower(timesPower(Number(sum / BigInt(rows)), -2 * BITS), -power);
  return Math.min(maximum, Math.max(minimum, mean));
}

/** Sample standard deviation (n - 1); null for fewer than two rows, and where no double holds it. */
export function deviationOf({ values, squares }: ExactSums, rows: number, grid: Grid): number | null {
  if (rows < 2) return null;
  if (grid.minimum === grid.maximum) return 0;
  const { power, centre, widening } = grid;
  const aside = values - BigInt(timesPower(centre, 2 * BITS)) * BigInt(rows);
  const sum = timesPower(Number(aside), widening - 2 * BITS);
  const variance = (timesPower(Number(squares), -BITS) - sum * (sum / rows)) / (rows - 1);
  const deviation = timesPower(Math.sqrt(Math.max(0, variance)), -widening - power);
  return Number.isFinite(deviation) ? deviation : null;
}
