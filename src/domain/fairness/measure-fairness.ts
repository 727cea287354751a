import type { NamedRows } from '../gates/slice-rows.ts';
import { LEAST_GROUPS } from '../metrics/guards.ts';
import type { Contrast, Interval, Measurement } from '../metrics/measurement.ts';
import type { Groups } from '../metrics/observations.ts';
import { selectGroups } from '../metrics/select-observations.ts';
import { counted } from '../report/counted.ts';
import { formatCount } from '../report/format-number.ts';
import { inOneGo, type Steps } from '../steps.ts';
import {
  betterOf,
  FAIRNESS_METRICS,
  type FairnessMetric,
  fairnessName,
  RATES,
  type RateName,
} from './fairness-metrics.ts';
import { type Apart, largestDifference, smallestRatio } from './furthest-apart.ts';
import { type GroupRates, groupRates } from './group-rates.ts';

/** What a model decides of every row, and the chance that it gives to the positive class. */
export interface Decisions {
  /** 1 where it decides for the positive class. */
  readonly decided: Uint8Array;
  readonly scores: Float64Array;
}

export interface FairnessRequest {
  /** What groups are told apart by: `sex`, `sex × age`. */
  readonly by: string;
  readonly groups: readonly NamedRows[];
  /** 1 for the positive class. */
  readonly labels: Uint8Array;
  readonly candidate: Decisions;
  readonly baseline: Decisions | null;
  readonly clusters: Groups | null;
  readonly weights: Float64Array | null;
  /** Fewer rows than this tell nothing of a rate; they are shown as too few and left out. */
  readonly leastRows: number;
  readonly confidence: number;
}

/** One rate of one group; null with a reason where there are too few rows. */
export interface RateOfGroup {
  name: RateName;
  /** Rows that it is a share of. */
  rows: number;
  /** Clusters that these are of; null: rows are independent. */
  groups: number | null;
  candidate: number | null;
  interval: [number, number] | null;
  baseline: number | null;
  reason: string | null;
}

export interface GroupFindings {
  group: string;
  rows: number;
  rates: RateOfGroup[];
}

export interface FairnessFindings {
  readonly groups: readonly GroupFindings[];
  readonly measurements: readonly Measurement[];
}

/** Rates of every group and how far apart they are, for the candidate beside the baseline. */
export function measureFairness(request: FairnessRequest): FairnessFindings {
  return inOneGo(measureFairnessInSteps(request));
}

export function* measureFairnessInSteps(request: FairnessRequest): Steps<FairnessFindings> {
  const measured = new Map<RateName, MeasuredRate>();
  for (const name of RATES) measured.set(name, yield* measureRate(request, name));
  const groups = request.groups.map(({ name, rows }, group) => ({
    group: name,
    rows: rows.length,
    rates: RATES.map((rate) => (measured.get(rate) as MeasuredRate).told[group] as RateOfGroup),
  }));
  const measurements = FAIRNESS_METRICS.map((metric) => {
    const rates = metric.rates.map((name) => measured.get(name) as MeasuredRate);
    return measurementOf(request, metric, rates);
  });
  return { groups, measurements };
}

interface MeasuredRate {
  readonly told: readonly RateOfGroup[];
  /** Of the groups with enough rows; fewer than two: nothing to compare. */
  readonly candidate: GroupRates;
  readonly baseline: GroupRates | null;
  readonly rows: number;
}

/** The rows that a rate is a share of. */
const COUNTS: Readonly<Record<RateName, (label: number) => boolean>> = {
  selection_rate: () => true,
  true_positive_rate: (label) => label === 1,
  false_positive_rate: (label) => label === 0,
  calibration_gap: () => true,
};

