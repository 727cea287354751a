import { describe, expect, it } from 'vitest';
import { amount, fakeGate, judgeRequest } from '../../../test/fixtures/gates/fake-measurement.ts';
import type { Measurement } from '../metrics/measurement.ts';
import { explainGate } from './explain-gate.ts';
import type { Gate } from './gate.ts';
import { judgeGates } from './judge-gates.ts';

const churn: Measurement = {
  name: 'churn',
  better: 'lower',
  rows: 1000,
  groups: null,
  confidence: 0.95,
  candidate: 0.04,
  candidateInterval: [0.029, 0.054],
  baseline: null,
  ofPair: 'share',
  reason: null,
  contrast: () => null,
};
const unknown = {
  ...churn,
  candidate: null,
  candidateInterval: null,
  reason: 'there is nothing to compare with',
};

function judge(
  gate: Partial<Gate>,
  measurement: Measurement = churn,
  request: Partial<Parameters<typeof judgeRequest>[0]> = {},
) {
  const gates = [fakeGate({ metric: 'churn', ...gate })];
  const [row] = judgeGates(judgeRequest({ gates, measurements: [measurement], ...request }));
  if (row === undefined) throw new Error('no verdict');
  return row;
}

describe('a gate on churn', () => {
  it.each([
    [{ max: amount(0.05) }, 'pass'],
    [{ max: amount(0.03) }, 'fail'],
    [{ max: amount(0.05), on: 'bound' }, 'inconclusive'],
    [{ max: amount(0.06), on: 'bound' }, 'pass'],
    [{ max: amount(0.02), on: 'bound' }, 'fail'],
  ] as const)('%o: %s', (gate, verdict) => {
    expect(judge(gate).verdict).toBe(verdict);
  });

  it('without a release judges nothing where the config accepts that, and fails where it does not', () => {
    const gate = { max: amount(0.05) };
    expect(judge(gate, unknown, { against: null, whenAbsent: 'absolute-only' }).outcome).toBe(
      'first-release',
    );
    expect(judge(gate, unknown, { against: null, whenAbsent: 'fail' })).toMatchObject({
      verdict: 'fail',
      outcome: 'baseline-missing',
    });
  });

  it('beside a release that says nothing of these rows is no pass', () => {
    expect(judge({ max: amount(0.05) }, unknown)).toMatchObject({
      verdict: 'inconclusive',
      outcome: 'no-value',
    });
  });

  it('on the same bytes is nothing, whatever the interval', () => {
    const same = { ...churn, candidate: 0, candidateInterval: [0, 0.004] as const };
    const row = judge({ max: amount(0.001), on: 'bound' }, same, { identical: true });
    expect(row).toMatchObject({ verdict: 'pass', outcome: 'identical' });
    expect(row.reason).toContain('so churn is nothing');
  });

  it('on scores that are no numbers fails', () => {
    expect(judge({ max: amount(0.05) }, unknown, { nonFinite: true }).verdict).toBe('fail');
  });

  it('is explained without a word that needs a statistician', () => {
    const text = explainGate(judge({ max: amount(0.03) }), { baseline: 'visits@v1.0.0', groupBy: null });
    expect(text.asked).toBe(
      'Is churn at most 0.03? Churn is the share of rows whose decision changes, for better or worse.',
    );
    expect(text.seen).toBe(
      'Beside v1.0.0 the candidate has 0.040 on 1,000 rows, and with 95 % confidence it lies in 0.029 … 0.054.',
    );
  });
});
