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
import { NO_SPREAD } from '../metrics/guards.ts';
import { timesOf100 } from './equal-model-text.ts';
import { explainGate } from './explain-gate.ts';
import type { Gate, GateVerdict } from './gate.ts';
import { gateWords } from './gate-words.ts';
import { judgeGates } from './judge-gates.ts';

const NAMING = { baseline: 'visits@v1.0.0', groupBy: 'person' };

function row(
  gate: Partial<Gate>,
  numbers: FakeNumbers = {},
  request: Parameters<typeof judgeRequest>[0] = {},
) {
  const [first] = judgeGates(
    judgeRequest({
      gates: [fakeGate(gate)],
      measurements: [fakeMeasurement({ groups: 1478, ...numbers })],
      ...request,
    }),
  );
  return first as GateVerdict;
}

const explain = (...args: Parameters<typeof row>) => explainGate(row(...args), NAMING);

describe('an explanation', () => {
  it('of a pass', () => {
    expect(explain({ maxWorse: amount(0.01) })).toEqual({
      asked: 'Is roc_auc at most 0.01 worse than that of v1.0.0, with 95 % confidence and on the same rows?',
      seen: 'The candidate has 0.7200 and v1.0.0 has 0.7000 on 5,069 rows of 1,478 persons: a difference of +0.0200. With 95 % confidence the true difference lies in +0.0161 … +0.0239.',
      means:
        'Even the unfavourable end of that range keeps the limit. A model exactly as good as v1.0.0 would pass more than 99 times of 100 on rows like these.',
      do: 'Nothing.',
    });
  });

  it('of a fail names the limit that this candidate would keep, and who must approve', () => {
    const text = explain({ maxWorse: amount(0.005) }, { candidate: 0.67 });
    expect(text.do).toBe(
      'Improve the candidate. If this is acceptable after all, one of: raise max_worse to 0.0340 · set severity: warn, so that this gate only warns. That changes how this pull request is judged, so somebody with write access who is not the author must approve it.',
    );
    expect(row({ maxWorse: amount(0.005) }, { candidate: 0.67 }).reason).toBe(
      'roc_auc fell by 0.0300 (0.0261 … 0.0339); at most 0.005 worse is allowed',
    );
    expect(row({ maxWorse: amount(0.034) }, { candidate: 0.67 }).verdict).toBe('pass');
  });

  it('does not send for a better candidate where the release does not keep the limit either', () => {
    const same = explain({ min: amount(0.75) }, { candidate: 0.7, baseline: 0.7 });
    expect(same.do).toMatch(
      /^v1\.0\.0 has the same roc_auc on these rows, so nothing became worse here: .* Train a model that keeps the limit\. If this is acceptable after all, one of: lower min to 0\.70/,
    );
    const better = explain({ min: amount(0.75) }, { candidate: 0.72, baseline: 0.7 });
    expect(better.do).toMatch(
      /^Improve the candidate; v1\.0\.0 does not keep this limit .* either \(0\.700\)\. If/,
    );
    const worse = explain({ min: amount(0.75) }, { candidate: 0.7, baseline: 0.76 });
    expect(worse.do).toMatch(/^Improve the candidate\. If/);
    const compared = explain({ maxWorse: amount(0.005) }, { candidate: 0.67, baseline: 0.7 });
    expect(compared.do).toMatch(/^Improve the candidate\. If/);
  });

  it('of what these rows cannot show offers more rows, a wider margin, a warning', () => {
    const numbers = { candidate: 0.698, standardError: 0.005 / 1.4 };
    const text = explain({ maxWorse: amount(0.005) }, numbers);
    expect(text.do).toMatch(
      /^One of: evaluate on 6,000 persons or more, where an equal model would pass 80 times of 100 · raise max_worse to 0\.011 · set severity: warn/,
    );
    expect(text.means).toContain('these rows cannot tell. That is no pass.');
    expect(row({ maxWorse: amount(0.011) }, numbers).verdict).toBe('pass');
  });

  it('does not send for more rows where the point itself is beyond the limit', () => {
    const text = explain({ maxWorse: amount(0.005) }, { candidate: 0.6945, standardError: 0.003 });
    expect(text.do).toMatch(/^The measured value itself is beyond the limit, so improve the candidate first/);
  });

  it('does not ask for rows that are there: an equal model would have passed', () => {
    const text = explain({ maxWorse: amount(0.01) }, { candidate: 0.6929, standardError: 0.00255 });
    expect(text.do).toMatch(
      /^On as many rows an equal model would pass 98 times of 100, so the candidate is probably a little worse: improve it first\. Otherwise one of: evaluate on more rows, of more groups · raise max_worse to 0\.01/,
    );
  });

  it('of a pass that an equal model would often miss says what would help', () => {
    const text = explain({ maxWorse: amount(0.005) }, { standardError: 0.0025 });
    expect(text.means).toMatch(/would pass 52 times of 100/);
    expect(text.do).toBe(
      'Nothing for this candidate. The gate is narrow for so few rows: with 3,000 persons or more, or max_worse: 0.0071, an equal model would pass 80 times of 100.',
    );
  });

  it('of a percentage shows the distance that is judged', () => {
    const text = explain({ maxWorse: percent(1) }, { candidate: 0.69 });
    expect(text.asked).toContain('at most 1 % worse');
    expect(text.seen).toContain("−0.0030 from 99 % of v1.0.0's value");
  });

  it('says which way is worse where a loss is meant', () => {
    expect(explain({ maxWorse: amount(0.01) }, { better: 'lower' }).asked).toContain(
      '0.01 worse (higher) than',
    );
    expect(explain({ minBetter: amount(0) }, { better: 'lower' }).asked).toContain('better (lower) than');
  });

  it('of latency speaks of no rows and no confidence', () => {
    const performance = { latency_p95_ms: { candidate: 7.123, baseline: 4 } };
    const text = explain({ metric: 'latency_p95_ms', max: amount(5) }, {}, { performance });
    expect(text.asked).toBe('Is latency p95 at most 5 ms?');
    expect(text.seen).toBe('The candidate has 7.12 ms.');
    expect(text.do).toContain('raise max to 7.13');
  });

  const OUTCOMES: readonly (readonly [string, Parameters<typeof row>])[] = [
    ['kept', [{ min: amount(0.5) }]],
    ['broken', [{ min: amount(0.9) }]],
    ['undecided', [{ min: amount(0.72), on: 'bound' }]],
    ['undecided', [{ minBetter: amount(0.02) }]],
    ['guarded', [{ maxWorse: amount(0.01) }, { guard: 'fewer than ten rows disagree' }]],
    ['identical', [{ maxWorse: amount(0.01) }, {}, { identical: true }]],
    ['identical', [{ minBetter: amount(0.01) }, {}, { identical: true }]],
    ['first-release', [{ maxWorse: amount(0.01) }, { baseline: null }, { against: null }]],
    [
      'baseline-missing',
      [{ maxWorse: amount(0.01) }, { baseline: null }, { against: null, whenAbsent: 'fail' }],
    ],
    ['not-finite', [{ maxWorse: amount(0.01) }, { candidate: null }, { nonFinite: true }]],
    ['not-measured', [{ metric: 'f1', max: amount(0.01) }]],
    ['no-value', [{ min: amount(0.01) }, { candidate: null, reason: 'only one class' }]],
    ['no-baseline-value', [{ maxWorse: amount(0.01) }, { baseline: null }]],
    ['points-only', [{ maxWorse: amount(0.01) }, { hasContrast: false }]],
  ];

  it.each(OUTCOMES)('of %s is made of whole sentences', (outcome, args) => {
    const judged = row(...args);
    expect(judged.outcome).toBe(outcome);
    const text = explainGate(judged, NAMING);
    for (const sentence of [text.seen, text.means, text.do]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(text.asked).toMatch(/^Is .*\?$/);
    expect(judged.reason).toMatch(/[^.]$/);
    expect(JSON.stringify([text, judged.reason])).not.toMatch(/null|undefined|NaN|\(\)/);
  });
});

describe('the shown numbers', () => {
  const number = (text: string) => Number(text.replaceAll('−', '-').replaceAll('+', '').replaceAll(',', ''));

  it('give the same verdict as the numbers behind them', () => {
    const value = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
        value,
        (candidate, baseline, standardError, limit) => {
          const judged = row(
            { maxWorse: amount(Number(limit.toFixed(3))) },
            { candidate, baseline, standardError },
          );
          const [low, high] = (gateWords(judged, NAMING).range ?? '').split(' … ').map(number) as [
            number,
            number,
          ];
          const shown = low > -judged.limit ? 'pass' : high < -judged.limit ? 'fail' : 'inconclusive';
          expect(shown).toBe(judged.verdict);
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });

  it('sends nobody for more rows where only the file was written anew', () => {
    const judged = row({ maxWorse: amount(0.01) }, { candidate: 0.7, baseline: 0.7, guard: NO_SPREAD });
    expect(explainGate(judged, NAMING).do).toMatch(
      /^If only the file was written anew, keep the model of v1\.0\.0: there is nothing to release\. Otherwise one of: evaluate/,
    );
  });

  it('say how far it lies beside a share of the release, and on which side', () => {
    const reason = (candidate: number, standardError = 0.002) =>
      row({ maxWorse: percent(1) }, { candidate, baseline: 0.7, standardError }).reason;
    expect(reason(0.6)).toBe(
      "roc_auc is 0.0930 (0.0891 … 0.0969) below 99 % of v1.0.0's value; at most 1 % worse is allowed",
    );
    expect(reason(0.692)).toBe(
      "roc_auc differs from 99 % of v1.0.0's value by −0.0010 (−0.0049 … +0.0029); these rows cannot show whether it is at most 1 % worse",
    );
  });

  it('give a range that reaches across zero its signs, where the point alone decides', () => {
    const gate = { maxWorse: amount(0.01), on: 'point' } as const;
    expect(row(gate, { candidate: 0.68, baseline: 0.7, standardError: 0.02 }).reason).toMatch(
      /^roc_auc changed by −0\.020? \(−0\.059 … \+0\.019\); at most 0\.01 worse is allowed$/,
    );
  });

  it('advise a limit that would pass', () => {
    const value = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
        (candidate, baseline, standardError) => {
          const numbers = { candidate, baseline, standardError };
          const judged = row({ maxWorse: amount(0.001) }, numbers);
          const advised = /raise max_worse to (\S+)/.exec(explainGate(judged, NAMING).do)?.[1];
          fc.pre(advised !== undefined);
          expect(row({ maxWorse: amount(Number(advised)) }, numbers).verdict).toBe('pass');
        },
      ),
      { seed: 9, numRuns: 500 },
    );
  });
});

describe('chances', () => {
  it.each([
    [1, 'always'],
    [0.999, 'more than 99 times of 100'],
    [0.97, '97 times of 100'],
    [0.012, 'once in 100 times'],
    [0.004, 'less than once in 100 times'],
    [0, 'less than once in 100 times'],
  ])('%s is %s', (chance, text) => {
    expect(timesOf100(chance)).toBe(text);
  });
});
