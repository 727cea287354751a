import type { Interval } from '../metrics/measurement.ts';
import type { Groups } from '../metrics/observations.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { studentQuantile } from '../statistics/student-t.ts';
import { wilsonLimits } from '../statistics/tango.ts';

export interface RatesRequest {
  /** Per row the group that it counts in, 0 … count − 1; −1: in none. */
  readonly groupOf: Int32Array;
  readonly count: number;
  /** Per row what is averaged. */
  readonly values: Float64Array;
  /** Values are 0 or 1. */
  readonly isShare: boolean;
  /** Rows that belong together; null: independent. */
  readonly clusters: Groups | null;
  /** null: all rows count the same. */
  readonly weights: Float64Array | null;
}

/** The mean of one group. */
export interface GroupRate {
  readonly value: number;
  readonly rows: number;
  /** Clusters that its rows are of; null: rows are independent. */
  readonly clusters: number | null;
  /** Both ends at which a one-sided test of this size stops; at 0.025 the interval of 95 %. */
  readonly limits: (tail: number) => Interval;
}

export interface GroupRates {
  readonly groups: readonly GroupRate[];
  /** Of the errors of two groups: not 0 where clusters have rows in both. */
  readonly correlation: (one: number, other: number) => number;
}

/** Below so many units on either side how alike the rows of a cluster are cannot be learnt: the worst is taken. */
const LEAST_DIFFERING = 10;

/**
 * Means of one number in every group. Shares get Wilson's interval, with the rows divided by the design effect (at least 1)
 * where rows are clustered or weighted; other means the closed form. Clusters: Student's t with their number − 1.
 */
export function groupRates(request: RatesRequest): GroupRates {
  const sums = sumsOf(request);
  const influence = influenceOf(request, sums);
  const spread = spreadOf(request, influence);
  const groups = sums.map((sum, group) => rateOf(request, sum, spread.units[group] as Units));
  return { groups, correlation: spread.correlation };
}

interface Sum {
  rows: number;
  weight: number;
  value: number;
}

function sumsOf({ groupOf, count, values, weights }: RatesRequest): Sum[] {
  const sums = Array.from({ length: count }, (): Sum => ({ rows: 0, weight: 0, value: 0 }));
  for (let row = 0; row < groupOf.length; row++) {
    const sum = sums[groupOf[row] as number];
    if (sum === undefined) continue;
    const weight = weights === null ? 1 : (weights[row] as number);
    sum.rows += 1;
    sum.weight += weight;
    sum.value += weight * (values[row] as number);
  }
  return sums;
}

/** How much each row moves the mean of its group. */
function influenceOf({ groupOf, values, weights }: RatesRequest, sums: readonly Sum[]): Float64Array {
  const influence = new Float64Array(groupOf.length);
  for (let row = 0; row < groupOf.length; row++) {
    const sum = sums[groupOf[row] as number];
    if (sum === undefined || sum.weight === 0) continue;
    const weight = weights === null ? 1 : (weights[row] as number);
    influence[row] = (weight * ((values[row] as number) - sum.value / sum.weight)) / sum.weight;
  }
  return influence;
}

/** What the units (rows, or clusters) of one group tell about the error of its mean. */
interface Units {
  count: number;
  /** Σ over units of the square of the sum of influence. */
  squares: number;
  /** Σ over units of the weight, and of its square. */
  weight: number;
  weightSquares: number;
  /** Units with a value of 1, and with a value of 0. */
  ones: number;
  zeros: number;
}

interface Spread {
  readonly units: readonly Units[];
  readonly correlation: GroupRates['correlation'];
}

interface Tally {
  influence: number;
  weight: number;
  hasOne: boolean;
  hasZero: boolean;
}

function spreadOf(request: RatesRequest, influence: Float64Array): Spread {
  const { clusters } = request;
  return clusters === null ? rowByRow(request, influence) : clusterByCluster(request, clusters, influence);
}

function rowByRow({ groupOf, count, values, weights }: RatesRequest, influence: Float64Array): Spread {
  const units = Array.from({ length: count }, emptyUnits);
  for (let row = 0; row < groupOf.length; row++) {
    const own = units[groupOf[row] as number];
    if (own === undefined) continue;
    const tally = tallyOf(influence[row] as number, weights?.[row] ?? 1, values[row] as number);
    addUnit(own, tally);
  }
  return { units, correlation: () => 0 };
}

