import { criticalValue, tailOf } from '../statistics/critical-value.ts';
import { clusteredVariance, groupSums, independentVariance } from '../statistics/variance.ts';
import { atOnce, portions, type Steps } from '../steps.ts';
import { aucVariance } from './auc-variance.ts';
import { BOOTSTRAP, drawnLimits } from './bootstrap.ts';
import { decideLabels } from './decide-labels.ts';
import { type Difference, decisionLimits } from './decision-limits.ts';
import type { Estimate, MetricInput } from './estimate.ts';
import { aucNearOne, fewDiscordant, fewGroups, leaningRows, noSpread, SHOWN_ONLY } from './guards.ts';
import type { Contrast, Interval } from './measurement.ts';
import type { ComparisonMethod, Metric } from './metric.ts';
import { type Groups, rowCount } from './observations.ts';
import { tangoContrast } from './tango-contrast.ts';
import { decidedUnits, differingUnits, unitOf } from './units.ts';
import { unseenFlips } from './unseen-flips.ts';

/** Two models' estimates of one metric on the same rows. */
export interface Pair {
  readonly candidate: Estimate & { readonly value: number };
  readonly baseline: Estimate & { readonly value: number };
  readonly candidateInput: MetricInput;
  readonly baselineInput: MetricInput;
  readonly groups: Groups | null;
  readonly confidence: number;
  /** method bootstrap: the values of both models on the same draws. */
  readonly draws: { readonly candidate: Float64Array; readonly baseline: Float64Array } | null;
}

type Method = Exclude<ComparisonMethod, 'bootstrap' | 'none'>;

const METHOD_NAMES: Readonly<Record<Method, string>> = {
  auc: 'delong',
  share: 'paired-mean',
  mean: 'paired-mean',
  linearised: 'linearised',
};

/** candidate − factor · baseline with its interval. */
export function* contrastOf(metric: Metric, pair: Pair, factor: number): Steps<Contrast> {
  const { method } = metric;
  if (method === 'none') return pointContrast(pair, factor);
  if (method === 'bootstrap') return yield* bootstrapContrast(metric, pair, factor);
  if (method === 'share' && pair.candidateInput.weights === null)
    return yield* tangoContrast(metric, pair, factor);
  return yield* influenceContrast(metric, method, { pair, factor });
}

function* influenceContrast(
  metric: Metric,
  method: Method,
  { pair, factor }: { readonly pair: Pair; readonly factor: number },
): Steps<Contrast> {
  const estimate = pair.candidate.value - factor * pair.baseline.value;
  const [own, other] = [pair.candidate.influence, pair.baseline.influence];
  const influence = yield* differencesOf(own, other, factor);
  const standardError = Math.sqrt(yield* varianceOf(method, influence, pair));
  const units = unitsLearntFrom(method, pair);
  const ofDecisions = metric.ofDecisions === true;
  const difference = { pair, factor, influence, standardError };
  const limitsAt = ofDecisions ? yield* decisionLimits(difference) : straightLimits(difference);
  const limits = (tail: number): Interval => limitsAt(criticalValue(tail, units));
  const discordant = ofDecisions ? yield* decidedUnits(pair) : null;
  const spread = { influence, discordant, standardError };
  return {
    estimate,
    standardError,
    interval: limits(tailOf(pair.confidence)),
    limits,
    method: tagged(METHOD_NAMES[method], pair),
    discordant,
    guard: fewGroups(pair.groups) ?? (yield* GUARDS[method](pair, spread)) ?? noSpread(standardError),
  };
}

function straightLimits({ pair, factor, standardError }: Difference): (critical: number) => Interval {
  const estimate = pair.candidate.value - factor * pair.baseline.value;
  return (critical) => [estimate - critical * standardError, estimate + critical * standardError];
}

let scratch = new Float64Array(0);

/** own − factor · other, in an array that is used again: nobody keeps it, and a fresh one for every metric and slice adds up. */
function* differencesOf(own: Float64Array, other: Float64Array, factor: number): Steps<Float64Array> {
  if (scratch.length < own.length) scratch = new Float64Array(own.length);
  const differences = scratch.subarray(0, own.length);
  for (const [from, to] of portions(own.length)) {
    for (let row = from; row < to; row++)
      differences[row] = (own[row] as number) - factor * (other[row] as number);
    yield to - from;
  }
  return differences;
}

