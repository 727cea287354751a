import { describe, expect, it } from 'vitest';
import { binnedPair } from '../../../test/fixtures/drift/binned.ts';
import { buildProfile } from '../../../test/fixtures/drift/build-profile.ts';
import {
  bimodal,
  categories,
  correlated,
  type Draw,
  discrete,
  groupedCategories,
  heavyTailed,
  mixed,
  mostlyZero,
  normal,
  repeated,
  skewed,
  uneven,
} from '../../../test/fixtures/drift/draws.ts';
import { createRandom, type Random } from '../../../test/fixtures/drift/random.ts';
import { alarmShare, compareData, values } from '../../../test/fixtures/drift/simulate.ts';
import { compareProfiles } from './compare-profiles.ts';
import { DRIFT_DEFAULTS } from './drift-settings.ts';

/**
 * Seeded, and small enough for every run: each case may show as many alarms as a true rate of 5 % gives in 99 of 100 runs of
 * its size. `bench/drift-calibration.mjs` repeats them with thousands of datasets.
 */

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
    ['20 skewed columns, 100 rows against 1,000', skewed, 1000, 100, 30],
    ['20 columns of whole numbers, 100 rows against 1,000', discrete, 1000, 100, 30],
    ['20 columns with two hills, 100 rows against 1,000', bimodal, 1000, 100, 30],
    ['20 columns of mostly zeros, 100 rows against 1,000', mostlyZero, 1000, 100, 30],
    ['2 categories', categories(2), 300, 300, 60],
    ['60 categories', categories(60, { columns: 5 }), 1000, 1000, 25],
    ['500 categories by Zipf’s law', categories(500, { zipf: true, columns: 5 }), 1000, 100, 60],
    ['5,000 categories', categories(5000, { columns: 3 }), 4000, 500, 20],
    ['five rows a person, 60 persons against 60', repeated, 300, 300, 30],
    ['five rows a person, 30 persons against 200', repeated, 1000, 150, 20],
    ['one category for all five rows of a person', groupedCategories, 300, 300, 30],
    ['persons with one to a hundred rows', uneven, 3000, 3000, 8],
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

describe('a million rows against a million', () => {
  /** Twenty columns; the first moved by `shift`. */
  const million = (random: Random, shift = 0) => {
    const columns = Array.from({ length: 20 }, (_, index) =>
      binnedPair(random, 1_000_000, index === 0 ? shift : 0).map((each) => ({
        ...each,
        column: `c${index}`,
      })),
    );
    const profile = (which: 0 | 1) => buildProfile(columns.flatMap((pair) => pair[which] ?? []));
    return compareProfiles(profile(0), profile(1), { settings: DRIFT_DEFAULTS, optional: [] });
  };

  it('without drift alarm never, and are no more often significant than one in twenty explains', () => {
    const random = createRandom(6);
    let [alarms, significant] = [0, 0];
    for (let time = 0; time < 200; time++) {
      const signals = million(random);
      if (signals.some(({ verdict }) => verdict === 'fail')) alarms++;
      if (signals.some(({ pValue }) => (pValue ?? 1) < 0.05)) significant++;
    }
    expect(alarms).toBe(0);
    expect(significant).toBeLessThanOrEqual(mostOf(200));
    // A test that never rejects would pass, too.
    expect(significant).toBeGreaterThan(0);
  });

  it.each([
    [0.02, 'pass'],
    [0.15, 'fail'],
  ])('that moved by %d sd in one column are significant; the verdict is %s', (shift, verdict) => {
    const location = million(createRandom(1), shift).find(({ statistic }) => statistic === 'wasserstein');
    expect(location?.value).toBeCloseTo(shift, 2);
    expect(location?.pValue).toBeLessThan(1e-20);
    expect(location?.verdict).toBe(verdict);
  });
});
