import type { DriftSignal } from '../src/domain/drift/column-signals.ts';
import { compareProfiles } from '../src/domain/drift/compare-profiles.ts';
import { DRIFT_DEFAULTS } from '../src/domain/drift/drift-settings.ts';
import { binnedPair, categoryPair } from '../test/fixtures/drift/binned.ts';
import { buildProfile } from '../test/fixtures/drift/build-profile.ts';
import * as draws from '../test/fixtures/drift/draws.ts';
import { createRandom, type Random } from '../test/fixtures/drift/random.ts';
import { COLUMNS, compareData, type Data } from '../test/fixtures/drift/simulate.ts';

export interface Case {
  readonly name: string;
  readonly before: number;
  readonly now: number;
  /** Datasets. */
  readonly times: number;
  readonly signals: (random: Random) => DriftSignal[];
}

type Size = readonly [before: number, now: number, times: number];

const SIZES: readonly Size[] = [
  [100, 100, 3000],
  [1000, 100, 2000],
  [1000, 1000, 1000],
  [10_000, 10_000, 100],
];
const GROUPED: readonly Size[] = [
  [300, 300, 1000],
  [1000, 150, 1000],
  [3000, 3000, 250],
];

const MILLION = 1_000_000;

/** No drift: what alarms is wrong. Twenty columns each. */
export const QUIET: readonly Case[] = [
  ...cases('normal', draws.normal),
  ...cases('correlated, 0.95', draws.correlated),
  ...cases('heavy-tailed (t with 2 degrees)', draws.heavyTailed),
  ...cases('without a mean (Cauchy)', draws.withoutMean),
  ...cases('skewed (log-normal)', draws.skewed),
  ...cases('whole numbers (Poisson, mean 2)', draws.discrete),
  ...cases('two hills', draws.bimodal),
  ...cases('nine of ten are zero', draws.mostlyZero),
  ...cases('mixed: missing cells, rare flags, long tails', draws.mixed),
  ...[2, 10, 60, 500, 5000].flatMap((count) => cases(`${count} categories`, draws.categories(count))),
  ...[500, 5000].flatMap((count) =>
    cases(`${count} categories, Zipf`, draws.categories(count, { zipf: true })),
  ),
  ...cases('five rows a person', draws.repeated, GROUPED),
  ...cases('five rows a person, heavy tails', draws.repeatedHeavy, GROUPED),
  ...cases('five rows a person, whole numbers', draws.repeatedDiscrete, GROUPED),
  ...cases('five rows a person, 20 correlated columns', draws.repeatedCorrelated, GROUPED),
  ...cases('one category for all rows of a person', draws.groupedCategories, GROUPED),
  ...cases('persons with one to a hundred rows', draws.uneven, GROUPED),
  manyRows('a million: normal', 2000, (random) => binnedPair(random, MILLION)),
  ...[2, 10, 60].map((count) =>
    manyRows(`a million: ${count} categories`, 2000, (random) => categoryPair(random, MILLION, equal(count))),
  ),
  ...[500, 5000].map((count) =>
    manyRows(`a million: ${count} categories`, 300, (random) => categoryPair(random, MILLION, equal(count))),
  ),
];

/** One of twenty normal columns moved by a quarter of a standard deviation: what does not alarm is missed. */
export const MOVED: readonly Case[] = (
  [
    [300, 300, 500],
    [1000, 1000, 500],
    [10_000, 1000, 100],
  ] as const
).map(([before, now, times]) => ({
  name: 'a shift by 0.25 sd in one of 20 normal columns',
  before,
  now,
  times,
  signals: (random) => compareData(draws.normal(random, before), moved(draws.normal(random, now))),
}));

function cases(name: string, draw: draws.Draw, sizes: readonly Size[] = SIZES): Case[] {
  return sizes.map(([before, now, times]) => ({
    name,
    before,
    now,
    times,
    signals: (random) => compareData(draw(random, before), draw(random, now)),
  }));
}

function moved({ groups, columns }: Data): Data {
  const [first, ...others] = columns;
  return { groups, columns: [Float64Array.from(first as Float64Array, (value) => value + 0.25), ...others] };
}

function equal(count: number): number[] {
  return new Array<number>(count).fill(1 / count);
}

/** Counts in cells, drawn without the rows. */
function manyRows(
  name: string,
  times: number,
  draw: (random: Random) => ReturnType<typeof binnedPair>,
): Case {
  const signals = (random: Random): DriftSignal[] => {
    const pairs = Array.from({ length: COLUMNS }, (_, index) =>
      draw(random).map((each) => ({ ...each, column: `c${index}` })),
    );
    const profile = (which: 0 | 1) => buildProfile(pairs.flatMap((pair) => pair[which] ?? []));
    return compareProfiles(profile(0), profile(1), { settings: DRIFT_DEFAULTS, optional: [] });
  };
  return { name, before: MILLION, now: MILLION, times, signals };
}

/** Share of datasets in which any column alarms, and in which anything is significant whatever its size. */
export function simulate({ signals, times }: Case) {
  const random = createRandom(7);
  let [alarms, significant] = [0, 0];
  for (let time = 0; time < times; time++) {
    const found = signals(random);
    if (found.some(({ verdict }) => verdict === 'fail')) alarms++;
    if (found.some(({ pValue }) => (pValue ?? 1) < DRIFT_DEFAULTS.alpha)) significant++;
  }
  return { alarms: alarms / times, significant: significant / times };
}
