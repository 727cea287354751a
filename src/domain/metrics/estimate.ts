import type { Predictions, Truth } from './observations.ts';
import type { Flips } from './unseen-flips.ts';

/** A metric's value on some rows, and how much each row moves it (influence values sum to zero). */
export interface Estimate {
  /** null where the metric is not defined on these rows; `reason` then says why. */
  readonly value: number | null;
  /** One per row; none for metrics whose method needs none. */
  readonly influence: Float64Array;
  readonly reason: string | null;
  /** The curves of one class against the rest that an AUC is made of. */
  readonly areas?: readonly Area[];
  /** Metrics of decisions. */
  readonly flips?: Flips;
  /** Metrics of decisions that are no plain mean: what they are when rows count for more or less than they do. */
  readonly along?: Along;
}

/** `direction` has one number per row; of the result, the value when row i counts 1 + step · direction[i] times as much. NaN where it has none. */
export type Along = (direction: Float64Array) => (step: number) => number;

export interface Area {
  readonly value: number;
  /** Rows of the class, or of the rest, whichever is fewer. */
  readonly smallerClass: number;
}

/** What a metric is computed from. Both models of a comparison share truth, weights and epsilon; each has its own threshold. */
export interface MetricInput {
  readonly truth: Truth;
  readonly predictions: Predictions;
  /** Binary: label = score >= threshold. */
  readonly threshold: number;
  /** Log loss clips probabilities at this distance from 0 and 1: the epsilon of the coarser type of the pair. */
  readonly epsilon: number;
  /** How much each row counts, at least 0; null: all the same. */
  readonly weights: Float64Array | null;
}

/** The weighted mean of one value per row, x̄ = Σwx / Σw, with influence w·(x − x̄) / Σw. */
export function meanEstimate(values: Float64Array, weights: Float64Array | null): Estimate {
  const rows = values.length;
  if (rows === 0) return undefinedEstimate('there are no rows', 0);
  const total = weights === null ? rows : sumOf(weights);
  const value = (weights === null ? sumOf(values) : sumOfProducts(values, weights)) / total;
  const influence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const share = weights === null ? 1 / total : (weights[row] as number) / total;
    influence[row] = ((values[row] as number) - value) * share;
  }
  return { value, influence, reason: null };
}

/** The weighted mean of these values when its rows count for more or less. */
export function meanAlong(values: Float64Array, weights: Float64Array): Along {
  return (direction) => {
    const moves = direction.map((move, row) => move * (weights[row] as number));
    const [sum, total] = [sumOfProducts(values, weights), sumOf(weights)];
    const [sumMove, totalMove] = [sumOfProducts(values, moves), sumOf(moves)];
    return (step) => (sum + step * sumMove) / (total + step * totalMove);
  };
}

/**
 * The ratio of two weighted means, Σw·top / Σw·bottom, with influence w·(top − ratio · bottom) / Σw·bottom (delta method).
 */
export function ratioEstimate(
  top: Float64Array,
  bottom: Float64Array,
  weights: Float64Array | null,
): Estimate {
  const above = weights === null ? sumOf(top) : sumOfProducts(top, weights);
  const below = weights === null ? sumOf(bottom) : sumOfProducts(bottom, weights);
  const influence = new Float64Array(top.length);
  if (below === 0) return { value: 0, influence, reason: null };
  const value = above / below;
  for (let row = 0; row < top.length; row++) {
    const weight = weights === null ? 1 : (weights[row] as number);
    influence[row] = (weight * ((top[row] as number) - value * (bottom[row] as number))) / below;
  }
  return { value, influence, reason: null };
}

export function undefinedEstimate(reason: string, rows: number): Estimate {
  return { value: null, influence: new Float64Array(rows), reason };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] as number;
  return sum;
}

function sumOfProducts(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += (values[row] as number) * (weights[row] as number);
  return sum;
}
