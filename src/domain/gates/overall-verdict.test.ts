import { describe, expect, it } from 'vitest';
import type { GateOutcome, Verdict } from './gate.ts';
import { overallVerdict, weakVerdictNote } from './overall-verdict.ts';

const gate = (verdict: Verdict, severity: 'block' | 'warn' = 'block', outcome: GateOutcome = 'kept') => ({
  metric: 'roc_auc',
  verdict,
  severity,
  outcome,
});

describe('overall verdict', () => {
  it.each<[string, Parameters<typeof overallVerdict>, Verdict]>([
    ['all pass', [[gate('pass'), gate('pass')], []], 'pass'],
    ['one cannot tell', [[gate('pass'), gate('inconclusive')], []], 'inconclusive'],
    ['a fail outranks what cannot be told', [[gate('inconclusive'), gate('fail')], []], 'fail'],
    ['a warning does not decide', [[gate('pass'), gate('fail', 'warn')], []], 'pass'],
    ['a warning that cannot tell does not decide', [[gate('inconclusive', 'warn')], []], 'pass'],
    ['nothing judged', [[], []], 'inconclusive'],
    ['harm in a slice', [[gate('pass')], [{ verdict: 'harm' }]], 'fail'],
    ['harm outranks what cannot be told', [[gate('inconclusive')], [{ verdict: 'harm' }]], 'fail'],
    ['harm in a metric that only warns', [[gate('pass')], [{ verdict: 'harm', severity: 'warn' }]], 'pass'],
    [
      'slices that are too small do not block',
      [
        [gate('pass')],
        [{ verdict: 'insufficient' }, { verdict: 'not-judged' }, { verdict: 'no-proof-of-harm' }],
      ],
      'pass',
    ],
  ])('%s', (_, args, verdict) => {
    expect(overallVerdict(...args)).toBe(verdict);
  });

  it('a score that is not finite fails, even where only latency is gated or nothing is', () => {
    expect(overallVerdict([gate('pass')], [], { nonFinite: true })).toBe('fail');
    expect(overallVerdict([], [], { nonFinite: true })).toBe('fail');
  });

  it('says what a verdict that rests on little rests on', () => {
    expect(weakVerdictNote([])).toMatch(/No gate is configured.*Add one/);
    expect(weakVerdictNote([gate('fail', 'warn')])).toMatch(/severity: warn/);
    expect(weakVerdictNote([gate('pass', 'block', 'first-release')])).toMatch(/No gate judged this model/);
    expect(weakVerdictNote([gate('pass', 'block', 'first-release'), gate('pass')])).toBeNull();
  });
});
