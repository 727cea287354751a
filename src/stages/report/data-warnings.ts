import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { CheckResult, ValidateRecord } from '../../records/validate.ts';
import { type DatasetCheck, problemChecks } from './data-section.ts';

const MOST = 5;

/** Checks that only warn, and yet may make every number of the report worthless: what they mean for a reader. */
const MEANINGS: Readonly<Record<string, (found: DatasetCheck) => string>> = {
  label_leak: ({ role, check }) =>
    `${columnOf(check)} alone tells the label in the ${escapeMarkdown(role, 80)} data${why(check)}. If it is known only after the label is, the results here will not be seen in use.`,
  id_tells_label: ({ role, check }) =>
    `The order of the ids tells the label in the ${escapeMarkdown(role, 80)} data${why(check)}. Were the rows of one label put together?`,
  changed_labels: ({ role, check }) =>
    `${formatCount(check.failing ?? 0)} known rows of the ${escapeMarkdown(role, 80)} data have another label than before${why(check)}. If nobody corrected them, the labels may belong to other rows.`,
  duplicate_rows: ({ role, check }) =>
    `${check.failing === null ? 'Some' : formatCount(check.failing)} rows of the ${escapeMarkdown(role, 80)} data stand there twice. What is repeated counts twice.`,
};

/** Warnings about the data that concern what the numbers are worth, one sentence or two each. Escaped. */
export function dataWarnings(record: ValidateRecord): string[] {
  const found = problemChecks(record).flatMap((each) => {
    const meaning = each.check.verdict === 'warn' ? MEANINGS[each.check.kind] : undefined;
    return meaning === undefined ? [] : [`⚠️ ${meaning(each)}`];
  });
  const { shown, left } = shortList(found, MOST);
  return [
    ...shown,
    ...(left > 0 ? [`⚠️ ${formatCount(left)} more of the kind stand under *Data checks*.`] : []),
  ];
}

function columnOf({ column }: CheckResult): string {
  return column === null ? 'A column' : codeSpan(column, 80);
}

function why({ reason }: CheckResult): string {
  return reason === undefined || reason === null ? '' : ` (${escapeMarkdown(reason, 200)})`;
}
