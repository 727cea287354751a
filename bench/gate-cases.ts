import type { Measurement } from '../src/domain/metrics/measurement.ts';
import type { Predictions } from '../src/domain/metrics/observations.ts';
import { amount, fakeGate } from '../test/fixtures/gates/fake-measurement.ts';
import {
  anyHarmed,
  atTheLimit,
  equalised,
  simulateBothWays,
  simulateGates,
  tallyOf,
  type Verdicts,
} from '../test/fixtures/gates/simulate-gates.ts';
import {
  binaryPopulation,
  nearlyPerfectPopulation,
  type Population,
  regressionPopulation,
  samples,
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
const timesOf = (rows: number) => (rows <= 2000 ? 4000 : rows <= 10_000 ? 2000 : 300);
const rowsOf = (groups: number) => ({ groups, groupSize: 1, icc: 0 });
const personsOf = (groups: number) => ({ groups, groupSize: 5, icc: 0.3 });

/** Scores as ONNX models give them; they are sorted in half the time. */
function float32(population: Population): Population {
  const rounded = (predictions: Predictions): Predictions =>
    predictions.task === 'binary'
      ? { ...predictions, scores: predictions.scores.map(Math.fround), scoreType: 'float32' }
      : predictions;
  const { candidate, baseline } = population;
  return { ...population, candidate: rounded(candidate), baseline: rounded(baseline) };
}

export const CASES: readonly Case[] = [
  ...SIZES.flatMap((units): Case[] => [
    {
      name: `binary, ${units} rows`,
      population: () => float32(binaryPopulation(rowsOf(60_000))),
      metrics: BINARY,
      units,
      times: timesOf(units),
    },
    {
      name: `regression, ${units} rows`,
      population: () => regressionPopulation(rowsOf(60_000)),
      metrics: ['rmse', 'mae'],
      units,
      times: timesOf(units),
    },
  ]),
  ...[60, 300, 2000, 20_000].flatMap((units): Case[] => [
    {
      name: `binary, ${units} groups of 5`,
      population: () => float32(binaryPopulation(personsOf(12_000))),
      metrics: BINARY,
      units,
      times: timesOf(5 * units),
    },
    {
      name: `regression, ${units} groups of 5`,
      population: () => regressionPopulation(personsOf(12_000)),
      metrics: ['rmse', 'mae'],
      units,
      times: timesOf(5 * units),
    },
  ]),
  {
    name: 'binary, AUC near 1, 300 rows',
    population: () => nearlyPerfectPopulation(60_000, 4),
    metrics: ['roc_auc'],
    units: 300,
    times: 4000,
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

/** Every kind of gate at its limit, and beside an equal model; all gates of a case are judged on the same samples. */
export function simulate({ population, metrics, units, times }: Case): Line[] {
  const worse = population();
  const size = { units, times };
  return [...limits(worse, metrics, size), ...besideAnEqual(equalised(worse), metrics, size)];
}

interface Size {
  readonly units: number;
  readonly times: number;
}

/** `min_better: 0` tells how often what is really better is found to be. */
function limits(worse: Population, metrics: readonly string[], size: Size): Line[] {
  const all = metrics.flatMap((metric) => [
    ...atTheLimit(worse, metric).map(
      ([kind, exchanged, gate]) => [`${kind}, at the limit`, exchanged, gate] as const,
    ),
    ['min_better: 0, really better', true, fakeGate({ metric, minBetter: amount(0) })] as const,
  ]);
  const gates = all.map(([, exchanged, gate]) => [exchanged, gate] as const);
  const verdicts = simulateBothWays({ population: worse, gates, ...size });
  return all.map(
    ([kind, , { metric }], place): Line => ({ metric, kind, ...(verdicts[place] as Verdicts), told: null }),
  );
}

/** Samples from which the margin is learnt that a gate would advise. */
const LEARNT_FROM = 100;
const SLICES = 5;

function besideAnEqual(population: Population, metrics: readonly string[], { units, times }: Size): Line[] {
  const narrow = metrics.map((metric) => fakeGate({ metric, maxWorse: amount(1e-9) }));
  const learnt = simulateGates({ population, gates: narrow, units, times: Math.min(times, LEARNT_FROM) });
  const judged = metrics.flatMap((metric, place) => {
    const advised = learnt[place]?.advised ?? Number.NaN;
    return Number.isNaN(advised) ? [] : [{ metric, advised, harmed: 0 }];
  });
  const tally = tallyOf(
    judged.flatMap(({ metric, advised }) => [
      fakeGate({ metric, maxWorse: amount(advised) }),
      fakeGate({ metric, maxWorse: amount(0) }),
      fakeGate({ metric, minBetter: amount(0) }),
    ]),
  );
  const slices: Measurement[][] = [];
  for (const measurements of samples({
    population,
    metrics: judged.map(({ metric }) => metric),
    units,
    times,
  })) {
    tally.add(measurements);
    slices.push(measurements);
    if (slices.length < SLICES) continue;
    for (const each of judged) each.harmed += Number(isHarmed(each.metric, slices));
    slices.length = 0;
  }
  const verdicts = tally.verdicts();
  return judged.flatMap(({ metric, harmed }, place): Line[] => {
    const [found, worse, better] = verdicts.slice(3 * place) as [Verdicts, Verdicts, Verdicts];
    const fail = harmed / Math.floor(times / SLICES);
    return [
      { metric, kind: 'max_worse as advised, an equal model', ...found },
      { metric, kind: 'max_worse: 0, an equal model', ...worse, told: null },
      { metric, kind: 'min_better: 0, an equal model', ...better, told: null },
      { metric, kind: 'any of five equal slices harmed', pass: Number.NaN, fail, guarded: 0, told: null },
    ];
  });
}

function isHarmed(metric: string, slices: readonly (readonly Measurement[])[]): boolean {
  const of = slices.map((measurements) => measurements.filter(({ name }) => name === metric));
  return anyHarmed(fakeGate({ metric, maxWorse: amount(0) }), of);
}
