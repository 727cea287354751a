import { normalQuantile } from '../statistics/normal.ts';
import { studentQuantile } from '../statistics/student-t.ts';
import { clusteredVariance, groupSums, independentVariance } from '../statistics/variance.ts';
import { decideLabels } from './decide-labels.ts';
import type { Estimate, MetricInput } from './estimate.ts';
import { aucNearOne, fewDiscordant, fewGroups, heavyTail, noSpread } from './guards.ts';
import type { Contrast } from './measurement.ts';
import type { ComparisonMethod } from './metric.ts';
import type { Groups } from './observations.ts';
import { tangoContrast } from './tango-contrast.ts';

/** Two models' estimates of one metric on the same rows. */
export interface Pair {
  readonly candidate: Estimate & { readonly value: number };
  readonly baseline: Estimate & { readonly value: number };
  readonly candidateInput: MetricInput;
  readonly baselineInput: MetricInput;
  readonly groups: Groups | null;
  readonly confidence: number;
}

const METHOD_NAMES: Readonly<Record<Exclude<ComparisonMethod, 'accuracy'>, string>> = {
  auc: 'delong',
  mean: 'paired-mean',
  linearised: 'linearised',
};

/** candidate − factor · baseline with its interval. */
export function contrastOf(method: ComparisonMethod, pair: Pair, factor: number): Contrast {
  if (method === 'accuracy') return tangoContrast(pair, factor);
  const estimate = pair.candidate.value - factor * pair.baseline.value;
  const own = pair.baseline.influence;
  const influence = pair.candidate.influence.map((value, row) => value - factor * (own[row] as number));
  const standardError = Math.sqrt(varianceOf(method, influence, pair));
  const reach = quantileOf(pair) * standardError;
  return {
    estimate,
    standardError,
    interval: [estimate - reach, estimate + reach],
    method: pair.groups === null ? METHOD_NAMES[method] : `${METHOD_NAMES[method]}-clustered`,
    discordant: method === 'linearised' && isLabelTask(pair) ? discordantUnits(pair) : null,
    guard: guardOf(method, pair, { influence, estimate, standardError }),
  };
}

/** Two-sided quantile: normal, or Student's t with G − 1 degrees of freedom where G groups carry the evidence. */
export function quantileOf({ groups, confidence }: Pick<Pair, 'groups' | 'confidence'>): number {
  const p = 1 - (1 - confidence) / 2;
  return groups === null ? normalQuantile(p) : studentQuantile(p, groups.count - 1);
}

export function varianceOf(
  method: ComparisonMethod,
  influence: Float64Array,
  { groups, candidateInput }: Pick<Pair, 'groups' | 'candidateInput'>,
): number {
  if (method === 'auc' && candidateInput.truth.task === 'binary') {
    return aucVariance(influence, candidateInput.truth.labels, groups);
  }
  return groups === null ? independentVariance(influence) : clusteredVariance(influence, groups);
}

/**
 * DeLong: S₁₀/n₁ + S₀₁/n₀ with their own n − 1. With groups Obuchowski's form, which adds the covariance between
 * positives and negatives of one group (N. A. Obuchowski, Biometrics 53, 1997).
 */
function aucVariance(influence: Float64Array, labels: Uint8Array, groups: Groups | null): number {
  const ofPositives = influence.map((value, row) => (labels[row] === 1 ? value : 0));
  const ofNegatives = influence.map((value, row) => (labels[row] === 1 ? 0 : value));
  const positives = labels.reduce((count, label) => count + label, 0);
  if (groups === null) {
    return inflated(ofPositives, positives) + inflated(ofNegatives, labels.length - positives);
  }
  const [fromPositives, fromNegatives] = [groupSums(ofPositives, groups), groupSums(ofNegatives, groups)];
  const cross = fromPositives.reduce(
    (sum, value, group) => sum + value * (fromNegatives[group] as number),
    0,
  );
  return (
    inflated(fromPositives, groupsWith(1, labels, groups)) +
    inflated(fromNegatives, groupsWith(0, labels, groups)) +
    (2 * groups.count * cross) / Math.max(1, groups.count - 1)
  );
}

/** n / (n − 1) · Σ x². */
function inflated(values: Float64Array, n: number): number {
  return (n / Math.max(1, n - 1)) * values.reduce((sum, value) => sum + value * value, 0);
}

function groupsWith(label: number, labels: Uint8Array, groups: Groups): number {
  const seen = new Uint8Array(groups.count);
  for (let row = 0; row < labels.length; row++)
    if (labels[row] === label) seen[groups.index[row] as number] = 1;
  return seen.reduce((count, value) => count + value, 0);
}

interface Spread {
  readonly influence: Float64Array;
  readonly estimate: number;
  readonly standardError: number;
}

function guardOf(method: keyof typeof METHOD_NAMES, pair: Pair, spread: Spread): string | null {
  return fewGroups(pair.groups) ?? GUARDS[method](pair, spread) ?? noSpread(spread.standardError);
}

const GUARDS: Readonly<Record<keyof typeof METHOD_NAMES, (pair: Pair, spread: Spread) => string | null>> = {
  auc: (pair) => aucNearOne(Math.max(pair.candidate.value, pair.baseline.value), smallerClass(pair)),
  mean: tailGuard,
  linearised: (pair, spread) =>
    isLabelTask(pair) ? fewDiscordant(discordantUnits(pair), unitOf(pair)) : tailGuard(pair, spread),
};

/** The differences themselves, not their deviations from the mean: a shift common to all rows is no heavy tail. */
function tailGuard(pair: Pair, { influence, estimate }: Spread): string | null {
  const rows = influence.length;
  const differences = influence.map((value) => value * rows + estimate);
  return heavyTail(pair.groups === null ? differences : groupSums(differences, pair.groups), unitOf(pair));
}

function unitOf({ groups }: Pair): string {
  return groups === null ? 'rows' : 'groups';
}

function isLabelTask({ candidateInput }: Pair): boolean {
  return candidateInput.truth.task !== 'regression';
}

export function smallerClass({ candidateInput }: Pick<Pair, 'candidateInput'>): number {
  if (candidateInput.truth.task !== 'binary') return 0;
  const { labels } = candidateInput.truth;
  const positives = labels.reduce((count, label) => count + label, 0);
  return Math.min(positives, labels.length - positives);
}

/** Rows, or groups where there are any, on which the two models decide differently. */
function discordantUnits({ candidateInput, baselineInput, groups }: Pair): number {
  const own = decideLabels(candidateInput);
  const other = decideLabels(baselineInput);
  const differs = Float64Array.from(own, (label, row) => (label === other[row] ? 0 : 1));
  const units = groups === null ? differs : groupSums(differs, groups);
  return units.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
}
