import type { Predictions } from './observations.ts';

/** What a predictions file holds instead of probabilities: log-odds of the positive class, or one logit per class. */
export type Link = 'logit' | 'softmax';

/**
 * Probabilities out of logits, in float64: 1 / (1 + exp(−z)) of a binary score, exp(zᵢ − max) / Σ exp(zⱼ − max) of a row of
 * classes, both without overflow. A logit that is NaN or infinite stays no number, and with it its whole row: the verdict
 * must fail by it. Other tasks have no logits. `classes`: how many a row has.
 */
export function applyLink(predictions: Predictions, link: Link | null, classes: number): Predictions {
  if (link === 'logit' && predictions.task === 'binary')
    return { ...predictions, scores: predictions.scores.map(sigmoid) };
  if (link === 'softmax' && predictions.task === 'multiclass')
    return { ...predictions, probabilities: softmaxRows(predictions.probabilities, classes) };
  return predictions;
}

function softmaxRows(logits: Float64Array, width: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    const row = logits.subarray(start, start + width);
    if (!row.every(Number.isFinite)) {
      probabilities.fill(Number.NaN, start, start + width);
      continue;
    }
    const most = row.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
    const weights = row.map((value) => Math.exp(value - most));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    weights.forEach((weight, column) => {
      probabilities[start + column] = weight / sum;
    });
  }
  return probabilities;
}

function sigmoid(logit: number): number {
  if (!Number.isFinite(logit)) return Number.NaN;
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const odds = Math.exp(logit);
  return odds / (1 + odds);
}
