import type { Predictions, Truth } from './observations.ts';

/** A metric's value on some rows, and how much each row moves it (influence values sum to zero). */
export interface Estimate {
  /** null where the metric is not defined on these rows; `reason` then says why. */
  readonly value: number | null;
  readonly influence: Float64Array;
  readonly reason: string | null;
}

/** What a metric is computed from. Both models of a comparison share truth and epsilon; each has its own threshold. */
export interface MetricInput {
  readonly truth: Truth;
  readonly predictions: Predictions;
  /** Binary: label = score >= threshold. */
  readonly threshold: number;
  /** Log loss clips probabilities at this distance from 0 and 1: the epsilon of the coarser type of the pair. */
  readonly epsilon: number;
}

/** The mean of one value per row: x̄, with influence (x − x̄) / n. */
export function meanEstimate(values: Float64Array): Estimate {
  const rows = values.length;
  if (rows === 0) return undefinedEstimate('there are no rows', 0);
  let sum = 0;
  for (const value of values) sum += value;
  const value = sum / rows;
  return { value, influence: values.map((each) => (each - value) / rows), reason: null };
}

/**
 * The ratio of two means, Σ top / Σ bottom, with influence (top − ratio · bottom) / Σ bottom (delta method).
 */
export function ratioEstimate(top: Float64Array, bottom: Float64Array): Estimate {
  let [above, below] = [0, 0];
  for (let row = 0; row < top.length; row++) {
    above += top[row] as number;
    below += bottom[row] as number;
  }
  if (below === 0) return { value: 0, influence: new Float64Array(top.length), reason: null };
  const value = above / below;
  return {
    value,
    influence: top.map((each, row) => (each - value * (bottom[row] as number)) / below),
    reason: null,
  };
}

export function undefinedEstimate(reason: string, rows: number): Estimate {
  return { value: null, influence: new Float64Array(rows), reason };
}
