import { markdownTable } from 'markdown-table';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatExact, formatNumber } from '../../domain/report/format-number.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { PerturbationRow } from '../../records/model-tests.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  same: 'the same score',
  same_decision: 'the same decision',
  not_lower: 'no lower score',
  not_higher: 'no higher score',
  higher: 'a higher score',
  lower: 'a lower score',
};

/** What the candidate says of changed rows, one line each. Escaped; null where none was changed. */
export function perturbationsTable({ perturbations = [] }: EvaluateRecord, most: number): string | null {
  if (perturbations.length === 0) return null;
  const { shown, left } = shortList(perturbations, most);
  const header = ['', 'change', 'expected', 'rows', 'kept', 'largest change', 'first that do not keep it'];
  const table = markdownTable([header, ...shown.map(cellsOf)], {
    align: ['l', 'l', 'l', 'r', 'r', 'r', 'l'],
    alignDelimiters: false,
  });
  return left > 0 ? `${table}\n\n${formatCount(left)} more stand in the evaluation record.` : table;
}

function cellsOf({
  name,
  change,
  expect,
  of,
  tolerance,
  rows,
  changed,
  held,
  largest,
  failing,
}: PerturbationRow) {
  const within = tolerance > 0 ? ` (within ${formatExact(tolerance)})` : '';
  return [
    escapeMarkdown(name, 70),
    escapeMarkdown(change, 80),
    escapeMarkdown(`${EXPECTED[expect] ?? expect}${of === undefined ? '' : ` of ${of}`}${within}`, 120),
    changed > rows ? `${formatCount(rows)} of ${formatCount(changed)}` : formatCount(rows),
    formatCount(held),
    largest === null || rows === 0 ? '–' : escapeMarkdown(formatNumber(largest, 4, { signed: true })),
    escapeMarkdown(failing.join(', '), 200),
  ];
}
