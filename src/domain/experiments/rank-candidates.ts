import { measureMetrics } from '../metrics/measure-metrics.ts';
import type { Contrast, Direction, Interval, Measurement } from '../metrics/measurement.ts';
import { directionOf } from '../metrics/registry.ts';
import { judgeChange } from './judge-change.ts';
import type { Observed } from './observed.ts';

/** leader: the best point. worse: proven to be worse than the leader. tied: cannot be told from it. undefined: no value. */
export type Standing = 'leader' | 'worse' | 'tied' | 'undefined';

export interface Ranked {
  readonly id: string;
  readonly standing: Standing;
  readonly value: number | null;
  /** Of the value, at the confidence that was asked. */
  readonly interval: Interval | null;
  /** This candidate − the leader; null for the leader. */
  readonly difference: number | null;
  /** Of the difference, at the simultaneous confidence. */
  readonly differenceInterval: Interval | null;
  readonly method: string | null;
  /** Why the interval says nothing, or why there is no value. */
  readonly reason: string | null;
}

export interface Ranking {
  readonly metric: string;
  readonly better: Direction;
  /** Of several values per row the one that is ranked by. */
  readonly target?: string;
  readonly rows: number;
  readonly groups: number | null;
  readonly confidence: number;
  /** Level of each difference, so that all of them hold together. */
  readonly simultaneous: number;
  /** Best first, those without a value last. */
  readonly ranked: readonly Ranked[];
  /** The leader, and all that cannot be told from it: the best one is among them, at the confidence that was asked. */
  readonly set: readonly string[];
}

interface Question {
  readonly metric: string;
  readonly confidence: number;
  /** Of several values per row the one that is asked for; left out: the first. */
  readonly target?: string | undefined;
}

/** One candidate's rows when they are needed: of a hundred, two are in memory at a time. */
export type Load = (id: string) => Promise<Observed>;

/**
 * Ranks candidates that were judged on the same rows, the way of multiple comparisons with the best (J. C. Hsu, Annals of
 * Statistics 12, 1984), with Bonferroni's level in place of Dunnett's, as metrics have no common variance: every candidate is held
 * against the leader, row by row, at 1 − (1 − confidence) / (k − 1). One is worse where its interval lies wholly on the worse side.
 *
 * With α = 1 − confidence: the truly best is called worse with probability at most (k − 1) · (α / 2) / (k − 1) = α / 2, whichever leads.
 * A leader that is not truly better than all others is called the only one left with probability at most k · (α / 2) / (k − 1) ≤ α:
 * for that it must beat one that is as good, which happens to each of k with (α / 2) / (k − 1).
 */
export async function rankCandidates(
  ids: readonly string[],
  load: Load,
  { metric, confidence, target }: Question,
): Promise<Ranking> {
  const points: { id: string; point: Measurement }[] = [];
  for (const id of ids) points.push({ id, point: measured(await load(id), { metric, confidence, target }) });
  const better = points[0]?.point.better ?? directionOf(metric);
  const valued = points
    .filter(({ point }) => point.candidate !== null)
    .sort((a, b) => inOrder(better, a.point.candidate ?? 0, b.point.candidate ?? 0));
  const [leader, ...others] = valued;
  const simultaneous = simultaneousConfidence(valued.length, confidence);
  const own = leader === undefined ? null : await load(leader.id);
  const ranked: Ranked[] = leader === undefined ? [] : [{ ...plain(leader), standing: 'leader' }];
  for (const other of others) {
    const pair = { ...(await load(other.id)), baseline: own };
    const contrast = contrastWith(pair, { metric, confidence: simultaneous, target });
    ranked.push(
      contrast === null
        ? { ...plain(other), standing: 'tied', reason: 'the difference of this metric has no interval' }
        : held(other, contrast, better),
    );
  }
  const unknown = points.filter(({ point }) => point.candidate === null);
  const [first] = points;
  return {
    metric,
    better,
    ...(first?.point.target === undefined ? {} : { target: first.point.target }),
    rows: first?.point.rows ?? 0,
    groups: first?.point.groups ?? null,
    confidence,
    simultaneous,
    ranked: [...ranked, ...unknown.map((each): Ranked => ({ ...plain(each), standing: 'undefined' }))],
    set: ranked.filter(({ standing }) => standing !== 'worse').map(({ id }) => id),
  };
}

export function simultaneousConfidence(candidates: number, confidence: number): number {
  return 1 - (1 - confidence) / Math.max(1, candidates - 1);
}

function inOrder(better: Direction, a: number, b: number): number {
  return better === 'higher' ? b - a : a - b;
}

function measured(observed: Observed, { metric, confidence, target }: Question): Measurement {
  const request = { ...observed, baseline: null, metrics: [metric], confidence, subset: null };
  const measurement = ofTarget(measureMetrics(request), target);
  if (measurement === undefined) throw new Error(`${metric} was not measured`);
  return measurement;
}

function ofTarget(measurements: readonly Measurement[], target: string | undefined): Measurement | undefined {
  return measurements.find((each) => target === undefined || each.target === target);
}

/** These rows − `baseline` on the same rows, of one target or the first; null where either has no value. */
export function contrastWith(
  { baseline, ...observed }: Observed & { readonly baseline: Observed | null },
  { metric, confidence, target }: Question,
): Contrast | null {
  const measurements = measureMetrics({
    ...observed,
    baseline: baseline?.candidate ?? null,
    baselineThreshold: baseline?.threshold,
    metrics: [metric],
    confidence,
    subset: null,
  });
  return ofTarget(measurements, target)?.contrast(1) ?? null;
}

function plain({ id, point }: { readonly id: string; readonly point: Measurement }) {
  return {
    id,
    value: point.candidate,
    interval: point.candidateInterval,
    difference: null,
    differenceInterval: null,
    method: null,
    reason: point.reason,
  };
}

function held(
  contender: { readonly id: string; readonly point: Measurement },
  contrast: Contrast,
  better: Direction,
): Ranked {
  const { estimate: difference, interval, guard, method } = contrast;
  const change = judgeChange({ better, difference, interval, guard });
  return {
    ...plain(contender),
    standing: change === 'worse' ? 'worse' : 'tied',
    difference,
    differenceInterval: interval,
    method,
    reason: guard,
  };
}
