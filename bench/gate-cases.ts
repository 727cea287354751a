import { amount, fakeGate } from '../test/fixtures/gates/fake-measurement.ts';
import {
  atTheLimit,
  equalised,
  simulateGate,
  simulateGates,
  simulateHarm,
  swapped,
  type Verdicts,
} from '../test/fixtures/gates/simulate-gates.ts';
import {
  binaryPopulation,
  nearlyPerfectPopulation,
  type Population,
  regressionPopulation,
} from '../test/fixtures/metrics/simulate.ts';

interface Case {
  readonly name: string;
  readonly population: () => Population;
  readonly metrics: readonly string[];
  /** Rows (groups) of one sample, and samples. */
  readonly units: number;
  readonly times: number;
}

const BINARY = ['roc_auc', 'log_loss', 'accuracy', 'f1'];
const SIZES = [60, 300, 1000, 10_000, 100_000];
const timesOf = (rows: number) => (rows <= 300 ? 4000 : rows <= 1000 ? 2000 : rows <= 10_000 ? 500 : 60);
const rowsOf = (groups: number) => ({ groups, groupSize: 1, icc: 0 });
const personsOf = (groups: number) => ({ groups, groupSize: 5, icc: 0.3 });

export const CASES: readonly Case[] = [
  ...SIZES.flatMap((units): Case[] => [
    {
      name: `binary, ${units} rows`,
      population: () => binaryPopulation(rowsOf(Math.max(60_000, 3 * units))),
      metrics: BINARY,
      units,
      times: timesOf(units),
    },
    {
      name: `regression, ${units} rows`,
      population: () => regressionPopulation(rowsOf(Math.max(60_000, 3 * units))),
      metrics: ['rmse', 'mae'],
      units,
      times: timesOf(units),
    },
  ]),
  ...[60, 300, 2000, 20_000].map(
    (units): Case => ({
      name: `binary, ${units} groups of 5`,
      population: () => binaryPopulation(personsOf(Math.max(12_000, 3 * units))),
      metrics: BINARY,
      units,
      times: timesOf(5 * units) / 2,
    }),
  ),
  {
    name: 'binary, AUC near 1, 300 rows',
    population: () => nearlyPerfectPopulation(60_000, 4),
    metrics: ['roc_auc'],
    units: 300,
    times: 2000,
  },
];

export interface Line {
  readonly metric: string;
  readonly kind: string;
  /** Shares: at the limit false passes and false fails, of an equal model passes, blocks and what was told. */
  readonly pass: number;
  readonly fail: number;
  readonly guarded: number;
  readonly told: number | null;
}

/** Every kind of gate at its limit, and beside an equal model. */
export function simulate({ population, metrics, units, times }: Case): Line[] {
  const worse = population();
  const size = { units, times };
  return [
    ...limits(worse, metrics, size),
    ...metrics.flatMap((metric) => besideAnEqual(worse, metric, size)),
  ];
}

interface Size {
  readonly units: number;
  readonly times: number;
}

/** All gates of one population are judged on the same samples; `min_better: 0` tells how often what is really better is found to be. */
function limits(worse: Population, metrics: readonly string[], size: Size): Line[] {
  const better = swapped(worse);
  const atLimit = metrics.flatMap((metric) => atTheLimit(worse, metric));
  const found = metrics.map(
    (metric) => ['min_better: 0, really better', better, fakeGate({ metric, minBetter: amount(0) })] as const,
  );
  const all = [
    ...atLimit.map(
      ([kind, isSwapped, gate]) => [`${kind}, at the limit`, isSwapped ? better : worse, gate] as const,
    ),
    ...found,
  ];
  return [worse, better].flatMap((population) => {
    const own = all.filter(([, of]) => of === population);
    const verdicts = simulateGates({ population, gates: own.map(([, , gate]) => gate), ...size });
    return own.map(
      ([kind, , gate], place): Line => ({
        metric: gate.metric,
        kind,
        ...(verdicts[place] as Verdicts),
        told: null,
      }),
    );
  });
}

function besideAnEqual(worse: Population, metric: string, { units, times }: Size): Line[] {
  const population = equalised(worse);
  const narrow = fakeGate({ metric, maxWorse: amount(1e-9) });
  const { advised } = simulateGate({ population, gate: narrow, units, times: Math.min(times, 200) });
  if (Number.isNaN(advised)) return [];
  const gate = fakeGate({ metric, maxWorse: amount(advised) });
  const none = fakeGate({ metric, minBetter: amount(0) });
  const [found, better] = simulateGates({ population, gates: [gate, none], units, times }) as [
    Verdicts,
    Verdicts,
  ];
  const slices = 5;
  const kept = fakeGate({ metric, maxWorse: amount(0) });
  const rounds = Math.ceil(times / slices);
  const harm = simulateHarm({ population, gate: kept, units, times: rounds, slices });
  return [
    { metric, kind: 'max_worse as advised, an equal model', ...found },
    { metric, kind: 'min_better: 0, an equal model', ...better, told: null },
    { metric, kind: 'any of five equal slices harmed', pass: Number.NaN, fail: harm, guarded: 0, told: null },
  ];
}
