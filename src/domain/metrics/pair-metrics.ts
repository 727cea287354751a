import { portions, type Steps } from '../steps.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import { type MetricInput, meanEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import type { Truth } from './observations.ts';
import { numbersOf } from './units.ts';

/** What two models say of the same rows, as one number: it has no value of either model alone. */
export interface PairMetric {
  readonly name: string;
  readonly tasks: readonly Truth['task'][];
  /** One value per row, out of the candidate's and the baseline's answers. */
  readonly perRow: (candidate: MetricInput, baseline: MetricInput) => Steps<Float64Array>;
  /** share: every value is 0 or 1. */
  readonly method: 'share' | 'mean';
}

const DECIDED = ['binary', 'multiclass'] as const;

/** Right and wrong decisions of the baseline (first) and of the candidate that count as a flip. */
type Flip = (wasRight: boolean, isRight: boolean) => boolean;

function flips(isFlip: Flip): PairMetric['perRow'] {
  return function* (candidate, baseline) {
    const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
    const labels = trueLabels(candidate);
    const found = new Float64Array(own.length);
    for (const [from, to] of portions(own.length)) {
      for (let row = from; row < to; row++) {
        const label = labels[row];
        if (own[row] !== other[row] && isFlip(other[row] === label, own[row] === label)) found[row] = 1;
      }
      yield to - from;
    }
    return found;
  };
}

function* absoluteChanges(candidate: MetricInput, baseline: MetricInput): Steps<Float64Array> {
  const [own, other] = [numbersOf(candidate.predictions), numbersOf(baseline.predictions)];
  const changes = new Float64Array(own.length);
  for (const [from, to] of portions(own.length)) {
    for (let row = from; row < to; row++)
      changes[row] = Math.abs((own[row] as number) - (other[row] as number));
    yield to - from;
  }
  return changes;
}

/** Every one of them; smaller is calmer. S. Yan et al., "Positive-Congruent Training", CVPR 2021, names the flips. */
export const PAIR_METRICS: readonly PairMetric[] = [
  { name: 'churn', tasks: DECIDED, method: 'share', perRow: flips(() => true) },
  {
    name: 'negative_flip_rate',
    tasks: DECIDED,
    method: 'share',
    perRow: flips((wasRight, isRight) => wasRight && !isRight),
  },
  {
    name: 'positive_flip_rate',
    tasks: DECIDED,
    method: 'share',
    perRow: flips((wasRight, isRight) => !wasRight && isRight),
  },
  { name: 'mean_absolute_change', tasks: ['regression'], method: 'mean', perRow: absoluteChanges },
];

export function findPairMetric(name: string): PairMetric | null {
  return PAIR_METRICS.find((metric) => metric.name === name) ?? null;
}

/** Those that a gate may limit: more rows set right is nothing to be limited. */
export function pairMetricNames(task: Truth['task']): string[] {
  return PAIR_METRICS.filter(({ name, tasks }) => tasks.includes(task) && name !== 'positive_flip_rate').map(
    ({ name }) => name,
  );
}

/** The metric of one model that it is once the other model is given: its interval and guards are those of any share or mean. */
export function besideBaseline({ name, tasks, method, perRow }: PairMetric, baseline: MetricInput): Metric {
  const values = (candidate: MetricInput) => perRow(candidate, baseline);
  return {
    name,
    tasks,
    better: 'lower',
    method,
    *estimate(candidate) {
      return yield* meanEstimate(yield* values(candidate), candidate.weights);
    },
    ...(method === 'share' ? { hits: values } : {}),
  };
}
