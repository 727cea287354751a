import { criticalValue, tailOf } from '../statistics/critical-value.ts';
import { clusteredVariance, independentVariance } from '../statistics/variance.ts';
import { inOneGo, type Steps } from '../steps.ts';
import { meanEstimate } from './estimate.ts';
import { fewGroups } from './guards.ts';
import type { Interval } from './measurement.ts';
import type { Groups } from './observations.ts';
import { scoreOrder } from './score-order.ts';

/** How the numbers that two models give the same rows differ. */
export interface ScoreShift {
  readonly candidateMean: number;
  readonly baselineMean: number;
  /** Of the difference of the means, from the same rows; null where there are too few rows or groups. */
  readonly interval: Interval | null;
  /** Wasserstein's distance of the two distributions: how far scores move on average once each list is sorted, so that it does not matter which row has which. */
  readonly distance: number;
  /** |candidate − baseline| row by row: mean, what half of the rows and what 95 of 100 stay within, and the largest. */
  readonly moved: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly most: number;
  };
}

interface Paired {
  readonly candidate: Float64Array;
  readonly baseline: Float64Array;
  readonly groups: Groups | null;
  readonly confidence: number;
}

/** Both lists have a number for every row, all finite. Rows count alike. null where there are none, or where their sums are too large for a number. */
export function scoreShift(asked: Paired): ScoreShift | null {
  return inOneGo(scoreShiftInSteps(asked));
}

export function* scoreShiftInSteps({
  candidate,
  baseline,
  groups,
  confidence,
}: Paired): Steps<ScoreShift | null> {
  const rows = candidate.length;
  if (rows === 0) return null;
  const differences = new Float64Array(rows);
  let [sum, other] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const [own, old] = [candidate[row] as number, baseline[row] as number];
    sum += own;
    other += old;
    differences[row] = own - old;
  }
  yield;
  const interval = meanInterval(differences, { groups, confidence });
  for (const scores of [candidate, baseline]) {
    yield;
    scoreOrder(scores);
  }
  yield;
  const distance = distanceOf(candidate, baseline);
  yield;
  const moved = movedOf(differences);
  const found = { candidateMean: sum / rows, baselineMean: other / rows, interval, distance, moved };
  const numbers = [found.candidateMean, found.baselineMean, distance, ...Object.values(moved)];
  return numbers.every(Number.isFinite) ? found : null;
}

function meanInterval(
  differences: Float64Array,
  { groups, confidence }: Pick<Paired, 'groups' | 'confidence'>,
): Interval | null {
  const { value, influence } = meanEstimate(differences, null);
  if (value === null || fewGroups(groups) !== null) return null;
  const variance = groups === null ? independentVariance(influence) : clusteredVariance(influence, groups);
  const critical = criticalValue(tailOf(confidence), groups?.count ?? differences.length);
  const reach = critical * Math.sqrt(variance);
  return Number.isFinite(reach) ? [value - reach, value + reach] : null;
}

/** For two lists of one length: the mean distance of the i-th smallest of both. */
function distanceOf(candidate: Float64Array, baseline: Float64Array): number {
  const [own, other] = [scoreOrder(candidate).rows, scoreOrder(baseline).rows];
  let sum = 0;
  for (let place = 0; place < own.length; place++)
    sum += Math.abs(
      (candidate[own[place] as number] as number) - (baseline[other[place] as number] as number),
    );
  return sum / own.length;
}

/** Changes the differences: they are not needed afterwards. */
function movedOf(differences: Float64Array): ScoreShift['moved'] {
  let sum = 0;
  for (let row = 0; row < differences.length; row++) {
    const size = Math.abs(differences[row] as number);
    differences[row] = size;
    sum += size;
  }
  differences.sort();
  const within = (share: number) => differences[Math.ceil(share * differences.length) - 1] ?? 0;
  return {
    mean: sum / differences.length,
    p50: within(0.5),
    p95: within(0.95),
    most: within(1),
  };
}
