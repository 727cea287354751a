import { describe, expect, it } from 'vitest';
import { evaluateRecord, reportFacts } from '../../../test/fixtures/report/records.ts';
import type { Flips } from '../../records/score-changes.ts';
import { flipsDetails, flipsLine } from './flips-section.ts';
import { renderReport } from './render-report.ts';

const flips: Flips = {
  rows: 5069,
  groups: null,
  confidence: 0.95,
  changed: { rows: 212, share: 0.0418, interval: [0.0366, 0.0477] },
  nowRight: { rows: 130, share: 0.0256, interval: [0.0216, 0.0304] },
  nowWrong: { rows: 82, share: 0.0162, interval: [0.013, 0.0201] },
  wrongRows: ['r17', 'r4'],
};
const withFlips = (changes: Partial<Flips> = {}) =>
  evaluateRecord({ record: { flips: { ...flips, ...changes } } });

describe('what became of single decisions', () => {
  it('stands in one line of the report, and folded with its range and rows', () => {
    const { markdown } = renderReport(reportFacts({ evaluate: withFlips() }));
    expect(markdown).toContain(
      '**Decisions** 212 of 5,069 rows are decided otherwise than by v1.0.0 (4.18 %): 130 wrong ones are right now, 82 right ones are wrong now',
    );
    expect(markdown).toContain('<summary>Decisions that changed</summary>');
    expect(flipsDetails(withFlips(), 9)).toBe(
      [
        '| decisions | rows | share | 95 % range |',
        '| :-- | --: | --: | :-- |',
        '| decided otherwise (churn) | 212 | 4.18 % | 3.66 … 4.77 % |',
        '| wrong before, right now | 130 | 2.56 % | 2.16 … 3.04 % |',
        '| right before, wrong now (negative flips) | 82 | 1.62 % | 1.30 … 2.01 % |',
        '',
        'Right before and wrong now, the surest mistakes first: `r17`, `r4` and 80 more.',
      ].join('\n'),
    );
  });

  it('says so where none changed, and nothing where nothing was compared', () => {
    const none = { rows: 0, share: 0, interval: [0, 0.001] as [number, number] };
    expect(flipsLine(withFlips({ changed: none, nowRight: none, nowWrong: none, wrongRows: [] }))).toBe(
      'every one of 5,069 rows is decided as by v1.0.0',
    );
    expect(flipsLine(evaluateRecord())).toBeNull();
    expect(flipsDetails(evaluateRecord(), 9)).toBeNull();
  });

  it('tells what is wrong in another way', () => {
    expect(flipsLine(withFlips({ nowRight: { ...flips.nowRight, rows: 100 } }))).toContain(
      ', 30 are wrong in another way',
    );
  });
});
