import type { Contrast } from '../src/domain/metrics/measurement.ts';
import { METRICS as ALL_METRICS } from '../src/domain/metrics/registry.ts';
import { criticalValue } from '../src/domain/statistics/critical-value.ts';
import {
  type Discord,
  discordantPopulation,
  type Population,
  populationValues,
  samples,
  weightedPopulation,
} from '../test/fixtures/metrics/simulate.ts';

/** Metrics of decisions of a binary task whose differences are linearised. */
export const METRICS = ALL_METRICS.filter(
  ({ tasks, method, ofDecisions }) =>
    tasks.includes('binary') && method === 'linearised' && ofDecisions === true,
).map(({ name }) => name);

interface Case {
  readonly data: string;
  readonly population: () => Population;
  readonly units: number;
  readonly times: number;
}

const DIRECTIONS: readonly (readonly [string, number])[] = [
  ['all to the worse', 1],
  ['four of five to the worse', 0.8],
  ['half and half', 0.5],
  ['all to the better', 0],
];
const PLACES: readonly (readonly [string, number, number])[] = [
  ['all positives', 1, 0.4],
  ['all negatives', 0, 0.4],
  ['as often as others', 0.4, 0.4],
  ['half of them positives, of which there are 1 in 10', 0.5, 0.1],
];
/** Rows (groups), of which so many differ. */
const COUNTS: readonly (readonly [string, number, number, number])[] = [
  ['60 rows', 60, 1, 15],
  ['300 rows', 300, 1, 20],
  ['300 rows', 300, 1, 40],
  ['1,000 rows', 1000, 1, 12],
  ['1,000 rows', 1000, 1, 20],
  ['1,000 rows', 1000, 1, 200],
  ['200 groups of 5', 200, 5, 20],
  ['1,000 rows with weights', 1000, 1, 20],
];

function caseOf(size: (typeof COUNTS)[number], discord: Omit<Discord, 'differing'>, text: string): Case {
  const [name, units, groupSize, differing] = size;
  const shape = { groups: 40_000 / groupSize, groupSize, icc: 0 };
  const plain = () => discordantPopulation(shape, { ...discord, differing: differing / units });
  return {
    data: `${name}, some ${differing} differ, ${text}`,
    population: name.includes('weights') ? () => weightedPopulation(plain()) : plain,
    units,
    times: 4000,
  };
}

/** Patterns that the rows have room for. */
export const CASES: readonly Case[] = COUNTS.flatMap((size) =>
  DIRECTIONS.flatMap(([direction, worse]) =>
    PLACES.filter(([, positives, prevalence]) => (size[3] / size[1]) * positives < prevalence).map(
      ([place, positives, prevalence]) =>
        caseOf(size, { worse, positives, prevalence }, `${direction}, ${place}`),
    ),
  ),
);

/** Shares of samples whose interval is wholly on one side of the truth, with the interval that there is and with ± t · se. */
export interface Found {
  readonly metric: string;
  readonly pass: number;
  readonly fail: number;
  readonly straightPass: number;
  readonly straightFail: number;
  readonly guarded: number;
  /** Mean width over that of ± t · se. */
  readonly width: number;
}

interface Tally {
  pass: number;
  fail: number;
  straightPass: number;
  straightFail: number;
  guarded: number;
  width: number;
}

export function simulate({ population, units, times }: Case): Found[] {
  const whole = population();
  const truths = populationValues(whole, METRICS).map((each) => each.contrast(1)?.estimate ?? Number.NaN);
  const tallies = METRICS.map(
    (): Tally => ({ pass: 0, fail: 0, straightPass: 0, straightFail: 0, guarded: 0, width: 0 }),
  );
  const critical = criticalValue(0.025, units);
  for (const sample of samples({ population: whole, metrics: METRICS, units, times }))
    for (const [at, measured] of sample.entries())
      count(tallies[at] as Tally, measured.contrast(1), { truth: truths[at] as number, critical });
  return METRICS.map((metric, at) => {
    const { pass, fail, straightPass, straightFail, guarded, width } = tallies[at] as Tally;
    const of = (some: number) => some / times;
    return {
      metric,
      pass: of(pass),
      fail: of(fail),
      straightPass: of(straightPass),
      straightFail: of(straightFail),
      guarded: of(guarded),
      width: width / (times - guarded),
    };
  });
}

function count(
  tally: Tally,
  contrast: Contrast | null,
  { truth, critical }: { readonly truth: number; readonly critical: number },
): void {
  if (contrast === null || contrast.guard !== null) {
    tally.guarded += 1;
    return;
  }
  const { estimate, standardError, interval } = contrast;
  const reach = critical * standardError;
  tally.pass += Number(interval[0] > truth);
  tally.fail += Number(interval[1] < truth);
  tally.straightPass += Number(estimate - reach > truth);
  tally.straightFail += Number(estimate + reach < truth);
  tally.width += (interval[1] - interval[0]) / (2 * reach);
}
