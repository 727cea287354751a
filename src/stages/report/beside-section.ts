import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { metricCells } from './metrics-table.ts';

/** The metrics against what else the config names, one line each, at most so many; null where there are none. Escaped. */
export function besideLines({ beside = [] }: EvaluateRecord, most: number): string | null {
  if (beside.length === 0) return null;
  const { shown, left } = shortList(beside, most);
  const lines = shown.map((row) => {
    const { baseline, candidate, difference } = metricCells(row);
    const name = escapeMarkdown(metricLabel(row.name, row.target));
    const against = escapeMarkdown(baselineName(row.against), 80);
    return `- against ${against}: ${name} ${candidate}, there ${baseline}, difference ${difference}`;
  });
  return [...lines, ...(left > 0 ? [`- and ${formatCount(left)} more`] : [])].join('\n');
}
