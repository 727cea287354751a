import { counted } from '../report/counted.ts';
import { portions, type Steps } from '../steps.ts';
import type { Predictions } from './observations.ts';

/** Rows of probabilities may miss a sum of 1 by this much: sums of rounded float32 numbers. */
const SUM_TOLERANCE = 1e-3;

/** Tells rows of probabilities, `width` numbers each, that do not add up to 1. */
export function* sumNotes(probabilities: Float64Array, width: number): Steps<string[]> {
  let bad = 0;
  for (const [from, to] of portions(Math.ceil(probabilities.length / width), width)) {
    for (let start = from * width; start < to * width; start += width) {
      let sum = 0;
      for (let index = start; index < start + width; index++) sum += probabilities[index] ?? Number.NaN;
      if (Math.abs(sum - 1) > SUM_TOLERANCE) bad += 1;
    }
    yield (to - from) * width;
  }
  return bad === 0 ? [] : [`the probabilities of ${counted(bad, 'row')} do not add up to 1`];
}

/** Tells a classification whose scores are decisions: nothing but 0 and 1. */
export function decisionNotes(predictions: Predictions): string[] {
  if (predictions.task !== 'binary' && predictions.task !== 'multiclass') return [];
  const values = predictions.task === 'binary' ? predictions.scores : predictions.probabilities;
  if (values.some((value) => value !== 0 && value !== 1)) return [];
  return [
    'every score is 0 or 1: these are decisions, not probabilities; log loss, Brier score, calibration and areas under curves say little of them',
  ];
}
