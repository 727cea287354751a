import { wilsonInterval } from '../statistics/tango.ts';
import { designEffect, groupSums, largestDesignEffect } from '../statistics/variance.ts';
import { correctRows } from './accuracy.ts';
import { type Pair, quantileOf, smallerClass, varianceOf } from './contrast.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import { aucNearOne, fewGroups, fewWrong, heavyTail, LEAST_DIFFERING_GROUPS } from './guards.ts';
import type { Interval } from './measurement.ts';
import type { ComparisonMethod } from './metric.ts';

export type Single = Omit<Pair, 'baseline' | 'baselineInput'>;

/**
 * Interval of one model's value, which `on: bound` reads `min` and `max` off. Accuracy: Wilson; AUC: on the logit
 * scale; others symmetric. null where it has no width.
 */
export function singleInterval(method: ComparisonMethod, single: Single): Interval | null {
  const { value, influence } = single.candidate;
  if (method === 'accuracy')
    return wilsonInterval(value, influence.length / accuracyEffect(single), single.confidence);
  const standardError = Math.sqrt(varianceOf(method, influence, single));
  const reach = quantileOf(single) * standardError;
  if (!(reach > 0) || !Number.isFinite(reach)) return null;
  return method === 'auc' ? logitInterval(value, reach) : [value - reach, value + reach];
}

/** Why no verdict may be read off that interval: the guards of differences, for one model. null when one may. */
export function singleGuard(method: ComparisonMethod, single: Single): string | null {
  return fewGroups(single.groups) ?? GUARDS[method](single);
}

/** Where hardly any group has a wrong (or a right) row, the rows of a group are taken to be alike. */
function accuracyEffect({ candidate, candidateInput, groups }: Single): number {
  if (groups === null) return 1;
  const effect = designEffect(candidate.influence, groups);
  const right = correctRows(candidateInput);
  const groupsWith = (rows: Float64Array) => groupSums(rows, groups).filter((count) => count > 0).length;
  const rarer = Math.min(groupsWith(right), groupsWith(right.map((value) => 1 - value)));
  return rarer >= LEAST_DIFFERING_GROUPS ? effect : Math.max(effect, largestDesignEffect(groups));
}

const GUARDS: Readonly<Record<ComparisonMethod, (single: Single) => string | null>> = {
  auc: (single) => aucNearOne(single.candidate.value, smallerClass(single)),
  accuracy: () => null,
  mean: tailGuard,
  linearised: (single) =>
    single.candidateInput.truth.task === 'regression' ? tailGuard(single) : fewMistakes(single),
};

function tailGuard({ candidate, groups }: Single): string | null {
  const { influence } = candidate;
  return groups === null ? heavyTail(influence, 'rows') : heavyTail(groupSums(influence, groups), 'groups');
}

/** F1 near 1: an interval from rows that are nearly all right has next to no width. */
function fewMistakes({ candidateInput, groups }: Single): string | null {
  const labels = trueLabels(candidateInput);
  const wrong = Float64Array.from(decideLabels(candidateInput), (label, row) =>
    label === labels[row] ? 0 : 1,
  );
  const units = groups === null ? wrong : groupSums(wrong, groups);
  return fewWrong(units.filter((count) => count > 0).length, groups === null ? 'rows' : 'groups');
}

function logitInterval(value: number, reach: number): Interval | null {
  if (value <= 0 || value >= 1) return null;
  const logit = Math.log(value / (1 - value));
  const half = reach / (value * (1 - value));
  return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}