/** A cluster may have rows in several groups, whose errors are then not independent. */
function clusterByCluster(request: RatesRequest, clusters: Groups, influence: Float64Array): Spread {
  const { groupOf, count, values, weights } = request;
  const units = Array.from({ length: count }, emptyUnits);
  const products = new Float64Array(count * count);
  let open = new Map<number, Tally>();
  const close = () => {
    const tallies = [...open];
    for (const [group, tally] of tallies) addUnit(units[group] as Units, tally);
    for (const [one, { influence: a }] of tallies)
      for (const [other, { influence: b }] of tallies) products[one * count + other]! += a * b;
    open = new Map();
  };
  const order = inOrder(clusters);
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    const group = groupOf[row] as number;
    if (group >= 0)
      addRow(open, group, tallyOf(influence[row] as number, weights?.[row] ?? 1, values[row] as number));
    if (clusters.index[order[place + 1] ?? -1] !== clusters.index[row]) close();
  }
  return { units, correlation: (one, other) => correlationOf(products, count, [one, other]) };
}

function tallyOf(influence: number, weight: number, value: number): Tally {
  return { influence, weight, hasOne: value !== 0, hasZero: value === 0 };
}

function addRow(open: Map<number, Tally>, group: number, row: Tally): void {
  const tally = open.get(group);
  if (tally === undefined) {
    open.set(group, row);
    return;
  }
  tally.influence += row.influence;
  tally.weight += row.weight;
  tally.hasOne ||= row.hasOne;
  tally.hasZero ||= row.hasZero;
}

function emptyUnits(): Units {
  return { count: 0, squares: 0, weight: 0, weightSquares: 0, ones: 0, zeros: 0 };
}

function addUnit(units: Units, { influence, weight, hasOne, hasZero }: Tally): void {
  units.count += 1;
  units.squares += influence * influence;
  units.weight += weight;
  units.weightSquares += weight * weight;
  if (hasOne) units.ones += 1;
  if (hasZero) units.zeros += 1;
}

/** Rows in the order of their clusters (counting sort). */
function inOrder({ index, count }: Groups): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const cluster of index) starts[cluster + 1]! += 1;
  for (let cluster = 0; cluster < count; cluster++) starts[cluster + 1]! += starts[cluster] as number;
  const order = new Int32Array(index.length);
  for (let row = 0; row < index.length; row++) order[starts[index[row] as number]!++] = row;
  return order;
}

function correlationOf(
  products: Float64Array,
  count: number,
  [one, other]: readonly [number, number],
): number {
  const size = Math.sqrt(
    (products[one * count + one] as number) * (products[other * count + other] as number),
  );
  if (!(size > 0)) return 0;
  return Math.min(1, Math.max(-1, (products[one * count + other] as number) / size));
}

function rateOf(request: RatesRequest, { rows, weight, value }: Sum, units: Units): GroupRate {
  const mean = weight === 0 ? Number.NaN : value / weight;
  const variance = units.count < 2 ? Number.NaN : (units.count / (units.count - 1)) * units.squares;
  const effective = request.isShare ? effectiveRows(request, { rows, mean, variance, units }) : 0;
  const quantile = (tail: number) =>
    request.clusters === null ? normalQuantile(1 - tail) : studentQuantile(1 - tail, units.count - 1);
  return {
    value: mean,
    rows,
    clusters: request.clusters === null ? null : units.count,
    limits: keptByTail((tail) => {
      const z = quantile(tail);
      if (request.isShare) return wilsonLimits(mean, effective, z);
      const reach = z * Math.sqrt(variance);
      return [mean - reach, mean + reach];
    }),
  };
}

/** Every pair of groups asks for the same few. */
function keptByTail(workOut: (tail: number) => Interval): (tail: number) => Interval {
  const known = new Map<number, Interval>();
  return (tail) => {
    const found = known.get(tail) ?? workOut(tail);
    known.set(tail, found);
    return found;
  };
}

interface ShareFacts {
  readonly rows: number;
  readonly mean: number;
  readonly variance: number;
  readonly units: Units;
}

/** Independent rows of equal weight that tell as much about the share. */
function effectiveRows(
  { clusters, weights }: RatesRequest,
  { rows, mean, variance, units }: ShareFacts,
): number {
  if (clusters === null && weights === null) return rows;
  // All rows of a unit saying the same: L. Kish's (Σw)² / Σw² over the units.
  const least = units.weight ** 2 / units.weightSquares;
  const learnt = variance > 0 ? (mean * (1 - mean)) / variance : rows;
  return Math.min(rows, learnt, Math.min(units.ones, units.zeros) < LEAST_DIFFERING ? least : rows);
}
