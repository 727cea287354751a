import { counted } from '../report/counted.ts';
import { formatCount } from '../report/format-number.ts';
import { portions, type Steps } from '../steps.ts';
import {
  type Estimate,
  type MetricInput,
  meanEstimate,
  ratioEstimate,
  undefinedEstimate,
} from './estimate.ts';
import type { Metric, MetricFamily } from './metric.ts';

interface Residuals {
  /** ŷ − y */
  readonly errors: Float64Array;
  /** y */
  readonly values: Float64Array;
}

export function* residuals({ truth, predictions }: MetricInput): Steps<Residuals | null> {
  if (truth.task !== 'regression' || predictions.task !== 'regression') return null;
  const { values } = truth;
  const errors = new Float64Array(values.length);
  for (const [from, to] of portions(errors.length)) {
    for (let row = from; row < to; row++)
      errors[row] = (predictions.values[row] as number) - (values[row] as number);
    yield to - from;
  }
  return { errors, values };
}

export const NOT_REGRESSION = undefinedEstimate('not a regression task', 0);

/** The mean of a loss of (error, true value). */
function meanOf(loss: (error: number, value: number) => number): Metric['estimate'] {
  return function* (input) {
    const found = yield* residuals(input);
    if (found === null) return NOT_REGRESSION;
    const { errors, values } = found;
    yield* changed(errors, (error, row) => loss(error, values[row] as number));
    return yield* meanEstimate(errors, input.weights);
  };
}

function* changed(numbers: Float64Array, to: (number: number, row: number) => number): Steps<void> {
  for (const [start, end] of portions(numbers.length)) {
    for (let row = start; row < end; row++) numbers[row] = to(numbers[row] as number, row);
    yield end - start;
  }
}

const meanSquare = meanOf((error) => error * error);

/** √ of the mean squared error; influence of the mean over 2·RMSE (delta method). */
function* estimateRmse(input: MetricInput): Steps<Estimate> {
  const mean = yield* meanSquare(input);
  if (mean.value === null) return mean;
  const value = Math.sqrt(mean.value);
  if (value !== 0) yield* changed(mean.influence, (each) => each / (2 * value));
  return { value, influence: mean.influence, reason: null };
}

/** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; a constant target gives 1 when every row is exact and 0 otherwise, as in scikit-learn. */
function* estimateR2(input: MetricInput): Steps<Estimate> {
  const found = yield* residuals(input);
  if (found === null) return NOT_REGRESSION;
  const { errors: squares, values } = found;
  if (values.length < 2) return undefinedEstimate('R² needs at least two rows', values.length);
  const mean = (yield* meanEstimate(values, input.weights)).value ?? 0;
  const counts = (row: number) => input.weights === null || (input.weights[row] as number) > 0;
  yield* changed(squares, (error) => error * error);
  // Compared as they are: the mean of a constant that is no binary fraction is off by a rounding error.
  const first = values[values.findIndex((_, row) => counts(row))];
  if (values.every((value, row) => value === first || !counts(row))) {
    const isExact = squares.every((square, row) => square === 0 || !counts(row));
    return { value: isExact ? 1 : 0, influence: new Float64Array(values.length), reason: null };
  }
  const spread = values.slice();
  yield* changed(spread, (value) => (value - mean) ** 2);
  const { value, influence } = yield* ratioEstimate(squares, spread, input.weights);
  yield* changed(influence, (each) => -each);
  return { value: 1 - (value ?? 0), influence, reason: null };
}

/** What scikit-learn divides by where the target is 0. */
const SMALLEST = 2 ** -52;

const LOSS = { tasks: ['regression'], better: 'lower' } as const;

export const rmse: Metric = {
  ...LOSS,
  name: 'rmse',
  usualIn: ['regression'],
  method: 'linearised',
  estimate: estimateRmse,
};

export const mae: Metric = {
  ...LOSS,
  name: 'mae',
  usualIn: ['regression'],
  method: 'mean',
  estimate: meanOf(Math.abs),
};

/** Mean of |ŷ − y| / |y|, a fraction; where y is 0 scikit-learn divides by the machine epsilon. */
export const mape: Metric = {
  ...LOSS,
  name: 'mape',
  method: 'mean',
  estimate: meanOf((error, value) => Math.abs(error) / Math.max(Math.abs(value), SMALLEST)),
  refusal: refuseZeros,
};

function* refuseZeros({ truth }: MetricInput): Steps<string | null> {
  if (truth.task !== 'regression') return null;
  let zeros = 0;
  for (const [from, to] of portions(truth.values.length)) {
    for (let row = from; row < to; row++) if (truth.values[row] === 0) zeros += 1;
    yield to - from;
  }
  if (zeros === 0) return null;
  return `the target is 0 on ${formatCount(zeros)} of ${counted(truth.values.length, 'row')}, and a share of nothing is no number: ask for mae, or for r2`;
}

export const r2: Metric = {
  name: 'r2',
  tasks: ['regression'],
  usualIn: ['regression'],
  better: 'higher',
  method: 'linearised',
  estimate: estimateR2,
};

/** pinball_q: mean of q·(y − ŷ) where y is above ŷ, else (1 − q)·(ŷ − y); the loss of a predicted quantile q. */
export const pinball: MetricFamily = {
  pattern: /^pinball_(0\.\d{1,6})$/,
  example: 'pinball_0.1',
  member: (parameter) => {
    const q = Number(parameter);
    if (!(q > 0) || String(q) !== parameter) return null;
    const estimate = meanOf((error) => (error < 0 ? -q * error : (1 - q) * error));
    return { ...LOSS, name: `pinball_${parameter}`, method: 'mean', estimate };
  },
};