/** A displayed number: its difference is told, and nothing is read off it. */
function pointContrast({ candidate, baseline }: Pair, factor: number): Contrast {
  const estimate = candidate.value - factor * baseline.value;
  return {
    estimate,
    standardError: 0,
    interval: [estimate, estimate],
    limits: () => [estimate, estimate],
    method: 'point',
    discordant: null,
    guard: SHOWN_ONLY,
  };
}

/** Percentiles of the differences of both models on the same draws of the rows (groups). */
function* bootstrapContrast(metric: Metric, pair: Pair, factor: number): Steps<Contrast> {
  const { draws } = pair;
  if (draws === null) throw new Error(`${metric.name} was not drawn`);
  const differences = draws.candidate.map((value, at) => value - factor * (draws.baseline[at] as number));
  const estimate = pair.candidate.value - factor * pair.baseline.value;
  const drawn = drawnLimits(differences, { estimate, units: pair.groups?.count ?? null });
  const discordant = metric.ofDecisions === true ? yield* decidedUnits(pair) : yield* differingUnits(pair);
  return {
    estimate,
    standardError: drawn.standardError,
    interval: drawn.limits(tailOf(pair.confidence)),
    limits: drawn.limits,
    method: tagged('bootstrap', pair),
    discordant,
    guard:
      fewGroups(pair.groups) ??
      fewDiscordant(discordant, unitOf(pair), metric.ofDecisions === true) ??
      drawn.guard ??
      noSpread(drawn.standardError),
    bootstrap: BOOTSTRAP,
  };
}

function tagged(method: string, { groups }: Pair): string {
  return groups === null ? method : `${method}-clustered`;
}

/** Rows, or groups, that Student's t takes its degrees of freedom from; null: DeLong's statistic is taken for a normal one. */
export function unitsLearntFrom(
  method: ComparisonMethod,
  { groups, candidateInput: { truth } }: Pick<Pair, 'groups' | 'candidateInput'>,
): number | null {
  if (groups !== null) return groups.count;
  return method === 'auc' ? null : rowCount(truth);
}

export function varianceOf(
  method: ComparisonMethod,
  influence: Float64Array,
  { groups, candidateInput: { truth } }: Pick<Pair, 'groups' | 'candidateInput'>,
): Steps<number> {
  if (method === 'auc' && truth.task === 'binary')
    return aucVariance(influence, { labels: truth.labels, classes: 2, groups });
  if (method === 'auc' && truth.task === 'multiclass')
    return aucVariance(influence, { labels: truth.labels, classes: truth.classes.length, groups });
  return groups === null ? independentVariance(influence) : clusteredVariance(influence, groups);
}

interface Spread {
  readonly influence: Float64Array;
  /** Units that the two models decide differently; null where decisions are not what counts. */
  readonly discordant: number | null;
  readonly standardError: number;
}

const GUARDS: Readonly<Record<Method, (pair: Pair, spread: Spread) => Steps<string | null>>> = {
  auc: ({ candidate, baseline }) =>
    atOnce(aucNearOne(candidate.areas ?? []) ?? aucNearOne(baseline.areas ?? [])),
  share: decisionGuard,
  mean: tailGuard,
  linearised: decisionGuard,
};

function* decisionGuard(pair: Pair, spread: Spread): Steps<string | null> {
  if (spread.discordant === null) return yield* tailGuard(pair, spread);
  const few = fewDiscordant(spread.discordant, unitOf(pair), true);
  const { flips } = pair.candidate;
  if (few !== null || flips === undefined) return few;
  const own = yield* decideLabels(pair.candidateInput);
  const other = yield* decideLabels(pair.baselineInput);
  const rows = { truth: pair.candidateInput.truth, own, other, groups: pair.groups };
  return yield* unseenFlips(flips, rows, spread.standardError);
}

function* tailGuard(pair: Pair, { influence }: Spread): Steps<string | null> {
  const ofUnits = pair.groups === null ? influence : yield* groupSums(influence, pair.groups);
  return yield* leaningRows(ofUnits, unitOf(pair));
}
