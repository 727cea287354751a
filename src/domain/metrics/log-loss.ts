import { portions, type Steps } from '../steps.ts';
import { type Estimate, type MetricInput, meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** Mean of −log of the probability given to the true class, clipped to [ε, 1 − ε]; probabilities are not renormalised. */
function* estimateLogLoss(input: MetricInput): Steps<Estimate> {
  const losses = yield* probabilityOfTruth(input);
  if (losses === null) return undefinedEstimate('not a classification task', 0);
  const { epsilon, weights } = input;
  for (const [from, to] of portions(losses.length)) {
    for (let row = from; row < to; row++)
      losses[row] = -Math.log(Math.min(Math.max(losses[row] as number, epsilon), 1 - epsilon));
    yield to - from;
  }
  return yield* meanEstimate(losses, weights);
}

function* probabilityOfTruth({ truth, predictions }: MetricInput): Steps<Float64Array | null> {
  if (truth.task === 'binary' && predictions.task === 'binary')
    return yield* ofBinary(truth.labels, predictions.scores);
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass') return null;
  const width = truth.classes.length;
  const found = new Float64Array(truth.labels.length);
  for (const [from, to] of portions(found.length)) {
    for (let row = from; row < to; row++)
      found[row] = predictions.probabilities[row * width + (truth.labels[row] as number)] as number;
    yield to - from;
  }
  return found;
}

/** Multiplied by the label: labels in no order are guessed wrong by the processor every other time. */
function* ofBinary(labels: Uint8Array, scores: Float64Array): Steps<Float64Array> {
  const found = new Float64Array(labels.length);
  for (const [from, to] of portions(found.length)) {
    for (let row = from; row < to; row++) {
      const label = labels[row] as number;
      const score = scores[row] as number;
      found[row] = label * score + (1 - label) * (1 - score);
    }
    yield to - from;
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
