import { markdownTable } from 'markdown-table';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { type ReportForm, shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatNumber, formatPercent } from '../../domain/report/format-number.ts';
import type { ColumnChange, Comparison } from '../../records/comparison.ts';
import type { Signal } from '../../records/signal.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { pictureText, pValueText } from '../signals-table.ts';
import { foldedSection } from './folded-section.ts';

/** Rows of the table that stands in the open; all columns stand in the folded one. */
const MOST_CHANGED = 12;
const MOST_NAMED = 3;
/** Digits of a mean, and of the smallest and largest value. */
const SIGNIFICANT = 4;
const ENDS = 9;

export function baseComparison({ comparisons = [] }: ValidateRecord): Comparison | null {
  return comparisons.find(({ kind }) => kind === 'base') ?? null;
}

/** What the change did to the training data: sizes, and a line for each column that is not as it was. null where they are the same or not known. */
export function baseSection(record: ValidateRecord, { folds, open }: ReportForm): string | null {
  const comparison = baseComparison(record);
  const changes = comparison?.changes ?? [];
  if (comparison === null || changes.length === 0) return null;
  const changed = changes.filter((change) => isNews(change, signalsOf(comparison, change)));
  const { shown, left } = shortList(changed, Math.min(MOST_CHANGED, open));
  const table = shown.length === 0 ? null : changesTable(comparison, shown);
  const others = changes.length - changed.length;
  return [
    `**What the data change did**, against ${against(comparison)}: ${sizesText(comparison, changes)}`,
    table === null || !folds ? table : foldedSection('The columns that changed', table),
    left > 0 ? `${formatCount(left)} more columns changed; they stand below.` : null,
    others === 0 || changed.length === 0 ? null : `${columns(others)} as before.`,
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

/** Every column, changed or not, at most so many. */
export function baseDetails(record: ValidateRecord, most: number): string | null {
  const comparison = baseComparison(record);
  const changes = comparison?.changes ?? [];
  if (comparison === null || changes.length === 0) return null;
  const { shown, left } = shortList(changes, most);
  const more = left > 0 ? `\n\n${formatCount(left)} more columns stand in the validation record.` : '';
  return `${changesTable(comparison, shown)}${more}`;
}

function against({ against: name, reason }: Comparison): string {
  return `${codeSpan(name)}${reason === undefined ? '' : ` (${escapeMarkdown(reason, 300)})`}`;
}

/** `rows 12,678 → 13,000 (+2.5 %), columns 17, 1 new, 1 gone.` */
function sizesText({ rows, groups }: Comparison, changes: readonly ColumnChange[]): string {
  const count = (change: ColumnChange['change']) => changes.filter((each) => each.change === change).length;
  const parts = [
    countChange('rows', rows),
    groups.before === null || groups.now === null ? null : countChange('groups', groups),
    `columns ${formatCount(changes.length - count('removed'))}`,
    count('added') === 0 ? null : `${formatCount(count('added'))} new`,
    count('removed') === 0 ? null : `${formatCount(count('removed'))} gone`,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

function countChange(name: string, { before, now }: Comparison['rows']): string {
  if (before === null || now === null) return `${name} not known`;
  if (before === now) return `${name} ${formatCount(now)} as before`;
  const share =
    before === 0 ? '' : ` (${formatNumber((100 * (now - before)) / before, 1, { signed: true })} %)`;
  return `${name} ${formatCount(before)} → ${formatCount(now)}${share}`;
}

function columns(count: number): string {
  return count === 1 ? 'One other column is' : `${formatCount(count)} other columns are`;
}

function signalsOf({ signals }: Comparison, { column }: ColumnChange): Signal[] {
  return signals.filter((signal) => signal.column === column);
}

/** Alarms, columns that came, went or changed their kind, and values that came or went. */
function isNews({ change, domain }: ColumnChange, signals: readonly Signal[]): boolean {
  if (change !== 'none' || signals.some(isAlarm)) return true;
  return domain !== null && (domain.gone > 0 || (domain.added > 0 && domain.isWhole.before));
}

function isAlarm({ verdict }: Signal): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

function changesTable(comparison: Comparison, changes: readonly ColumnChange[]): string {
  const rows = changes.map((change) => {
    const signals = signalsOf(comparison, change);
    const picture = signals.find((signal) => signal.picture !== undefined)?.picture;
    return [
      codeSpan(change.column, 60),
      pairText(change.missing, (share) => formatPercent(Number(share.toFixed(3)))),
      valuesText(change),
      driftText(signals),
      picture === undefined ? '' : pictureText(picture),
    ];
  });
  return markdownTable([['column', 'missing', 'values', 'drift', 'before → now'], ...rows], {
    align: ['l', 'r', 'l', 'l', 'l'],
    alignDelimiters: false,
  });
}

function pairText<T>(
  { before, now }: { before: T | null; now: T | null },
  text: (value: T) => string,
): string {
  const [was, is] = [before === null ? '–' : text(before), now === null ? '–' : text(now)];
  return was === is ? is : `${was} → ${is}`;
}

const KINDS = { number: 'numbers', category: 'categories' } as const;

function valuesText(change: ColumnChange): string {
  if (change.change === 'added') return `**new**: ${KINDS[change.kind.now ?? 'number']}`;
  if (change.change === 'removed') return '**gone**';
  if (change.change === 'kind') return `**${pairText(change.kind, (kind) => KINDS[kind])}**`;
  return change.domain === null ? numbersText(change) : domainText(change.domain);
}

/** `mean 12.1 → 13.4, 0 … 98 → 0 … 120`; the ends are values of the data. */
function numbersText({ mean, range }: ColumnChange): string {
  const parts = [
    mean === null || mean.now === null ? null : `mean ${pairText(mean, (value) => numberText(value))}`,
    range === null || range.now === null
      ? null
      : pairText(range, ([low, high]) => `${numberText(low, ENDS)} … ${numberText(high, ENDS)}`),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function numberText(value: number, digits = SIGNIFICANT): string {
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e15 || (rounded !== 0 && Math.abs(rounded) < 1e-6)
    ? rounded.toExponential()
    : formatNumber(rounded, Math.min(6, (String(rounded).split('.')[1] ?? '').length));
}

/** `5 → 7 values: 2 new (x, y), 1 gone (z)`; of a domain that is not whole only the frequent values are known. */
function domainText({
  size,
  isWhole,
  added,
  gone,
  addedValues,
  goneValues,
}: NonNullable<ColumnChange['domain']>): string {
  const frequent = isWhole.before && isWhole.now ? 'values' : 'frequent values';
  const news = [newsText('new', added, addedValues), newsText('gone', gone, goneValues)].filter(
    (part) => part !== null,
  );
  return `${pairText(size, formatCount)} ${frequent}${news.length === 0 ? '' : `: ${news.join(', ')}`}`;
}

function newsText(what: string, count: number, values: readonly string[]): string | null {
  if (count === 0) return null;
  const named = values.slice(0, MOST_NAMED).map((value) => codeSpan(value, 40));
  const more = count > named.length && named.length > 0 ? ' …' : '';
  return `**${formatCount(count)} ${what}**${named.length === 0 ? '' : ` (${named.join(', ')}${more})`}`;
}

const SHORT: Readonly<Record<string, string>> = {
  js: 'shape',
  wasserstein: 'location',
  psi: 'stability index',
  l_infinity: 'one share',
  null_share: 'missing',
};

/** The alarms, or else the statistic that comes nearest to its limit. */
function driftText(signals: readonly Signal[]): string {
  const measured = signals.filter(({ value, threshold }) => value !== null && threshold !== null);
  const alarms = measured.filter(isAlarm);
  const nearest = [...measured].sort((a, b) => nearness(b) - nearness(a)).slice(0, 1);
  const told = (alarms.length > 0 ? alarms : nearest).map(
    ({ statistic, value, threshold, pValue, verdict }) =>
      `${SHORT[statistic] ?? escapeMarkdown(statistic, 30)} ${value?.toFixed(3)} (alarm from ${threshold}), p ${pValueText(pValue)}${verdict === 'fail' ? ' ⛔' : verdict === 'warn' ? ' ⚠️' : ''}`,
  );
  return told.length > 0 ? told.join('; ') : escapeMarkdown(signals[0]?.reason ?? '');
}

function nearness({ value, threshold }: Signal): number {
  return (value ?? 0) / (threshold ?? 1);
}
