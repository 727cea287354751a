import { poissonCount } from '../statistics/poisson-count.ts';
import { poissonWeights } from '../statistics/poisson-weights.ts';
import { randomWords } from '../statistics/random.ts';
import { portions, type Steps } from '../steps.ts';
import { BOOTSTRAP } from './bootstrap.ts';
import type { Groups } from './observations.ts';
import { scoreOrderInSteps } from './score-order.ts';

/** Fewer rows are drawn one by one: that takes half a second at most. */
const LEAST_ROWS = 20_000;
/** Rows on either side of the middle that are looked at, in standard deviations of where the median of a draw lies. */
const REACH = 10;
/** More kinds of groups than this save nothing. */
const MOST_KINDS = 50_000;

/**
 * Medians of several models on the same draws of the rows, with the law of the Poisson bootstrap over all of them at a
 * fraction of its cost: only rows near a middle are drawn one by one. Of all others (of groups: of all that lie in the same
 * way) it counts alone how often they were drawn in sum, and sums of Poisson numbers are Poisson numbers. null: for fewer rows,
 * or where groups are too unlike; nothing is won there.
 */
export function* drawnMedians(
  models: readonly Float64Array[],
  groups: Groups | null,
): Steps<Float64Array[] | null> {
  const rows = models[0]?.length ?? 0;
  if (rows < LEAST_ROWS) return null;
  const layout = yield* layOut(models, groups);
  if (layout === null) return null;
  const nextWord = randomWords(BOOTSTRAP.seed + 1);
  const draw = poissonWeights(BOOTSTRAP.seed);
  const weights = new Uint8Array(layout.near.sizes.length);
  const values = models.map(() => new Float64Array(BOOTSTRAP.replicates));
  for (let replicate = 0; replicate < BOOTSTRAP.replicates; replicate++) {
    draw(weights);
    const sums = sumsOf(layout, weights, nextWord);
    for (const [model, middle] of layout.middles.entries()) {
      const median = medianOf(middle, weights, { total: sums.total, below: sums.below[model] as number });
      if (median === null) return null;
      (values[model] as Float64Array)[replicate] = median;
    }
    yield weights.length * (1 + models.length);
  }
  return values;
}

/** Rows of one model near its median, ascending. */
interface Middle {
  readonly values: Float64Array;
  /** The unit (row, group) of each, as a place in `near`. */
  readonly units: Int32Array;
}

/** Units by what they add to a draw: rows in all, and rows below the middle of each model. */
interface Units {
  readonly sizes: Float64Array;
  readonly below: readonly Float64Array[];
}

interface Layout {
  readonly middles: readonly Middle[];
  readonly near: Units;
  /** Kinds of all other units, and how many there are of each. */
  readonly far: Units & { readonly counts: Float64Array };
}

function* layOut(models: readonly Float64Array[], groups: Groups | null): Steps<Layout | null> {
  const rows = models[0]?.length ?? 0;
  const unitOf = (row: number) => (groups === null ? row : (groups.index[row] as number));
  const sizes = new Float64Array(groups?.count ?? rows);
  for (const [start, end] of portions(rows)) {
    for (let row = start; row < end; row++) sizes[unitOf(row)]! += 1;
    yield end - start;
  }
  const spread = Math.sqrt(sizes.reduce((sum, size) => sum + size * size, 0));
  const [from, to] = [-1, 1].map((side) => Math.floor(rows / 2 + (side * REACH * spread) / 2)) as [
    number,
    number,
  ];
  // Groups that are as large as that leave nothing to save.
  if (from < 0 || to > rows || to - from > rows / 2) return null;
  const below = models.map(() => new Float64Array(sizes.length));
  const isNear = new Uint8Array(sizes.length);
  const orders: Uint32Array[] = [];
  for (const values of models) orders.push((yield* scoreOrderInSteps(values)).rows);
  for (const [model, order] of orders.entries()) {
    const own = below[model] as Float64Array;
    for (const [start, end] of portions(from)) {
      for (let place = start; place < end; place++) own[unitOf(order[place] as number)]! += 1;
      yield end - start;
    }
    for (let place = from; place < to; place++) isNear[unitOf(order[place] as number)] = 1;
  }
  const units = { sizes, below };
  const { near, placeOf } = yield* nearUnits(units, isNear);
  const far = yield* farKinds(units, isNear);
  if (far === null) return null;
  const middles = orders.map((order, model): Middle => {
    const middle = order.subarray(from, to);
    const values = models[model] as Float64Array;
    return {
      values: Float64Array.from(middle, (row) => values[row] as number),
      units: Int32Array.from(middle, (row) => placeOf[unitOf(row)] as number),
    };
  });
  return { middles, near, far };
}

