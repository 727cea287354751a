import { describe, expect, it } from 'vitest';
import {
  amount,
  type FakeNumbers,
  fakeGate,
  fakeMeasurement,
  percent,
  seededNormal,
} from '../../../test/fixtures/gates/fake-measurement.ts';
import { type JudgeSlicesRequest, judgeSlices, type SliceMeasurements } from './judge-slices.ts';

function slice(name: string, numbers: FakeNumbers = {}): SliceMeasurements {
  const measurement = fakeMeasurement({ rows: 600, ...numbers });
  return { slice: name, rows: measurement.rows, groups: measurement.groups, measurements: [measurement] };
}

/** Harm of so many standard errors beyond a margin of 0.01. */
const beyond = (z: number): FakeNumbers => ({
  baseline: 0.7,
  candidate: 0.7 - 0.01 - z * 0.01,
  standardError: 0.01,
});

function judge(request: Partial<JudgeSlicesRequest>) {
  return judgeSlices({
    slices: [],
    gates: [fakeGate({ maxWorse: amount(0.01) })],
    primary: 'roc_auc',
    against: 'visits@v1.0.0',
    identical: false,
    confidence: 0.95,
    groupBy: null,
    ...request,
  });
}

describe('slices', () => {
  it('tell harm only beyond the margin', () => {
    expect(judge({ slices: [slice('a', beyond(1.95))] })[0]?.verdict).toBe('no-proof-of-harm');
    expect(judge({ slices: [slice('a', beyond(1.97))] })[0]?.verdict).toBe('harm');
    expect(
      judge({ slices: [slice('a', { baseline: 0.7, candidate: 0.695, standardError: 1e-4 })] })[0]?.verdict,
    ).toBe('no-proof-of-harm');
  });

  it('ask more of each the more there are (Holm)', () => {
    const others = Array.from({ length: 9 }, (_, index) => slice(`other ${index}`, beyond(-1)));
    // One-sided 0.025 / 10: z = 2.807.
    expect(judge({ slices: [slice('a', beyond(2.79)), ...others] })[0]?.verdict).toBe('no-proof-of-harm');
    expect(judge({ slices: [slice('a', beyond(2.82)), ...others] })[0]?.verdict).toBe('harm');
  });

  it('know that a loss grows where lower is better', () => {
    const log = { ...beyond(3), name: 'log_loss', better: 'lower' as const, baseline: 0.5, candidate: 0.54 };
    const gates = [fakeGate({ metric: 'log_loss', maxWorse: amount(0.01) })];
    expect(judge({ gates, slices: [slice('a', log)] })[0]?.verdict).toBe('harm');
    expect(judge({ gates, slices: [slice('a', { ...log, candidate: 0.46 })] })[0]?.verdict).toBe(
      'no-proof-of-harm',
    );
  });

  it('look at the primary metric without a margin where no gate has max_worse', () => {
    const worse = { baseline: 0.7, candidate: 0.695, standardError: 0.001 };
    expect(judge({ gates: [fakeGate({ min: amount(0.5) })], slices: [slice('a', worse)] })[0]).toMatchObject({
      verdict: 'harm',
      severity: 'block',
    });
  });

  it('leave gates on latency out: it has no value per slice', () => {
    const gates = [fakeGate({ metric: 'latency_p95_ms', maxWorse: amount(1) })];
    const worse = { baseline: 0.7, candidate: 0.695, standardError: 0.001 };
    const [row] = judge({ gates, slices: [slice('a', worse)] });
    expect(row?.reason).toMatch(/^roc_auc fell by .* on 600 rows; no loss is allowed$/);
  });

  it('keep a warning a warning', () => {
    const gates = [fakeGate({ maxWorse: amount(0.01), severity: 'warn' })];
    expect(judge({ gates, slices: [slice('a', beyond(4))] })[0]).toMatchObject({
      verdict: 'harm',
      severity: 'warn',
    });
  });

  it('take percentages of the baseline in the slice', () => {
    const gates = [fakeGate({ maxWorse: percent(1) })];
    const numbers = { baseline: 0.7, candidate: 0.7 * 0.97, standardError: 0.002 };
    expect(judge({ gates, slices: [slice('a', numbers)] })[0]?.verdict).toBe('harm');
    expect(judge({ gates, slices: [slice('a', { ...numbers, baseline: 0 })] })[0]?.verdict).toBe(
      'insufficient',
    );
  });

  it.each([
    ['49 rows', { rows: 49 }],
    ['19 groups', { rows: 900, groups: 19 }],
    ['a guard', { guard: 'fewer than ten rows disagree' }],
    ['one class', { candidate: null, reason: 'only one class' }],
    ['points', { method: 'point' }],
    ['no spread that is a number', { standardError: Number.NaN }],
  ] as const)('do not judge %s', (_, numbers) => {
    const row = judge({ slices: [slice('a', { ...beyond(9), ...numbers })] })[0];
    expect(row?.verdict).toBe('insufficient');
    expect(row?.reason).not.toBe('');
  });

  it('are judged from 50 rows and 20 groups on', () => {
    expect(judge({ slices: [slice('a', { ...beyond(9), rows: 50, groups: 20 })] })[0]?.verdict).toBe('harm');
  });

  it('of the same bytes cannot harm, without a release they are not judged', () => {
    expect(judge({ identical: true, slices: [slice('a', beyond(9))] })[0]?.verdict).toBe('no-proof-of-harm');
    expect(judge({ against: null, slices: [slice('a', { baseline: null })] })[0]?.verdict).toBe('not-judged');
  });

  it('say how much and on how many rows', () => {
    const [row] = judge({ slices: [slice('a', { ...beyond(4), groups: 100 })], groupBy: 'person' });
    expect(row?.reason).toBe(
      'roc_auc fell by 0.050 (0.030 … 0.070) on 600 rows of 100 persons; at most 0.01 worse is allowed',
    );
  });

  it('raise few false alarms: ten slices exactly on the margin, at most 2.5 % of runs with any harm', () => {
    const normal = seededNormal(7);
    const runs = 2000;
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const slices = Array.from({ length: 10 }, (_, index) => slice(`s${index}`, beyond(normal())));
      alarms += judge({ slices }).some(({ verdict }) => verdict === 'harm') ? 1 : 0;
    }
    expect(alarms / runs).toBeLessThan(0.036);
    expect(alarms / runs).toBeGreaterThan(0.014);
  });
});
