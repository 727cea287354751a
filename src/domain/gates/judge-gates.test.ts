import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amount,
  type FakeNumbers,
  fakeGate,
  fakeMeasurement,
  judgeRequest,
  percent,
} from '../../../test/fixtures/gates/fake-measurement.ts';
import type { Gate, GateVerdict } from './gate.ts';
import { judgeGates } from './judge-gates.ts';
import { JudgingError } from './judging-error.ts';

const Z = 1.959963984540054;

function judge(
  gate: Partial<Gate>,
  numbers: FakeNumbers = {},
  request: Parameters<typeof judgeRequest>[0] = {},
) {
  const [row, ...others] = judgeGates(
    judgeRequest({ gates: [fakeGate(gate)], measurements: [fakeMeasurement(numbers)], ...request }),
  );
  expect(others).toEqual([]);
  return row as GateVerdict;
}

/** Numbers whose harm interval is [low, high]: harm is how much worse the candidate is. */
function withHarm(better: 'higher' | 'lower', low: number, high: number): FakeNumbers {
  const harm = (low + high) / 2;
  return {
    better,
    baseline: 0.5,
    candidate: better === 'higher' ? 0.5 - harm : 0.5 + harm,
    standardError: (high - low) / (2 * Z),
  };
}

describe.each(['higher', 'lower'] as const)('max_worse and min_better where %s is better', (better) => {
  it.each([
    ['all of it better', -0.02, -0.01, 'pass'],
    ['reaching to just inside the margin', -0.001, 0.00499, 'pass'],
    ['reaching to just outside the margin', -0.001, 0.00501, 'inconclusive'],
    ['around the margin', 0.001, 0.009, 'inconclusive'],
    ['beginning just inside the margin', 0.00499, 0.02, 'inconclusive'],
    ['beginning just outside the margin', 0.00501, 0.02, 'fail'],
    ['far outside', 0.02, 0.04, 'fail'],
  ] as const)('max_worse 0.005, interval %s: %s … %s is %s', (_, low, high, verdict) => {
    expect(judge({ maxWorse: amount(0.005) }, withHarm(better, low, high)).verdict).toBe(verdict);
  });

  it.each([
    ['gains of just more than asked', -0.03, -0.01001, 'pass'],
    ['gains that may be less than asked', -0.03, -0.00999, 'inconclusive'],
    ['gains that may be as much as asked', -0.01001, -0.001, 'inconclusive'],
    ['gains of just less than asked', -0.00999, -0.001, 'fail'],
    ['losses', 0.01, 0.02, 'fail'],
  ] as const)('min_better 0.01, %s: harm %s … %s is %s', (_, low, high, verdict) => {
    expect(judge({ minBetter: amount(0.01) }, withHarm(better, low, high)).verdict).toBe(verdict);
  });

  it('min_better 0 asks for proof of being better', () => {
    expect(judge({ minBetter: amount(0) }, withHarm(better, -0.02, -0.0001)).verdict).toBe('pass');
    expect(judge({ minBetter: amount(0) }, withHarm(better, -0.02, 0.0001)).verdict).toBe('inconclusive');
    expect(judge({ minBetter: amount(0) }, withHarm(better, 0.0001, 0.01)).verdict).toBe('fail');
  });

  it('a percentage is one contrast with that share of the baseline', () => {
    const sign = better === 'higher' ? -1 : 1;
    const at = (loss: number, standardError: number): FakeNumbers => ({
      better,
      baseline: 0.8,
      candidate: 0.8 * (1 + sign * loss),
      standardError,
    });
    expect(judge({ maxWorse: percent(1) }, at(0.005, 0.001)).verdict).toBe('pass');
    expect(judge({ maxWorse: percent(1) }, at(0.02, 0.001)).verdict).toBe('fail');
    expect(judge({ maxWorse: percent(1) }, at(0.01, 0.001)).verdict).toBe('inconclusive');
    expect(judge({ minBetter: percent(1) }, at(-0.02, 0.001)).verdict).toBe('pass');
    expect(judge({ minBetter: percent(1) }, at(-0.005, 0.001)).verdict).toBe('fail');
    expect(judge({ maxWorse: percent(1) }, at(0.005, 0.001)).seen.factor).toBeCloseTo(1 + sign * 0.01, 12);
    expect(judge({ minBetter: percent(1) }, at(0.005, 0.001)).seen.factor).toBeCloseTo(1 - sign * 0.01, 12);
  });

  it('a wider margin never turns a pass into less, nor anything into a fail', () => {
    const rank = { fail: 0, inconclusive: 1, pass: 2 };
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const margin = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        margin,
        margin,
        (harm, width, a, b) => {
          const numbers = withHarm(better, harm - width, harm + width);
          const verdict = (limit: number, rule: 'maxWorse' | 'minBetter') =>
            rank[judge({ [rule]: amount(limit) }, numbers).verdict];
          const [narrow, wide] = [Math.min(a, b), Math.max(a, b)];
          expect(verdict(wide, 'maxWorse')).toBeGreaterThanOrEqual(verdict(narrow, 'maxWorse'));
          expect(verdict(wide, 'minBetter')).toBeLessThanOrEqual(verdict(narrow, 'minBetter'));
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('mirrors: turning all values around zero and the direction with them keeps the verdict', () => {
    const number = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (candidate, baseline, limit) => {
          const other = better === 'higher' ? 'lower' : 'higher';
          const here = judge(
            { maxWorse: amount(limit) },
            { better, candidate, baseline, standardError: 0.05 },
          );
          const there = judge(
            { maxWorse: amount(limit) },
            { better: other, candidate: -candidate, baseline: -baseline, standardError: 0.05 },
          );
          expect(there.verdict).toBe(here.verdict);
          expect(there.equalModelPasses).toBe(here.equalModelPasses);
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('min and max', () => {
  it.each([
    ['min', 0.72, 'pass'],
    ['min', 0.7200001, 'fail'],
    ['max', 0.72, 'pass'],
    ['max', 0.7199999, 'fail'],
  ] as const)('%s %s on the point is %s', (rule, limit, verdict) => {
    expect(judge({ [rule]: amount(limit) }, { candidate: 0.72, candidateHalfWidth: null }).verdict).toBe(
      verdict,
    );
  });

  it('marks a point whose interval reaches across the limit', () => {
    const row = judge({ min: amount(0.715) }, { candidate: 0.72, candidateHalfWidth: 0.01 });
    expect(row.verdict).toBe('pass');
    expect(row.reason).toContain('the range reaches across that limit');
    expect(judge({ min: amount(0.7) }, { candidate: 0.72 }).reason).not.toContain('across');
  });

  it.each([
    ['min', 0.7099, 'pass'],
    ['min', 0.7101, 'inconclusive'],
    ['min', 0.7301, 'fail'],
    ['max', 0.7301, 'pass'],
    ['max', 0.7299, 'inconclusive'],
    ['max', 0.7099, 'fail'],
  ] as const)('%s %s on the bound is %s', (rule, limit, verdict) => {
    const numbers = { candidate: 0.72, candidateHalfWidth: 0.01 };
    expect(judge({ [rule]: amount(limit), on: 'bound' }, numbers).verdict).toBe(verdict);
  });

  it('on the bound without an interval cannot tell', () => {
    const row = judge({ min: amount(0.1), on: 'bound' }, { candidateHalfWidth: null });
    expect([row.verdict, row.outcome]).toEqual(['inconclusive', 'points-only']);
  });

  it('does not take a percentage', () => {
    expect(() => judge({ min: percent(1) })).toThrow(JudgingError);
  });

  it('needs no baseline', () => {
    expect(judge({ min: amount(0.7) }, { baseline: null }, { against: null }).verdict).toBe('pass');
    expect(judge({ min: amount(0.8) }, { baseline: null }, { against: null }).verdict).toBe('fail');
  });
});

describe('points', () => {
  it('compares two numbers where the gate says so, and forgives what float64 cannot hold', () => {
    const numbers = { candidate: 0.8, baseline: 0.81, hasContrast: false, candidateHalfWidth: null };
    expect(judge({ maxWorse: amount(0.01), on: 'point' }, numbers).verdict).toBe('pass');
    expect(judge({ maxWorse: amount(0.0099), on: 'point' }, numbers).verdict).toBe('fail');
    expect(judge({ minBetter: amount(0), on: 'point' }, { ...numbers, candidate: 0.81 }).verdict).toBe(
      'fail',
    );
    expect(judge({ minBetter: amount(0), on: 'point' }, { ...numbers, candidate: 0.8101 }).verdict).toBe(
      'pass',
    );
  });

  it.each([{ hasContrast: false }, { method: 'point', guard: 'points have no interval' }])(
    'without an interval max_worse cannot tell: %o',
    (numbers) => {
      const row = judge({ maxWorse: amount(0.5) }, numbers);
      expect([row.verdict, row.outcome, row.equalModelPasses]).toEqual(['inconclusive', 'points-only', null]);
      expect(row.seen.interval).toBeNull();
    },
  );
});

describe('latency, size and training time', () => {
  const performance = {
    latency_p95_ms: { candidate: 5, baseline: 4 },
    size_bytes: { candidate: null, baseline: 10 },
    train_seconds: { candidate: 3, baseline: null },
  };
  const judgePerformance = (gate: Partial<Gate>, request = {}) =>
    judge(gate, {}, { performance, ...request });

  it('looks at points, smaller is better', () => {
    const latency = { metric: 'latency_p95_ms' };
    expect(judgePerformance({ ...latency, max: amount(5) }).verdict).toBe('pass');
    expect(judgePerformance({ ...latency, max: amount(4.9) }).verdict).toBe('fail');
    expect(judgePerformance({ ...latency, maxWorse: amount(1) }).verdict).toBe('pass');
    expect(judgePerformance({ ...latency, maxWorse: percent(20) }).verdict).toBe('fail');
    expect(judgePerformance({ ...latency, maxWorse: percent(25) }).verdict).toBe('pass');
    expect(judgePerformance({ ...latency, minBetter: amount(0) }).verdict).toBe('fail');
    expect(judgePerformance({ ...latency, maxWorse: amount(1) }).on).toBe('point');
  });

  it('is not asked for an interval', () => {
    expect(judgePerformance({ metric: 'latency_p95_ms', max: amount(9), on: 'bound' }).outcome).toBe(
      'points-only',
    );
  });

  it('never passes what was not measured', () => {
    expect(judgePerformance({ metric: 'size_bytes', max: amount(99) })).toMatchObject({
      verdict: 'inconclusive',
      outcome: 'not-measured',
    });
    expect(judgePerformance({ metric: 'train_seconds', maxWorse: amount(99) })).toMatchObject({
      verdict: 'inconclusive',
      outcome: 'no-baseline-value',
    });
  });

  it('is not touched by scores that are not finite', () => {
    expect(judgePerformance({ metric: 'latency_p95_ms', max: amount(5) }, { nonFinite: true }).verdict).toBe(
      'pass',
    );
  });
});

describe('fails closed', () => {
  it('a metric that nobody measured', () => {
    const row = judge({ metric: 'f1', min: amount(0.1) });
    expect([row.verdict, row.outcome]).toEqual(['inconclusive', 'not-measured']);
  });

  it('rows that cannot show it', () => {
    const row = judge({ min: amount(0.1) }, { candidate: null, reason: 'only one class' });
    expect([row.verdict, row.outcome]).toEqual(['inconclusive', 'no-value']);
    expect(row.reason).toContain('only one class');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('a value of %s', (candidate) => {
    const row = judge({ maxWorse: amount(0.1) }, { candidate });
    expect([row.verdict, row.outcome, row.seen.candidate]).toEqual(['fail', 'not-finite', null]);
    expect(JSON.stringify(row)).not.toMatch(/NaN|Infinity/);
  });

  it('an interval of one value that carries no verdict', () => {
    const measurements = [{ ...fakeMeasurement({}), candidateGuard: 'only 3 groups' }];
    const gates = [fakeGate({ min: amount(0), on: 'bound' }), fakeGate({ min: amount(0) })];
    const rows = judgeGates(judgeRequest({ gates, measurements }));
    expect(rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual([
      'inconclusive guarded',
      'pass kept',
    ]);
    expect(rows[0]?.reason).toContain('only 3 groups');
  });

  it.each([
    ['on a first release', { against: null }],
    ['for the same bytes', { identical: true }],
  ])('a metric without a value, %s too', (_, changes) => {
    const measurements = [fakeMeasurement({ candidate: null, reason: 'all rows have the same label' })];
    const gates = [fakeGate({ min: amount(0), maxWorse: amount(1), minBetter: amount(0) })];
    const rows = judgeGates(judgeRequest({ gates, measurements, ...changes }));
    expect(rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual([
      'inconclusive no-value',
      'inconclusive no-value',
      'inconclusive no-value',
    ]);
  });

  it('any score that is not finite, before anything else is asked', () => {
    for (const request of [{ identical: true }, { against: null }, {}]) {
      expect(judge({ maxWorse: amount(0.1) }, {}, { nonFinite: true, ...request }).outcome).toBe(
        'not-finite',
      );
    }
  });

  it('a baseline without a value', () => {
    const row = judge({ maxWorse: amount(0.1) }, { baseline: null });
    expect([row.verdict, row.outcome]).toEqual(['inconclusive', 'no-baseline-value']);
  });

  it('bounds that are no numbers', () => {
    expect(judge({ maxWorse: amount(0.1) }, { standardError: Number.NaN }).verdict).toBe('inconclusive');
    expect(judge({ maxWorse: amount(0.1) }, { standardError: Number.POSITIVE_INFINITY }).verdict).toBe(
      'inconclusive',
    );
  });

  it('a guard', () => {
    const row = judge({ maxWorse: amount(0.5) }, { guard: 'fewer than ten rows disagree' });
    expect(row).toMatchObject({ verdict: 'inconclusive', outcome: 'guarded', equalModelPasses: null });
    expect(row.reason).toContain('fewer than ten rows disagree');
  });

  it.each([0, -0.2])('a percentage of a baseline of %s is a mistake in the config', (baseline) => {
    expect(() => judge({ metric: 'roc_auc', maxWorse: percent(1) }, { baseline })).toThrow(/not above zero/);
    expect(judge({ maxWorse: amount(0.01) }, { baseline, candidate: baseline }).verdict).toBe('pass');
  });
});

describe('no release to compare with', () => {
  it('is accepted where the config accepts it, and said', () => {
    for (const rule of ['maxWorse', 'minBetter']) {
      const row = judge({ [rule]: amount(0.01) }, { baseline: null }, { against: null });
      expect([row.verdict, row.outcome]).toEqual(['pass', 'first-release']);
      expect(row.reason).toBe('There is no release to compare with yet');
    }
  });

  it('fails where the config does not', () => {
    const row = judge({ maxWorse: amount(0.01) }, { baseline: null }, { against: null, whenAbsent: 'fail' });
    expect([row.verdict, row.outcome]).toEqual(['fail', 'baseline-missing']);
  });
});

describe('the same bytes', () => {
  it('are not worse, and not better', () => {
    const numbers = { candidate: 0.7, baseline: 0.7, standardError: 0, guard: 'standard error 0' };
    expect(judge({ maxWorse: amount(0) }, numbers, { identical: true }).verdict).toBe('pass');
    expect(judge({ maxWorse: percent(1) }, numbers, { identical: true }).verdict).toBe('pass');
    expect(judge({ minBetter: amount(0) }, numbers, { identical: true }).verdict).toBe('fail');
    expect(judge({ minBetter: amount(0.1) }, numbers, { identical: true }).verdict).toBe('fail');
    expect(judge({ min: amount(0.8) }, numbers, { identical: true }).verdict).toBe('fail');
  });
});

describe('rows', () => {
  it('come one per rule, in the order of the gates', () => {
    const rows = judgeGates(
      judgeRequest({
        gates: [
          fakeGate({ min: amount(0.6), max: amount(0.9), maxWorse: amount(0.01), minBetter: amount(0) }),
          fakeGate({ metric: 'log_loss', severity: 'warn', maxWorse: amount(0.01) }),
        ],
        measurements: [fakeMeasurement(), fakeMeasurement({ name: 'log_loss', better: 'lower' })],
      }),
    );
    expect(rows.map(({ metric, rule, on, severity }) => [metric, rule, on, severity])).toEqual([
      ['roc_auc', 'min', 'point', 'block'],
      ['roc_auc', 'max', 'point', 'block'],
      ['roc_auc', 'max_worse', 'bound', 'block'],
      ['roc_auc', 'min_better', 'bound', 'block'],
      ['log_loss', 'max_worse', 'bound', 'warn'],
    ]);
  });
});
