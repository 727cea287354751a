import type { Direction, Interval } from '../metrics/measurement.ts';

/** unclear: the interval holds no change, or no verdict may be read off it. */
export type Change = 'better' | 'worse' | 'same' | 'unclear';

export interface ChangeSeen {
  readonly better: Direction;
  /** after − before. */
  readonly difference: number;
  /** Of the difference, from the same rows; null: a point is all there is. */
  readonly interval: Interval | null;
  /** Why no verdict may be read off the interval; null when one may. */
  readonly guard: string | null;
}

/** Float64 rounding is no change. */
const ROUNDING = 1e-12;

/** Which way a metric went. With an interval only what it proves; with a point its sign. */
export function judgeChange({ better, difference, interval, guard }: ChangeSeen): Change {
  const good = better === 'higher' ? 1 : -1;
  if (interval === null) {
    if (Math.abs(difference) <= ROUNDING) return 'same';
    return difference * good > 0 ? 'better' : 'worse';
  }
  if (difference === 0 && interval[0] === 0 && interval[1] === 0) return 'same';
  if (guard !== null) return 'unclear';
  const [low, high] = interval;
  if (low > 0) return good > 0 ? 'better' : 'worse';
  if (high < 0) return good > 0 ? 'worse' : 'better';
  return 'unclear';
}
