import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of (score − label)²; of several classes the sum of it over the classes, from 0 to 2. */
function estimateBrier(input: MetricInput): Estimate {
  const squares = squaredErrors(input);
  return squares === null
    ? undefinedEstimate('not a classification task', 0)
    : meanEstimate(squares, input.weights);
}

function squaredErrors({ truth, predictions }: MetricInput): Float64Array | null {
  if (truth.task === 'binary' && predictions.task === 'binary')
    return ofScores(truth.labels, predictions.scores);
  if (truth.task === 'multiclass' && predictions.task === 'multiclass')
    return ofProbabilities(truth.labels, predictions.probabilities, truth.classes.length);
  return null;
}

function ofScores(labels: Uint8Array, scores: Float64Array): Float64Array {
  const squares = new Float64Array(labels.length);
  for (let row = 0; row < squares.length; row++)
    squares[row] = ((scores[row] as number) - (labels[row] as number)) ** 2;
  return squares;
}

function ofProbabilities(labels: Int32Array, probabilities: Float64Array, width: number): Float64Array {
  const squares = new Float64Array(labels.length);
  for (let row = 0; row < squares.length; row++) {
    let sum = 0;
    for (let index = 0; index < width; index++) {
      const target = labels[row] === index ? 1 : 0;
      sum += ((probabilities[row * width + index] as number) - target) ** 2;
    }
    squares[row] = sum;
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
