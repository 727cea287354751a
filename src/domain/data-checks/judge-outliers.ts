import { type Judgement, MOST_SHOWN } from './judgement.ts';
import type { ColumnSurvey, Extreme } from './survey.ts';

/**
 * How far apart, on a logarithmic scale of deviations, a number must stand from the next one towards the middle: the
 * factor e^1.25 = 3.5. Of data with tails as heavy as Student's t with three degrees of freedom about one column in twenty
 * has such a gap by chance; of normal or exponential data none.
 */
const GAP = 1.25;

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
  const distance = ({ value }: Extreme) => Math.asinh(Math.abs(value - median) / scale);
  const outliers = [number.lowest, number.highest].flatMap((extremes) =>
    extremes.slice(
      0,
      apart(extremes, { distances: extremes.map(distance), limit, most: MOST_OF_ROWS * finite }),
    ),
  );
  if (outliers.length === 0) return { isMet: true, failing: 0, checked: finite };
  return {
    isMet: false,
    failing: outliers.reduce((sum, { rows }) => sum + rows, 0),
    checked: finite,
    reason: `the median is ${median.toPrecision(3)}, a robust deviation ${scale.toPrecision(3)}`,
    examples: outliers.slice(0, MOST_SHOWN).map(({ value, row }) => ({ row, value: String(value) })),
  };
}

interface Reach {
  readonly distances: readonly number[];
  readonly limit: number;
  /** Rows that may be outliers. */
  readonly most: number;
}

/** How many of the first (farthest) stand beyond the innermost gap that few enough rows are beyond. */
function apart(extremes: readonly Extreme[], { distances, limit, most }: Reach): number {
  const far = Math.asinh(limit);
  let [count, rows] = [0, 0];
  for (let index = 0; index + 1 < extremes.length; index += 1) {
    const [outer, inner] = [distances[index] ?? 0, distances[index + 1] ?? 0];
    rows += extremes[index]?.rows ?? 0;
    if (outer <= far || rows > most) break;
    if (outer - inner >= GAP) count = index + 1;
  }
  return count;
}
