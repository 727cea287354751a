import { formatCount } from '../report/format-number.ts';
import { portions, type Steps } from '../steps.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import { scoreOrderInSteps } from './score-order.ts';

interface Ranking {
  /** 1 for rows of the class that high scores speak for, else 0. */
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
}

/** Area under the ROC curve of a binary task. */
function* estimateRocAuc({ truth, predictions, weights }: MetricInput): Steps<Estimate> {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  return yield* areaUnderRoc({ labels: truth.labels, scores: predictions.scores, weights });
}

/**
 * The chance that a random positive scores above a random negative, ties counting one half; with weights rows are drawn in
 * proportion to them. Influence values are DeLong's structural components: w·(V10 − θ) / W₁ for positives, w·(V01 − θ) / W₀
 * for negatives, W the sum of weights of the class (X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014).
 */
export function* areaUnderRoc(ranking: Ranking): Steps<Estimate> {
  const { labels, weights } = ranking;
  const { sums, rows } = yield* classTotals(labels, weights);
  const [negatives, positives] = [sums[0] as number, sums[1] as number];
  if (positives === 0 || negatives === 0) {
    return undefinedEstimate(
      `${labels.length === 1 ? 'the one row has one' : `all ${formatCount(labels.length)} rows have the same`} label: ROC AUC is not defined`,
      labels.length,
    );
  }
  const influence = yield* structuralComponents(ranking, { negatives, positives });
  const value = (yield* sumOverPositives(influence, ranking)) / positives;
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++) {
      const moved = ((influence[row] as number) - value) * weightOf(weights, row);
      influence[row] = moved / (sums[labels[row] as number] as number);
    }
    yield to - from;
  }
  return { value, influence, reason: null, areas: [{ value, smallerClass: Math.min(...rows) }] };
}

function weightOf(weights: Float64Array | null, row: number): number {
  return weights === null ? 1 : (weights[row] as number);
}

/** By label: sums of weights, and rows. */
function* classTotals(
  labels: Uint8Array,
  weights: Float64Array | null,
): Steps<{ readonly sums: Float64Array; readonly rows: Float64Array }> {
  const [sums, rows] = [new Float64Array(2), new Float64Array(2)];
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++) {
      sums[labels[row] as number]! += weightOf(weights, row);
      rows[labels[row] as number]! += 1;
    }
    yield to - from;
  }
  return { sums, rows };
}

/** Multiplied by the label: labels in no order are guessed wrong by the processor every other time. */
function* sumOverPositives(values: Float64Array, { labels, weights }: Ranking): Steps<number> {
  let sum = 0;
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++)
      sum += (labels[row] as number) * (values[row] as number) * weightOf(weights, row);
    yield to - from;
  }
  return sum;
}

interface Totals {
  /** Sums of weights. */
  readonly positives: number;
  readonly negatives: number;
}

/** V10 of every positive (share of negatives below it) and V01 of every negative (share of positives above it). */
function* structuralComponents(
  { labels, scores, weights }: Ranking,
  { negatives, positives }: Totals,
): Steps<Float64Array> {
  const { rows, starts } = yield* scoreOrderInSteps(scores);
  const components = new Float64Array(labels.length);
  let [negativesBelow, positivesBelow, start] = [0, 0, 0];
  for (const [from, to] of portions(rows.length)) {
    while (start < to) {
      let end = start;
      let tiedNegatives = 0;
      let tiedPositives = 0;
      do {
        const row = rows[end++] as number;
        const weight = weightOf(weights, row);
        tiedPositives += (labels[row] as number) * weight;
        tiedNegatives += (1 - (labels[row] as number)) * weight;
      } while (end < rows.length && starts[end] === 0);
      const forPositive = (negativesBelow + tiedNegatives / 2) / negatives;
      const forNegative = (positives - positivesBelow - tiedPositives / 2) / positives;
      for (let place = start; place < end; place++) {
        const row = rows[place] as number;
        const label = labels[row] as number;
        components[row] = label * forPositive + (1 - label) * forNegative;
      }
      negativesBelow += tiedNegatives;
      positivesBelow += tiedPositives;
      start = end;
    }
    yield to - from;
  }
  return components;
}

export const rocAuc: Metric = {
  name: 'roc_auc',
  tasks: ['binary'],
  usualIn: ['binary'],
  better: 'higher',
  method: 'auc',
  estimate: estimateRocAuc,
};
