import { describe, expect, it } from 'vitest';
import { buildColumn, buildProfile } from '../../../test/fixtures/drift/build-profile.ts';
import type { Random } from '../../../test/fixtures/drift/random.ts';
import {
  alarmShare,
  columns,
  compareData,
  type Data,
  values,
} from '../../../test/fixtures/drift/simulate.ts';
import { normalCdf, normalQuantile } from '../statistics/normal.ts';
import { compareProfiles } from './compare-profiles.ts';
import { DRIFT_DEFAULTS } from './drift-settings.ts';

type Draw = (random: Random, rows: number) => Data;

const normal: Draw = (random, rows) => ({
  groups: null,
  columns: columns(() => values(rows, () => random.normal())),
});
/** Student's t with two degrees of freedom: no variance. */
const heavyTailed: Draw = (random, rows) => ({
  groups: null,
  columns: columns(() => values(rows, () => random.normal() / Math.sqrt(-Math.log(1 - random.uniform())))),
});
const correlated: Draw = (random, rows) => {
  const common = values(rows, () => random.normal());
  const column = () => values(rows, (row) => 0.95 * (common[row] ?? 0) + 0.31 * random.normal());
  return { groups: null, columns: columns(column) };
};
/** Every fourth column each: numbers, numbers with missing cells, rare flags, categories with a long tail and nulls. */
const mixed: Draw = (random, rows) => {
  const tail = () => (random.uniform() < 0.02 ? null : `k${Math.floor((1 - random.uniform()) ** -0.8)}`);
  const kinds = [
    () => values(rows, () => random.normal()),
    () => values(rows, () => (random.uniform() < 0.055 ? Number.NaN : random.normal())),
    () => values(rows, () => (random.uniform() < 0.03 ? 1 : 0)),
    () => Array.from({ length: rows }, tail),
  ];
  return { groups: null, columns: columns((column) => (kinds[column % 4] ?? tail)() as Float64Array) };
};
const categories =
  (count: number): Draw =>
  (random, rows) => ({
    groups: null,
    columns: [0, 1].map(() => Array.from({ length: rows }, () => `v${random.integer(count)}`)),
  });
/** Five rows a person; half of the columns are constant for a person. */
const repeated: Draw = (random, rows) => {
  const persons = Math.ceil(rows / 5);
  const groups = Array.from({ length: rows }, (_, row) => row % persons);
  const column = (index: number) => {
    const own = values(persons, () => random.normal());
    const noise = index % 2;
    return values(rows, (row) => (own[groups[row] ?? 0] ?? 0) + noise * random.normal());
  };
  return { groups, columns: columns(column) };
};

const pairOf = (draw: Draw, before: number, now: number) => (random: Random) => ({
  before: draw(random, before),
  now: draw(random, now),
});

/** The most alarms that a rate of 5 % gives in 99 of 100 runs of this many datasets. */
function mostOf(times: number): number {
  let probability = 0.95 ** times;
  let [sum, alarms] = [probability, 0];
  while (sum < 0.99) {
    probability *= ((times - alarms) / (alarms + 1)) * (0.05 / 0.95);
    sum += probability;
    alarms++;
  }
  return alarms;
}

describe('false alarms without drift, in any of the columns', () => {
  it.each([
    ['20 normal columns, 100 rows against 100', normal, 100, 100, 80],
    ['20 normal columns, 1,000 rows against 1,000', normal, 1000, 1000, 20],
    ['20 normal columns, 10,000 rows against 10,000', normal, 10_000, 10_000, 2],
    ['20 correlated columns, 100 rows against 1,000', correlated, 1000, 100, 30],
    ['20 heavy-tailed columns, 100 rows against 100', heavyTailed, 100, 100, 40],
    ['20 mixed columns, 100 rows against 1,000', mixed, 1000, 100, 30],
    ['2 categories', categories(2), 300, 300, 100],
    ['60 categories', categories(60), 1000, 1000, 25],
    ['500 categories', categories(500), 4000, 500, 25],
    ['5,000 categories', categories(5000), 4000, 500, 25],
    ['five rows a person, 60 persons against 60', repeated, 300, 300, 30],
    ['five rows a person, 30 persons against 200', repeated, 1000, 150, 20],
  ])('%s: no more than one in twenty explains', (_, draw, before, now, times) => {
    expect(times * alarmShare(times, pairOf(draw, before, now))).toBeLessThanOrEqual(mostOf(times));
  });

  it('five rows a person are alarms when the groups are not told', () => {
    const untold = (random: Random, rows: number) => ({ ...repeated(random, rows), groups: null });
    expect(alarmShare(8, pairOf(untold, 300, 300))).toBeGreaterThan(0.5);
  });

  it('100 rows that happen to have no null are weak evidence against a null rate of 5.5 %', () => {
    const flags = (rows: number, missing: number) => ({
      groups: null,
      columns: [values(rows, (row) => (row < missing ? Number.NaN : row % 10))],
    });
    const signals = compareData(flags(1000, 55), flags(100, 0));
    const nulls = signals.find(({ signal }) => signal === 'nulls');
    expect(nulls?.value).toBe(0.055);
    expect(nulls?.pValue).toBeGreaterThan(0.01);
  });
});

describe('a shift in one of 20 columns', () => {
  const shifted = (by: number, draw: Draw, before: number, now: number) => (random: Random) => {
    const { groups, columns: drawn } = draw(random, now);
    const [first, ...others] = drawn;
    const moved = Float64Array.from(first as Float64Array, (value) => value + by);
    return { before: draw(random, before), now: { groups, columns: [moved, ...others] } };
  };

  it('of 0.25 sd is found at 1,000 rows', () => {
    expect(alarmShare(20, shifted(0.25, normal, 1000, 1000))).toBeGreaterThanOrEqual(0.95);
    expect(alarmShare(3, shifted(0.25, normal, 10_000, 1000))).toBe(1);
  });

  it('of half an sd between persons is found with 400 persons, and not taken for proven with 30', () => {
    expect(alarmShare(3, shifted(0.5, repeated, 2000, 2000))).toBe(1);
    expect(alarmShare(10, shifted(0.5, repeated, 150, 150))).toBeLessThan(0.3);
  });
});

describe('a million rows', () => {
  const edges = Array.from({ length: 19 }, (_, index) => normalQuantile((index + 1) / 20));
  /** Expected counts of a normal distribution that is moved by `shift`. */
  const million = (shift: number) => {
    const points = [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY];
    const share = (bin: number) =>
      normalCdf((points[bin + 1] ?? 0) - shift) - normalCdf((points[bin] ?? 0) - shift);
    const counts = Array.from({ length: 20 }, (_, bin) => Math.round(1e6 * share(bin)));
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const means = counts.map(
      (_, bin) =>
        shift + (density((points[bin] ?? 0) - shift) - density((points[bin + 1] ?? 0) - shift)) / share(bin),
    );
    const column = buildColumn('x', [0, 1, 2]);
    return buildProfile([{ ...column, rows, counts, means, edges, mean: shift, standardDeviation: 1 }]);
  };

  it.each([
    [0.02, 'pass'],
    [0.15, 'fail'],
  ])('that moved by %d sd are significant; the verdict is %s', (shift, verdict) => {
    const signals = compareProfiles(million(0), million(shift), { settings: DRIFT_DEFAULTS, optional: [] });
    const location = signals.find(({ statistic }) => statistic === 'wasserstein');
    expect(location?.value).toBeCloseTo(shift, 2);
    expect(location?.pValue).toBeLessThan(1e-20);
    expect(location?.verdict).toBe(verdict);
  });
});
