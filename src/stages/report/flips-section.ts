import { baselineName } from '../../domain/report/baseline-name.ts';
import { counted } from '../../domain/report/counted.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { shareRange, shareText } from '../../domain/report/share-text.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { Flips } from '../../records/score-changes.ts';

/** `212 of 5,069 decisions differ from v1.0.0 …`: one sentence, null where no decision was compared or none differs; escaped. */
export function flipsLine({ flips, baseline, identical }: EvaluateRecord): string | null {
  if (flips === undefined || baseline === null || identical) return null;
  const { rows, changed, nowWrong, nowRight } = flips;
  const base = escapeMarkdown(baselineName(baseline.source), 80);
  if (changed.rows === 0) return `every one of ${counted(rows, 'row')} is decided as by ${base}`;
  const others = changed.rows - nowWrong.rows - nowRight.rows;
  const parts = [
    `${counted(nowRight.rows, 'wrong one is', 'wrong ones are')} right now`,
    `${counted(nowWrong.rows, 'right one is', 'right ones are')} wrong now`,
    ...(others > 0 ? [counted(others, 'is wrong in another way', 'are wrong in another way')] : []),
  ];
  return `${formatCount(changed.rows)} of ${counted(rows, 'row')} ${changed.rows === 1 ? 'is' : 'are'} decided otherwise than by ${base} (${shareText(changed.share, changed.interval)}): ${parts.join(', ')}`;
}

/** The same as a table with what chance leaves open, and rows to look at; null where there is nothing to tell. Escaped. */
export function flipsDetails({ flips, identical }: EvaluateRecord, most: number): string | null {
  if (flips === undefined || identical || flips.changed.rows === 0) return null;
  const { changed, nowRight, nowWrong, confidence, wrongRows } = flips;
  const range = `${formatPercent(confidence)} range`;
  const table = [
    `| decisions | rows | share | ${escapeMarkdown(range)} |`,
    '| :-- | --: | --: | :-- |',
    shareRow('decided otherwise (churn)', changed),
    shareRow('wrong before, right now', nowRight),
    shareRow('right before, wrong now (negative flips)', nowWrong),
  ].join('\n');
  const named = wrongRows.slice(0, most).map((row) => codeSpan(row, 80));
  if (named.length === 0) return table;
  const left = nowWrong.rows - named.length;
  const more = left > 0 ? ` and ${formatCount(left)} more` : '';
  return `${table}\n\nRight before and wrong now, the surest mistakes first: ${named.join(', ')}${more}.`;
}

function shareRow(name: string, { rows, share, interval }: Flips['changed']): string {
  return `| ${name} | ${formatCount(rows)} | ${shareText(share, interval)} | ${shareRange(share, interval)} |`;
}
