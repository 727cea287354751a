import { describe, expect, it } from 'vitest';
import { check, validateRecord } from '../../../test/fixtures/report/records.ts';
import type { CheckResult } from '../../records/validate.ts';
import { checksDetails } from './checks-details.ts';
import { problemChecksTable } from './data-section.ts';

const FOLDED = { showValues: true, problemsAbove: false, most: 40 };
const record = (train: readonly CheckResult[], evaluation: readonly CheckResult[] = train) =>
  validateRecord({
    datasets: [
      { role: 'train', files: [], rows: 9, checks: [...train] },
      { role: 'evaluation', files: [], rows: 9, checks: [...evaluation] },
    ],
  });
const whole = (id: string, changes: Partial<CheckResult> = {}) =>
  check(id, { column: null, kind: id, failing: null, ...changes });

describe('the details of the data checks', () => {
  it('fold what passes into one line a column', () => {
    const checks = [
      whole('rows'),
      whole('row_count'),
      check('age.type'),
      check('age.range'),
      check('plan.null_values', { failing: 211 }),
    ];
    expect(checksDetails(record(checks), FOLDED)).toBe(
      [
        '10 of 10 checks pass:',
        '',
        '- whole dataset: rows, row_count',
        '- age: type, range',
        '- plan: null_values (train 211 rows, evaluation 211 rows)',
      ].join('\n'),
    );
  });

  it('name the dataset where they differ', () => {
    const text = checksDetails(
      record([check('age.type'), check('age.range')], [check('age.type'), check('id.overlap')]),
      FOLDED,
    );
    expect(text).toContain('- age: type, range (train)');
    expect(text).toContain('- id: overlap (evaluation)');
  });

  it('show what does not pass in full, unless it stands above', () => {
    const broken = record(
      [
        check('age.range', { verdict: 'fail', failing: 3, examples: [{ row: 17, value: '-4' }] }),
        check('age.type'),
      ],
      [check('age.type')],
    );
    expect(checksDetails(broken, FOLDED)).toContain(
      '| range | train | age | 0 … 120 | 3 of 15,142 | -4 (row 17) | ⛔ |',
    );
    const short = checksDetails(broken, { ...FOLDED, problemsAbove: true });
    expect(short).toBe(['2 of 3 checks pass:', '', '- age: type'].join('\n'));
  });

  it('stay short and inert whatever the columns are called', () => {
    const checks = Array.from({ length: 200 }, (_, index) =>
      check('x.type', { column: `</details>|\n@ada ${index}` }),
    );
    const text = checksDetails(record(checks), FOLDED) ?? '';
    expect(text.split('\n')).toHaveLength(43);
    expect(text).toContain('160 more columns stand in the validation record');
    expect(text).not.toMatch(/<\/details>|@ada/);
    const many = Array.from({ length: 50 }, (_, index) => check(`x.b${index}`));
    expect(checksDetails(record(many), FOLDED)).toMatch(/b39 and 10 more$/);
  });

  it('say nothing where there is no check', () => {
    expect(checksDetails(record([]), FOLDED)).toBeNull();
  });
});

describe('rows that break a check', () => {
  it('are a dash where a check counts none', () => {
    const checks = [
      whole('rows', {
        verdict: 'fail',
        checked: 0,
        expected: 'at least one row',
        reason: 'there are no rows',
      }),
      check('gone.range', {
        verdict: 'error',
        failing: null,
        checked: null,
        reason: 'not run: the column is not there',
      }),
    ];
    const table = problemChecksTable(record(checks, []), FOLDED);
    expect(table).toContain('| rows | train | – | at least one row | – | there are no rows | ⛔ |');
    expect(table).toContain(
      '| range | train | gone | 0 … 120 | – | not run: the column is not there | ⛔ could not run |',
    );
    expect(table).not.toContain('not known');
  });
});
