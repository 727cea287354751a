import { describe, expect, it } from 'vitest';
import { evaluateRecord, reportFacts } from '../../../test/fixtures/report/records.ts';
import type { Calibration } from '../../records/calibration.ts';
import { calibrationDetails } from './calibration-section.ts';
import { renderReport } from './render-report.ts';
import { scoreShiftDetails } from './score-shift-section.ts';

const BINS: Calibration['bins'] = [
  {
    low: 0,
    high: 0.1,
    rows: 400,
    claimed: 0.0512,
    observed: 0.04,
    interval: [0.021, 0.075],
    verdict: 'fits',
  },
  {
    low: 0.8,
    high: 0.9,
    rows: 900,
    claimed: 0.85,
    observed: 0.71,
    interval: [0.66, 0.757],
    verdict: 'too-high',
  },
];

function calibrated(bins: Calibration['bins'], of = 'yes') {
  return evaluateRecord({ record: { calibration: { of, confidence: 0.95, bins } } });
}

describe('whether scores come true', () => {
  it('says in words what the intervals show, and then the table', () => {
    expect(calibrationDetails(calibrated(BINS))).toBe(
      [
        'For every row the candidate says how likely yes is. If it says 80 %, it should come true for 80 rows of 100. Here it does not (95 % sure of all lines together):',
        '',
        '- where it says about 85.0 %, 71.0 % come true (66.0 … 75.7 %), on 900 rows: it promises **too much** there',
        '',
        '| it says | rows | on average | came true | in the long run, likely | |',
        '| :- | -: | -: | -: | :- | :- |',
        '| 0 … 10 % | 400 | 5.1 % | 4.0 % | 2.1 … 7.5 % | |',
        '| 80 … 90 % | 900 | 85.0 % | 71.0 % | 66.0 … 75.7 % | says too much |',
      ].join('\n'),
    );
  });

  it('claims nothing that the intervals do not show', () => {
    expect(calibrationDetails(calibrated(BINS.slice(0, 1)))).toContain(
      'Nothing here shows that it does not.',
    );
    const unknown = BINS.map((bin) => ({ ...bin, verdict: 'unknown' as const }));
    expect(calibrationDetails(calibrated(unknown))).toContain('too few groups to tell');
    expect(calibrationDetails(evaluateRecord())).toBeNull();
  });

  it('escapes the name of the class', () => {
    expect(calibrationDetails(calibrated(BINS, '<b>|'))).not.toContain('<b>');
  });
});

describe('scores before and now', () => {
  const row = {
    of: 'the score of yes',
    rows: 5069,
    candidateMean: 0.3123,
    baselineMean: 0.2901,
    interval: [0.0191, 0.0253] as [number, number],
    confidence: 0.95,
    distance: 0.0224,
    moved: { mean: 0.03, p50: 0.0182, p95: 0.0871, most: 0.4 },
  };

  it('stand folded in the report', () => {
    const evaluate = evaluateRecord({ record: { scoreShift: [row] } });
    const { markdown } = renderReport(reportFacts({ evaluate }));
    expect(markdown).toContain('<summary>Scores before and now</summary>');
    expect(markdown).toContain(
      '| the score of yes | 0.2901 | 0.3123 | +0.0222 (+0.0191 … +0.0253) | 0.0182 | 0.0871 | 0.0224 |',
    );
  });

  it('are left out where nothing was compared', () => {
    expect(scoreShiftDetails(evaluateRecord(), 9)).toBeNull();
  });
});
