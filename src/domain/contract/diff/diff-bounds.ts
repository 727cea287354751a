import type { Bounds, ValueRange } from '../contract.ts';
import { BOTH, type Broken } from './contract-change.ts';

/** One end of a range; null: open. */
interface End {
  readonly value: number | string;
  readonly isExclusive: boolean;
}

function ends(range: ValueRange | null): readonly [End | null, End | null] {
  const end = (
    inclusive: number | string | undefined,
    exclusive: number | string | undefined,
  ): End | null => {
    if (exclusive !== undefined) return { value: exclusive, isExclusive: true };
    return inclusive === undefined ? null : { value: inclusive, isExclusive: false };
  };
  return [end(range?.minimum, range?.exclusiveMinimum), end(range?.maximum, range?.exclusiveMaximum)];
}

/** Who a change of a range breaks: a wider one readers, a narrower one data, and one that moved both. */
export function rangeBreaks(before: ValueRange | null, after: ValueRange | null): readonly Broken[] {
  const [low, high] = ends(before);
  const [newLow, newHigh] = ends(after);
  const moves = [stricter(low, newLow, 1), stricter(high, newHigh, -1)];
  if (moves.some(Number.isNaN)) return BOTH;
  // The zone decides what a bound without an offset means.
  if (before?.timezone !== after?.timezone && before !== null && after !== null) return BOTH;
  return [
    ...(moves.some((each) => each < 0) ? (['readers'] as const) : []),
    ...(moves.some((each) => each > 0) ? (['data'] as const) : []),
  ];
}

/** Bounds of a size, as a range. */
export function boundsBreaks(before: Bounds<number> | null, after: Bounds<number> | null): readonly Broken[] {
  return rangeBreaks(before, after);
}

/**
 * Above zero where the end lets less through than before, below where it lets more, NaN where nobody can tell; `up` is 1
 * where a higher end is stricter.
 */
function stricter(before: End | null, after: End | null, up: 1 | -1): number {
  if (before === null || after === null) return Number(after !== null) - Number(before !== null);
  const order = compared(before.value, after.value);
  if (order !== 0) return order * up;
  return Number(after.isExclusive) - Number(before.isExclusive);
}

/** 1 where the second is more, NaN where the two are of another form. */
function compared(before: number | string, after: number | string): number {
  if (before === after) return 0;
  if (typeof before === 'number' && typeof after === 'number') return after > before ? 1 : -1;
  const [was, is] = [String(before), String(after)];
  if (HAS_OFFSET.test(was) && HAS_OFFSET.test(is)) return Math.sign(Date.parse(is) - Date.parse(was));
  // Dates and times of one form are in the order of their text.
  const isSameForm = was.replaceAll(/\d/g, '0') === is.replaceAll(/\d/g, '0');
  return isSameForm && !HAS_OFFSET.test(was) ? (is > was ? 1 : -1) : Number.NaN;
}

const HAS_OFFSET = /T.*(Z|[+-]\d{2}:?\d{2})$/i;
