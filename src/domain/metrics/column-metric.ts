import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import { tableColumn } from './observations.ts';
import type { OwnColumn } from './own-numbers.ts';
import { scoreOrder } from './score-order.ts';

/** The metric of a column: its mean, compared by the paired mean, or a quantile, compared by bootstrap. */
export function columnMetric({ name, column, better, aggregate }: OwnColumn): Metric {
  const common = { name, tasks: ['scores'], better } as const;
  const values = (input: MetricInput) => ownValues(input, column);
  if (aggregate === 'mean')
    return { ...common, method: 'mean', estimate: (input) => meanEstimate(values(input), input.weights) };
  return {
    ...common,
    method: 'bootstrap',
    estimate: (input) => quantileEstimate(values(input), input.weights, aggregate),
    resample: (input) => resampled(values(input), aggregate),
  };
}

function ownValues({ predictions }: MetricInput, column: string): Float64Array {
  return predictions.task === 'scores' ? tableColumn(predictions.own, column) : new Float64Array(0);
}

function quantileEstimate(values: Float64Array, weights: Float64Array | null, q: number): Estimate {
  const value = resampled(values, q)(weights ?? new Float64Array(values.length).fill(1));
  return Number.isNaN(value)
    ? undefinedEstimate('no row has a weight', values.length)
    : { value, influence: new Float64Array(0), reason: null };
}

function resampled(values: Float64Array, q: number): ValueOfWeights {
  const order = scoreOrder(values);
  return (weights) => weightedQuantile({ values, order, weights }, q);
}

/**
 * The averaged inverse of the weighted distribution (Hyndman and Fan 1996, definition 2; numpy's
 * `averaged_inverted_cdf`): the value at which the share q of the weight is reached; where it is reached exactly, the
 * mean of it and of the next that has a weight. NaN where there is no weight.
 */
function weightedQuantile(
  {
    values,
    order,
    weights,
  }: { readonly values: Float64Array; readonly order: Uint32Array; readonly weights: Float64Array },
  q: number,
): number {
  let total = 0;
  for (let row = 0; row < weights.length; row++) total += weights[row] as number;
  if (total === 0) return Number.NaN;
  const wanted = q * total;
  const slack = total * 1e-12;
  let [sum, place] = [0, -1];
  while (sum < wanted - slack && place + 1 < order.length) sum += weights[order[++place] as number] as number;
  const value = values[order[place] as number] as number;
  if (sum > wanted + slack) return value;
  let next = place + 1;
  while (next < order.length && weights[order[next] as number] === 0) next++;
  return next < order.length ? (value + (values[order[next] as number] as number)) / 2 : value;
}
