import { atOnce, inOneGo, portions, type Steps } from '../steps.ts';
import { binOf, claimsOf } from './calibration-error.ts';
import { type MetricInput, meanEstimate } from './estimate.ts';
import type { Interval } from './measurement.ts';
import type { Metric } from './metric.ts';
import type { Groups } from './observations.ts';
import { selectGroups, selectNumbers, selectWeights } from './select-observations.ts';
import { singleGuard, singleInterval } from './single-interval.ts';

/** Rows whose chance, as the model gives it, lies in (low, high]; the first bin also holds 0. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  /** Mean of the chances that the model gives. */
  readonly claimed: number;
  /** Share of the rows for which it is true, with the interval of Clopper and Pearson. */
  readonly observed: number;
  readonly interval: Interval;
  /** too-high: the claimed mean lies above the interval. unknown: too few groups to tell. */
  readonly verdict: 'too-high' | 'too-low' | 'fits' | 'unknown';
}

export interface CalibrationTable {
  readonly bins: readonly CalibrationBin[];
  /** That all intervals of the table hold what they should at once: each has 1 − (1 − this) / bins (Bonferroni). */
  readonly confidence: number;
}

interface TableRequest {
  readonly groups: Groups | null;
  readonly confidence: number;
}

/**
 * As many as D. Hosmer and S. Lemeshow's table of goodness of fit has (1980). More of them make each interval wider, as all hold at once:
 * the table's alarms do not hang on their number (calibration-table.test.ts counts them).
 */
const BINS = 10;

/**
 * Ten bins of equal width over the chances that a model gives: binary, of the positive class; multiclass, of the class that it
 * decides for. Bins without rows are left out. null where the task has no chances.
 */
export function calibrationTable(input: MetricInput, asked: TableRequest): CalibrationTable | null {
  return inOneGo(calibrationTableInSteps(input, asked));
}

export function* calibrationTableInSteps(
  input: MetricInput,
  { groups, confidence }: TableRequest,
): Steps<CalibrationTable | null> {
  const claims = yield* claimsOf(input);
  if (claims === null) return null;
  const members = yield* rowsByBin(claims.chance);
  const filled = members.filter((rows) => rows.length > 0).length;
  const level = 1 - (1 - confidence) / Math.max(1, filled);
  const bins: CalibrationBin[] = [];
  for (const [bin, rows] of members.entries()) {
    if (rows.length === 0) continue;
    const own = { ...input, weights: yield* selectWeights(input.weights, rows) };
    if (own.weights?.every((weight) => weight === 0) === true) continue;
    const counted = { groups: yield* selectGroups(groups, rows), confidence: level };
    const found = yield* shareIn(own, yield* selectNumbers(claims.holds, rows), counted);
    const claimed = (yield* meanEstimate(yield* selectNumbers(claims.chance, rows), own.weights)).value ?? 0;
    const { observed, interval } = found;
    const edges = { low: bin / BINS, high: (bin + 1) / BINS, rows: rows.length };
    bins.push({ ...edges, claimed, observed, interval, verdict: verdictOf(claimed, found) });
  }
  return { bins, confidence };
}

function* rowsByBin(chance: Float64Array): Steps<Int32Array[]> {
  const [sizes, bins] = [new Int32Array(BINS), new Uint8Array(chance.length)];
  for (const [from, to] of portions(chance.length)) {
    for (let row = from; row < to; row++) {
      const bin = binOf(chance[row] as number, BINS);
      bins[row] = bin;
      sizes[bin]! += 1;
    }
    yield to - from;
  }
  const members = [...sizes].map((size) => new Int32Array(size));
  const filled = new Int32Array(BINS);
  for (const [from, to] of portions(chance.length)) {
    for (let row = from; row < to; row++) {
      const bin = bins[row] as number;
      (members[bin] as Int32Array)[filled[bin]!++] = row;
    }
    yield to - from;
  }
  return members;
}

interface Share {
  readonly observed: number;
  readonly interval: Interval;
  readonly guard: string | null;
}

/** The share of the rows that something holds for, as accuracy has its interval. */
function* shareIn(
  input: MetricInput,
  hits: Float64Array,
  { groups, confidence }: TableRequest,
): Steps<Share> {
  const metric: Metric = {
    name: 'observed',
    tasks: [],
    better: 'higher',
    method: 'share',
    estimate: () => meanEstimate(hits, input.weights),
    hits: () => atOnce(hits),
  };
  const { value, influence } = yield* meanEstimate(hits, input.weights);
  const observed = value ?? 0;
  const candidate = { value: observed, influence, reason: null };
  const single = { candidate, candidateInput: input, groups, confidence, draws: null };
  const interval = finite(yield* singleInterval(metric, single));
  return { observed, interval, guard: yield* singleGuard(metric, single) };
}

/** Rows of one group alone say nothing of how much groups differ. */
function finite(interval: Interval | null): Interval {
  return interval?.every(Number.isFinite) ? interval : [0, 1];
}

function verdictOf(claimed: number, { interval, guard }: Share): CalibrationBin['verdict'] {
  if (guard !== null) return 'unknown';
  if (claimed > interval[1]) return 'too-high';
  return claimed < interval[0] ? 'too-low' : 'fits';
}
