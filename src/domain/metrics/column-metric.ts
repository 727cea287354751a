import { weightedQuantile } from '../statistics/weighted-quantile.ts';
import type { Steps } from '../steps.ts';
import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import { tableColumn } from './observations.ts';
import type { OwnColumn } from './own-numbers.ts';
import { scoreOrderInSteps } from './score-order.ts';

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

function* quantileEstimate(values: Float64Array, weights: Float64Array | null, q: number): Steps<Estimate> {
  const value = (yield* resampled(values, q))(weights ?? new Float64Array(values.length).fill(1));
  return Number.isNaN(value)
    ? undefinedEstimate('no row has a weight', values.length)
    : { value, influence: new Float64Array(0), reason: null };
}

function* resampled(values: Float64Array, q: number): Steps<ValueOfWeights> {
  const { rows: order } = yield* scoreOrderInSteps(values);
  return (weights) => weightedQuantile({ values, order, weights }, q);
}
