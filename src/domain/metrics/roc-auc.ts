import { radixArgsort } from '../statistics/radix-argsort.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting one half.
 * Influence values are DeLong's structural components: (V10 − θ) / n₁ for positives, (V01 − θ) / n₀ for negatives
 * (X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014).
 */
function estimateRocAuc({ truth, predictions }: MetricInput): Estimate {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  const { labels } = truth;
  const positives = labels.reduce((count, label) => count + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) {
    return undefinedEstimate(
      `all ${labels.length} rows have the same label: ROC AUC is not defined`,
      labels.length,
    );
  }
  const components = structuralComponents(labels, predictions.scores, { positives, negatives });
  let value = 0;
  for (let row = 0; row < labels.length; row++) if (labels[row] === 1) value += components[row] as number;
  value /= positives;
  const influence = components.map(
    (component, row) => (component - value) / (labels[row] === 1 ? positives : negatives),
  );
  return { value, influence, reason: null };
}

/** V10 of every positive (share of negatives below it) and V01 of every negative (share of positives above it). */
function structuralComponents(
  labels: Uint8Array,
  scores: Float64Array,
  counts: { readonly positives: number; readonly negatives: number },
): Float64Array {
  const order = radixArgsort(scores);
  const components = new Float64Array(labels.length);
  let [negativesBelow, positivesBelow, start] = [0, 0, 0];
  while (start < order.length) {
    const score = scores[order[start] as number];
    let [end, tiedPositives] = [start, 0];
    while (end < order.length && scores[order[end] as number] === score)
      tiedPositives += labels[order[end++] as number] as number;
    const tiedNegatives = end - start - tiedPositives;
    const forPositive = (negativesBelow + tiedNegatives / 2) / counts.negatives;
    const forNegative = (counts.positives - positivesBelow - tiedPositives / 2) / counts.positives;
    for (let place = start; place < end; place++) {
      const row = order[place] as number;
      components[row] = labels[row] === 1 ? forPositive : forNegative;
    }
    negativesBelow += tiedNegatives;
    positivesBelow += tiedPositives;
    start = end;
  }
  return components;
}

export const rocAuc: Metric = {
  name: 'roc_auc',
  tasks: ['binary'],
  better: 'higher',
  method: 'auc',
  estimate: estimateRocAuc,
};
