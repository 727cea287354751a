import { describe, expect, it } from 'vitest';
import { measureMetrics } from './measure-metrics.ts';
import type { Contrast } from './measurement.ts';

/** Of 200 rows, 80 positives, both models find all but `lost` positives, which the candidate alone loses, and raise 20 false alarms. */
function contrastOf(metric: string, lost: number, groupSize = 1): Contrast {
  const labels = Uint8Array.from({ length: 200 }, (_, row) => (row < 80 ? 1 : 0));
  const right = Float64Array.from(labels, (label, row) => (row >= 180 ? 1 : label));
  const [measured] = measureMetrics({
    truth: { task: 'binary', labels },
    candidate: {
      task: 'binary',
      scores: right.map((label, row) => (row < lost ? 0 : label)),
      scoreType: 'float64',
    },
    baseline: { task: 'binary', scores: right, scoreType: 'float64' },
    groups:
      groupSize === 1
        ? null
        : { index: Int32Array.from(labels, (_, row) => Math.floor(row / groupSize)), count: 200 / groupSize },
    metrics: [metric],
    threshold: 0.5,
    confidence: 0.95,
    subset: null,
  });
  return measured?.contrast(1) as Contrast;
}

describe('limits of a difference of decisions', () => {
  it('reach further to the side where the truth is missed by chance', () => {
    const { estimate, interval } = contrastOf('recall', 20);
    expect(estimate).toBeCloseTo(-0.25, 12);
    expect(estimate - interval[0]).toBeGreaterThan(1.1 * (interval[1] - estimate));
  });

  // 20 lost of 80: recall of the candidate 60/80, and of a Poisson count of 20 the limits at 2.5 % are 12.6 and 30.3.
  it('of rows that all go one way are about those of their count', () => {
    const { interval } = contrastOf('recall', 20);
    expect(interval[1]).toBeGreaterThan(-13.5 / 80);
    expect(interval[1]).toBeLessThan(-12 / 80);
  });

  it('are the interval at its level, and further out the smaller the level', () => {
    for (const metric of ['precision', 'f1', 'mcc', 'cohen_kappa']) {
      const { limits, interval, estimate } = contrastOf(metric, 12);
      expect(limits(0.025)).toEqual(interval);
      const ends = [0.4, 0.1, 0.025, 1e-4, 1e-9].map(limits);
      for (const [at, [low, high]] of ends.entries()) {
        expect(low).toBeLessThan(Math.min(estimate, ends[at - 1]?.[0] ?? estimate));
        expect(high).toBeGreaterThan(Math.max(estimate, ends[at - 1]?.[1] ?? estimate));
      }
    }
  });

  it('stay finite where a few groups are all that differs', () => {
    const { limits } = contrastOf('f1', 30, 10);
    for (const end of [...limits(0.025), ...limits(1e-9)]) expect(Number.isFinite(end)).toBe(true);
  });

  it('have no width where nothing differs', () => {
    const { interval, estimate } = contrastOf('f1', 0);
    expect([estimate, ...interval]).toEqual([0, 0, 0]);
  });
});
