import { weightedQuantile } from '../statistics/weighted-quantile.ts';
import { portions, type Steps } from '../steps.ts';
import { drawnMedians } from './drawn-medians.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import type { Groups } from './observations.ts';
import { NOT_REGRESSION, residuals } from './regression-metrics.ts';
import { scoreOrderInSteps } from './score-order.ts';

/** |ŷ − y|; null where the task is none. */
function* absoluteErrors(input: MetricInput): Steps<Float64Array | null> {
  const errors = (yield* residuals(input))?.errors ?? null;
  if (errors === null) return null;
  for (const [from, to] of portions(errors.length)) {
    for (let row = from; row < to; row++) errors[row] = Math.abs(errors[row] as number);
    yield to - from;
  }
  return errors;
}

/** Median of |ŷ − y|. With weights scikit-learn's averaged inverse of the weighted distribution. */
function* estimateMedian(input: MetricInput): Steps<Estimate> {
  const errors = yield* absoluteErrors(input);
  if (errors === null) return NOT_REGRESSION;
  const weights = input.weights ?? new Float64Array(errors.length).fill(1);
  const { rows: order } = yield* scoreOrderInSteps(errors);
  const value = weightedQuantile({ values: errors, order, weights }, 0.5);
  const influence = new Float64Array(0);
  return Number.isNaN(value)
    ? undefinedEstimate('no row has a weight', 0)
    : { value, influence, reason: null };
}

function* resampleMedian(input: MetricInput): Steps<ValueOfWeights> {
  const errors = (yield* absoluteErrors(input)) ?? new Float64Array(0);
  const { rows: order } = yield* scoreOrderInSteps(errors);
  return (weights) => weightedQuantile({ values: errors, order, weights }, 0.5);
}

function* drawMedians(inputs: readonly MetricInput[], groups: Groups | null): Steps<Float64Array[] | null> {
  const errors: Float64Array[] = [];
  for (const input of inputs) {
    const own = yield* absoluteErrors(input);
    if (own === null) return null;
    errors.push(own);
  }
  return yield* drawnMedians(errors, groups);
}

export const medianAbsoluteError: Metric = {
  name: 'median_ae',
  tasks: ['regression'],
  better: 'lower',
  method: 'bootstrap',
  estimate: estimateMedian,
  resample: resampleMedian,
  drawTogether: drawMedians,
};
