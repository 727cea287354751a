import { fewCriticalValue, type Shape, shapeOf } from '../statistics/lean.ts';
import { groupSums, sumOfSquares } from '../statistics/variance.ts';
import { portions, type Steps } from '../steps.ts';
import type { Pair } from './contrast.ts';
import type { Interval } from './measurement.ts';
import type { Groups } from './observations.ts';

/** candidate − factor · baseline of a metric, how much each row moves it, and its standard error. */
export interface Difference {
  readonly pair: Pair;
  readonly factor: number;
  readonly influence: Float64Array;
  readonly standardError: number;
}

/**
 * Limits of a difference of decisions at a critical value. What moves it are the rows that the models decide differently, often few, and
 * often to one side; ± t · se then passes 4 to 8 of 100 candidates at the margin instead of 2.5. So two things are put right:
 *
 * - the lean of those rows, and the noise of that lean itself (`fewCriticalValue`);
 * - the bend of the metric: beside the tangent, the metric itself is asked at the weights 1 + step · ψ of the rows that the limit
 *   amounts to (the least favourable direction: B. Efron, "Nonparametric standard errors and confidence intervals", Canadian
 *   Journal of Statistics 9, 1981; T. DiCiccio and B. Efron's ABC limits, Biometrika 79, 1992, are found along it). Of tangent and
 *   metric whichever is further from the estimate is the limit.
 *
 * bench/discordant-cases.ts simulates both.
 */
export function* decisionLimits(difference: Difference): Steps<(critical: number) => Interval> {
  const { pair, factor, influence, standardError } = difference;
  const { groups, candidate, baseline } = pair;
  const units = groups === null ? influence : yield* groupSums(influence, groups);
  const direction = groups === null ? influence : yield* ofRows(units, groups);
  const own = candidate.along === undefined ? null : yield* candidate.along(direction);
  const other = baseline.along === undefined ? null : yield* baseline.along(direction);
  return limitsOf({
    estimate: candidate.value - factor * baseline.value,
    standardError,
    shape: yield* shapeOf(units),
    squares: yield* sumOfSquares(units),
    reach: yield* reachOf(units),
    valueAt: own === null || other === null ? null : (step) => own(step) - factor * other(step),
  });
}

/** Of every row the number of its group. */
function* ofRows(numbers: Float64Array, { index }: Groups): Steps<Float64Array> {
  const found = new Float64Array(index.length);
  for (const [from, to] of portions(index.length)) {
    for (let row = from; row < to; row++) found[row] = numbers[index[row] as number] as number;
    yield to - from;
  }
  return found;
}

/** Nothing in it is as long as the rows: limits are asked for long after. */
interface Limits {
  readonly estimate: number;
  readonly standardError: number;
  readonly shape: Shape;
  readonly squares: number;
  /** Steps that leave every unit a weight of at least 0, down and up. */
  readonly reach: readonly [down: number, up: number];
  readonly valueAt: ((step: number) => number) | null;
}

function* reachOf(units: Float64Array): Steps<[down: number, up: number]> {
  let [least, most] = [0, 0];
  for (const [from, to] of portions(units.length)) {
    for (let unit = from; unit < to; unit++) {
      least = Math.min(least, units[unit] as number);
      most = Math.max(most, units[unit] as number);
    }
    yield to - from;
  }
  return [most > 0 ? -1 / most : 0, least < 0 ? -1 / least : 0];
}

function limitsOf({ estimate, standardError, shape, ...path }: Limits): (critical: number) => Interval {
  if (!(standardError > 0)) return () => [estimate, estimate];
  return (critical) => {
    const low = -fewCriticalValue(critical, shape) * standardError;
    const high = -fewCriticalValue(-critical, shape) * standardError;
    return [estimate + Math.min(low, bent(low, path)), estimate + Math.max(high, bent(high, path))];
  };
}

/** What the metric itself says of a distance along its tangent; beyond the weights that there can be, the tangent goes on from there. */
function bent(
  tangent: number,
  { squares, reach, valueAt }: Pick<Limits, 'squares' | 'reach' | 'valueAt'>,
): number {
  if (valueAt === null) return tangent;
  const step = tangent / squares;
  const possible = Math.min(reach[1], Math.max(reach[0], step));
  const value = valueAt(possible) - valueAt(0) + (step - possible) * squares;
  return Number.isFinite(value) ? value : tangent;
}
