import { describe, expect, it } from 'vitest';
import {
  type ComparisonCase,
  groupsOf,
  predictionsOf,
  readFixture,
  truthOf,
  type ValueCase,
  weightsOf,
} from '../../../test/fixtures/metrics/read-fixtures.ts';
import { measureMetrics } from './measure-metrics.ts';
import type { Measurement } from './measurement.ts';
import { METRICS } from './registry.ts';

const VALUES = readFixture<ValueCase>('values');
const COMPARISONS = readFixture<ComparisonCase>('comparisons');

function distance(value: number | null | undefined, reference: number): number {
  if (value === null || value === undefined) return Number.POSITIVE_INFINITY;
  return Math.abs(value - reference) / Math.max(Math.abs(reference), Number.MIN_VALUE);
}

function expectValue({ name, candidate, reason }: Measurement, reference: number | null): void {
  if (reference === null) {
    expect({ name, candidate }).toEqual({ name, candidate: null });
    expect(reason, name).not.toBeNull();
  } else if (reference === 0) {
    // Only the gaps of bins are sums that cancel.
    const rounding = name.startsWith('ece') ? 1e-15 : 0;
    expect(Math.abs(candidate ?? Number.NaN), name).toBeLessThanOrEqual(rounding);
  } else {
    expect(distance(candidate, reference), `${name} ${candidate} ${reference}`).toBeLessThan(1e-12);
  }
}

describe('a metric’s value is scikit-learn’s', () => {
  it.each(VALUES)('$task: $name', (given) => {
    const scores = given.scores ?? given.probabilities ?? given.values ?? [];
    const measured = measureMetrics({
      truth: truthOf(given),
      candidate: predictionsOf(given.task, scores, given.scoreType ?? 'float64'),
      baseline: null,
      groups: null,
      weights: weightsOf(given),
      metrics: Object.keys(given.expected),
      threshold: given.threshold ?? 0.5,
      confidence: 0.95,
      subset: null,
    });
    for (const found of measured) expectValue(found, given.expected[found.name] ?? null);
  });

  it('is held for every metric of every task', () => {
    // A family is held by the name that stands for it, and by others.
    const held = new Set(
      VALUES.flatMap(({ task, expected }) => Object.keys(expected).map((name) => `${task} ${name}`)),
    );
    // Rankings have values of their own: ranking-metrics.test.ts.
    const all = METRICS.flatMap(({ name, tasks }) =>
      tasks.filter((task) => task !== 'ranking').map((task) => `${task} ${name}`),
    );
    expect(all.filter((each) => !held.has(each))).toEqual([]);
  });
});

/** Numerical derivatives of scikit-learn's weighted metrics are good to about eight digits, two bootstraps to a few percent. */
function toleranceOf({ task, weights }: ComparisonCase, method: string, name: string): number {
  if (method.startsWith('bootstrap')) return 0.08;
  const isDerived =
    task === 'regression' ||
    weights !== undefined ||
    method.startsWith('linearised') ||
    name.includes('_ovr_');
  return isDerived ? 1e-6 : 1e-11;
}

describe('a difference and its standard error are those of an independent computation', () => {
  it.each(COMPARISONS)('$name', (given) => {
    const measured = measureMetrics({
      truth: truthOf(given),
      candidate: predictionsOf(given.task, given.candidate, 'float64'),
      baseline: predictionsOf(given.task, given.baseline, 'float64'),
      groups: groupsOf(given.groups),
      weights: weightsOf(given),
      metrics: Object.keys(given.expected),
      threshold: 0.5,
      confidence: 0.95,
      subset: null,
    });
    for (const { name, candidate, baseline, contrast } of measured) {
      const reference = given.expected[name];
      const found = contrast(1);
      if (reference === undefined || found === null) throw new Error(`${name} was not compared`);
      expect(distance(candidate, reference.candidate), name).toBeLessThan(1e-12);
      expect(distance(baseline, reference.baseline), name).toBeLessThan(1e-12);
      expect(found.method).toBe(reference.method);
      expect(distance(found.standardError, reference.standardError), name).toBeLessThan(
        toleranceOf(given, found.method, name),
      );
      if (found.bootstrap !== undefined) continue;
      if (reference.interval !== undefined) {
        // Weights that the limits amount to come from numerical derivatives, too.
        const [low, high] = reference.interval;
        expect(distance(found.interval[0], low), `${name}: low`).toBeLessThan(1e-5);
        expect(distance(found.interval[1], high), `${name}: high`).toBeLessThan(1e-5);
        continue;
      }
      const { delong, others } = given.quantiles;
      const reach = (found.method.startsWith('delong') ? delong : others) * found.standardError;
      expect(found.interval[1] - found.estimate, name).toBeCloseTo(reach, 10);
      expect(found.estimate - found.interval[0], name).toBeCloseTo(reach, 10);
    }
  });

  it.each(COMPARISONS.filter(({ relative }) => relative !== undefined))('relative: $name', (given) => {
    const { relative } = given;
    if (relative === undefined) throw new Error('there is nothing to compare with');
    const [measured] = measureMetrics({
      truth: truthOf(given),
      candidate: predictionsOf(given.task, given.candidate, 'float64'),
      baseline: predictionsOf(given.task, given.baseline, 'float64'),
      groups: groupsOf(given.groups),
      metrics: [relative.metric],
      threshold: 0.5,
      confidence: 0.95,
      subset: null,
    });
    expect(distance(measured?.contrast(relative.factor)?.standardError, relative.standardError)).toBeLessThan(
      1e-11,
    );
  });
});