function* measureRate(request: FairnessRequest, name: RateName): Steps<MeasuredRate> {
  const { groups, labels, baseline, leastRows, confidence } = request;
  const members = groups.map(({ rows }) => rows.filter((row) => COUNTS[name](labels[row] as number)));
  const clusters: (number | null)[] = [];
  for (const rows of members) clusters.push(yield* clustersOf(request, rows));
  const few = members.map((rows, group) =>
    tooFew(request, { rows, clusters: clusters[group] ?? null, leastRows }),
  );
  const enough = [...members.keys()].filter((group) => few[group] === null);
  const groupOf = new Int32Array(labels.length).fill(-1);
  enough.forEach((group, place) => {
    for (const row of members[group] as Int32Array) groupOf[row] = place;
  });
  yield;
  const rates = (decisions: Decisions) =>
    ratesOf(request, name, { decisions, groupOf, count: enough.length });
  const own = rates(request.candidate);
  yield;
  const other = baseline === null ? null : rates(baseline);
  const told = members.map((rows, group): RateOfGroup => {
    const place = enough.indexOf(group);
    const rate = own.groups[place];
    return {
      name,
      rows: rows.length,
      groups: clusters[group] ?? null,
      candidate: rate?.value ?? null,
      interval: rate === undefined ? null : copy(rate.limits((1 - confidence) / 2)),
      baseline: other?.groups[place]?.value ?? null,
      reason: few[group] ?? null,
    };
  });
  return { told, candidate: own, baseline: other, rows: own.groups.reduce((sum, { rows }) => sum + rows, 0) };
}

function copy([low, high]: Interval): [number, number] | null {
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}

function ratesOf(
  { labels, clusters, weights }: FairnessRequest,
  name: RateName,
  {
    decisions,
    groupOf,
    count,
  }: { readonly decisions: Decisions; readonly groupOf: Int32Array; readonly count: number },
): GroupRates {
  const isShare = name !== 'calibration_gap';
  const values = isShare
    ? new Float64Array(decisions.decided)
    : decisions.scores.map((score, row) => score - (labels[row] as number));
  return groupRates({ groupOf, count, values, isShare, clusters, weights });
}

function* clustersOf({ clusters }: FairnessRequest, rows: Int32Array): Steps<number | null> {
  return (yield* selectGroups(clusters, rows))?.count ?? null;
}

interface Members {
  readonly rows: Int32Array;
  /** null: rows are independent. */
  readonly clusters: number | null;
  readonly leastRows: number;
}

function tooFew(request: FairnessRequest, { rows, clusters, leastRows }: Members): string | null {
  if (rows.length < leastRows)
    return `insufficient data: ${counted(rows.length, 'row')}; at least ${formatCount(leastRows)} are needed`;
  if (request.weights !== null && rows.every((row) => request.weights?.[row] === 0))
    return 'insufficient data: all rows have a weight of 0';
  if (clusters === null || clusters >= LEAST_GROUPS) return null;
  return `insufficient data: rows of ${counted(clusters, 'group')}; at least ${LEAST_GROUPS} are needed`;
}

function measurementOf(
  { by, clusters, confidence, groups }: FairnessRequest,
  metric: FairnessMetric,
  rates: readonly MeasuredRate[],
): Measurement {
  const isComparable = rates.every(({ candidate }) => candidate.groups.length > 1);
  const apart = (families: readonly GroupRates[]) =>
    isComparable ? APART[metric.form](families, confidence) : NOTHING;
  const own = apart(rates.map(({ candidate }) => candidate));
  const released = rates.map(({ baseline }) => baseline).filter((each) => each !== null);
  const other = released.length === rates.length ? apart(released) : NOTHING;
  return {
    name: fairnessName(metric.name, by),
    better: betterOf(metric),
    rows: Math.max(...rates.map(({ rows }) => rows)),
    groups: clusters?.count ?? null,
    confidence,
    candidate: own.value,
    candidateInterval: own.interval,
    baseline: other.value,
    reason: reasonOf({ own, isComparable, groups: groups.length }),
    contrast: () => pointContrast(own.value, other.value),
  };
}

const NOTHING: Apart = { value: null, interval: null };

const APART = { difference: largestDifference, ratio: smallestRatio } as const;

function reasonOf({
  own,
  isComparable,
  groups,
}: {
  readonly own: Apart;
  readonly isComparable: boolean;
  readonly groups: number;
}): string | null {
  if (!isComparable)
    return groups < 2 ? 'there is one group only' : 'fewer than two groups have enough rows to be compared';
  return own.value === null ? 'no group has any: there is nothing to divide by' : null;
}

/** Which groups are furthest apart may change with the model: the difference is told without an interval. */
function pointContrast(own: number | null, other: number | null): Contrast | null {
  if (own === null || other === null) return null;
  const estimate = own - other;
  const guard = 'the difference is shown and never judged';
  return {
    estimate,
    standardError: 0,
    interval: [estimate, estimate],
    limits: () => [estimate, estimate],
    method: 'point',
    discordant: null,
    guard,
  };
}
