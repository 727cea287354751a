import { visible } from '../../domain/report/escape-markdown.ts';
import { rowsText } from '../../domain/report/row-counts.ts';
import type { MonitorRecord } from '../../records/monitor.ts';
import type { Signal } from '../../records/signal.ts';

const NAMES: Readonly<Record<string, string>> = {
  js: 'shape, Jensen–Shannon distance',
  wasserstein: 'location, Wasserstein distance in sd',
  psi: 'shape, population stability index',
  l_infinity: 'largest change of the share of one category',
  null_share: 'share of missing cells',
};

/** The verdict, what is not well, and what could not be judged, as lines for people. */
export function monitorText(record: MonitorRecord): string {
  const rest = [...warnings(record), ...unjudged(record)].map((line) => `  ${line}\n`);
  return `${headline(record)}\n${rest.join('')}`;
}

function headline(record: MonitorRecord): string {
  const { reference, signals, verdict } = record;
  const rows = rowsText({ ...record, groupBy: null }) ?? '';
  if (verdict === 'insufficient') return `too few rows to judge: ${shortage(signals) ?? rows}`;
  const failing = signals.filter((signal) => signal.verdict === 'fail');
  if (failing.length === 0) return `no drift against ${reference} in ${rows}`;
  const lines = failing.map((signal) => `  ${visible(signal.column ?? '')}  ${signalText(signal)}`);
  return `${failing.length} of ${signals.length} signals against ${reference} in ${rows}\n${lines.join('\n')}`;
}

/** Missing cells are compared in every column; that shapes are not may have other reasons than few rows. */
function shortage(signals: readonly Signal[]): string | undefined {
  const unjudged = signals.filter((signal) => signal.verdict === 'insufficient');
  return (unjudged.find(({ signal }) => signal === 'nulls') ?? unjudged[0])?.reason;
}

function warnings({ signals }: MonitorRecord): string[] {
  const warned = signals.filter((signal) => signal.verdict === 'warn');
  return warned.map((signal) => `warning: ${visible(signal.column ?? '')}  ${signalText(signal)}`);
}

/** Columns without a verdict must not look like columns that are well. */
function unjudged({ signals, verdict }: MonitorRecord): string[] {
  if (verdict === 'insufficient') return [];
  const byColumn = new Map(
    signals
      .filter((signal) => signal.verdict === 'insufficient')
      .map(({ column, reason }) => [column ?? '', reason ?? '']),
  );
  return [...byColumn].map(([column, reason]) => `not judged: ${visible(column)}  ${reason}`);
}

/** `shape, Jensen–Shannon distance 0.131 (alarm from 0.1), p < 0.0001`. */
export function signalText(signal: Signal): string {
  if (signal.pValue === null) return `${signal.statistic}: ${visible(signal.reason ?? '')}`;
  const p = signal.pValue < 0.0001 ? 'p < 0.0001' : `p = ${signal.pValue.toFixed(4)}`;
  const why = signal.reason === undefined ? '' : `; ${signal.reason}`;
  return `${NAMES[signal.statistic] ?? signal.statistic} ${signal.value?.toFixed(3)} (alarm from ${signal.threshold}), ${p}${why}`;
}
