import { describe, expect, it } from 'vitest';
import { amount, fakeGate, fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import {
  check,
  comparison,
  dataChange,
  digestOf,
  drifted,
  evaluateRecord,
  GATES,
  LOG_LOSS,
  ROC_AUC,
  reportFacts,
  signal,
  trainRecord,
  validateRecord,
} from '../../../test/fixtures/report/records.ts';
import { byteCount, COMMENT, characterCount } from '../../domain/report/fit-report.ts';
import { renderReport } from './render-report.ts';
import type { ReportFacts } from './report-facts.ts';

const SLICES = [
  ['site = 1', { candidate: 0.73, baseline: 0.7, standardError: 0.009 }],
  ['site = 3', { candidate: 0.7, baseline: 0.69, standardError: 0.01 }],
  ['age 0 … 18', { candidate: 0.71, baseline: 0.7, standardError: 0.01, rows: 40 }],
] as const;

const losing = [
  ['site = 1', { candidate: 0.69, baseline: 0.7, standardError: 0.009 }],
  ['site = 3', { candidate: 0.64, baseline: 0.7, standardError: 0.01 }],
  ['age 18 … 40', { candidate: 0.67, baseline: 0.7, standardError: 0.01 }],
] as const;

const rangeFailure = check('age.range', {
  verdict: 'fail',
  failing: 3,
  examples: [
    { row: 17, value: '-4' },
    { row: 912, value: '350' },
  ],
});

const broken = validateRecord({
  verdict: 'fail',
  contractPatch: [
    '# The smallest change under which these data would pass.',
    'schema:',
    '  - name: visits',
    '    properties:',
    '      - name: age',
    '        logicalTypeOptions:',
    '          minimum: -4  # was 0; 3 of 15142 rows',
  ],
  datasets: [
    {
      role: 'train',
      files: [],
      rows: 15142,
      checks: [
        check('income.not_null'),
        rangeFailure,
        check('education_years.null_share', {
          verdict: 'warn',
          severity: 'warning',
          expected: 'under 1 %',
          failing: 211,
        }),
        check('plan.values', {
          verdict: 'error',
          failing: null,
          checked: null,
          expected: 'a, b',
          reason: 'the column is missing',
        }),
      ],
    },
  ],
});

const worse = fakeMeasurement({ ...ROC_AUC, candidate: 0.695, baseline: 0.726 });
const slightlyWorse = fakeMeasurement({ ...LOG_LOSS, candidate: 0.573, baseline: 0.571 });

/** Every report a reviewer may meet; the files are read as a reviewer reads them. */
const REPORTS: Readonly<Record<string, ReportFacts>> = {
  pass: reportFacts({
    evaluate: evaluateRecord({ slices: SLICES, record: { notes: ['input `x` was renamed to age'] } }),
  }),
  fail: reportFacts({
    evaluate: evaluateRecord({ measurements: [worse, slightlyWorse], slices: losing }),
    release: {
      ...reportFacts().release,
      candidate: digestOf('0'),
      isServedAlike: true,
      tag: 'visits@v1.0.0',
      params: { algorithm: 'boosting', rounds: 3, depth: 3 },
      inputs: null,
    },
  }),
  'cannot-tell': reportFacts({
    evaluate: evaluateRecord({
      gates: [fakeGate({ metric: 'accuracy', maxWorse: amount(0.005) })],
      measurements: [
        fakeMeasurement({
          name: 'accuracy',
          groups: 1478,
          candidate: 0.698,
          baseline: 0.7,
          standardError: 0.00357,
          method: 'tango-clustered',
        }),
      ],
    }),
  }),
  'data-broken': reportFacts({ validate: broken, train: null, evaluate: null }),
  'data-unlike': reportFacts({
    validate: validateRecord({
      comparisons: [drifted(), comparison({ kind: 'serving', role: 'serving', verdict: 'insufficient' })],
    }),
  }),
  'data-changed': reportFacts({
    validate: validateRecord({ comparisons: [dataChange(), comparison()] }),
  }),
  'data-drifted': reportFacts({
    validate: validateRecord({ verdict: 'fail', comparisons: [drifted({ severity: 'error' })] }),
    train: null,
    evaluate: null,
  }),
  'training-failed': reportFacts({
    train: trainRecord({ verdict: 'fail', exitCode: 1, candidate: null, outputs: [] }),
    evaluate: null,
  }),
  identical: reportFacts({
    evaluate: evaluateRecord({
      identical: true,
      measurements: [
        fakeMeasurement({ ...ROC_AUC, candidate: 0.7, baseline: 0.7, standardError: 0, method: 'identical' }),
        fakeMeasurement({
          ...LOG_LOSS,
          candidate: 0.57,
          baseline: 0.57,
          standardError: 0,
          method: 'identical',
        }),
      ],
    }),
    next: null,
  }),
  'first-release': reportFacts({
    evaluate: evaluateRecord({
      against: null,
      performance: { latency_p95_ms: { candidate: 0.2134, baseline: null } },
      measurements: [
        fakeMeasurement({ ...ROC_AUC, baseline: null }),
        fakeMeasurement({ ...LOG_LOSS, baseline: null }),
      ],
      slices: [['site = 1', { baseline: null }]],
    }),
    release: null,
    next: { tag: 'visits@v1.0.0', bump: 'first', reason: 'no release yet' },
  }),
  'slice-harmed': reportFacts({
    evaluate: evaluateRecord({
      slices: [...SLICES, ['site = 6', { candidate: 0.6, baseline: 0.7, standardError: 0.01 }]],
    }),
  }),
  'no-gates': reportFacts({ evaluate: evaluateRecord({ gates: [] }), environments: [] }),
  'metrics-file': reportFacts({
    evaluate: evaluateRecord({
      gates: [
        fakeGate({ maxWorse: amount(0.01) }),
        fakeGate({ metric: 'log_loss', maxWorse: amount(0.1), on: 'point' }),
      ],
      measurements: [
        fakeMeasurement({
          ...ROC_AUC,
          rows: 0,
          groups: null,
          candidateHalfWidth: null,
          method: 'point',
          guard: 'points',
        }),
        fakeMeasurement({
          ...LOG_LOSS,
          rows: 0,
          groups: null,
          candidateHalfWidth: null,
          method: 'point',
          guard: 'points',
        }),
      ],
      record: {
        evidence: 'metrics',
        rows: null,
        groups: null,
        latencyMs: null,
        sizeBytes: null,
        candidate: { digest: null },
      },
    }),
    train: trainRecord({ candidate: null, dirty: ['params.json'] }),
  }),
  mixed: reportFacts({ train: trainRecord({ inputDigest: digestOf('6'), commit: 'b'.repeat(40) }) }),
  'not-evaluated': reportFacts({ evaluate: null }),
};

describe('reports', () => {
  it.each(Object.keys(REPORTS))('%s', async (name) => {
    const report = renderReport(REPORTS[name] as ReportFacts);
    await expect(report.markdown).toMatchFileSnapshot(`../../../test/fixtures/report/${name}.md`);
  });

  it.each([
    ['pass', 'judged', 'pass'],
    ['fail', 'judged', 'fail'],
    ['cannot-tell', 'judged', 'inconclusive'],
    ['data-broken', 'data-broken', 'fail'],
    ['data-unlike', 'judged', 'pass'],
    ['data-changed', 'judged', 'pass'],
    ['data-drifted', 'data-drifted', 'fail'],
    ['training-failed', 'training-failed', 'fail'],
    ['identical', 'identical', 'pass'],
    ['first-release', 'judged', 'pass'],
    ['slice-harmed', 'judged', 'fail'],
    ['no-gates', 'judged', 'inconclusive'],
    ['metrics-file', 'judged', 'inconclusive'],
    ['mixed', 'mixed', 'inconclusive'],
    ['not-evaluated', 'not-evaluated', 'inconclusive'],
  ])('%s is %s: %s', (name, reportCase, verdict) => {
    expect(renderReport(REPORTS[name] as ReportFacts)).toMatchObject({ reportCase, verdict });
  });
});

describe('the training data against the base', () => {
  const shown = (changes: Parameters<typeof dataChange>[0]) =>
    renderReport(reportFacts({ validate: validateRecord({ comparisons: [dataChange(changes)] }) })).markdown;
  const none = { changes: undefined, signals: [], reason: undefined };

  it('are told to be the same, to be held against nothing yet, or not to be readable', () => {
    expect(shown({ ...none, verdict: 'pass', changes: [] })).toContain(
      '**Compared** the training data are those of `visits@v1.0.0`',
    );
    const reason = 'nothing is released yet, and no base was named';
    expect(shown({ ...none, verdict: 'insufficient', reason })).toContain(
      `**Compared** the training data are held against nothing yet: ${reason}`,
    );
    expect(shown({ ...none, verdict: 'error', reason: 'it is gone' })).toContain(
      '**Compared** ⚠️ the training data could not be held against those of `visits@v1.0.0`: it is gone',
    );
  });

  it('show no value where none may be shown', () => {
    const changes = (dataChange().changes ?? []).map((change) => ({
      ...change,
      range: null,
      domain: change.domain && { ...change.domain, addedValues: [], goneValues: [] },
    }));
    const markdown = shown({ changes, signals: [] });
    expect(markdown).toContain('2 → 3 values: **1 new** |');
    expect(markdown).not.toMatch(/trial|43,860/);
  });
});

describe('a report', () => {
  it('never mixes the numbers of different runs', () => {
    const { markdown, problems } = renderReport(REPORTS.mixed as ReportFacts);
    expect(problems).toHaveLength(2);
    expect(markdown).not.toContain('0.7264');
  });

  it('shows values of rows only where that is allowed', () => {
    const facts = REPORTS['data-broken'] as ReportFacts;
    expect(renderReport(facts).markdown).toContain('350 (row 912)');
    const { markdown } = renderReport({ ...facts, showValues: false });
    expect(markdown).toContain('row 17, 912');
    expect(markdown).not.toContain('350');
  });

  it('notices a file that changed between two stages', () => {
    const train = trainRecord({ read: [{ path: 'data/train.csv', sha256: 'f'.repeat(64) }] });
    expect(renderReport(reportFacts({ train })).problems).toEqual([
      'data/train.csv changed between validate and train',
    ]);
  });

  it('says why a model fails whose scores no gate looks at', () => {
    const evaluate = evaluateRecord({
      gates: [fakeGate({ metric: 'latency_p95_ms', max: amount(5) })],
      nonFinite: true,
      record: { nonFiniteScores: 12 },
    });
    expect(renderReport(reportFacts({ evaluate })).markdown).toMatch(
      /^### ⛔ visits must not replace v1\.0\.0\n\n\*\*12 scores of the candidate are no finite numbers\.\*\*/,
    );
  });

  it('lets nothing out of hostile records', () => {
    const hostile = '</details>|`@octocat` #1\n::error::x\u202E<img src=x> \u0024{{ x }}';
    const { markdown } = renderReport(
      reportFacts({
        validate: validateRecord({
          contractPatch: [hostile, `${hostile}\n\`\`\`\`\n${hostile}`],
          comparisons: [
            drifted({
              against: hostile,
              signals: [
                signal(hostile, {
                  verdict: 'warn',
                  reason: hostile,
                  statistic: hostile,
                  picture: { before: [1], now: [1], labels: [hostile] },
                }),
              ],
            }),
            comparison({ verdict: 'error', reason: hostile, signals: [] }),
            dataChange({
              against: hostile,
              reason: hostile,
              changes: (dataChange().changes ?? []).map((change) => ({
                ...change,
                column: hostile,
                domain: change.domain && { ...change.domain, addedValues: [hostile], goneValues: [hostile] },
              })),
            }),
          ],
          datasets: [
            {
              role: hostile,
              files: [],
              rows: 1,
              checks: [
                check('a.b', {
                  column: hostile,
                  expected: hostile,
                  kind: hostile,
                  verdict: 'warn',
                  reason: hostile,
                  examples: [{ row: 1, value: hostile }],
                }),
              ],
            },
          ],
        }),
        train: trainRecord({ command: hostile, params: { [hostile]: hostile }, dirty: [hostile] }),
        evaluate: evaluateRecord({
          gates: [...GATES, fakeGate({ metric: hostile, min: amount(1) })],
          slices: [[hostile, {}]],
          record: { notes: [hostile], groupBy: hostile },
        }),
        next: { tag: hostile, bump: hostile, reason: hostile },
        environments: [hostile],
      }),
    );
    const tags = markdown.match(/<[^>]*>/g) ?? [];
    expect(new Set(tags.filter((tag) => !isInCode(markdown, tag)))).toEqual(
      new Set(['<details>', '<summary>', '</summary>', '</details>']),
    );
    expect(markdown).not.toMatch(/^\s*::|\u202E|@octocat(?!`)/m);
    for (const table of markdown.match(/(^\|.*\|$\n?)+/gm) ?? []) {
      const widths = table
        .trim()
        .split('\n')
        .map((row) => (row.replace(/\\./g, '').match(/\|/g) ?? []).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it('of a run with a read-only token says what a merge does, and nothing of a release', () => {
    const own = renderReport(reportFacts({ foreign: { by: 'fork', claim: null } })).markdown;
    expect(own).toMatch(/^### ✅ visits may replace v1\.0\.0\n/);
    expect(own).toContain('**If merged** the model is trained and judged again on the default branch');
    expect(own).not.toContain('visits@v1.1.0');
  });

  it.each(['fork', 'Dependabot'] as const)('that %s hands in says so before anything else', (by) => {
    const claim = { repository: 'mallory/visits', commit: 'c'.repeat(40) };
    const { markdown, headline } = renderReport(reportFacts({ foreign: { by, claim } }));
    expect(headline).toMatch(/^visits may replace v1\.0\.0 — says the run of /);
    const [first, , alert, who, never] = markdown.split('\n');
    expect(first).toBe(`### ✅ ${headline}`);
    expect([alert, who, never]).toEqual([
      '> [!IMPORTANT]',
      expect.stringContaining('`ccccccc` in `mallory/visits`'),
      expect.stringContaining('Nothing that it made is ever released'),
    ]);
  });
});

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const cell = '`<|@ada😀'.repeat(25_000);
const failing = many(5000, (index) =>
  check(`${'|'.repeat(100)}${index}.b`, {
    expected: '`<'.repeat(900),
    verdict: 'fail',
    failing: 3,
    examples: many(5, (row) => ({ row, value: cell })),
  }),
);

/** What a comment cannot hold, by where it grows. */
const HUGE: Readonly<Record<string, ReportFacts>> = {
  '500 slices with 20 metrics': reportFacts({
    evaluate: evaluateRecord({
      measurements: many(20, (index) =>
        fakeMeasurement({
          ...(index === 1 ? LOG_LOSS : ROC_AUC),
          name: ['roc_auc', 'log_loss'][index] ?? `m${index}`,
        }),
      ),
      slices: many(500, (index) => [`${'x|<'.repeat(60)}${index}`, {}] as const),
    }),
  }),
  '5,000 failing checks with cells of 200 kB': reportFacts({
    showValues: true,
    validate: validateRecord({
      verdict: 'fail',
      datasets: [{ role: 'train', files: [], rows: 1, checks: failing }],
    }),
    train: null,
    evaluate: null,
  }),
  '500 drifted columns': reportFacts({
    validate: validateRecord({
      comparisons: [
        comparison({
          verdict: 'warn',
          signals: many(500, (index) =>
            signal(`${'|<'.repeat(50)}${index}`, { verdict: 'warn', reason: '`<'.repeat(900) }),
          ),
        }),
      ],
    }),
  }),
  '3,000 gates, failing and warning': reportFacts({
    evaluate: evaluateRecord({
      gates: many(3000, (index) =>
        fakeGate({
          metric: `${'<|'.repeat(40)}${index}`,
          min: amount(1),
          severity: index % 2 ? 'warn' : 'block',
        }),
      ),
    }),
  }),
  '2,000 notes and changed parameters': reportFacts({
    evaluate: evaluateRecord({ record: { notes: many(2000, () => '<'.repeat(400)) } }),
    train: trainRecord({
      params: Object.fromEntries(many(2000, (index) => [`${'|'.repeat(200)}${index}`, cell.slice(0, 2000)])),
    }),
  }),
  '5,000 files that changed between the stages': reportFacts({
    validate: validateRecord({
      read: many(5000, (index) => ({ path: `${cell.slice(0, 2000)}${index}`, sha256: '1'.repeat(64) })),
    }),
    train: trainRecord({
      read: many(5000, (index) => ({ path: `${cell.slice(0, 2000)}${index}`, sha256: '2'.repeat(64) })),
    }),
  }),
};

describe('a report above the limits', () => {
  it.each(Object.entries(HUGE))('%s: the comment and the summary fit and keep the verdict', (_, facts) => {
    const at = { ...facts, runUrl: 'https://github.com/acme/visits/actions/runs/7' };
    const [comment, whole] = [renderReport(at, COMMENT).markdown, renderReport(at).markdown];
    expect(characterCount(comment)).toBeLessThanOrEqual(65_000);
    expect(byteCount(whole)).toBeLessThanOrEqual(1_000_000);
    const [verdict] = comment.split('\n');
    expect(verdict).toMatch(/^### [⛔✅❔] visits/);
    expect(whole.split('\n')[0]).toBe(verdict);
    const opened = (text: string) => text.match(/<details>/g)?.length ?? 0;
    for (const text of [comment, whole]) expect(text.match(/<\/details>/g)?.length ?? 0).toBe(opened(text));
    if (characterCount(whole) > 65_536)
      expect(comment).toContain('[artifact](https://github.com/acme/visits/actions/runs/7#artifacts)');
  });

  it('tells all 500 slices in the summary, the harmed first', () => {
    const whole = renderReport(HUGE['500 slices with 20 metrics'] as ReportFacts).markdown;
    expect(whole.match(/^\| x\\\|/gm)).toHaveLength(500);
  });

  it('shows the checks that fail before it folds them, and folds them before it leaves lines out', () => {
    const facts = (count: number, expected: string) =>
      reportFacts({
        validate: validateRecord({
          verdict: 'fail',
          datasets: [
            {
              role: 'train',
              files: [],
              rows: 9,
              checks: many(count, (index) =>
                check(`c${index}.range`, { verdict: 'fail', failing: 1, expected }),
              ),
            },
          ],
        }),
        train: null,
        evaluate: null,
      });
    const short = renderReport(facts(30, 'x'), COMMENT).markdown;
    expect(short).not.toContain('The checks that did not pass');
    expect(short.match(/^\| range/gm)).toHaveLength(30);
    const more = renderReport(facts(50, 'x'), COMMENT).markdown;
    expect(more).toContain('10 more checks stand in the validation record.');
    const whole = renderReport(facts(50, 'x')).markdown;
    expect(whole.match(/^\| range/gm)).toHaveLength(90);
  });
});

function isInCode(markdown: string, tag: string): boolean {
  const fences = /^(`{3,})[^`\n]*\n[\s\S]*?\n\1$/gm;
  return (
    markdown
      .replace(fences, '')
      .replace(/`[^`\n]*`/g, '')
      .includes(tag) === false
  );
}
