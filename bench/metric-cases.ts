import {
  binaryPopulation,
  multiclassPopulation,
  type Population,
  rareClassPopulation,
  regressionPopulation,
  simulateMisses,
} from '../test/fixtures/metrics/simulate.ts';

interface Case {
  readonly name: string;
  readonly population: () => Population;
  readonly metrics: readonly string[];
  /** Rows (groups) of one sample, and samples. */
  readonly units: number;
  readonly times: number;
}

const ROWS = { groups: 60_000, groupSize: 1, icc: 0 };
const PERSONS = { groups: 12_000, groupSize: 5, icc: 0.3 };
const RARE = { groups: 200_000, groupSize: 1, icc: 0 };
const BINARY = [
  'roc_auc',
  'average_precision',
  'log_loss',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'balanced_accuracy',
  'mcc',
  'cohen_kappa',
  'brier',
];
const MULTICLASS = [
  'roc_auc_ovr_macro',
  'log_loss',
  'accuracy',
  'precision_macro',
  'precision_weighted',
  'recall_macro',
  'f1_macro',
  'f1_weighted',
  'balanced_accuracy',
  'mcc',
  'cohen_kappa',
  'brier',
  'top_2_accuracy',
];
const REGRESSION = ['rmse', 'mae', 'r2', 'pinball_0.1', 'pinball_0.9'];
const RARELY = ['recall', 'balanced_accuracy', 'precision', 'f1', 'mcc', 'cohen_kappa'];

const SIZES = [60, 200, 1000, 5000];
const timesOf = (units: number) => (units <= 200 ? 4000 : units <= 1000 ? 2000 : 800);

/** Every metric at the margin: how often a candidate that should not pass does. */
export const CASES: readonly Case[] = [
  ...SIZES.flatMap((units): Case[] => [
    {
      name: `binary, ${units} rows`,
      population: () => binaryPopulation(ROWS),
      metrics: BINARY,
      units,
      times: timesOf(units),
    },
    {
      name: `multiclass, ${units} rows`,
      population: () => multiclassPopulation(ROWS),
      metrics: MULTICLASS,
      units,
      times: timesOf(units) / 2,
    },
    {
      name: `regression, ${units} rows`,
      population: () => regressionPopulation(ROWS),
      metrics: REGRESSION,
      units,
      times: timesOf(units),
    },
  ]),
  ...[60, 300].flatMap((units): Case[] => [
    {
      name: `binary, ${units} groups of 5`,
      population: () => binaryPopulation(PERSONS),
      metrics: BINARY,
      units,
      times: 2000,
    },
    {
      name: `multiclass, ${units} groups of 5`,
      population: () => multiclassPopulation(PERSONS),
      metrics: MULTICLASS,
      units,
      times: 1000,
    },
    {
      name: `regression, ${units} groups of 5`,
      population: () => regressionPopulation(PERSONS),
      metrics: REGRESSION,
      units,
      times: 2000,
    },
  ]),
  ...[30, 100, 300].flatMap((positives): Case[] => [
    {
      name: `rare class, about ${positives} of ${positives * 50} rows`,
      population: () => rareClassPopulation(RARE, { rate: 0.02, lost: 0.04 }),
      metrics: RARELY,
      units: positives * 50,
      times: positives > 100 ? 800 : 2000,
    },
    {
      name: `average precision, about ${positives} positives in a thousand each`,
      population: () => binaryPopulation(RARE, { cut: 3.09 }),
      metrics: ['average_precision'],
      units: positives * 1000,
      times: positives > 100 ? 100 : 300,
    },
    {
      name: `average precision, about ${positives} positives in thirty each`,
      population: () => binaryPopulation(RARE, { cut: 1.83 }),
      metrics: ['average_precision'],
      units: positives * 30,
      times: 1500,
    },
  ]),
];

export function simulate({ population, metrics, units, times }: Case) {
  return simulateMisses({ population: population(), metrics, units, times });
}
