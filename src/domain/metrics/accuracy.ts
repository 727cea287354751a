import { portions, type Steps } from '../steps.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import { type Estimate, type MetricInput, meanAlong, meanEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Share of rows whose decided label is the true one. */
function* estimateAccuracy(input: MetricInput): Steps<Estimate> {
  const correct = yield* correctRows(input);
  const { weights } = input;
  const estimate = yield* meanEstimate(correct, weights);
  return weights === null ? estimate : { ...estimate, along: meanAlong(correct, weights) };
}

/** 1 where the decided label is the true one, else 0. */
function* correctRows(input: MetricInput): Steps<Float64Array> {
  const decided = yield* decideLabels(input);
  const labels = trueLabels(input);
  const correct = new Float64Array(labels.length);
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++) correct[row] = decided[row] === labels[row] ? 1 : 0;
    yield to - from;
  }
  return correct;
}

export const accuracy: Metric = {
  name: 'accuracy',
  tasks: ['binary', 'multiclass'],
  usualIn: ['binary', 'multiclass'],
  better: 'higher',
  method: 'share',
  ofDecisions: true,
  estimate: estimateAccuracy,
  hits: correctRows,
};

/** With one label to a row, these averages count every row once: they are accuracy under another name. */
export const accuracyByOtherNames: readonly Metric[] = [
  'precision_micro',
  'recall_micro',
  'f1_micro',
  'recall_weighted',
].map((name) => ({ ...accuracy, name, tasks: ['multiclass'], usualIn: [] }));
