import { formatCount } from '../report/format-number.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import { scoreOrder } from './score-order.ts';

interface Ranking {
  /** 1 for rows of the class that high scores speak for, else 0. */
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
}

/** Area under the ROC curve of a binary task. */
function estimateRocAuc({ truth, predictions, weights }: MetricInput): Estimate {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  return areaUnderRoc({ labels: truth.labels, scores: predictions.scores, weights });
}

/**
 * The chance that a random positive scores above a random negative, ties counting one half; with weights rows are drawn in
 * proportion to them. Influence values are DeLong's structural components: w·(V10 − θ) / W₁ for positives, w·(V01 − θ) / W₀
 * for negatives, W the sum of weights of the class (X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014).
 */
export function areaUnderRoc(ranking: Ranking): Estimate {
  const { labels, weights } = ranking;
  const totals = classTotals(labels, weights);
  if (totals.positives === 0 || totals.negatives === 0) {
    return undefinedEstimate(
      `${labels.length === 1 ? 'the one row has one' : `all ${formatCount(labels.length)} rows have the same`} label: ROC AUC is not defined`,
      labels.length,
    );
  }
  const influence = structuralComponents(ranking, totals);
  let value = 0;
  for (let row = 0; row < labels.length; row++)
    if (labels[row] === 1) value += (influence[row] as number) * weightOf(weights, row);
  value /= totals.positives;
  for (let row = 0; row < labels.length; row++) {
    const total = labels[row] === 1 ? totals.positives : totals.negatives;
    influence[row] = (((influence[row] as number) - value) * weightOf(weights, row)) / total;
  }
  return { value, influence, reason: null, areas: [{ value, smallerClass: totals.smallerClass }] };
}

function weightOf(weights: Float64Array | null, row: number): number {
  return weights === null ? 1 : (weights[row] as number);
}

interface Totals {
  /** Sums of weights. */
  readonly positives: number;
  readonly negatives: number;
  /** Rows. */
  readonly smallerClass: number;
}

function classTotals(labels: Uint8Array, weights: Float64Array | null): Totals {
  const [sums, rows] = [
    [0, 0],
    [0, 0],
  ] as [[number, number], [number, number]];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] === 1 ? 1 : 0;
    sums[label] += weightOf(weights, row);
    rows[label] += 1;
  }
  return { positives: sums[1], negatives: sums[0], smallerClass: Math.min(...rows) };
}

/** V10 of every positive (share of negatives below it) and V01 of every negative (share of positives above it). */
function structuralComponents({ labels, scores, weights }: Ranking, totals: Totals): Float64Array {
  const { rows, starts } = scoreOrder(scores);
  const components = new Float64Array(labels.length);
  const [below, tied] = [Float64Array.of(0, 0), Float64Array.of(0, 0)];
  let start = 0;
  while (start < rows.length) {
    let end = start;
    tied.fill(0);
    do {
      const row = rows[end++] as number;
      tied[labels[row] as number]! += weights === null ? 1 : (weights[row] as number);
    } while (end < rows.length && starts[end] === 0);
    const [tiedNegatives, tiedPositives] = tied as unknown as [number, number];
    const forPositive = ((below[0] as number) + tiedNegatives / 2) / totals.negatives;
    const forNegative = (totals.positives - (below[1] as number) - tiedPositives / 2) / totals.positives;
    for (let place = start; place < end; place++) {
      const row = rows[place] as number;
      components[row] = labels[row] === 1 ? forPositive : forNegative;
    }
    below[0]! += tiedNegatives;
    below[1]! += tiedPositives;
    start = end;
  }
  return components;
}

export const rocAuc: Metric = {
  name: 'roc_auc',
  tasks: ['binary'],
  usualIn: ['binary'],
  better: 'higher',
  method: 'auc',
  ordersScores: true,
  estimate: estimateRocAuc,
};
