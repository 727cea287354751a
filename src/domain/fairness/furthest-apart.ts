import type { Interval } from '../metrics/measurement.ts';
import type { GroupRate, GroupRates } from './group-rates.ts';

/** How far apart groups are, with its two-sided interval; no value where there is nothing to divide by. */
export interface Apart {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/*
 * The true difference is |p_i − p_j| of some pair, which nobody needs to know: the largest upper end over all pairs is above
 * it as often as the end of that one pair alone. The largest lower end could be too large for any pair, so lower ends
 * are Bonferroni's over all ordered pairs. Each pair: MOVER, G. Y. Zou, "On the estimation of additive interaction",
 * Int. J. Epidemiology 37 (2008), with the correlation of the two errors.
 */

/** Largest − smallest over the groups of each family; of several families the largest. */
export function largestDifference(families: readonly GroupRates[], confidence: number): Apart {
  const spans = families.map(({ groups }) => {
    const values = groups.map(({ value }) => value);
    return Math.max(...values) - Math.min(...values);
  });
  const { pairs, outer, inner } = pairsOf(families, confidence);
  const upper = Math.max(...pairs.map((pair) => difference(pair, 1, outer)[1]));
  const lower = Math.max(0, ...pairs.map((pair) => difference(pair, 1, inner)[0]));
  return { value: Math.max(...spans), interval: [lower, upper] };
}

/**
 * Smallest / largest over the groups of each family; of several families the smallest. A further family whose rates are all 0
 * has none, and does not count, as in fairlearn; its pairs count for the interval, which then begins at 0.
 */
export function smallestRatio(families: readonly GroupRates[], confidence: number): Apart {
  const ratios = families.map(({ groups }) => {
    const values = groups.map(({ value }) => value);
    return Math.min(...values) / Math.max(...values);
  });
  if (Number.isNaN(ratios[0])) return { value: null, interval: null };
  const { pairs, outer, inner } = pairsOf(families, confidence);
  const lower = Math.min(...pairs.map((pair) => ratioEnd(pair, outer, 0)));
  const upper = Math.min(1, ...pairs.map((pair) => ratioEnd(pair, inner, 1)));
  return { value: Math.min(...ratios.filter((ratio) => !Number.isNaN(ratio))), interval: [lower, upper] };
}

interface Pair {
  readonly one: GroupRate;
  readonly other: GroupRate;
  readonly correlation: number;
}

interface Pairs {
  /** Every ordered pair of every family. */
  readonly pairs: readonly Pair[];
  /** One-sided sizes: of the end that one pair decides, and of the one that all decide. */
  readonly outer: number;
  readonly inner: number;
}

function pairsOf(families: readonly GroupRates[], confidence: number): Pairs {
  const pairs = families.flatMap(({ groups, correlation }) =>
    groups.flatMap((one, i) =>
      groups.flatMap((other, j) => (i === j ? [] : [{ one, other, correlation: correlation(i, j) }])),
    ),
  );
  const outer = (1 - confidence) / 2;
  return { pairs, outer, inner: outer / pairs.length };
}

/** Interval of one − factor · other. */
function difference({ one, other, correlation }: Pair, factor: number, tail: number): Interval {
  const [a, b] = [one.limits(tail), other.limits(tail)];
  const estimate = one.value - factor * other.value;
  const reach = (ofOne: number, ofOther: number) =>
    Math.sqrt(Math.max(0, ofOne ** 2 + ofOther ** 2 - 2 * correlation * ofOne * ofOther));
  return [
    estimate - reach(one.value - a[0], factor * (b[1] - other.value)),
    estimate + reach(a[1] - one.value, factor * (other.value - b[0])),
  ];
}

const STEPS = 60;

/** The ratio at which the end of one − ratio · other crosses zero; at most 1, beyond which nobody looks. */
function ratioEnd(pair: Pair, tail: number, end: 0 | 1): number {
  let [low, high] = [0, 1];
  if (difference(pair, high, tail)[end] > 0) return 1;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (difference(pair, middle, tail)[end] > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
