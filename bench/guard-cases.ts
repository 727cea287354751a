import {
  binaryPopulation,
  hardMissPopulation,
  nearlyPerfectPopulation,
  type Population,
  rareClassPopulation,
  rareFlipsPopulation,
  regressionPopulation,
  type Simulation,
  simulateMisses,
} from '../test/fixtures/metrics/simulate.ts';

interface Case extends Omit<Simulation, 'population'> {
  /** The constant in src/domain/metrics that the case speaks of. */
  readonly guard: string;
  readonly data: string;
  readonly population: () => Population;
}

const rows = (count: number) => ({ groups: count, groupSize: 1, icc: 0 });
const persons = (groups: number, groupSize = 5) => ({ groups, groupSize, icc: 0.3 });

const FEW_GROUPS = [10, 15, 20, 30].map(
  (units): Case => ({
    guard: 'LEAST_GROUPS = 20',
    data: `${units} groups of 5`,
    population: () => binaryPopulation(persons(12_000)),
    metrics: ['roc_auc', 'accuracy', 'brier', 'f1'],
    units,
    times: 4000,
  }),
);

/** F1 and a median see nothing where the models do not differ; about so many rows do. */
const FEW_DISCORDANT = [4, 8, 12, 20].map(
  (differing): Case => ({
    guard: 'LEAST_DISCORDANT = 10',
    data: `1,000 rows, some ${differing} decided differently`,
    population: () => rareFlipsPopulation(rows(60_000), differing / 1000),
    metrics: ['f1', 'precision', 'recall', 'mcc'],
    units: 1000,
    times: 2000,
  }),
);

const WHOLE_GROUPS = [0.02, 0.05, 0.1, 0.2, 0.4].map(
  (rate): Case => ({
    guard: 'LEAST_DIFFERING_GROUPS = 10',
    data: `60 groups of 20, in some ${Math.round(60 * rate)} all rows differ`,
    population: () => rareFlipsPopulation(persons(3000, 20), rate),
    metrics: ['accuracy'],
    units: 60,
    times: 4000,
  }),
);

const NEAR_ONE = [
  [150, 4],
  [300, 4],
  [300, 3],
  [300, 2],
  [1000, 3],
].map(
  ([units = 0, distance = 0]): Case => ({
    guard: 'LEAST_AUC_MASS = 5',
    data: `${units} rows, classes ${distance} apart`,
    population: () => nearlyPerfectPopulation(60_000, distance),
    metrics: ['roc_auc'],
    units,
    times: 4000,
  }),
);

const LEANING = [0.0005, 0.002, 0.01, 0.05].map(
  (rate): Case => ({
    guard: 'MOST_LEAN = 0.15',
    data: `1,000 rows, certain mistakes in ${100 * rate} of 100`,
    population: () => hardMissPopulation(60_000, rate),
    metrics: ['log_loss'],
    units: 1000,
    times: 4000,
  }),
);

const FEW_ROWS = [10, 20, 30, 60].map(
  (units): Case => ({
    guard: 'LEAST_ROWS_OF_A_MEAN = 30',
    data: `${units} rows`,
    population: () => regressionPopulation(rows(60_000)),
    metrics: ['mae', 'rmse', 'r2'],
    units,
    times: 8000,
  }),
);

const UNSEEN = [30, 100, 300].map(
  (positives): Case => ({
    guard: 'UNSEEN = 3',
    data: `some ${positives} positives, of which 4 of 100 are lost, among ${positives * 50} rows`,
    population: () => rareClassPopulation(rows(200_000), { rate: 0.02, lost: 0.04 }),
    metrics: ['recall', 'balanced_accuracy'],
    units: positives * 50,
    times: positives > 100 ? 400 : 1000,
  }),
);

/** For every guard data that it is there for, and data on which it should not speak. */
export const CASES: readonly Case[] = [
  ...FEW_GROUPS,
  ...FEW_DISCORDANT,
  ...WHOLE_GROUPS,
  ...NEAR_ONE,
  ...LEANING,
  ...FEW_ROWS,
  ...UNSEEN,
];

export function simulate({ population, metrics, units, times }: Case) {
  return simulateMisses({ population: population(), metrics, units, times });
}
