import type { Interval } from '../metrics/measurement.ts';
import { headroom, headroomInterval } from './criterion.ts';
import type { GateOutcome, Verdict } from './gate.ts';
import { comparative, type Subject } from './gate-subject.ts';
import { JudgingError } from './judging-error.ts';

export interface Finding {
  readonly verdict: Verdict;
  readonly outcome: GateOutcome;
  readonly note?: string | null;
}

/** A value that is missing passes nowhere, neither on a first release nor for the same bytes. Asked in this order; the first that has an answer decides. */
const FINDINGS: readonly ((subject: Subject) => Finding | null)[] = [
  notFinite,
  absentBaseline,
  sameBytes,
  withoutValue,
  refused,
  withoutBaselineValue,
  readOffPoint,
  withoutInterval,
  readOffInterval,
];

/** Judges one rule. Throws JudgingError for a percentage of a baseline that is not above zero. */
export function findVerdict(subject: Subject): Finding {
  for (const find of FINDINGS) {
    const finding = find(subject);
    if (finding !== null) return finding;
  }
  return { verdict: 'inconclusive', outcome: 'not-measured' };
}

function notFinite({ measurement, isPerformance, request }: Subject): Finding | null {
  const value = measurement.candidate;
  const scoresAreFinite = isPerformance || !request.nonFinite;
  if (scoresAreFinite && (value === null || Number.isFinite(value))) return null;
  return { verdict: 'fail', outcome: 'not-finite', note: measurement.reason };
}

function absentBaseline({ rule, request, measurement }: Subject): Finding | null {
  const ofPair = measurement.ofPair !== undefined;
  if ((!comparative(rule) && !ofPair) || request.against !== null) return null;
  if (request.whenAbsent === 'fail') return { verdict: 'fail', outcome: 'baseline-missing' };
  return measurement.candidate === null && !ofPair ? null : { verdict: 'pass', outcome: 'first-release' };
}

function sameBytes({ rule, request, measurement }: Subject): Finding | null {
  if (!request.identical || measurement.decidesOtherwise === true || measurement.candidate === null)
    return null;
  if (measurement.ofPair !== undefined) return { verdict: 'pass', outcome: 'identical' };
  if (!comparative(rule)) return null;
  return { verdict: rule === 'max_worse' ? 'pass' : 'fail', outcome: 'identical' };
}

function withoutValue({ measurement, gate, request }: Subject): Finding | null {
  if (measurement.candidate !== null) return null;
  const measured = request.measurements.some((each) => each.name === gate.metric);
  const outcome = measured && measurement.rows > 0 ? 'no-value' : 'not-measured';
  return { verdict: 'inconclusive', outcome, note: measurement.reason };
}

/** Nothing is read off a number that says nothing, not even whether it is below a limit. */
function refused({ measurement }: Subject): Finding | null {
  const { refusal } = measurement;
  return typeof refusal === 'string' ? { verdict: 'inconclusive', outcome: 'guarded', note: refusal } : null;
}

function withoutBaselineValue({ measurement, rule, limit, gate }: Subject): Finding | null {
  if (!comparative(rule)) return null;
  const { baseline, reason } = measurement;
  if (baseline === null || !Number.isFinite(baseline)) {
    return { verdict: 'inconclusive', outcome: 'no-baseline-value', note: reason };
  }
  if (!limit.relative || baseline > 0) return null;
  throw new JudgingError(
    `gates.${gate.metric}.${rule}: a percentage of the baseline's value ${baseline} says nothing, because it is not above zero`,
    `Write the limit as an amount of ${gate.metric} instead of a percentage.`,
  );
}

/** Comparisons of points forgive what float64 cannot represent: 0.81 − 0.80 is not 0.01. */
const ROUNDING = 1e-12;

function readOffPoint({ on, criterion, measurement, rule, limit }: Subject): Finding | null {
  if (on !== 'point') return null;
  const candidate = measurement.candidate ?? Number.NaN;
  const scaledBaseline = criterion.factor * (measurement.baseline ?? 0);
  const room = headroom(criterion, candidate - scaledBaseline);
  const slack =
    ROUNDING * Math.max(Math.abs(candidate), Math.abs(scaledBaseline), Math.abs(criterion.critical));
  const strictly = rule === 'min_better' && limit.value === 0;
  return (strictly ? room > slack : room >= -slack)
    ? { verdict: 'pass', outcome: 'kept' }
    : { verdict: 'fail', outcome: 'broken' };
}

function withoutInterval(subject: Subject): Finding | null {
  const { contrast, rule, measurement } = subject;
  const interval = judgedInterval(subject);
  if (interval === null || interval.some(Number.isNaN))
    return { verdict: 'inconclusive', outcome: 'points-only' };
  const guard = (comparative(rule) ? contrast?.guard : measurement.candidateGuard) ?? null;
  return guard === null ? null : { verdict: 'inconclusive', outcome: 'guarded', note: guard };
}

function readOffInterval(subject: Subject): Finding | null {
  const interval = judgedInterval(subject);
  if (interval === null) return null;
  const [least, most] = headroomInterval(subject.criterion, interval);
  // "At least" and "at most" include the limit; "provably better" and "provably inside the margin" do not.
  if (comparative(subject.rule) ? least > 0 : least >= 0) return { verdict: 'pass', outcome: 'kept' };
  if (most < 0) return { verdict: 'fail', outcome: 'broken' };
  return { verdict: 'inconclusive', outcome: 'undecided' };
}

/** null where only points are known. */
function judgedInterval({ rule, contrast, measurement }: Subject): Interval | null {
  if (!comparative(rule)) return measurement.candidateInterval;
  return contrast === null || contrast.method === 'point' ? null : contrast.interval;
}
