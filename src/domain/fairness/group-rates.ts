import { LEAST_DIFFERING_GROUPS } from '../metrics/guards.ts';
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

function spreadOf(request: RatesRequest, influence: Float64Array): Spread {
  const { clusters } = request;
  return clusters === null ? rowByRow(request, influence) : clusterByCluster(request, clusters, influence);
}

function rowByRow({ groupOf, count, values, weights }: RatesRequest, influence: Float64Array): Spread {
  const units = Array.from({ length: count }, emptyUnits);
  for (let row = 0; row < groupOf.length; row++) {
    const own = units[groupOf[row] as number];
    if (own === undefined) continue;
    const weight = weights === null ? 1 : (weights[row] as number);
    addUnit(own, influence[row] as number, weight);
    if (values[row] === 0) own.zeros += 1;
    else own.ones += 1;
  }
  return { units, correlation: () => 0 };
}

/** A cluster may have rows in several groups, whose errors are then not independent. */
function clusterByCluster(request: RatesRequest, clusters: Groups, influence: Float64Array): Spread {
  const { groupOf, count, values, weights } = request;
  const units = Array.from({ length: count }, emptyUnits);
  const products = new Float64Array(count * count);
  const open = openCluster(count);
  const close = () => {
    for (const group of open.groups) closeUnit(open, group, units[group] as Units);
    for (const one of open.groups)
      for (const other of open.groups)
        products[one * count + other]! += (open.influence[one] as number) * (open.influence[other] as number);
    open.groups.length = 0;
  };
  const order = inOrder(clusters);
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    const group = groupOf[row] as number;
    if (group >= 0) {
      if (!open.groups.includes(group)) beginUnit(open, group);
      open.influence[group]! += influence[row] as number;
      open.weight[group]! += weights === null ? 1 : (weights[row] as number);
      if (values[row] === 0) open.hasZero[group] = 1;
      else open.hasOne[group] = 1;
    }
    if (clusters.index[order[place + 1] ?? -1] !== clusters.index[row]) close();
  }
  return { units, correlation: (one, other) => correlationOf(products, count, [one, other]) };
}

/** The rows of one cluster so far, summed up by group. */
function openCluster(count: number) {
  return {
    /** Those that it has rows in, in the order in which they came. */
    groups: [] as number[],
    influence: new Float64Array(count),
    weight: new Float64Array(count),
    hasOne: new Uint8Array(count),
    hasZero: new Uint8Array(count),
  };
}

function beginUnit(open: ReturnType<typeof openCluster>, group: number): void {
  open.groups.push(group);
  open.influence[group] = 0;
  open.weight[group] = 0;
  open.hasOne[group] = 0;
  open.hasZero[group] = 0;
}

function closeUnit(open: ReturnType<typeof openCluster>, group: number, units: Units): void {
  addUnit(units, open.influence[group] as number, open.weight[group] as number);
  units.ones += open.hasOne[group] as number;
  units.zeros += open.hasZero[group] as number;
}

function emptyUnits(): Units {
  return { count: 0, squares: 0, weight: 0, weightSquares: 0, ones: 0, zeros: 0 };
}

function addUnit(units: Units, influence: number, weight: number): void {
  units.count += 1;
  units.squares += influence * influence;
  units.weight += weight;
  units.weightSquares += weight * weight;
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
  // All rows of a unit saying the same, where too few say otherwise: L. Kish's (Σw)² / Σw² over the units.
  const least = units.weight ** 2 / units.weightSquares;
  const learnt = variance > 0 ? (mean * (1 - mean)) / variance : rows;
  return Math.min(rows, learnt, Math.min(units.ones, units.zeros) < LEAST_DIFFERING_GROUPS ? least : rows);
}
