import { portions, type Steps } from '../steps.ts';
import type { MetricInput } from './estimate.ts';

const decisions = new WeakMap<MetricInput, Int32Array>();

/**
 * Predicted labels: binary 0 or 1 by score >= threshold in float64; multiclass the class of the largest probability, ties
 * to the lowest index. Several metrics ask for those of one input: they are decided once.
 */
export function* decideLabels(input: MetricInput): Steps<Int32Array> {
  const known = decisions.get(input);
  if (known !== undefined) return known;
  const decided = yield* decide(input);
  decisions.set(input, decided);
  return decided;
}

function* decide({ predictions, truth, threshold }: MetricInput): Steps<Int32Array> {
  if (predictions.task === 'binary') return yield* reached(predictions.scores, threshold);
  if (predictions.task !== 'multiclass' || truth.task !== 'multiclass') return new Int32Array(0);
  const width = truth.classes.length;
  const { probabilities } = predictions;
  const decided = new Int32Array(probabilities.length / width);
  for (const [from, to] of portions(decided.length)) {
    for (let row = from; row < to; row++) decided[row] = argmax(probabilities, row * width, width);
    yield (to - from) * width;
  }
  return decided;
}

/** A loop: `Int32Array.from` goes through an iterator, ten times slower at a million rows. */
function* reached(scores: Float64Array, threshold: number): Steps<Int32Array> {
  const decided = new Int32Array(scores.length);
  for (const [from, to] of portions(scores.length)) {
    for (let row = from; row < to; row++) decided[row] = (scores[row] as number) >= threshold ? 1 : 0;
    yield to - from;
  }
  return decided;
}

function argmax(values: Float64Array, start: number, width: number): number {
  let best = 0;
  for (let index = 1; index < width; index++) {
    if ((values[start + index] as number) > (values[start + best] as number)) best = index;
  }
  return best;
}

/** True labels as numbers: 0 or 1, or the class index. */
export function trueLabels({ truth }: MetricInput): Uint8Array | Int32Array {
  return truth.task === 'binary' || truth.task === 'multiclass' ? truth.labels : new Int32Array(0);
}