function* nearUnits(
  { sizes, below }: Units,
  isNear: Uint8Array,
): Steps<{ readonly near: Units; readonly placeOf: Int32Array }> {
  const placeOf = new Int32Array(sizes.length).fill(-1);
  const chosen: number[] = [];
  for (const [from, to] of portions(sizes.length)) {
    for (let unit = from; unit < to; unit++) {
      if (isNear[unit] !== 1) continue;
      placeOf[unit] = chosen.length;
      chosen.push(unit);
    }
    yield to - from;
  }
  const pick = (values: Float64Array) => Float64Array.from(chosen, (unit) => values[unit] as number);
  return { near: { sizes: pick(sizes), below: below.map(pick) }, placeOf };
}

/** All other units that add the same to a draw are one kind. null where there are too many kinds. */
function* farKinds({ sizes, below }: Units, isNear: Uint8Array): Steps<Layout['far'] | null> {
  const kinds = new Map<string, { readonly unit: number; count: number }>();
  for (const [from, to] of portions(sizes.length)) {
    for (let unit = from; unit < to; unit++) {
      if (isNear[unit] === 1) continue;
      let key = `${sizes[unit]}`;
      for (const own of below) key += ` ${own[unit]}`;
      const kind = kinds.get(key);
      if (kind !== undefined) kind.count += 1;
      else if (kinds.size === MOST_KINDS) return null;
      else kinds.set(key, { unit, count: 1 });
    }
    yield;
  }
  const all = [...kinds.values()];
  const pick = (values: Float64Array) => Float64Array.from(all, ({ unit }) => values[unit] as number);
  return {
    sizes: pick(sizes),
    below: below.map(pick),
    counts: Float64Array.from(all, ({ count }) => count),
  };
}

interface Sums {
  readonly total: number;
  /** By model. */
  readonly below: readonly number[];
}

function sumsOf({ near, far }: Layout, weights: Uint8Array, nextWord: () => number): Sums {
  const below = near.below.map(() => 0);
  let total = 0;
  const add = (units: Units, unit: number, times: number) => {
    total += times * (units.sizes[unit] as number);
    for (let model = 0; model < below.length; model++)
      below[model]! += times * ((units.below[model] as Float64Array)[unit] as number);
  };
  for (let kind = 0; kind < far.counts.length; kind++)
    add(far, kind, poissonCount(far.counts[kind] as number, nextWord));
  for (let unit = 0; unit < weights.length; unit++) add(near, unit, weights[unit] as number);
  return { total, below };
}

/** `weightedQuantile` at a half, from whole numbers; null where it lies outside the middle. */
function medianOf(
  { values, units }: Middle,
  weights: Uint8Array,
  { total, below }: { readonly total: number; readonly below: number },
): number | null {
  let [sum, place] = [below, -1];
  if (2 * sum >= total) return null;
  while (2 * sum < total && place + 1 < values.length) sum += weights[units[++place] as number] as number;
  if (2 * sum < total) return null;
  const value = values[place] as number;
  if (2 * sum > total) return value;
  let next = place + 1;
  while (next < values.length && weights[units[next] as number] === 0) next++;
  return next < values.length ? (value + (values[next] as number)) / 2 : null;
}
