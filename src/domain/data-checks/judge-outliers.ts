import { type Judgement, MOST_SHOWN } from './judgement.ts';
import type { ColumnSurvey, FarSide } from './survey.ts';

/** More rows than this on one side are no slips but rows of another kind: machines that idle, a class of prices. */
const MOST_OF_ROWS = 0.05;

/** A number with so few values is a code, and none of them is far. */
const FEW = 10;

/**
 * Numbers beyond `limit` robust deviations from the median that stand apart from all others. Heavy tails have far
 * numbers, too, but one beyond the other; what a slip of the keyboard or a wrong unit makes stands alone.
 */
export function judgeOutliers({ number, distinct }: ColumnSurvey, limit: number): Judgement {
  if (number === null || number.finite === 0)
    return { isMet: null, failing: null, checked: 0, reason: 'no cell is a finite number' };
  const { finite, median, scale } = number;
  if (scale === 0 || distinct <= FEW) return { isMet: true, failing: 0, checked: finite };
  const found = [number.lowest, number.highest].flatMap((side) => apart(side, { limit, ...number }));
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
  readonly limit: number;
}

/** What stands beyond the innermost gap that few enough rows are beyond. */
function apart({ farthest, gaps }: FarSide, { median, scale, finite, limit }: Reach) {
  const gap = gaps.findLast(
    ({ value, rows }) => Math.abs(value - median) / scale > limit && rows <= MOST_OF_ROWS * finite,
  );
  return gap === undefined ? [] : [{ ...gap, farthest }];
}
