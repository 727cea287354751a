import { wilsonInterval } from '../statistics/tango.ts';
import { designEffect, groupSums, largestDesignEffect } from '../statistics/variance.ts';
import { correctRows } from './accuracy.ts';
import { type Pair, quantileOf, smallerClass, varianceOf } from './contrast.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import { aucNearOne, fewDiscordant, fewGroups, heavyTail, LEAST_DIFFERING_GROUPS } from './guards.ts';
import type { Interval } from './measurement.ts';
import type { ComparisonMethod } from './metric.ts';

export type Single = Omit<Pair, 'baseline' | 'baselineInput'>;

/**
 * Interval of one model's value, which `on: bound` reads `min` and `max` off. Accuracy: Wilson; AUC: on the logit
 * scale; others symmetric. null where one that can be trusted is not to be had: the same guards as for differences.
 */
export function singleInterval(method: ComparisonMethod, single: Single): Interval | null {
  const { value, influence } = single.candidate;
  if (fewGroups(single.groups) !== null) return null;
  if (method === 'accuracy')
    return wilsonInterval(value, influence.length / accuracyEffect(single), single.confidence);
  if (isGuarded[method](single)) return null;
  const standardError = Math.sqrt(varianceOf(method, influence, single));
  if (!(standardError > 0) || !Number.isFinite(standardError)) return null;
  const reach = quantileOf(single) * standardError;
  return method === 'auc' ? logitInterval(value, reach) : [value - reach, value + reach];
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

const isGuarded: Readonly<Record<Exclude<ComparisonMethod, 'accuracy'>, (single: Single) => boolean>> = {
  auc: (single) => aucNearOne(single.candidate.value, smallerClass(single)) !== null,
  mean: hasHeavyTail,
  linearised: (single) =>
    single.candidateInput.truth.task === 'regression' ? hasHeavyTail(single) : hasFewErrors(single),
};

function hasHeavyTail({ candidate, groups }: Single): boolean {
  const { influence } = candidate;
  return heavyTail(groups === null ? influence : groupSums(influence, groups), '') !== null;
}

/** F1 near 1: an interval of rows that are nearly all right has next to no width. */
function hasFewErrors({ candidateInput, groups }: Single): boolean {
  const labels = trueLabels(candidateInput);
  const wrong = Float64Array.from(decideLabels(candidateInput), (label, row) =>
    label === labels[row] ? 0 : 1,
  );
  const units = groups === null ? wrong : groupSums(wrong, groups);
  return fewDiscordant(units.filter((count) => count > 0).length, '') !== null;
}

function logitInterval(value: number, reach: number): Interval {
  const logit = Math.log(value / (1 - value));
  const half = reach / (value * (1 - value));
  return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}
