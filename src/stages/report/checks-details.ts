import { counted } from '../../domain/report/counted.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { CheckResult, ValidateRecord } from '../../records/validate.ts';
import { allChecks, type DatasetCheck, problemChecksTable } from './data-section.ts';

const MOST_CHECKS_IN_LINE = 40;

export interface ChecksShown {
  readonly showValues: boolean;
  readonly problemsAbove: boolean;
  /** Lines of a table or list. */
  readonly most: number;
}

/**
 * Every check: those that do not pass in full (left out when they stand above already), those that pass in one line a
 * column. null without any check.
 */
export function checksDetails(
  record: ValidateRecord,
  { showValues, problemsAbove, most }: ChecksShown,
): string | null {
  const passing = allChecks(record).filter(({ check }) => check.verdict === 'pass');
  const problems = problemsAbove ? null : problemChecksTable(record, { showValues, most });
  const parts = [problems, passing.length === 0 ? null : passingList(passing, record, most)];
  const text = parts.filter((part) => part !== null).join('\n\n');
  return text === '' ? null : text;
}

function passingList(passing: readonly DatasetCheck[], record: ValidateRecord, most: number): string {
  const all = allChecks(record).length;
  const columns = [...new Set(passing.map(({ check }) => check.column))];
  const lines = columns.map((column) => {
    const own = passing.filter(({ check }) => check.column === column);
    return `- ${column === null ? 'whole dataset' : escapeMarkdown(column, 60)}: ${checksText(own, record.datasets.length)}`;
  });
  const { shown, left } = shortList(lines, most);
  return [
    `${formatCount(passing.length)} of ${formatCount(all)} checks pass:`,
    '',
    ...shown,
    ...(left > 0 ? [`- ${formatCount(left)} more columns stand in the validation record`] : []),
  ].join('\n');
}

/** `type, range, null_values (train 211 rows), overlap (evaluation)`: datasets are named where they differ. */
function checksText(checks: readonly DatasetCheck[], datasets: number): string {
  const byName = new Map<string, DatasetCheck[]>();
  for (const each of checks) {
    const name = nameOf(each.check);
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  const names = [...byName].map(([name, own]) => `${escapeMarkdown(name, 60)}${whereText(own, datasets)}`);
  const shown = names.slice(0, MOST_CHECKS_IN_LINE).join(', ');
  const more = names.length - MOST_CHECKS_IN_LINE;
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

/** The column stands before the line already. */
function nameOf({ id, column }: CheckResult): string {
  return column !== null && id.startsWith(`${column}.`) ? id.slice(column.length + 1) : id;
}

/** A passing check may let some rows through. */
function whereText(checks: readonly DatasetCheck[], datasets: number): string {
  const hasRows = checks.some(({ check }) => (check.failing ?? 0) > 0);
  if (!hasRows && checks.length === datasets) return '';
  const parts = checks.map(({ role, check }) => {
    const rows = hasRows ? counted(check.failing ?? 0, 'row') : '';
    return [datasets > 1 ? escapeMarkdown(role, 40) : '', rows].filter((part) => part !== '').join(' ');
  });
  return ` (${parts.join(', ')})`;
}
