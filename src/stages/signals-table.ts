import { markdownTable } from 'markdown-table';
import { counted } from '../domain/report/counted.ts';
import { codeSpan, escapeMarkdown } from '../domain/report/escape-markdown.ts';
import { formatCount, formatExact, formatPercent } from '../domain/report/format-number.ts';
import { sparklines } from '../domain/report/sparkline.ts';
import type { Picture, Signal } from '../records/signal.ts';

const WORDS: Readonly<Record<string, string>> = {
  js: 'shape, Jensen–Shannon',
  wasserstein: 'location, Wasserstein in sd',
  psi: 'shape, stability index',
  l_infinity: 'largest change of a share',
  null_share: 'missing cells',
  column: 'column',
};

const MARKS: Readonly<Record<Signal['verdict'], string>> = {
  pass: '✅',
  fail: '⛔',
  warn: '⚠️',
  insufficient: '❔',
};

const MOST_NAMED = 3;

/** One line a signal: what moved, how far, from where on it alarms, of how many rows, how sure; and a picture. */
export function signalsTable(signals: readonly Signal[], { most }: { readonly most: number }): string {
  const header = ['column', 'what', 'value', 'alarm from', 'rows', 'p', 'before → now', ''];
  const table = markdownTable([header, ...signals.slice(0, most).map(cells)], {
    align: ['l', 'l', 'r', 'r', 'r', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  const more = signals.length - most;
  return more > 0 ? `${table}\n\n${formatCount(more)} more stand in the record.` : table;
}

function cells(signal: Signal): string[] {
  const { column, value, threshold, pValue, rows, reason, picture, verdict } = signal;
  const isCheck = signal.signal === 'check';
  const told = [
    picture === undefined ? '' : pictureText(picture),
    reason === undefined ? '' : escapeMarkdown(reason),
  ];
  return [
    column === null ? '–' : codeSpan(column, 60),
    isCheck
      ? escapeMarkdown(signal.statistic, 60)
      : (WORDS[signal.statistic] ?? escapeMarkdown(signal.statistic)),
    value === null ? '–' : isCheck ? counted(value, 'row') : value.toFixed(3),
    threshold === null ? '–' : formatExact(threshold),
    formatCount(rows),
    pValueText(pValue),
    told.filter((part) => part !== '').join('; '),
    MARKS[verdict],
  ];
}

/** One line a column: rows, and every statistic with its value and p; the limits stand in the header. */
export function columnsTable(signals: readonly Signal[], { most }: { readonly most: number }): string {
  const statistics = [...new Set(signals.filter(isMeasure).map(({ statistic }) => statistic))];
  if (statistics.length === 0) return signalsTable(signals, { most });
  const limits = new Map(statistics.map((name) => [name, usualLimit(signals, name)]));
  const header = statistics.map((name) => {
    const limit = limits.get(name) ?? null;
    return `${WORDS[name] ?? escapeMarkdown(name)}${limit === null ? '' : `, alarm from ${formatExact(limit)}`}`;
  });
  const columns = [...new Set(signals.map(({ column }) => column))];
  const lines = columns.slice(0, most).map((column) => {
    const own = signals.filter((signal) => signal.column === column);
    // A column that is not there, or is not compared, has nothing but a reason.
    const whole = own.find((signal) => !isMeasure(signal));
    const each = statistics.map((name, index) => {
      const signal = own.find(({ statistic }) => statistic === name) ?? (index === 0 ? whole : undefined);
      return signal === undefined ? '' : measured(signal, limits.get(name) ?? null);
    });
    const rows = Math.max(...own.map((signal) => signal.rows));
    return [column === null ? '–' : codeSpan(column, 60), formatCount(rows), ...each];
  });
  const table = markdownTable([['column', 'rows', ...header], ...lines], {
    align: ['l', 'r', ...statistics.map(() => 'l')],
    alignDelimiters: false,
  });
  const more = columns.length - most;
  return more > 0 ? `${table}\n\n${formatCount(more)} more columns stand in the record.` : table;
}

function isMeasure({ statistic }: Signal): boolean {
  return statistic !== 'off' && statistic !== 'column';
}

/** The limit that most columns have. */
function usualLimit(signals: readonly Signal[], statistic: string): number | null {
  const given = signals.filter((signal) => signal.statistic === statistic).map(({ threshold }) => threshold);
  const times = (limit: number | null) => given.filter((each) => each === limit).length;
  return given.reduce((best, each) => (times(each) > times(best) ? each : best), given[0] ?? null);
}

/** `0.133 (p < 0.0001) ⛔`, `❔ 40 rows with a value now …`; the limit where it is not the usual one. */
function measured({ value, pValue, threshold, reason, verdict }: Signal, usual: number | null): string {
  const why = reason === undefined ? '' : escapeMarkdown(reason);
  if (verdict === 'insufficient' || value === null) return `${MARKS[verdict]} ${why}`.trimEnd();
  const own = threshold === usual || threshold === null ? '' : `, alarm from ${formatExact(threshold)}`;
  const mark = verdict === 'pass' ? '' : ` ${MARKS[verdict]}`;
  return `${value.toFixed(3)} (p ${pValueText(pValue)}${own})${mark}`;
}

export function pValueText(pValue: number | null): string {
  if (pValue === null) return '–';
  return pValue < 0.0001 ? '&lt; 0.0001' : String(Number(pValue.toPrecision(2)));
}

/** Bars on one scale, and the categories that moved most where they may be named. */
export function pictureText({ before, now, labels }: Picture): string {
  const [was = '', is = ''] = sparklines([before, now]);
  const bars = `\`${was}\` → \`${is}\``;
  if (labels === null) return bars;
  const moved = labels.map((label, index) => ({ label, was: before[index] ?? 0, is: now[index] ?? 0 }));
  moved.sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
  const named = moved
    .slice(0, MOST_NAMED)
    .map(({ label, was: from, is: to }) => `${codeSpan(label, 40)} ${share(from)} → ${share(to)}`);
  return `${bars} ${named.join(', ')}`;
}

function share(fraction: number): string {
  return formatPercent(Number(fraction.toFixed(3)));
}
