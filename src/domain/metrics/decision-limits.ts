import { fewCriticalValue, type Shape, shapeOf } from '../statistics/lean.ts';
import { groupSums, sumOfSquares } from '../statistics/variance.ts';
import type { Pair } from './contrast.ts';
import type { Interval } from './measurement.ts';

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
export function decisionLimits(difference: Difference): (critical: number) => Interval {
  const { pair, factor, influence, standardError } = difference;
  const { groups, candidate, baseline } = pair;
  const units = groups === null ? influence : groupSums(influence, groups);
  const direction =
    groups === null ? influence : influence.map((_, row) => units[groups.index[row] as number] as number);
  const own = candidate.along?.(direction) ?? null;
  const other = baseline.along?.(direction) ?? null;
  return limitsOf({
    estimate: candidate.value - factor * baseline.value,
    standardError,
    shape: shapeOf(units),
    squares: sumOfSquares(units),
    reach: reachOf(units),
    valueAt: own === null || other === null ? null : (step) => own(step) - factor * other(step),
  });
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

function reachOf(units: Float64Array): [down: number, up: number] {
  let [least, most] = [0, 0];
  for (let unit = 0; unit < units.length; unit++) {
    least = Math.min(least, units[unit] as number);
    most = Math.max(most, units[unit] as number);
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
