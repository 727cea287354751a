import { counted } from '../../domain/report/counted.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import type { ReportForm } from '../../domain/report/fit-report.ts';
import { formatCount, formatExact } from '../../domain/report/format-number.ts';
import type { Comparison } from '../../records/comparison.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { columnsTable, signalsTable } from '../signals-table.ts';
import { foldedSection } from './folded-section.ts';

/** Rows of the table that stands in the open. */
const MOST_ALARMS = 10;
const MOST_NAMED = 5;

const SUBJECTS: Readonly<Record<Comparison['kind'], readonly [data: string, against: string]>> = {
  'train-evaluation': ['the evaluation data', 'the training data'],
  serving: ['the serving data', 'the training data'],
  base: ['the training data', ''],
};

/** One phrase a comparison for the facts of a report, escaped; null where nothing was compared. */
export function comparisonsLine(record: ValidateRecord): string | null {
  const phrases = comparisonsOf(record).map(phraseOf);
  return phrases.length === 0 ? null : phrases.join(' · ');
}

/** What alarms: heading and table of each comparison; empty where nothing does. */
export function alarmTables(record: ValidateRecord, { folds, open }: ReportForm): string[] {
  const others = comparisonsOf(record).filter(
    ({ kind, changes }) => kind !== 'base' || changes === undefined,
  );
  return others.flatMap((comparison) => {
    const alarms = alarmsOf(comparison);
    if (alarms.length === 0) return [];
    const heading = `**${capital(sentence(comparison))}**`;
    const table = signalsTable(alarms, { most: Math.min(MOST_ALARMS, open) });
    return [`${heading}\n\n${folds ? foldedSection('The columns that alarm', table) : table}`];
  });
}

/** Every column, at most so many of a comparison, with value, threshold, rows and p, whether it alarms or not. */
export function comparisonsDetails(record: ValidateRecord, most: number): string | null {
  const told = comparisonsOf(record).filter(
    ({ signals, reason }) => signals.length > 0 || reason !== undefined,
  );
  const parts = told.map((comparison) => {
    const { reason, signals } = comparison;
    const table = signals.length === 0 ? null : columnsTable(signals, { most });
    const head = `${capital(namesOf(comparison).join(' against '))}${sizes(comparison)}:`;
    const why = reason === undefined ? null : escapeMarkdown(reason, 400);
    return [head, table, why].filter((part) => part !== null).join('\n\n');
  });
  const alpha = told[0]?.alpha;
  return alpha === undefined ? null : [...parts, meaning(alpha)].join('\n\n');
}

const meaning = (alpha: number) =>
  `An alarm needs a value that reaches the limit, p below ${formatExact(alpha)} over all columns together, and enough rows. Bars show the share of the rows in each cell on one scale: bins of numbers ascend, categories begin with the most frequent.`;

function comparisonsOf({ comparisons = [] }: ValidateRecord): readonly Comparison[] {
  return comparisons;
}

function alarmsOf({ signals }: Comparison) {
  return signals.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
}

function phraseOf(comparison: Comparison): string {
  const { verdict } = comparison;
  if (verdict === 'pass' || (comparison.kind === 'base' && isUntold(comparison))) return sentence(comparison);
  return `${verdict === 'insufficient' ? '❔' : verdict === 'warn' || comparison.severity === 'warning' ? '⚠️' : '⛔'} ${sentence(comparison)}`;
}

/** `the evaluation data are not like the training data: income, site`; escaped. */
function sentence(comparison: Comparison): string {
  const [data, against] = namesOf(comparison);
  const { verdict, signals, reason } = comparison;
  if (comparison.kind === 'base' && isUntold(comparison)) return untoldText(comparison);
  if (verdict === 'error')
    return `${data} could not be held against ${against}: ${escapeMarkdown(reason ?? '', 300)}`;
  if (verdict === 'insufficient') return `${data} have too few rows to be held against ${against}`;
  if (verdict === 'pass') return `${data} are like ${against} in ${columnsText(signals)}`;
  const columns = [...new Set(alarmsOf(comparison).map(({ column }) => column ?? ''))];
  const named = columns.slice(0, MOST_NAMED).map((column) => escapeMarkdown(column, 40));
  const more = columns.length - named.length;
  return `${data} are not like ${against}: ${named.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** Nothing was compared column by column: the data are the same, or there is nothing yet to compare them with. */
function isUntold({ verdict, signals }: Comparison): boolean {
  return signals.length === 0 && verdict !== 'error';
}

function untoldText({ verdict, against, reason }: Comparison): string {
  if (verdict !== 'pass')
    return `the training data are held against nothing yet: ${escapeMarkdown(reason ?? '', 300)}`;
  const why = reason === undefined ? '' : ` (${escapeMarkdown(reason, 300)})`;
  return `the training data are those of ${codeSpan(against, 80)}${why}`;
}

/** Columns that were judged. */
function columnsText(signals: Comparison['signals']): string {
  const judged = new Set(
    signals.filter(({ verdict }) => verdict !== 'insufficient').map(({ column }) => column),
  );
  return judged.size === 1 ? 'the one column' : `all ${formatCount(judged.size)} columns`;
}

function namesOf({ kind, against }: Comparison): [string, string] {
  const [data, other] = SUBJECTS[kind];
  return [data, other === '' ? `those of ${codeSpan(against, 80)}` : other];
}

function sizes({ rows, groups }: Comparison): string {
  if (rows.before === null || rows.now === null) return '';
  const grouped =
    groups.before === null || groups.now === null
      ? ''
      : ` of ${counted(groups.now, 'group')} against ${formatCount(groups.before)}`;
  return `, ${counted(rows.now, 'row')} against ${formatCount(rows.before)}${grouped}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
