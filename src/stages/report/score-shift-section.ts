import { markdownTable } from 'markdown-table';
import { rangeText } from '../../domain/gates/gate-words.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { ScoreShiftRow } from '../../records/score-changes.ts';

/** How far the scores moved from the baseline's, in words and as a table; null where none were compared. Escaped. */
export function scoreShiftDetails(
  { scoreShift = [], baseline }: EvaluateRecord,
  most: number,
): string | null {
  const [first] = scoreShift;
  if (first === undefined || baseline === null) return null;
  const base = escapeMarkdown(baselineName(baseline.source), 80);
  const { shown, left } = shortList(scoreShift, most);
  const header = [
    'numbers',
    `mean, ${base}`,
    'mean, candidate',
    `difference, ${formatPercent(first.confidence)}`,
    'half the rows move less than',
    '95 of 100 less than',
    'distributions apart',
  ];
  const table = markdownTable([header, ...shown.map(cellsOf)], {
    align: ['l', 'r', 'r', 'l', 'r', 'r', 'r'],
    alignDelimiters: false,
  });
  const more = left > 0 ? `\n\n${formatCount(left)} more stand in the evaluation record.` : '';
  return `${NOTE}\n\n${table}${more}`;
}

const NOTE =
  'What reads the scores themselves (a limit of its own, a ranking, a price) notices this even where the decisions stay. *Distributions apart*: how far the scores moved if it does not matter which row has which (Wasserstein distance).';

function cellsOf(row: ScoreShiftRow): string[] {
  const { interval, candidateMean, baselineMean, moved, distance } = row;
  const difference = candidateMean - baselineMean;
  const format = quantityFormat({
    metric: row.of,
    halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
    values: [candidateMean, baselineMean],
    comparisons: (interval ?? []).map((value) => ({ value, limit: 0 })),
  });
  const range = interval === null ? '' : ` (${rangeText(interval, format, true)})`;
  return [
    row.of,
    format.measured(baselineMean),
    format.measured(candidateMean),
    `${format.measured(difference, { signed: true })}${range}`,
    ...[moved.p50, moved.p95, distance].map((value) => format.measured(value)),
  ].map((cell) => escapeMarkdown(cell, 120));
}
