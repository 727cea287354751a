import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of −log of the probability given to the true class, clipped to [ε, 1 − ε]; probabilities are not renormalised. */
function estimateLogLoss(input: MetricInput): Estimate {
  const losses = probabilityOfTruth(input);
  if (losses === null) return undefinedEstimate('not a classification task', 0);
  const { epsilon, weights } = input;
  for (let row = 0; row < losses.length; row++)
    losses[row] = -Math.log(Math.min(Math.max(losses[row] as number, epsilon), 1 - epsilon));
  return meanEstimate(losses, weights);
}

function probabilityOfTruth({ truth, predictions }: MetricInput): Float64Array | null {
  if (truth.task === 'binary' && predictions.task === 'binary')
    return ofBinary(truth.labels, predictions.scores);
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass') return null;
  const width = truth.classes.length;
  const found = new Float64Array(truth.labels.length);
  for (let row = 0; row < found.length; row++)
    found[row] = predictions.probabilities[row * width + (truth.labels[row] as number)] as number;
  return found;
}

function ofBinary(labels: Uint8Array, scores: Float64Array): Float64Array {
  const found = new Float64Array(labels.length);
  for (let row = 0; row < found.length; row++) {
    const score = scores[row] as number;
    found[row] = labels[row] === 1 ? score : 1 - score;
  }
  return found;
}

export const logLoss: Metric = {
  name: 'log_loss',
  tasks: ['binary', 'multiclass'],
  usualIn: ['binary', 'multiclass'],
  better: 'lower',
  method: 'mean',
  estimate: estimateLogLoss,
};
