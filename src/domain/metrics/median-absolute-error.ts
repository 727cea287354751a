import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import { NOT_REGRESSION, residuals } from './regression-metrics.ts';
import { scoreOrder } from './score-order.ts';

/** Median of |ŷ − y|. With weights scikit-learn's averaged inverse of the weighted distribution. */
function estimateMedian(input: MetricInput): Estimate {
  const found = residuals(input);
  if (found === null) return NOT_REGRESSION;
  const errors = found.errors.map(Math.abs);
  const weights = input.weights ?? new Float64Array(errors.length).fill(1);
  const value = weightedMedian(errors, scoreOrder(errors), weights);
  const influence = new Float64Array(0);
  return Number.isNaN(value)
    ? undefinedEstimate('no row has a weight', 0)
    : { value, influence, reason: null };
}

function resampleMedian(input: MetricInput): ValueOfWeights {
  const errors = residuals(input)?.errors.map(Math.abs) ?? new Float64Array(0);
  const order = scoreOrder(errors);
  return (weights) => weightedMedian(errors, order, weights);
}

/**
 * The value at which half of the weight is reached; where it is reached exactly, the mean of it and of the next that has
 * a weight. NaN where there is no weight.
 */
function weightedMedian(values: Float64Array, order: Uint32Array, weights: Float64Array): number {
  let total = 0;
  for (let row = 0; row < weights.length; row++) total += weights[row] as number;
  if (total === 0) return Number.NaN;
  const half = total / 2;
  let [sum, place] = [0, -1];
  while (sum < half && place + 1 < order.length) sum += weights[order[++place] as number] as number;
  const value = values[order[place] as number] as number;
  if (sum - half > Number.EPSILON) return value;
  let next = place + 1;
  while (next < order.length && weights[order[next] as number] === 0) next++;
  return next < order.length ? (value + (values[order[next] as number] as number)) / 2 : value;
}

export const medianAbsoluteError: Metric = {
  name: 'median_ae',
  tasks: ['regression'],
  better: 'lower',
  method: 'bootstrap',
  estimate: estimateMedian,
  resample: resampleMedian,
};
