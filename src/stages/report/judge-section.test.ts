import { describe, expect, it } from 'vitest';
import { reportFacts, validateRecord } from '../../../test/fixtures/report/records.ts';
import type { JudgeRecord } from '../../records/judge.ts';
import { judgeSection } from './judge-section.ts';
import { renderReport } from './render-report.ts';

function judge(changes: Partial<JudgeRecord> = {}): JudgeRecord {
  const { toolkit, model, at, durationMs, commit, tree, merge, pullRequest, run, attempt } = validateRecord();
  return {
    schema: 'modelyard/judge/1',
    verdict: 'fail',
    ...{ toolkit, model, at, durationMs, commit, tree, merge, pullRequest, run, attempt },
    base: 'b'.repeat(40),
    read: [],
    written: [],
    changes: [{ kind: 'config', what: 'gates.roc_auc.max_worse', base: '0.005', head: '0.02' }],
    reason: 'roc_auc fell by 0.010',
    approvedBy: null,
    ...changes,
  };
}

describe('a report whose judge changed', () => {
  it('says so first, and fails where the old rules fail', () => {
    const { markdown, verdict, headline } = renderReport(reportFacts({ judge: judge() }));
    expect(verdict).toBe('fail');
    expect(markdown.split('\n').slice(0, 7)).toEqual([
      '### ⛔ visits may replace v1.0.0 — ⚠️ this change also changes how it is judged',
      '',
      '**How this is judged has changed**',
      '',
      '- `gates.roc_auc.max_worse` `0.005` → `0.02`',
      '',
      '⛔ Under the rules of the base it would **fail**: roc_auc fell by 0.010. It needs the approval of somebody with write access who is not the author.',
    ]);
    expect(headline).toContain('also changes how it is judged');
  });

  it('passes where the old rules pass', () => {
    const { verdict, markdown } = renderReport(
      reportFacts({ judge: judge({ verdict: 'pass', reason: 'every gate passes' }) }),
    );
    expect(verdict).toBe('pass');
    expect(markdown).toContain('it would **pass**, too: every gate passes.');
  });

  it('passes where the change of the judge was approved', () => {
    const { verdict, markdown } = renderReport(reportFacts({ judge: judge({ approvedBy: 'bob' }) }));
    expect(verdict).toBe('pass');
    expect(markdown).toContain('it would **fail**: roc_auc fell by 0.010. Approved by bob.');
  });

  it('with the same judge is as before', () => {
    const before = renderReport(reportFacts());
    const same = renderReport(reportFacts({ judge: judge({ verdict: 'pass', changes: [], reason: null }) }));
    expect(same).toEqual(before);
  });

  it('shows hostile names as what they are', () => {
    const section = judgeSection(
      judge({
        changes: [
          { kind: 'config', what: 'evaluate.slices.</details>|@team', base: null, head: '"::error::x"' },
          { kind: 'workflow', what: '.github/workflows/`x`.yml', base: 'a', head: null },
        ],
      }),
    );
    expect(section).not.toMatch(/<\/details>(?!`)|(?<![\\`\u200b;])::error|@team(?!`)/);
    expect(section).toContain('is gone');
  });

  it('lists twelve changes and counts the rest', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      kind: 'file' as const,
      what: `f${at}`,
      base: 'a',
      head: 'b',
    }));
    expect(judgeSection(judge({ changes: many }))).toContain('- and 28 more');
  });
});
