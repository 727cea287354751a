import { counted } from '../../domain/report/counted.ts';
import { codeSpan } from '../../domain/report/escape-markdown.ts';
import { rowsText } from '../../domain/report/row-counts.ts';
import type { MonitorRecord } from '../../records/monitor.ts';
import { signalsTable } from '../signals-table.ts';

/** Rows of the table: with the longest cells it stays far below the platform's 65,536 characters. */
const MOST_ROWS = 40;

export interface AlarmText {
  readonly title: string;
  /** Markdown in which every text that came from data is inert. */
  readonly body: string;
}

/** What an alarm says to people. `run`: address of the run that judged. */
export function alarmText(record: MonitorRecord, run: string): AlarmText {
  const { model, reference, signals } = record;
  const failing = signals.filter(({ verdict }) => verdict === 'fail');
  const lines = [
    `**${failing.length} of ${signals.length} signals** of new data are not as in ${codeSpan(reference)}: ${rowsText({ ...record, groupBy: null })}, ${record.at.slice(0, 16).replace('T', ' ')} UTC, [run](${run}).`,
    '',
    signalsTable(failing, { most: MOST_ROWS }),
    '',
    'Look at where the data come from first; when the world has changed, train on newer data. This text follows each run, and the issue is closed when all is well again.',
  ];
  return { title: `${model}: new data are not as they were`, body: lines.join('\n') };
}

export function wellAgainText({ reference, rows }: MonitorRecord, run: string): string {
  return `Well again: no alarm against ${codeSpan(reference)} in ${counted(rows, 'row')}, [run](${run}).`;
}
