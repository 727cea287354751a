import { markdownTable } from 'markdown-table';
import { rangeText } from '../../domain/gates/gate-words.ts';
import { changedParamText } from '../../domain/report/changed-params.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { metricLabel, quantityFormat } from '../../domain/report/quantity-format.ts';
import type { ExperimentComparison, MetricChange } from '../../records/experiment-comparison.ts';

const MOST_METRICS = 100;
const MOST_PARAMS = 50;

const WORDS: Readonly<Record<MetricChange['change'], string>> = {
  better: '✅ better',
  worse: '❌ worse',
  same: 'the same',
  unclear: 'cannot tell',
  unknown: 'changed',
  missing: '–',
};

/** The comparison as Markdown: for a comment, a summary or a terminal. */
export function compareText(comparison: ExperimentComparison): string {
  const { model, before, after, metrics } = comparison;
  const sections = [
    `### ${escapeMarkdown(model)}: ${codeSpan(before.name)} → ${codeSpan(after.name)}`,
    sameCandidate(comparison),
    metrics.length === 0 ? noMetrics(comparison) : metricsSection(comparison),
    paramsSection(comparison),
    costsSection(comparison),
    sourcesLine(comparison),
  ];
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

function sameCandidate({ before, after }: ExperimentComparison): string | null {
  if (before.experiment === null || before.experiment !== after.experiment) return null;
  return 'Both are the same candidate: what was changed between them, if anything, is no input of the training.';
}

function noMetrics({ before, after }: ExperimentComparison): string {
  const reasons = absences({ before, after });
  const why = reasons.length === 0 ? '' : ` ${escapeMarkdown(reasons.join('; '), 400)}.`;
  return `No metric is known of either side.${why}`;
}

/** Why a side has no experiment. */
function absences({ before, after }: Pick<ExperimentComparison, 'before' | 'after'>): string[] {
  return [before, after].flatMap(({ name, experimentReason }) =>
    experimentReason === undefined ? [] : [`${name}: ${experimentReason}`],
  );
}

function metricsSection({ metrics, before, after }: ExperimentComparison): string {
  const { shown, left } = shortList(metrics, MOST_METRICS);
  const level = formatPercent(metrics[0]?.confidence ?? 0.95);
  const head = [
    'metric',
    codeSpan(before.name),
    codeSpan(after.name),
    escapeMarkdown(`change, ${level}`),
    '',
  ];
  const table = markdownTable([head, ...shown.map(metricCells)], {
    align: ['l', 'r', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  const absent = metrics.some(({ change }) => change === 'missing') ? absences({ before, after }) : [];
  const reasons = [...new Set([...absent, ...notesOf(metrics)])];
  const notes = reasons.slice(0, 5).map((reason) => `- ${escapeMarkdown(reason, 400)}`);
  return [
    table,
    ...(left > 0 ? [`${formatCount(left)} more metrics stand in the record.`] : []),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
  ].join('\n\n');
}

/** A reason that many metrics share is told once; one that not all share names them. */
function notesOf(metrics: readonly MetricChange[]): string[] {
  const told = metrics.flatMap(noteOf);
  const reasons = [...new Set(told.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const names = told.filter((each) => each.reason === reason).map(({ name }) => name);
    return names.length === metrics.length ? reason : `${names.join(', ')}: ${reason}`;
  });
}

function noteOf({ name, target, basis, reason, change }: MetricChange): { name: string; reason: string }[] {
  if (reason === null || change === 'missing') return [];
  const whole = basis === 'point' ? `without an interval, because there are points only: ${reason}` : reason;
  return [{ name: metricLabel(name, target), reason: whole }];
}

function metricCells(row: MetricChange): string[] {
  const { name, before, after, difference } = row;
  // Where every row is the same an interval would speak of rows that nobody has seen.
  const interval = row.change === 'same' ? null : row.interval;
  const format = quantityFormat({
    metric: name,
    halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
    values: [difference, after, before].filter((value) => value !== null).filter((value) => value !== 0),
    comparisons: (interval ?? []).map((value) => ({ value, limit: 0 })),
  });
  const value = (number: number | null) => (number === null ? '–' : format.measured(number));
  const range = interval === null ? '' : ` (${rangeText(interval, format, true)})`;
  const shown = difference === null ? '–' : `${format.measured(difference, { signed: true })}${range}`;
  return [labelOf(row), value(before), value(after), shown, wordOf(row)].map((cell) => escapeMarkdown(cell));
}

/** A point proves nothing: it gets no mark. */
function wordOf({ change, basis }: MetricChange): string {
  const isProven = basis !== 'point' || (change !== 'better' && change !== 'worse');
  return isProven ? WORDS[change] : `${change}, by the point`;
}

function labelOf({ name, better, dataset, target }: MetricChange): string {
  const parts = [
    metricLabel(name),
    better === 'lower' ? '(lower is better)' : '',
    dataset === 'evaluation' ? '' : `on ${dataset}`,
    target === undefined ? '' : `of ${target}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function paramsSection({ params, paramsReason }: ExperimentComparison): string {
  if (params === null) return `Parameters cannot be compared: ${escapeMarkdown(paramsReason ?? '')}.`;
  if (params.length === 0) return 'No parameter differs.';
  const { shown, left } = shortList(params, MOST_PARAMS);
  return [
    `Parameters that differ: ${formatCount(params.length)}`,
    [
      ...shown.map((change) => `- ${codeSpan(changedParamText(change))}`),
      ...(left > 0 ? [`- and ${formatCount(left)} more`] : []),
    ].join('\n'),
  ].join('\n\n');
}

function costsSection({ costs }: ExperimentComparison): string | null {
  if (costs.length === 0) return null;
  const texts = costs.map(({ name, before, after }) => {
    const format = quantityFormat({
      metric: name,
      halfWidth: null,
      values: [after, before],
      comparisons: [],
    });
    return `${metricLabel(name)} ${format.measured(before)} → ${format.measured(after)}`;
  });
  return `Costs, measured once each: ${escapeMarkdown(texts.join(' · '), 400)}`;
}

function sourcesLine({ before, after, data, code }: ExperimentComparison): string {
  const side = ({ name, experiment, files }: ExperimentComparison['before']) => {
    const from = [...(experiment === null ? [] : [`experiment ${experiment}`]), ...files];
    return `${codeSpan(name)} from ${escapeMarkdown(from.length === 0 ? 'nothing' : from.join(', '), 300)}`;
  };
  const inputs = data === null ? '' : `; training data ${data}, other inputs ${code}`;
  return `${side(before)}; ${side(after)}${inputs}`;
}
