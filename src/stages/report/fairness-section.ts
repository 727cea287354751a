import { markdownTable } from 'markdown-table';
import { rangeText } from '../../domain/gates/gate-words.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { FairnessRow } from '../../records/fairness-row.ts';

type Rate = FairnessRow['groups'][number]['rates'][number];
type Metric = FairnessRow['metrics'][number];

/** Headings of the rates; the positive class is `yes` here. */
const HEADINGS: Readonly<Record<string, (positive: string) => string>> = {
  selection_rate: (positive) => `decided ${positive}`,
  true_positive_rate: (positive) => `of the true ${positive}: found`,
  false_positive_rate: (positive) => `of the others: decided ${positive}`,
  calibration_gap: () => 'mean score − what came true',
};

const MEANINGS: Readonly<Record<string, (positive: string) => string>> = {
  demographic_parity_difference: (positive) => `largest difference in how often ${positive} is decided`,
  demographic_parity_ratio: (positive) => `how often ${positive} is decided: lowest / highest`,
  equal_opportunity_difference: (positive) =>
    `largest difference in how many of the true ${positive} are found`,
  equal_opportunity_ratio: (positive) => `how many of the true ${positive} are found: lowest / highest`,
  equalized_odds_difference: () => 'the larger of both: among those found, and among those wrongly decided',
  equalized_odds_ratio: () => 'the smaller of both ratios, likewise',
  calibration_difference: () => 'largest difference in how far scores are from what came true',
};

/** `by sex: decided yes 0.31 … 0.44 in 3 groups, too few rows in 1`; null where nothing is told by group. Escaped. */
export function fairnessLine({ fairness = [] }: EvaluateRecord): string | null {
  const parts = fairness.map(({ by, positive, groups }) => {
    const rates = groups.map(({ rates }) => rates[0]?.candidate ?? null).filter((rate) => rate !== null);
    const few = groups.length - rates.length;
    const told =
      rates.length === 0
        ? 'no group has enough rows'
        : `${positive} is decided for ${formatPercent(round(Math.min(...rates)))} … ${formatPercent(round(Math.max(...rates)))} of the rows of ${formatCount(rates.length)} groups`;
    const left = few > 0 && rates.length > 0 ? `, insufficient data in ${formatCount(few)}` : '';
    return escapeMarkdown(`by ${by}: ${told}${left}`, 300);
  });
  return parts.length === 0 ? null : parts.join(' · ');
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}

/** For each column a table of its groups and one of how far they are apart. Escaped; null without groups. */
export function fairnessDetails({ fairness = [], baseline }: EvaluateRecord, most: number): string | null {
  if (fairness.length === 0) return null;
  const base = baseline === null ? null : baselineName(baseline.source);
  return [...fairness.flatMap((row) => [groupsTable(row, base, most), apartTable(row, base)]), NOTE].join(
    '\n\n',
  );
}

const NOTE =
  'In brackets the range that these rows leave open. Which differences are right, and which are unjust, no table can say.';

function groupsTable(
  { by, positive, groups, metrics }: FairnessRow,
  base: string | null,
  most: number,
): string {
  const { shown, left } = shortList(groups, most);
  const names = groups[0]?.rates.map(({ name }) => name) ?? [];
  const header = [by, 'rows', ...names.map((name) => HEADINGS[name]?.(positive) ?? name)];
  const rows = shown.map(({ group, rows, rates }) => [
    escapeMarkdown(group, 60),
    formatCount(rows),
    ...rates.map((rate) => rateCell(rate, base)),
  ]);
  const table = markdownTable([header.map((cell) => escapeMarkdown(cell, 60)), ...rows], {
    align: ['l', 'r', ...names.map(() => 'l')],
    alignDelimiters: false,
  });
  if (groups.length === 0) return escapeMarkdown(`By ${by}: ${metrics[0]?.reason ?? 'nothing was measured'}`);
  return left > 0 ? `${table}\n\n${formatCount(left)} more groups stand in the evaluation record.` : table;
}

function rateCell({ candidate, interval, baseline, reason }: Rate, base: string | null): string {
  if (candidate === null) return escapeMarkdown(reason ?? '–', 120);
  return valueCell({ candidate, interval, baseline }, base);
}

function valueCell(
  { candidate, interval, baseline }: Pick<Rate, 'candidate' | 'interval' | 'baseline'>,
  base: string | null,
): string {
  const format = quantityFormat({
    metric: '',
    halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
    values: [candidate, baseline].filter((value) => value !== null),
    comparisons: [],
  });
  const range = interval === null ? '' : ` (${rangeText([interval[0], interval[1]], format, false)})`;
  const before = base === null || baseline === null ? '' : `; ${base} ${format.measured(baseline)}`;
  return escapeMarkdown(`${candidate === null ? '–' : format.measured(candidate)}${range}${before}`, 120);
}

function apartTable({ positive, by, metrics }: FairnessRow, base: string | null): string {
  const rows = metrics.map((metric) => [
    escapeMarkdown(nameOf(metric, by)),
    metric.candidate === null
      ? escapeMarkdown(metric.reason ?? '–', 120)
      : valueCell({ ...metric, interval: metric.candidateInterval }, base),
    escapeMarkdown(MEANINGS[nameOf(metric, by)]?.(positive) ?? '', 160),
  ]);
  const header = [`between groups of ${by}`, 'candidate', 'meaning'].map((cell) => escapeMarkdown(cell, 80));
  return markdownTable([header, ...rows], { align: ['l', 'l', 'l'], alignDelimiters: false });
}

function nameOf({ name }: Metric, by: string): string {
  const suffix = ` by ${by}`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}
