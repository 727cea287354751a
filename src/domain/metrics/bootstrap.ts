import { criticalValue } from '../statistics/critical-value.ts';
import { poissonWeights } from '../statistics/poisson-weights.ts';
import { standardDeviation } from '../statistics/variance.ts';
import type { Steps } from '../steps.ts';
import type { Interval } from './measurement.ts';
import type { DrawnWeights, ValueOfWeights } from './metric.ts';
import type { Groups } from './observations.ts';

/**
 * How many times the rows are drawn anew, and what the draws start from: the same rows give the same interval. Of 1,000 draws the share
 * beyond a limit of 2.5 % is known to √(0.025 · 0.975 / 1,000) = 0.5 points.
 */
export const BOOTSTRAP = { replicates: 1000, seed: 1 } as const;

/** An interval is read off the draws that have a value; below this share of them off none: those without could all lie in one tail of 2.5 %. */
const LEAST_SHARE = 0.99;

interface Rows {
  readonly count: number;
  /** Groups are drawn whole. */
  readonly groups: Groups | null;
  readonly weights: Float64Array | null;
}

/**
 * The values of several models on the same draws, one array per model: Poisson bootstrap, every row (group) counting
 * Poisson(1) times. Draws depend on the order of the rows and on the seed alone.
 */
export function* bootstrapValues(
  models: readonly ValueOfWeights[],
  { count, groups, weights }: Rows,
): Steps<Float64Array[]> {
  const draw = poissonWeights(BOOTSTRAP.seed);
  const units = new Uint8Array(groups?.count ?? count);
  const rows = weights === null ? (groups === null ? units : new Uint8Array(count)) : new Float64Array(count);
  const values = models.map(() => new Float64Array(BOOTSTRAP.replicates));
  for (let replicate = 0; replicate < BOOTSTRAP.replicates; replicate++) {
    draw(units);
    if (rows !== units) spreadOver(rows, units, { groups, weights });
    models.forEach((weigh, model) => {
      (values[model] as Float64Array)[replicate] = weigh(rows);
    });
    yield count * (1 + models.length);
  }
  return values;
}

function spreadOver(
  rows: DrawnWeights,
  units: Uint8Array,
  { groups, weights }: Pick<Rows, 'groups' | 'weights'>,
): void {
  for (let row = 0; row < rows.length; row++) {
    const unit = units[groups === null ? row : (groups.index[row] as number)] as number;
    rows[row] = weights === null ? unit : unit * (weights[row] as number);
  }
}

export interface Drawn {
  /** Where one-sided tests of this size stop. */
  readonly limits: (tail: number) => Interval;
  readonly standardError: number;
  readonly guard: string | null;
}

/** Tails of fewer draws than this say little (of 25, those of 2.5 %, their share is known to a fifth, 1/√25): limits out there are at least as wide as estimate ± critical value · standard error. */
const LEAST_DRAWS_OF_A_TAIL = 25;

/** Percentiles and standard deviation of the values of all draws; `units` as for `criticalValue`. */
export function drawnLimits(
  values: Float64Array,
  { estimate, units }: { readonly estimate: number; readonly units: number | null },
): Drawn {
  const finite = values.filter(Number.isFinite).sort();
  const standardError = standardDeviation(finite);
  const limits = (tail: number): Interval => {
    const [low, high] = [quantile(finite, tail), quantile(finite, 1 - tail)];
    if (tail * values.length >= LEAST_DRAWS_OF_A_TAIL) return [low, high];
    const reach = criticalValue(tail, units) * standardError;
    return [Math.min(low, estimate - reach), Math.max(high, estimate + reach)];
  };
  return {
    limits,
    standardError,
    guard:
      finite.length >= LEAST_SHARE * values.length
        ? null
        : `the metric has no value on ${values.length - finite.length} of ${values.length} draws of these rows`,
  };
}

/** Linear between neighbours, as numpy.quantile. */
function quantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [below, above] = [sorted[low] as number, sorted[Math.min(low + 1, sorted.length - 1)] as number];
  return below + (at - low) * (above - below);
}
