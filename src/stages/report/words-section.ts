import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { formatPercent } from '../../domain/report/format-number.ts';
import { metricWords } from '../../domain/report/metric-words.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

/** What the names and ranges of this report mean, for somebody who meets them first. Escaped; null where nothing is named. */
export function wordsDetails(record: EvaluateRecord, most: number): string | null {
  const names = [...new Set([...record.gates, ...record.metrics].map(nameOf))].slice(0, most);
  const lines = names.flatMap((name) => {
    const words = metricWords(name);
    return words === null ? [] : [`- **${escapeMarkdown(metricLabel(name))}:** ${words}`];
  });
  const all = [...lines, ...rangeWords(record)];
  return all.length === 0 ? null : all.join('\n');
}

function nameOf(row: { readonly metric: string } | { readonly name: string }): string {
  return 'metric' in row ? row.metric : row.name;
}

function rangeWords({ baseline, metrics }: EvaluateRecord): string[] {
  const compared = metrics.find(({ interval }) => interval !== null);
  if (baseline === null || compared === undefined) return [];
  const base = escapeMarkdown(baselineName(baseline.source), 80);
  const wrong = Math.round((1 - compared.confidence) * 100);
  const sure = formatPercent(compared.confidence);
  return [
    `- **difference, ${sure}:** candidate minus ${base}, on the same rows. Other rows of the same kind would give a somewhat different number; the brackets say in which range the true one lies, and ${wrong > 0 ? `about ${wrong} such ranges of 100 miss it` : 'few such ranges miss it'}.`,
    '- **provably better, provably worse:** the whole range lies on one side of 0.',
    '- **❔ cannot be told:** the range holds both what is allowed and what is not. That is no pass, and no fault of the model either: more rows make the range narrower.',
  ];
}
