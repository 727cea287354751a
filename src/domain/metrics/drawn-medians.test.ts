import { expect, it } from 'vitest';
import { seededNormal } from '../../../test/fixtures/gates/fake-measurement.ts';
import { weightedQuantile } from '../statistics/weighted-quantile.ts';
import { inOneGo } from '../steps.ts';
import { bootstrapValues, drawnLimits } from './bootstrap.ts';
import { drawnMedians } from './drawn-medians.ts';
import type { Groups } from './observations.ts';
import { scoreOrder } from './score-order.ts';

const ROWS = 24_000;

/** Absolute errors of two models that err alike in part; ties where they are rounded. */
function errors(digits: number | null, groupSize: number): Float64Array[] {
  const normal = seededNormal(11);
  const common = Float64Array.from({ length: Math.ceil(ROWS / groupSize) }, () => normal());
  const one = (amount: number) =>
    Float64Array.from({ length: ROWS }, (_, row) => {
      const error = Math.abs((common[Math.floor(row / groupSize)] ?? 0) + amount * normal());
      return digits === null ? error : Math.round(error * 10 ** digits) / 10 ** digits;
    });
  return [one(0.5), one(0.6)];
}

function groupsOf(size: (group: number) => number): Groups {
  const index = new Int32Array(ROWS);
  let group = 0;
  for (let row = 0, left = size(0); row < ROWS; row++, left--) {
    if (left === 0) left = size(++group);
    index[row] = group;
  }
  return { index, count: group + 1 };
}

function rowByRow(models: readonly Float64Array[], groups: Groups | null): Float64Array[] {
  const draws = models.map((values) => {
    const { rows: order } = scoreOrder(values);
    return (weights: Float64Array | Uint8Array) => weightedQuantile({ values, order, weights }, 0.5);
  });
  return inOneGo(bootstrapValues(draws, { count: ROWS, groups, weights: null }));
}

const difference = ([one, two]: readonly Float64Array[]) =>
  (one ?? new Float64Array(0)).map((value, at) => value - (two?.[at] ?? Number.NaN));

it.each([
  ['rows', null, 1, null],
  ['rows with many ties', 2, 1, null],
  ['groups of four', null, 4, groupsOf(() => 4)],
  ['groups of one to nine', null, 4, groupsOf((group) => 1 + (group % 9))],
] as const)('medians of draws have the law of the bootstrap over all rows: %s', (_, digits, size, groups) => {
  const models = errors(digits, size);
  const short = inOneGo(drawnMedians(models, groups));
  if (short === null) throw new Error('nothing was drawn');
  const long = rowByRow(models, groups);
  for (const pick of [difference, (all: readonly Float64Array[]) => all[0] as Float64Array]) {
    const [own, other] = [short, long].map((all) => {
      const { standardError, limits } = drawnLimits(pick(all), { estimate: 0, units: null });
      return { standardError, interval: limits(0.025) };
    });
    if (own === undefined || other === undefined) throw new Error('nothing was drawn');
    // Of rounded errors an end may lie one step further.
    const far = digits === null ? 0.35 * other.standardError : 1.05 * 10 ** -digits;
    // Two standard errors over 1,000 draws each differ by 3.2 % by chance.
    expect(Math.abs(own.standardError - other.standardError)).toBeLessThan(
      digits === null ? 0.12 * other.standardError : 0.12 * 10 ** -digits,
    );
    for (const side of [0, 1] as const)
      expect(Math.abs(own.interval[side] - other.interval[side])).toBeLessThan(far);
  }
});

it('is left to the draws of all rows where little would be saved', () => {
  expect(
    inOneGo(
      drawnMedians(
        errors(null, 1).map((all) => all.subarray(0, 500)),
        null,
      ),
    ),
  ).toBeNull();
  expect(
    inOneGo(
      drawnMedians(
        errors(null, 1),
        groupsOf(() => 4000),
      ),
    ),
  ).toBeNull();
});
