import type { Perturbation } from './perturbation.ts';

/** What a model says of some rows: `width` numbers each, row-major, and what it decides (none of a regression). */
export interface Said {
  readonly values: Float64Array;
  readonly width: number;
  readonly decisions: Int32Array | null;
}

export interface Kept {
  readonly held: number;
  /** Rows that do not keep it, ascending. */
  readonly failing: readonly number[];
  /** The largest change of a number that counts, with its sign. */
  readonly largest: number;
}

/** A model need not say the same of a row in two batches to the last digit: float32 keeps some 7 (its epsilon is 1.2 · 10⁻⁷), sums of products lose one. */
export const ROUNDING = 1e-6;

/** Which rows keep what is expected of them. `index`: the number that must rise or fall; null: all numbers count. */
export function keepsExpectation(
  { before, after }: { readonly before: Said; readonly after: Said },
  { expect, tolerance }: Pick<Perturbation, 'expect' | 'tolerance'>,
  index: number | null,
): Kept {
  const rows = before.values.length / before.width;
  const failing: number[] = [];
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const moves = movesOf(before, after, { row, index });
    for (const { by } of moves) if (!(Math.abs(by) <= Math.abs(largest))) largest = by;
    const isKept =
      expect === 'same_decision'
        ? before.decisions?.[row] === after.decisions?.[row]
        : moves.every(({ by, slack }) => KEEPS[expect](by, tolerance, slack));
    if (!isKept) failing.push(row);
  }
  return { held: rows - failing.length, failing, largest };
}

interface Move {
  readonly by: number;
  readonly slack: number;
}

function movesOf(
  before: Said,
  after: Said,
  { row, index }: { readonly row: number; readonly index: number | null },
): Move[] {
  const places = index === null ? Array.from({ length: before.width }, (_, place) => place) : [index];
  return places.map((place) => {
    const at = row * before.width + place;
    const [old, changed] = [before.values[at] as number, after.values[at] as number];
    return { by: changed - old, slack: ROUNDING * Math.max(1, Math.abs(old)) };
  });
}

/** NaN keeps nothing. */
const KEEPS: Readonly<
  Record<
    Exclude<Perturbation['expect'], 'same_decision'>,
    (by: number, tolerance: number, slack: number) => boolean
  >
> = {
  same: (by, tolerance, slack) => Math.abs(by) <= tolerance + slack,
  not_lower: (by, tolerance, slack) => by >= -tolerance - slack,
  not_higher: (by, tolerance, slack) => by <= tolerance + slack,
  higher: (by, tolerance, slack) => by > tolerance + slack,
  lower: (by, tolerance, slack) => by < -tolerance - slack,
};
