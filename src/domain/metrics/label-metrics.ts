import { type Confusion, confusionEstimate, type Slope } from './confusion.ts';
import {
  balancedAccuracy,
  type ClassMeasureName,
  kappa,
  macro,
  matthews,
  ofPositives,
  weighted,
} from './label-measures.ts';
import type { Metric, ShareScale } from './metric.ts';

interface Entry {
  readonly name: string;
  readonly tasks: Metric['tasks'];
  readonly usualIn?: Metric['tasks'];
  readonly measure: (confusion: Confusion) => Slope | null;
  readonly reason?: string;
  readonly shareScale?: ShareScale;
}

function labelMetric({ name, tasks, usualIn = [], measure, reason, shareScale }: Entry): Metric {
  return {
    name,
    tasks,
    usualIn,
    better: 'higher',
    method: 'linearised',
    ofDecisions: true,
    estimate: (input) => confusionEstimate(input, measure, reason),
    ...(shareScale === undefined ? {} : { shareScale }),
  };
}

const ITSELF: ShareScale = { shareOf: (value) => value, valueOf: (share) => share, slopeAt: () => 1 };

/** F1 = 2 J / (1 + J), where J is the share of right ones among the rows that are positive or decided so. */
const OF_JACCARD: ShareScale = {
  shareOf: (value) => value / (2 - value),
  valueOf: (share) => (2 * share) / (1 + share),
  slopeAt: (value) => 2 / (2 - value) ** 2,
};

const BOTH = ['binary', 'multiclass'] as const;
const CLASS_MEASURES: readonly ClassMeasureName[] = ['precision', 'recall', 'f1'];

const binary = CLASS_MEASURES.map(
  (name): Entry => ({
    name,
    tasks: ['binary'],
    usualIn: name === 'f1' ? ['binary'] : [],
    measure: ofPositives(name),
    shareScale: name === 'f1' ? OF_JACCARD : ITSELF,
  }),
);

const averages = CLASS_MEASURES.flatMap((name): Entry[] => [
  {
    name: `${name}_macro`,
    tasks: ['multiclass'],
    usualIn: name === 'f1' ? ['multiclass'] : [],
    measure: macro(name),
  },
  // Recall by the weight of its classes is accuracy.
  ...(name === 'recall'
    ? []
    : [{ name: `${name}_weighted`, tasks: ['multiclass'] as const, measure: weighted(name) }]),
]);

/** Metrics of decisions, in the order in which reports show them. */
export const LABEL_METRICS: readonly Metric[] = [
  ...binary,
  ...averages,
  { name: 'balanced_accuracy', tasks: BOTH, measure: balancedAccuracy },
  { name: 'mcc', tasks: BOTH, measure: matthews },
  {
    name: 'cohen_kappa',
    tasks: BOTH,
    measure: kappa,
    reason: 'all rows have one label, and it is decided everywhere: chance cannot be wrong there',
  },
].map(labelMetric);
