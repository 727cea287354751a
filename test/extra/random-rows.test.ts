import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureMetrics } from '../../src/domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../src/domain/metrics/measurement.ts';
import type { Predictions, Truth } from '../../src/domain/metrics/observations.ts';
import {
  groupsOf,
  predictionsOf,
  truthOf,
  type ValueCase,
  weightsOf,
} from '../fixtures/metrics/read-fixtures.ts';
import { python } from './python.ts';

/** What random-rows.py prints. */
type Given = ValueCase & {
  readonly baseline?: readonly number[];
  readonly groups?: readonly number[] | null;
  readonly factor?: number;
  readonly difference?: number;
  readonly standardError?: number;
};
interface Ranking {
  readonly task: 'ranking';
  readonly relevance: readonly number[];
  readonly queries: readonly number[];
  readonly scores: readonly number[];
  readonly expected: Readonly<Record<string, number | null>>;
}

const SCRIPT = fileURLToPath(new URL('python/random-rows.py', import.meta.url));
/** Cases of each kind. Thousands, once by hand: MODELYARD_TEST_CASES=400 MODELYARD_TEST_SEED=7. */
const CASES = process.env.MODELYARD_TEST_CASES ?? '40';
const SEED = process.env.MODELYARD_TEST_SEED ?? '1';

let all: readonly (Given | Ranking)[];
beforeAll(async () => {
  all = JSON.parse((await python([SCRIPT, SEED, CASES])).stdout);
});

const COMMON = { confidence: 0.95, subset: null };

function measured(given: Given | Ranking): Measurement[] {
  const metrics = Object.keys(given.expected);
  if (given.task === 'ranking') {
    const queries = { index: Int32Array.from(given.queries), count: 1 + Math.max(...given.queries) };
    const truth: Truth = { task: 'ranking', relevance: Float64Array.from(given.relevance), queries };
    const candidate: Predictions = { task: 'regression', values: Float64Array.from(given.scores) };
    return measureMetrics({
      ...COMMON,
      truth,
      candidate,
      baseline: null,
      groups: null,
      metrics,
      threshold: 0.5,
    });
  }
  const { task, scores, probabilities, values, baseline, scoreType = 'float64' } = given;
  return measureMetrics({
    ...COMMON,
    truth: truthOf(given),
    candidate: predictionsOf(task, scores ?? probabilities ?? values ?? [], scoreType),
    baseline: baseline === undefined ? null : predictionsOf(task, baseline, scoreType),
    groups: groupsOf(given.groups ?? null),
    weights: weightsOf(given),
    metrics,
    threshold: given.threshold ?? 0.5,
  });
}

/** Of sums that cancel a rounding error stays; of these the more, the less alike the weights are: here a trillion to one. */
const CANCELLING = new Map([
  ['mcc', 1e-9],
  ['cohen_kappa', 1e-9],
]);

/** As a share of the reference. */
function isFar(
  value: number | null | undefined,
  reference: number | null | undefined,
  rounding = 1e-15,
): boolean {
  if (typeof value !== 'number' || typeof reference !== 'number') return value !== reference;
  const distance = Math.abs(value - reference);
  return distance > rounding && distance > 1e-9 * Math.abs(reference);
}

describe('random and awkward rows have the values of scikit-learn', () => {
  it.each(['binary', 'multiclass', 'regression', 'ranking'])('%s', (task) => {
    const own = all.filter((each) => each.task === task);
    expect(own.length).toBeGreaterThanOrEqual(Number(CASES));
    const far = own.flatMap((given) =>
      measured(given)
        .filter(({ name, candidate }) => isFar(candidate, given.expected[name], CANCELLING.get(name)))
        .map(({ name, candidate }) => ({ name, candidate, expected: given.expected[name], given })),
    );
    expect(far).toEqual([]);
  });
});

it('differences of ROC AUC have the standard error that all pairs of rows give', () => {
  const pairs = all.flatMap((each) => (each.task !== 'ranking' && each.baseline !== undefined ? [each] : []));
  expect(pairs.length).toBe(Number(CASES));
  for (const given of pairs) {
    const found = measured(given)[0]?.contrast(given.factor ?? 1);
    expect(isFar(found?.estimate, given.difference), JSON.stringify(given)).toBe(false);
    expect(isFar(found?.standardError, given.standardError), JSON.stringify(given)).toBe(false);
  }
});
