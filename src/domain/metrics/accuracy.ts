import { decideLabels, trueLabels } from './decide-labels.ts';
import { type Estimate, type MetricInput, meanEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Share of rows whose decided label is the true one. */
function estimateAccuracy(input: MetricInput): Estimate {
  return meanEstimate(correctRows(input));
}

/** 1 where the decided label is the true one, else 0. */
export function correctRows(input: MetricInput): Float64Array {
  const decided = decideLabels(input);
  const labels = trueLabels(input);
  const correct = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) correct[row] = decided[row] === labels[row] ? 1 : 0;
  return correct;
}

export const accuracy: Metric = {
  name: 'accuracy',
  tasks: ['binary', 'multiclass'],
  better: 'higher',
  method: 'accuracy',
  estimate: estimateAccuracy,
};
