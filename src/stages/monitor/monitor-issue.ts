import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import type { MonitorRecord, Signal } from '../../records/monitor.ts';

/** Rows of the table: with the longest cells it stays far below the platform's 65,536 characters. */
const MOST_ROWS = 40;

export interface AlarmText {
  readonly title: string;
  /** Markdown in which every text that came from data is inert. */
  readonly body: string;
}

/** What an alarm says to people. `run`: address of the run that judged. */
export function alarmText(record: MonitorRecord, run: string): AlarmText {
  const { model, reference, rows, groups, signals } = record;
  const failing = signals.filter(({ verdict }) => verdict === 'fail');
  const more = failing.length - MOST_ROWS;
  const lines = [
    `**${failing.length} of ${signals.length} signals** of new data are not as in ${codeSpan(reference)}: ${rows} rows${groups === null ? '' : ` of ${groups} groups`}, ${record.at.slice(0, 16).replace('T', ' ')} UTC, [run](${run}).`,
    '',
    '| what | column | value | alarm from | p | |',
    '|---|---|---:|---:|---:|---|',
    ...failing.slice(0, MOST_ROWS).map(rowOf),
    ...(more > 0 ? ['', `${more} more stand in the record.`] : []),
    '',
    'Look at where the data come from first; when the world has changed, train on newer data. This text follows each run, and the issue is closed when all is well again.',
  ];
  return { title: `${model}: new data are not as they were`, body: lines.join('\n') };
}

export function wellAgainText({ reference, rows }: MonitorRecord, run: string): string {
  return `Well again: no alarm against ${codeSpan(reference)} in ${rows} rows, [run](${run}).`;
}

function rowOf({ signal, statistic, column, value, threshold, pValue, reason }: Signal): string {
  const cells = [
    `${signal} ${escapeMarkdown(statistic)}`,
    column === null ? '' : codeSpan(column),
    // Checks count rows, everything else is a measure.
    value === null ? '' : signal === 'check' ? String(value) : value.toFixed(3),
    threshold === null ? '' : String(threshold),
    pValue === null ? '' : pValue < 0.0001 ? '< 0.0001' : pValue.toFixed(4),
    reason === undefined ? '' : escapeMarkdown(reason),
  ];
  return `| ${cells.join(' | ')} |`;
}
