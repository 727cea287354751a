import { portions, type Steps } from '../steps.ts';
import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of (score − label)²; of several classes the sum of it over the classes, from 0 to 2. */
function* estimateBrier(input: MetricInput): Steps<Estimate> {
  const squares = yield* squaredErrors(input);
  return squares === null
    ? undefinedEstimate('not a classification task', 0)
    : yield* meanEstimate(squares, input.weights);
}

function* squaredErrors({ truth, predictions }: MetricInput): Steps<Float64Array | null> {
  if (truth.task === 'binary' && predictions.task === 'binary')
    return yield* ofScores(truth.labels, predictions.scores);
  if (truth.task === 'multiclass' && predictions.task === 'multiclass')
    return yield* ofProbabilities(truth.labels, predictions.probabilities, truth.classes.length);
  return null;
}

function* ofScores(labels: Uint8Array, scores: Float64Array): Steps<Float64Array> {
  const squares = new Float64Array(labels.length);
  for (const [from, to] of portions(squares.length)) {
    for (let row = from; row < to; row++)
      squares[row] = ((scores[row] as number) - (labels[row] as number)) ** 2;
    yield to - from;
  }
  return squares;
}

function* ofProbabilities(
  labels: Int32Array,
  probabilities: Float64Array,
  width: number,
): Steps<Float64Array> {
  const squares = new Float64Array(labels.length);
  for (const [from, to] of portions(squares.length)) {
    for (let row = from; row < to; row++) {
      let sum = 0;
      for (let index = 0; index < width; index++) {
        const target = labels[row] === index ? 1 : 0;
        sum += ((probabilities[row * width + index] as number) - target) ** 2;
      }
      squares[row] = sum;
    }
    yield (to - from) * width;
  }
  return squares;
}

export const brier: Metric = {
  name: 'brier',
  tasks: ['binary', 'multiclass'],
  usualIn: ['binary'],
  better: 'lower',
  method: 'mean',
  estimate: estimateBrier,
};
