import { type Judgement, MOST_SHOWN } from './judgement.ts';
import type { ColumnSurvey, FarSide, Gap, Tail } from './survey.ts';

/** More rows than this on one side are no slips but rows of another kind: machines that idle, a class of prices. */
const MOST_OF_ROWS = 0.05;

/** A number with so few values is a code, and none of them is far. */
const FEW = 10;

/** The least gap, as a factor e^1 = 2.7 on the scale asinh(|value − median| / scale). */
const APART = 1;

/** The least gap before one value that stands there in many rows: a zero or a sentinel that was typed for "unknown". */
const APART_REPEATED = 0.5;
const OFTEN = 5;

/** −ln of how seldom a tail as heavy as this one has such a gap by chance (bench/outlier-cases.ts). */
const SELDOM = 6;

/** What is known of tails before any far value is seen: so many values that thin out as those of Student's t with three degrees of freedom. */
const [USUAL_VALUES, USUAL_INDEX] = [4, 0.3];

/** From so many far values on their index is as good as known, and what it errs by is reckoned with. */
const TELLING = 10;

/**
 * Numbers beyond `limit` robust deviations from the median that stand apart from all others. Heavy tails have far
 * numbers, too, but one beyond the other, and the wider apart the heavier the tail; what a slip of the keyboard or a wrong
 * unit makes stands alone.
 */
export function judgeOutliers({ number, distinct }: ColumnSurvey, limit: number): Judgement {
  if (number === null || number.finite === 0)
    return { isMet: null, failing: null, checked: 0, reason: 'no cell is a finite number' };
  const { finite, median, scale } = number;
  if (scale === 0 || distinct <= FEW) return { isMet: true, failing: 0, checked: finite };
  const found = [number.lowest, number.highest].flatMap((side) =>
    apart(side, { limit, distinct, ...number }),
  );
  if (found.length === 0) return { isMet: true, failing: 0, checked: finite };
  const examples = found.flatMap(({ farthest, values }) => farthest.slice(0, values));
  return {
    isMet: false,
    failing: found.reduce((sum, { rows }) => sum + rows, 0),
    checked: finite,
    reason: `the median is ${median.toPrecision(3)}, a robust deviation ${scale.toPrecision(3)}`,
    examples: examples.slice(0, MOST_SHOWN).map(({ value, row }) => ({ row, value: String(value) })),
  };
}

interface Reach {
  readonly median: number;
  readonly scale: number;
  readonly finite: number;
  readonly distinct: number;
  readonly limit: number;
}

/** What stands beyond the innermost gap that few enough rows are beyond. */
function apart({ farthest, gaps }: FarSide, reach: Reach) {
  const { median, scale, finite, limit } = reach;
  const gap = gaps.findLast(
    (each) =>
      Math.abs(each.value - median) / scale > limit &&
      each.rows <= MOST_OF_ROWS * finite &&
      isNoTail(each, reach),
  );
  return gap === undefined ? [] : [{ ...gap, farthest }];
}

/**
 * Whether a gap is wider than the tail explains. Of a tail of Pareto's kind with index ξ the distance from the k-th farthest value to
 * the next one is exponential with mean ξ / k on this scale (Rényi 1953). The 2 ln k is the price of looking at every k.
 */
function isNoTail(gap: Gap, { finite, distinct }: Reach): boolean {
  // Values that repeat throughout, as those of a person in each of their rows, are no more than the values.
  const own = Math.max(gap.values, (gap.rows * distinct) / finite);
  const isRepeated = gap.values === 1 && gap.rows >= OFTEN && own >= 2;
  if (gap.width < (isRepeated ? APART_REPEATED : APART)) return false;
  return (own * gap.width) / indexOf(gap.tail) >= needed(SELDOM + 2 * Math.log(own), gap.tail);
}

/** Hill's estimate (1975) of the tail's index, with what is usual where few values tell. */
function indexOf({ values, excess }: Tail): number {
  return (excess + USUAL_VALUES * USUAL_INDEX) / (values + USUAL_VALUES);
}

/** The bound that an exponential of known mean passes as seldom as one whose mean was estimated of so many values passes this. */
function needed(bound: number, { values }: Tail): number {
  const known = values + USUAL_VALUES;
  return values < TELLING ? bound : known * Math.expm1(bound / known);
}
