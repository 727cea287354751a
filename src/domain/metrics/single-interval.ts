import { clopperPearsonLimits } from '../statistics/clopper-pearson.ts';
import { criticalValue, tailOf } from '../statistics/critical-value.ts';
import { leaningCriticalValue, leanOf } from '../statistics/lean.ts';
import { designEffect, effectiveRows, groupSums, largestDesignEffect } from '../statistics/variance.ts';
import { atOnce, type Steps } from '../steps.ts';
import { type Drawn, drawnLimits } from './bootstrap.ts';
import { type Pair, unitsLearntFrom, varianceOf } from './contrast.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import {
  aucNearOne,
  fewGroups,
  fewWrong,
  LEAST_DIFFERING_GROUPS,
  leaningRows,
  SHOWN_ONLY,
} from './guards.ts';
import type { Interval } from './measurement.ts';
import type { ComparisonMethod, Metric, ShareScale } from './metric.ts';
import { unitOf, unitsWith } from './units.ts';
import { unseenFlips } from './unseen-flips.ts';

export interface Single extends Omit<Pair, 'baseline' | 'baselineInput' | 'draws'> {
  readonly draws: Float64Array | null;
}

/**
 * Interval of one model's value, which `on: bound` reads `min` and `max` off. Shares, and F1, precision and recall, which are
 * made of one: Clopper and Pearson; AUC: on the logit scale; bootstrap: percentiles; other metrics of decisions symmetric; means, and what
 * is made of them, as their rows lean. null where it has no width.
 */
export function* singleInterval(metric: Metric, single: Single): Steps<Interval | null> {
  if (metric.method === 'none') return null;
  if (metric.method === 'share') return yield* shareInterval(metric, single);
  const tail = tailOf(single.confidence);
  if (single.draws !== null) return withWidth(drawnOf(single, single.draws).limits(tail));
  const { value, influence } = single.candidate;
  const standardError = Math.sqrt(yield* varianceOf(metric.method, influence, single));
  if (!(standardError > 0) || !Number.isFinite(standardError)) return null;
  if (metric.shareScale !== undefined) return scaledShare(metric.shareScale, single, standardError);
  const critical = criticalValue(tail, unitsLearntFrom(metric.method, single));
  if (metric.method === 'auc') return logitInterval(value, critical * standardError);
  const lean = metric.ofDecisions === true ? 0 : yield* leanOf(yield* ofUnits(single));
  return [
    value - leaningCriticalValue(critical, lean) * standardError,
    value - leaningCriticalValue(-critical, lean) * standardError,
  ];
}

function drawnOf({ candidate, groups }: Single, draws: Float64Array): Drawn {
  return drawnLimits(draws, { estimate: candidate.value, units: groups?.count ?? null });
}

/** Influence of every row, or of every group. */
function* ofUnits({ candidate, groups }: Single): Steps<Float64Array> {
  return groups === null ? candidate.influence : yield* groupSums(candidate.influence, groups);
}

/** With as many rows as would give that share its standard error. */
function scaledShare(scale: ShareScale, single: Single, standardError: number): Interval | null {
  const { value } = single.candidate;
  const share = scale.shareOf(value);
  const rows = (share * (1 - share)) / (standardError * scale.slopeAt(value)) ** 2;
  if (!(rows > 0)) return null;
  const [low, high] = shareLimits(share, rows, single);
  return [scale.valueOf(low), scale.valueOf(high)];
}

/** The fewer groups there are, the less is known of what their rows count for (Korn and Graubard): as many rows less as Student's t is wider. */
function shareLimits(share: number, rows: number, { groups, confidence }: Single): Interval {
  const tail = tailOf(confidence);
  const width = groups === null ? 1 : criticalValue(tail, groups.count) / criticalValue(tail, null);
  return clopperPearsonLimits(share, rows / width ** 2, tail);
}

function withWidth(interval: Interval): Interval | null {
  return interval[1] > interval[0] ? interval : null;
}

/** Why no verdict may be read off that interval: the guards of differences, for one model. null when one may. */
export function* singleGuard(metric: Metric, single: Single): Steps<string | null> {
  return fewGroups(single.groups) ?? (yield* GUARDS[metric.method](single, metric));
}

/** Rows count for less where groups tie them together, and where few of them carry most of the weight. */
function* shareInterval(metric: Metric, single: Single): Steps<Interval> {
  const { candidate, candidateInput } = single;
  const hits = metric.hits === undefined ? new Float64Array(0) : yield* metric.hits(candidateInput);
  const { weights } = candidateInput;
  const rows = weights === null ? candidate.influence.length : yield* effectiveRows(weights);
  return shareLimits(candidate.value, rows / (yield* shareEffect(hits, single)), single);
}

/** Where hardly any group has a wrong (or a right) row, the rows of a group are taken to be alike. */
function* shareEffect(hits: Float64Array, { candidate, groups }: Single): Steps<number> {
  if (groups === null) return 1;
  const effect = yield* designEffect(candidate.influence, groups);
  const groupsWith = (value: number) => unitsWith((row) => hits[row] === value, hits.length, groups);
  const rarer = Math.min(yield* groupsWith(0), yield* groupsWith(1));
  return rarer >= LEAST_DIFFERING_GROUPS ? effect : Math.max(effect, yield* largestDesignEffect(groups));
}

const GUARDS: Readonly<Record<ComparisonMethod, (single: Single, metric: Metric) => Steps<string | null>>> = {
  auc: ({ candidate }) => atOnce(aucNearOne(candidate.areas ?? [])),
  share: () => atOnce(null),
  mean: tailGuard,
  linearised: (single, metric) => (metric.ofDecisions === true ? fewMistakes(single) : tailGuard(single)),
  *bootstrap(single, metric) {
    const drawn = single.draws === null ? null : drawnOf(single, single.draws).guard;
    return drawn ?? (metric.ofDecisions === true ? yield* fewMistakes(single) : null);
  },
  none: () => atOnce(SHOWN_ONLY),
};

function* tailGuard(single: Single): Steps<string | null> {
  return yield* leaningRows(yield* ofUnits(single), unitOf(single));
}

/** F1 near 1: an interval from rows that are nearly all right has next to no width. */
function* fewMistakes(single: Single): Steps<string | null> {
  const { candidate, candidateInput, groups } = single;
  const [own, other] = [yield* decideLabels(candidateInput), trueLabels(candidateInput)];
  const wrong = yield* unitsWith((row) => own[row] !== other[row], own.length, groups);
  const few = fewWrong(wrong, unitOf({ groups }));
  if (few !== null || candidate.flips === undefined) return few;
  const standardError = Math.sqrt(yield* varianceOf('linearised', candidate.influence, single));
  return yield* unseenFlips(
    candidate.flips,
    { truth: candidateInput.truth, own, other, groups },
    standardError,
  );
}

function logitInterval(value: number, reach: number): Interval | null {
  if (value <= 0 || value >= 1) return null;
  const logit = Math.log(value / (1 - value));
  const half = reach / (value * (1 - value));
  return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}
