import { weightedQuantile } from '../statistics/weighted-quantile.ts';
import { drawnMedians } from './drawn-medians.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import type { Groups } from './observations.ts';
import { NOT_REGRESSION, residuals } from './regression-metrics.ts';
import { scoreOrder } from './score-order.ts';

/** Median of |ŷ − y|. With weights scikit-learn's averaged inverse of the weighted distribution. */
function estimateMedian(input: MetricInput): Estimate {
  const found = residuals(input);
  if (found === null) return NOT_REGRESSION;
  const errors = found.errors.map(Math.abs);
  const weights = input.weights ?? new Float64Array(errors.length).fill(1);
  const value = weightedQuantile({ values: errors, order: scoreOrder(errors).rows, weights }, 0.5);
  const influence = new Float64Array(0);
  return Number.isNaN(value)
    ? undefinedEstimate('no row has a weight', 0)
    : { value, influence, reason: null };
}

function resampleMedian(input: MetricInput): ValueOfWeights {
  const errors = residuals(input)?.errors.map(Math.abs) ?? new Float64Array(0);
  const { rows: order } = scoreOrder(errors);
  return (weights) => weightedQuantile({ values: errors, order, weights }, 0.5);
}

function drawMedians(inputs: readonly MetricInput[], groups: Groups | null): Float64Array[] | null {
  const errors = inputs.map((input) => residuals(input)?.errors.map(Math.abs));
  return errors.every((each) => each !== undefined) ? drawnMedians(errors, groups) : null;
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
