import { timesPower, unitPower } from './exact-sums.ts';
import { ExactTotals, scaled, UNIT_POWER, unitsOf } from './exact-totals.ts';

/** Squares of what is smaller or larger than these would leave the range of a double, and are moved into it. */
const SMALL = 2 ** -450;
const LARGE = 2 ** 450;
const MOVE = 600;
const [UP, DOWN] = [2 ** MOVE, 2 ** -MOVE];
/** Twice the exponent of a square: `MOVE` is applied to what is squared. */
const STEP = BigInt(2 * MOVE);

/** Adds up the squares of what finite values are away from the mean of the first ones, the same in any later order. */
export class SquareTotals {
  /** Half of it, so that no difference is infinite. */
  #centre: number | null = null;
  readonly #totals = new ExactTotals(3);
  #squares = new Float64Array(0);
  #moved = new Uint8Array(0);

  /** `counted` of the first values are values, the others are 0 and belong to the cell `missing`. */
  add(values: Float64Array, rows: number, { cells, missing }: Placed): void {
    const centre = this.#centred(values, rows, { cells, missing });
    if (this.#squares.length < rows) {
      this.#squares = new Float64Array(values.length);
      this.#moved = new Uint8Array(values.length);
    }
    const [squares, moved] = [this.#squares, this.#moved];
    for (let row = 0; row < rows; row++) {
      let away = cells[row] === missing ? 0 : (values[row] as number) / 2 - centre;
      const size = Math.abs(away);
      moved[row] = 1;
      if (size > LARGE) {
        away *= DOWN;
        moved[row] = 2;
      } else if (size < SMALL) {
        away *= UP;
        moved[row] = 0;
      }
      squares[row] = away * away;
    }
    this.#totals.add(squares, rows, moved);
  }

  #centred(values: Float64Array, rows: number, { cells, missing }: Placed): number {
    if (this.#centre !== null) return this.#centre;
    let [sum, count] = [0, 0];
    for (let row = 0; row < rows; row++) {
      if (cells[row] === missing) continue;
      sum += (values[row] as number) / (2 * rows);
      count++;
    }
    if (count === 0) return 0;
    this.#centre = sum * (rows / count);
    return this.#centre;
  }

  /** Sample standard deviation (n - 1) of values with this sum; null for fewer than two, and where no double holds it. */
  deviation(
    sum: bigint,
    rows: number,
    { minimum, maximum }: { minimum: number; maximum: number },
  ): number | null {
    if (rows < 2) return null;
    if (minimum === maximum) return 0;
    const power = unitPower({ minimum, maximum });
    const [small = 0n, usual = 0n, large = 0n] = this.#totals.totals();
    const squares = small + (usual << STEP) + (large << (2n * STEP));
    const aside = sum - 2n * BigInt(rows) * unitsOf(this.#centre ?? 0);
    const away = scaled(aside, UNIT_POWER + power);
    // Halves were squared, and all of them stand as if they had been moved up.
    const all = scaled(4n * squares, UNIT_POWER - 2 * MOVE + 2 * power);
    const variance = Math.max(0, all - away * (away / rows)) / (rows - 1);
    const deviation = timesPower(Math.sqrt(variance), -power);
    return Number.isFinite(deviation) ? deviation : null;
  }
}

interface Placed {
  readonly cells: ArrayLike<number>;
  /** The cell of what is no finite number. */
  readonly missing: number;
}
