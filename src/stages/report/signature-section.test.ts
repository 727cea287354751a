import { describe, expect, it } from 'vitest';
import { evaluateRecord, reportFacts } from '../../../test/fixtures/report/records.ts';
import { renderReport } from './render-report.ts';
import { signatureSection } from './signature-section.ts';

const reordered = { bump: 'major', what: 'the classes come in another order: b, a; was a, b' } as const;
const added = { bump: 'minor', what: 'output <leaf> is new' } as const;

describe('signatureSection', () => {
  it('says nothing where nothing changed, or nothing can be compared', () => {
    expect(signatureSection(evaluateRecord(), { open: 5 })).toBe('');
    expect(signatureSection(evaluateRecord({ record: { signatureChanges: [] } }), { open: 5 })).toBe('');
  });

  it('says who must change something, and what breaks nothing', () => {
    const record = evaluateRecord({ record: { signatureChanges: [reordered, added] } });
    expect(signatureSection(record, { open: 5 })).toBe(
      [
        '⚠️ **Whoever calls v1.0.0 must change something** before this model can take its place:',
        '',
        '- the classes come in another order: b, a; was a, b',
        '- output &lt;leaf&gt; is new (breaks nothing)',
      ].join('\n'),
    );
    expect(signatureSection(record, { open: 1 })).toContain('- and 1 more');
  });

  it('stands in the report, whatever the verdict', () => {
    const evaluate = evaluateRecord({ record: { signatureChanges: [added] } });
    expect(renderReport(reportFacts({ evaluate })).markdown).toContain(
      'Whoever calls v1.0.0 can call this model as before. New:',
    );
  });
});
