import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of (score − label)². */
function estimateBrier({ truth, predictions }: MetricInput): Estimate {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  return meanEstimate(predictions.scores.map((score, row) => (score - (truth.labels[row] as number)) ** 2));
}

export const brier: Metric = {
  name: 'brier',
  tasks: ['binary'],
  better: 'lower',
  method: 'mean',
  estimate: estimateBrier,
};
