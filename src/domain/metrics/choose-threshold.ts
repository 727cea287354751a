import { inOneGo, type Steps } from '../steps.ts';
import { type Confusion, confusionAt } from './confusion.ts';
import { balancedAccuracy, kappa, matthews, ofPositives } from './label-measures.ts';
import { scoreOrder, scoreOrderInSteps } from './score-order.ts';

/** What a threshold can be chosen for. Precision and recall alone are best where all or nothing is positive. */
export const THRESHOLD_METRICS = ['f1', 'accuracy', 'balanced_accuracy', 'mcc', 'cohen_kappa'] as const;
export type ThresholdMetric = (typeof THRESHOLD_METRICS)[number];

const VALUES: Readonly<Record<ThresholdMetric, (confusion: Confusion) => number>> = {
  f1: (confusion) => ofPositives('f1')(confusion).value,
  accuracy: ({ hits, total }) => ((hits[0] as number) + (hits[1] as number)) / total,
  balanced_accuracy: (confusion) => balancedAccuracy(confusion).value,
  mcc: (confusion) => matthews(confusion).value,
  cohen_kappa: (confusion) => kappa(confusion)?.value ?? 0,
};

export interface ScoredRows {
  /** 1 = the positive class; both occur. */
  readonly labels: Uint8Array;
  /** Between 0 and 1. */
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
}

export interface ChosenThreshold {
  /** Above 0 and below 1. */
  readonly threshold: number;
  /** The metric's value on these rows, with that threshold. */
  readonly value: number;
}

/**
 * The threshold with the largest value of a metric. Between two neighbouring scores every threshold decides alike: the one
 * with the fewest decimals near their middle is taken, which no rounding of a score crosses. Of equal values the threshold
 * nearest to 0.5. null where no threshold lies between 0 and 1.
 */
export function chooseThreshold(rows: ScoredRows, metric: ThresholdMetric): ChosenThreshold | null {
  return inOneGo(chooseThresholdInSteps(rows, metric));
}

/** To look at a cut takes as long as so many rows of simple work. */
const ROWS_OF_A_CUT = 64;

export function* chooseThresholdInSteps(
  rows: ScoredRows,
  metric: ThresholdMetric,
): Steps<ChosenThreshold | null> {
  yield* scoreOrderInSteps(rows.scores);
  let best: ChosenThreshold | null = null;
  for (const { above, from, confusion } of cuts(rows)) {
    yield ROWS_OF_A_CUT;
    const value = VALUES[metric](confusion);
    if (best !== null && value < best.value) continue;
    const threshold = between(above, from);
    if (threshold === null) continue;
    if (best === null || value > best.value || isNearer(threshold, best)) best = { threshold, value };
  }
  return best;
}

function isNearer(threshold: number, best: ChosenThreshold): boolean {
  return Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
}

interface Cut {
  /** A threshold lies above the one and at most at the other. */
  readonly above: number;
  readonly from: number;
  readonly confusion: Confusion;
}

/** Every way to cut the rows by score: first nothing is positive, then more and more from the highest score on. */
function* cuts({ labels, scores, weights }: ScoredRows): Generator<Cut> {
  const { rows: order } = scoreOrder(scores);
  const sums = { positives: 0, negatives: 0, found: 0, wrong: 0 };
  const weightOf = (row: number) => (weights === null ? 1 : (weights[row] as number));
  for (let row = 0; row < labels.length; row++)
    sums[labels[row] === 1 ? 'positives' : 'negatives'] += weightOf(row);
  let place = order.length - 1;
  yield { above: scores[order[place] as number] ?? 0, from: 1, confusion: confusionAt(sums) };
  while (place >= 0) {
    const from = scores[order[place] as number] as number;
    for (; place >= 0 && scores[order[place] as number] === from; place--) {
      const row = order[place] as number;
      sums[labels[row] === 1 ? 'found' : 'wrong'] += weightOf(row);
    }
    const above = place < 0 ? 0 : (scores[order[place] as number] as number);
    yield { above, from, confusion: confusionAt(sums) };
  }
}

/** The number of fewest decimals strictly between two scores that is nearest to their middle; null where there is none. */
function between(low: number, high: number): number | null {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toFixed(digits));
    if (rounded > low && rounded < high) return rounded;
  }
  return high > 0 && high < 1 && high > low ? high : null;
}
