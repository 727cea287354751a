import { markdownTable } from 'markdown-table';
import { counted } from '../../domain/report/counted.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { formatCount, formatExact, formatPercent } from '../../domain/report/format-number.ts';
import { shareFormat } from '../../domain/report/share-text.ts';
import type { Calibration } from '../../records/calibration.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

type Bin = Calibration['bins'][number];

/** Do the chances that the candidate gives come true? In words first, then bin by bin; null where it gives none. Escaped. */
export function calibrationDetails({ calibration }: EvaluateRecord): string | null {
  if (calibration === undefined || calibration.bins.length === 0) return null;
  return `${wordsOf(calibration)}\n\n${tableOf(calibration)}`;
}

const MOST_SAID = 3;

/** Only what the intervals show is said, what concerns most rows first. */
function wordsOf({ of, bins, confidence }: Calibration): string {
  const subject = escapeMarkdown(of, 60);
  const off = bins.filter(({ verdict }) => verdict === 'too-high' || verdict === 'too-low');
  const first = `For every row the candidate says how likely ${subject} is. If it says 80 %, it should come true for 80 rows of 100.`;
  if (bins.every(({ verdict }) => verdict === 'unknown'))
    return `${first} There are too few groups to tell whether it does.`;
  if (off.length === 0) return `${first} Nothing here shows that it does not.`;
  const shown = [...off].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_SAID);
  const lines = shown.map((bin) => `- ${sentenceOf(bin)}`);
  const left = off.length - shown.length;
  const more = left > 0 ? [`- and in ${formatCount(left)} more lines of the table`] : [];
  return [
    `${first} Here it does not (${formatPercent(confidence)} sure of all lines together):`,
    '',
    ...lines,
    ...more,
  ].join('\n');
}

function weightOf({ rows, claimed, observed }: Bin): number {
  return rows * Math.abs(claimed - observed);
}

function sentenceOf({ rows, claimed, observed, interval, verdict }: Bin): string {
  const { text, range } = shareFormat(interval, [claimed, observed]);
  const found = `${text(observed)} come true (${range})`;
  const judged =
    verdict === 'too-high' ? 'it promises **too much** there' : 'it promises **too little** there';
  return `where it says about ${text(claimed)}, ${found}, on ${counted(rows, 'row')}: ${judged}`;
}

const MARKS: Readonly<Record<Bin['verdict'], string>> = {
  'too-high': 'says too much',
  'too-low': 'says too little',
  fits: '',
  unknown: 'too few groups',
};

function tableOf({ bins }: Calibration): string {
  const rows = bins.map(({ low, high, rows: count, claimed, observed, interval, verdict }) => {
    const { text, range } = shareFormat(interval, [claimed, observed]);
    const bin = `${formatExact(Math.round(low * 100))} … ${formatPercent(high)}`;
    return [bin, formatCount(count), text(claimed), text(observed), range, MARKS[verdict]];
  });
  const header = ['it says', 'rows', 'on average', 'came true', 'in the long run, likely', ''];
  return markdownTable([header, ...rows], { align: ['l', 'r', 'r', 'r', 'l', 'l'], alignDelimiters: false });
}
