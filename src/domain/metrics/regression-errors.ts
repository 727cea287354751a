import {
  type Estimate,
  type MetricInput,
  meanEstimate,
  ratioEstimate,
  undefinedEstimate,
} from './estimate.ts';
import type { Metric } from './metric.ts';

function residuals({
  truth,
  predictions,
}: MetricInput): { errors: Float64Array; values: Float64Array } | null {
  if (truth.task !== 'regression' || predictions.task !== 'regression') return null;
  const { values } = truth;
  return { errors: predictions.values.map((predicted, row) => predicted - (values[row] as number)), values };
}

const NOT_REGRESSION = undefinedEstimate('not a regression task', 0);

/** Mean absolute error. */
function estimateMae(input: MetricInput): Estimate {
  const found = residuals(input);
  return found === null ? NOT_REGRESSION : meanEstimate(found.errors.map(Math.abs));
}

/** √ of the mean squared error; influence of the mean over 2·RMSE (delta method). */
function estimateRmse(input: MetricInput): Estimate {
  const found = residuals(input);
  if (found === null) return NOT_REGRESSION;
  const mean = meanEstimate(found.errors.map((error) => error * error));
  if (mean.value === null) return mean;
  const value = Math.sqrt(mean.value);
  return {
    value,
    influence: value === 0 ? mean.influence : mean.influence.map((each) => each / (2 * value)),
    reason: null,
  };
}

/** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; a constant target gives 1 when every row is exact and 0 otherwise, as in scikit-learn. */
function estimateR2(input: MetricInput): Estimate {
  const found = residuals(input);
  if (found === null) return NOT_REGRESSION;
  const { errors, values } = found;
  if (values.length < 2) return undefinedEstimate('R² needs at least two rows', values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.map((value) => (value - mean) ** 2);
  const squares = errors.map((error) => error * error);
  // Compared as they are: the mean of a constant that is no binary fraction is off by a rounding error.
  if (values.every((value) => value === values[0])) {
    return {
      value: squares.every((value) => value === 0) ? 1 : 0,
      influence: new Float64Array(values.length),
      reason: null,
    };
  }
  const ratio = ratioEstimate(squares, spread);
  return { value: 1 - (ratio.value ?? 0), influence: ratio.influence.map((each) => -each), reason: null };
}

export const mae: Metric = {
  name: 'mae',
  tasks: ['regression'],
  better: 'lower',
  method: 'mean',
  estimate: estimateMae,
};
export const rmse: Metric = {
  name: 'rmse',
  tasks: ['regression'],
  better: 'lower',
  method: 'linearised',
  estimate: estimateRmse,
};
export const r2: Metric = {
  name: 'r2',
  tasks: ['regression'],
  better: 'higher',
  method: 'linearised',
  estimate: estimateR2,
};
