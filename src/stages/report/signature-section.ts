import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { type ReportForm, shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

/** What callers of the baseline meet in the candidate, those that break them first; '' where nothing changed. Escaped. */
export function signatureSection(
  { signatureChanges = [], baseline }: EvaluateRecord,
  { open }: Pick<ReportForm, 'open'>,
): string {
  if (signatureChanges.length === 0 || baseline === null) return '';
  const name = escapeMarkdown(baselineName(baseline.source), 80);
  const breaks = signatureChanges.some(({ bump }) => bump === 'major');
  const title = breaks
    ? `⚠️ **Whoever calls ${name} must change something** before this model can take its place:`
    : `Whoever calls ${name} can call this model as before. New:`;
  const { shown, left } = shortList(signatureChanges, open);
  const lines = shown.map(({ bump, what }) => {
    const text = escapeMarkdown(what, 400);
    return `- ${text}${breaks && bump === 'minor' ? ' (breaks nothing)' : ''}`;
  });
  return [title, '', ...lines, ...(left > 0 ? [`- and ${formatCount(left)} more`] : [])].join('\n');
}
