import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { groupIndex } from '../../src/domain/metrics/group-index.ts';
import { measureMetrics } from '../../src/domain/metrics/measure-metrics.ts';
import type { Interval, Measurement } from '../../src/domain/metrics/measurement.ts';
import type { Predictions, Truth } from '../../src/domain/metrics/observations.ts';
import { python } from './python.ts';

interface Reference {
  readonly candidate: number;
  readonly candidateInterval: Interval;
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/** What reference-intervals.py prints. */
interface DataSet {
  readonly name: string;
  readonly task: 'binary' | 'regression';
  readonly truth: readonly number[];
  readonly candidate: readonly number[];
  readonly baseline: readonly number[];
  readonly groups: readonly number[] | null;
  readonly metrics: Readonly<Record<string, Reference>>;
}

const SCRIPT = fileURLToPath(new URL('python/reference-intervals.py', import.meta.url));
/** Closed forms agree to rounding; Tango's reference is a numerical maximum, the others numerical derivatives. */
const TOLERANCES: Readonly<Record<string, number>> = { accuracy: 1e-6, f1: 1e-5, rmse: 1e-5, r2: 1e-5 };
const CLOSED_FORM = 1e-9;
/** With groups the quantile is Student's t, by a series. */
const STUDENT_INTERVAL = 1e-5;

let sets: readonly DataSet[];
beforeAll(async () => {
  sets = JSON.parse((await python([SCRIPT])).stdout);
});

function truthOf({ task, truth }: DataSet): Truth {
  return task === 'binary'
    ? { task, labels: Uint8Array.from(truth) }
    : { task, values: Float64Array.from(truth) };
}

function predictionsOf({ task }: DataSet, values: readonly number[]): Predictions {
  return task === 'binary'
    ? { task, scores: Float64Array.from(values), scoreType: 'float64' }
    : { task, values: Float64Array.from(values) };
}

function measure(set: DataSet): Measurement[] {
  return measureMetrics({
    truth: truthOf(set),
    candidate: predictionsOf(set, set.candidate),
    baseline: predictionsOf(set, set.baseline),
    groups: set.groups === null ? null : groupIndex(set.groups.map(String)),
    metrics: Object.keys(set.metrics),
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  });
}

function pointsOf(found: Reference): readonly number[] {
  return [found.candidate, found.estimate, found.standardError];
}

function endsOf(found: Reference): readonly number[] {
  return [...found.candidateInterval, ...found.interval];
}

function flat({ candidate, candidateInterval, contrast }: Measurement): Reference {
  const found = contrast(1);
  if (candidate === null || candidateInterval === null || found === null) throw new Error('not measured');
  return { candidate, candidateInterval, ...found };
}

/** In standard errors: what a verdict can be wrong by. */
function largestError(found: readonly number[], expected: readonly number[], standardError: number): number {
  return Math.max(
    ...expected.map((value, place) => Math.abs((found[place] ?? Number.NaN) - value) / standardError),
  );
}

describe('intervals equal those of independent implementations', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('data set %i', (place) => {
    const set = sets[place] as DataSet;
    const measured = measure(set);
    expect(measured.length).toBeGreaterThan(2);
    for (const measurement of measured) {
      const [found, expected] = [flat(measurement), set.metrics[measurement.name] as Reference];
      const where = `${set.name}, ${measurement.name}`;
      const tolerance = TOLERANCES[measurement.name] ?? CLOSED_FORM;
      const error = expected.standardError;
      expect(largestError(pointsOf(found), pointsOf(expected), error), where).toBeLessThan(tolerance);
      const atEnds = set.groups === null ? tolerance : Math.max(tolerance, STUDENT_INTERVAL);
      expect(largestError(endsOf(found), endsOf(expected), error), where).toBeLessThan(atEnds);
    }
  });

  it('covers every data set', () => {
    expect(sets.length).toBe(7);
  });
});
