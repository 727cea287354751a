import { markdownTable } from 'markdown-table';
import { WHOLE_ROW } from '../../domain/data-checks/survey.ts';
import { counted } from '../../domain/report/counted.ts';
import { escapeMarkdown, shortened } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import {
  type CheckResult,
  type CheckVerdict,
  type DatasetResult,
  isTold,
  type ValidateRecord,
} from '../../records/validate.ts';

export interface DatasetCheck {
  readonly role: string;
  readonly check: CheckResult;
}

const WORDS: readonly (readonly [CheckVerdict, string])[] = [
  ['fail', 'fail'],
  ['error', 'could not run'],
  ['warn', 'warn'],
  ['insufficient', 'could not tell'],
];

/** `31 of 31 checks pass · 15,121 train rows, 5,069 evaluation rows · no contract …`. */
export function dataLine(record: ValidateRecord): string {
  const checks = allChecks(record).map(({ check }) => check);
  const passing = checks.filter(({ verdict }) => verdict === 'pass').length;
  const others = WORDS.flatMap(([verdict, words]) => {
    const count = checks.filter((check) => check.verdict === verdict && isTold(check)).length;
    return count === 0 ? [] : [`${formatCount(count)} ${words}`];
  });
  const noted = checks.filter((check) => check.verdict !== 'pass' && !isTold(check)).length;
  const forInformation = noted === 0 ? [] : [`${formatCount(noted)} noted for information`];
  const counts = [
    `${formatCount(passing)} of ${formatCount(checks.length)} checks pass`,
    ...others,
    ...forInformation,
  ].join(', ');
  const rows = record.datasets.map(({ role, name, rows }) => counted(rows, `${name ?? role} row`)).join(', ');
  const contract = record.contract === null ? ['there is no contract: only the built-in checks ran'] : [];
  return [counts, rows, ...contract]
    .filter((part) => part !== '')
    .map((part) => escapeMarkdown(part))
    .join(' · ');
}

/** The checks that did not pass, worst first. */
export function problemChecks(record: ValidateRecord): DatasetCheck[] {
  const order = WORDS.map(([verdict]) => verdict);
  return allChecks(record)
    .filter(({ check }) => order.includes(check.verdict) && isTold(check))
    .sort((a, b) => order.indexOf(a.check.verdict) - order.indexOf(b.check.verdict));
}

export interface TableShown {
  readonly showValues: boolean;
  /** Lines of the table. */
  readonly most: number;
}

/** The checks that did not pass; null when all passed. */
export function problemChecksTable(record: ValidateRecord, shown: TableShown): string | null {
  const problems = problemChecks(record);
  return problems.length === 0 ? null : checksTable(problems, shown);
}

export function allChecks(record: ValidateRecord): DatasetCheck[] {
  return record.datasets.flatMap(({ role, name, checks }: DatasetResult) =>
    checks.map((check) => ({ role: name ?? role, check })),
  );
}

function checksTable(checks: readonly DatasetCheck[], { showValues, most }: TableShown): string {
  const header = [
    'check',
    'data',
    'column',
    'expected',
    'rows that break it',
    showValues ? 'found' : 'where',
    '',
  ];
  const { shown, left } = shortList(checks, most);
  const rows = shown.map((each) => checkCells(each, showValues));
  const table = markdownTable([header, ...rows], {
    align: ['l', 'l', 'l', 'l', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  return left > 0 ? `${table}\n\n${formatCount(left)} more checks stand in the validation record.` : table;
}

const CHECK_MARKS: Readonly<Record<CheckVerdict, string>> = {
  pass: '✅',
  fail: '⛔',
  error: '⛔ could not run',
  warn: '⚠️',
  insufficient: '❔',
};

function checkCells({ role, check }: DatasetCheck, showValues: boolean): string[] {
  return [
    escapeMarkdown(check.kind, 40),
    escapeMarkdown(role, 40),
    escapeMarkdown(check.column ?? '–', 60),
    escapeMarkdown(check.expected, 80),
    failingText(check),
    escapeMarkdown(
      [examplesText(check, showValues), check.reason ?? ''].filter((part) => part !== '').join('; '),
    ),
    CHECK_MARKS[check.verdict],
  ];
}

/** `3 of 15,142`; a dash for checks that look at the dataset and count no rows, and for those that could not run. */
function failingText({ failing, checked }: CheckResult): string {
  if (failing === null) return '–';
  return checked === null || failing === 0
    ? formatCount(failing)
    : `${formatCount(failing)} of ${formatCount(checked)}`;
}

/** `−4 (row 17), 350 (row 912)`, or only where, for values that may be of people. */
function examplesText({ examples }: CheckResult, showValues: boolean): string {
  const rows = examples.flatMap(({ row }) => (row === null ? [] : [formatCount(row)]));
  if (!showValues) return rows.length === 0 ? '' : `row ${rows.join(', ')}`;
  return examples
    .map(({ row, value }) => {
      if (row === null) return shownValue(value);
      const place = `row ${formatCount(row)}`;
      return value === WHOLE_ROW ? place : `${shownValue(value)} (${place})`;
    })
    .join(', ');
}

/** Spaces at the ends and empty text would not be seen. */
function shownValue(found: string): string {
  const value = shortened(found);
  return value === '' || value.trim() !== value ? `“${value}”` : value;
}
