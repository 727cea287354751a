import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of −log of the probability given to the true class, clipped to [ε, 1 − ε]; probabilities are not renormalised. */
function estimateLogLoss(input: MetricInput): Estimate {
  const probabilities = probabilityOfTruth(input);
  if (probabilities === null) return undefinedEstimate('not a classification task', 0);
  const { epsilon } = input;
  return meanEstimate(probabilities.map((p) => -Math.log(Math.min(Math.max(p, epsilon), 1 - epsilon))));
}

function probabilityOfTruth({ truth, predictions }: MetricInput): Float64Array | null {
  if (truth.task === 'binary' && predictions.task === 'binary') {
    return predictions.scores.map((score, row) => (truth.labels[row] === 1 ? score : 1 - score));
  }
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass') return null;
  const width = truth.classes.length;
  return Float64Array.from(
    truth.labels,
    (label, row) => predictions.probabilities[row * width + label] as number,
  );
}

export const logLoss: Metric = {
  name: 'log_loss',
  tasks: ['binary', 'multiclass'],
  better: 'lower',
  method: 'mean',
  estimate: estimateLogLoss,
};
