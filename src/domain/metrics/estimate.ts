import { portions, type Steps } from '../steps.ts';
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
export type Along = (direction: Float64Array) => Steps<(step: number) => number>;

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
export function* meanEstimate(values: Float64Array, weights: Float64Array | null): Steps<Estimate> {
  const rows = values.length;
  if (rows === 0) return undefinedEstimate('there are no rows', 0);
  const total = weights === null ? rows : yield* weightedSum(weights, null);
  const value = (yield* weightedSum(values, weights)) / total;
  const influence = new Float64Array(rows);
  for (const [from, to] of portions(rows)) {
    for (let row = from; row < to; row++) {
      const share = weights === null ? 1 / total : (weights[row] as number) / total;
      influence[row] = ((values[row] as number) - value) * share;
    }
    yield to - from;
  }
  return { value, influence, reason: null };
}

/** The weighted mean of these values when its rows count for more or less. */
export function meanAlong(values: Float64Array, weights: Float64Array): Along {
  return function* (direction) {
    const moves = yield* products(direction, weights);
    const [sum, total] = [yield* weightedSum(values, weights), yield* weightedSum(weights, null)];
    const [sumMove, totalMove] = [yield* weightedSum(values, moves), yield* weightedSum(moves, null)];
    return (step) => (sum + step * sumMove) / (total + step * totalMove);
  };
}

/** Row by row. */
export function* products(values: Float64Array, weights: Float64Array): Steps<Float64Array> {
  const found = new Float64Array(values.length);
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) found[row] = (values[row] as number) * (weights[row] as number);
    yield to - from;
  }
  return found;
}

/**
 * The ratio of two weighted means, Σw·top / Σw·bottom, with influence w·(top − ratio · bottom) / Σw·bottom (delta method).
 */
export function* ratioEstimate(
  top: Float64Array,
  bottom: Float64Array,
  weights: Float64Array | null,
): Steps<Estimate> {
  const above = yield* weightedSum(top, weights);
  const below = yield* weightedSum(bottom, weights);
  const influence = new Float64Array(top.length);
  if (below === 0) return { value: 0, influence, reason: null };
  const value = above / below;
  for (const [from, to] of portions(top.length)) {
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : (weights[row] as number);
      influence[row] = (weight * ((top[row] as number) - value * (bottom[row] as number))) / below;
    }
    yield to - from;
  }
  return { value, influence, reason: null };
}

export function undefinedEstimate(reason: string, rows: number): Estimate {
  return { value: null, influence: new Float64Array(rows), reason };
}

/** Σwx; Σx without weights. */
function* weightedSum(values: Float64Array, weights: Float64Array | null): Steps<number> {
  let sum = 0;
  for (const [from, to] of portions(values.length)) {
    if (weights === null) for (let row = from; row < to; row++) sum += values[row] as number;
    else for (let row = from; row < to; row++) sum += (values[row] as number) * (weights[row] as number);
    yield to - from;
  }
  return sum;
}
