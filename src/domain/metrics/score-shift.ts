import { criticalValue, tailOf } from '../statistics/critical-value.ts';
import { nthSmallest } from '../statistics/nth-smallest.ts';
import { clusteredVariance, independentVariance } from '../statistics/variance.ts';
import { inOneGo, portions, type Steps } from '../steps.ts';
import { meanEstimate } from './estimate.ts';
import { fewGroups } from './guards.ts';
import type { Interval } from './measurement.ts';
import type { Groups } from './observations.ts';
import { scoreOrderInSteps } from './score-order.ts';

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
  const { differences, sum, other } = yield* differencesOf(candidate, baseline);
  const interval = yield* meanInterval(differences, { groups, confidence });
  const distance = yield* distanceOf(candidate, baseline);
  const moved = yield* movedOf(differences);
  const found = { candidateMean: sum / rows, baselineMean: other / rows, interval, distance, moved };
  const numbers = [found.candidateMean, found.baselineMean, distance, ...Object.values(moved)];
  return numbers.every(Number.isFinite) ? found : null;
}

interface Differences {
  readonly differences: Float64Array;
  /** Of the candidate's numbers, and of the baseline's. */
  readonly sum: number;
  readonly other: number;
}

function* differencesOf(candidate: Float64Array, baseline: Float64Array): Steps<Differences> {
  const differences = new Float64Array(candidate.length);
  let [sum, other] = [0, 0];
  for (const [from, to] of portions(candidate.length)) {
    for (let row = from; row < to; row++) {
      const own = candidate[row] as number;
      const old = baseline[row] as number;
      sum += own;
      other += old;
      differences[row] = own - old;
    }
    yield to - from;
  }
  return { differences, sum, other };
}

function* meanInterval(
  differences: Float64Array,
  { groups, confidence }: Pick<Paired, 'groups' | 'confidence'>,
): Steps<Interval | null> {
  const { value, influence } = yield* meanEstimate(differences, null);
  if (value === null || fewGroups(groups) !== null) return null;
  const variance = yield* groups === null
    ? independentVariance(influence)
    : clusteredVariance(influence, groups);
  const critical = criticalValue(tailOf(confidence), groups?.count ?? differences.length);
  const reach = critical * Math.sqrt(variance);
  return Number.isFinite(reach) ? [value - reach, value + reach] : null;
}

/** For two lists of one length: the mean distance of the i-th smallest of both. */
function* distanceOf(candidate: Float64Array, baseline: Float64Array): Steps<number> {
  const own = (yield* scoreOrderInSteps(candidate)).rows;
  const other = (yield* scoreOrderInSteps(baseline)).rows;
  let sum = 0;
  for (const [from, to] of portions(own.length)) {
    for (let place = from; place < to; place++)
      sum += Math.abs(
        (candidate[own[place] as number] as number) - (baseline[other[place] as number] as number),
      );
    yield to - from;
  }
  return sum / own.length;
}

/** Changes the differences: they are not needed afterwards. */
function* movedOf(differences: Float64Array): Steps<ScoreShift['moved']> {
  const rows = differences.length;
  let sum = 0;
  for (const [from, to] of portions(rows)) {
    for (let row = from; row < to; row++) {
      const size = Math.abs(differences[row] as number);
      differences[row] = size;
      sum += size;
    }
    yield to - from;
  }
  const within = yield* nthSmallest(
    differences,
    [0.5, 0.95, 1].map((share) => Math.ceil(share * rows) - 1),
  );
  const [p50, p95, most] = within as [number, number, number];
  return { mean: sum / rows, p50, p95, most };
}
