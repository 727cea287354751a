import { narrowGateNeeds, timesOf100 } from '../../domain/gates/equal-model-text.ts';
import { gateWords } from '../../domain/gates/gate-words.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { counted } from '../../domain/report/counted.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatBytes, formatCount, formatPercent, formatSeconds } from '../../domain/report/format-number.ts';
import { metricLabel, quantityFormat } from '../../domain/report/quantity-format.ts';
import { rowsText } from '../../domain/report/row-counts.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { TrainRecord } from '../../records/train.ts';
import { shortDigest } from './find-mismatches.ts';
import { gateVerdicts } from './gate-verdict.ts';
import type { ReportFacts } from './report-facts.ts';

/** How many rows speak, whether they are independent, and how often an equal model would pass; escaped. */
export function evidenceSentence(record: EvaluateRecord): string {
  const rows = rowsText({ rows: record.rows, groups: record.groups, groupBy: record.groupBy ?? null });
  const parts = [
    rows === null ? null : `${escapeMarkdown(rows)}${record.groups === null ? '.' : GROUPED}`,
    EVIDENCE_NOTES[record.evidence],
    bracketsText(record),
    reuseText(record),
    taughtText(record),
  ];
  const about = parts.filter((part) => part !== null).join(' ');
  return [about, equalModelText(record)].filter((part) => part !== null && part !== '').join('\n\n');
}

/** What the table's brackets are, for whoever reads no further. */
function bracketsText({ metrics, identical }: EvaluateRecord): string | null {
  const hasRange = !identical && metrics.some(({ interval }) => interval !== null);
  return hasRange
    ? 'In brackets stands where the true difference lies, as far as these rows can tell.'
    : null;
}

/** Rows that would flatter the baseline. */
function taughtText({ taughtRows, baseline }: EvaluateRecord): string | null {
  if (baseline === null || taughtRows == null || taughtRows === 0) return null;
  const rows = counted(taughtRows, 'evaluation row was', 'evaluation rows were');
  return `${rows} left out: ${escapeMarkdown(baselineName(baseline.source))} was trained on ${taughtRows === 1 ? 'it' : 'them'}.`;
}

/** Said where rows were used before, or where the release was judged on others. */
function reuseText({ reuse, baseline, gates, metrics }: EvaluateRecord): string | null {
  if (reuse === undefined || baseline === null) return null;
  const base = escapeMarkdown(baselineName(baseline.source));
  if (reuse.baselineRows === 'other')
    return `When ${base} was released it was judged on other evaluation data${thenAndNow(reuse, metrics[0])}; here both are judged on today's.`;
  if (reuse.candidates < 2) return null;
  const strict = gates.find(({ rule, seen }) => rule === 'min_better' && seen?.interval != null);
  const asked =
    strict?.seen === undefined
      ? 'The more are tried, the likelier one looks better by luck'
      : `The more are tried, the likelier one looks better by luck, so min_better is read off a range of ${formatPercent(strict.seen.confidence)}`;
  return `At least ${formatCount(reuse.candidates)} candidates were judged on these rows, this one included. ${asked}.`;
}

/** A release that is much worse on today's rows says something of the rows. */
function thenAndNow(
  { before }: NonNullable<EvaluateRecord['reuse']>,
  now: EvaluateRecord['metrics'][number] | undefined,
): string {
  if (before === undefined || now?.name !== before.metric || now.baseline === null) return '';
  const { baseline, candidateInterval: range } = now;
  const format = quantityFormat({
    metric: now.name,
    halfWidth: range === null ? null : (range[1] - range[0]) / 2,
    values: [before.value, baseline],
    comparisons: [],
  });
  return `, where its ${escapeMarkdown(metricLabel(now.name, now.target))} was ${format.measured(before.value)}; on today's it is ${format.measured(baseline)}`;
}

const MOST_CHANCES = 8;
const MOST_ENVIRONMENTS = 10;

const GROUPED = '; rows that belong together resemble each other, and the ranges allow for that.';

const EVIDENCE_NOTES: Readonly<Record<EvaluateRecord['evidence'], string | null>> = {
  model: null,
  predict: 'Judged by what `evaluate.predict` says of each row; the latency was not measured.',
  predictions: 'Judged by a predictions file: neither the model nor its latency was looked at.',
  metrics:
    'Judged by a metrics file: numbers without their uncertainty, on rows that nobody saw here. Whether a difference is chance cannot be told.',
};

/**
 * Said once for all gates that compare and do not fail: whoever reads of a model that is worse how seldom an equal one passes
 * would take the gate for the culprit. Where a gate that passes is narrow, what would help.
 */
function equalModelText(record: EvaluateRecord): string | null {
  const baseline = record.baseline?.source ?? null;
  const known = gateVerdicts(record).filter(
    ({ equalModelPasses, against }) => equalModelPasses !== null && against === undefined,
  );
  const words = known
    .filter(({ verdict }) => verdict !== 'fail')
    .map((gate) => gateWords(gate, { baseline, groupBy: record.groupBy ?? null }));
  if (words.length === 0) return null;
  const { shown, left } = shortList(words, MOST_CHANCES);
  const chances = shown.map(({ row, metric }) => {
    const times = timesOf100(row.equalModelPasses ?? 0);
    return known.length === 1 ? times : `${escapeMarkdown(metric)} ${times}`;
  });
  const needs = shown.flatMap((each) => {
    const need = each.row.verdict === 'pass' ? narrowGateNeeds(each) : null;
    if (need === null) return [];
    return [escapeMarkdown(known.length === 1 ? need : `${each.metric} ${need}`, 300)];
  });
  const remedy =
    needs.length === 0
      ? ''
      : ` So few rows often cannot show that nothing was lost; it would pass 80 times of 100: ${needs.join('; ')}.`;
  return `**How strict this is** A model exactly as good as ${escapeMarkdown(baselineName(baseline))} would pass ${chances.join(', ')}${left > 0 ? `; the other ${formatCount(left)} gates stand below` : ''}.${remedy}`;
}

/** What a merge does; null where the verdict forbids it. */
export function mergeLine({
  evaluate,
  train,
  release: newest,
  next,
  environments,
  model,
  foreign,
}: ReportFacts): string | null {
  if (evaluate === null || evaluate.verdict !== 'pass') return null;
  if (foreign !== null) return AGAIN;
  if (evaluate.identical) {
    return `nothing is released: ${codeSpan(evaluate.baseline?.source ?? 'the baseline')} holds these bytes already`;
  }
  if (newest?.isServedAlike && newest.candidate === evaluate.candidate.digest)
    return `nothing is released: ${codeSpan(newest.tag)} holds these bytes already`;
  if (train !== null && train.dirty.length > 0)
    return 'nothing is released: what it was trained from is not committed';
  if (train?.candidate === null) return 'nothing is released: the training left no model';
  const release =
    next === null
      ? `a new release of ${escapeMarkdown(model)}`
      : `release ${codeSpan(next.tag)} (${escapeMarkdown(next.bump)}: ${escapeMarkdown(next.reason)})`;
  const { shown, left } = shortList(environments, MOST_ENVIRONMENTS);
  return [
    release,
    ...shown.map((name, index) => `${index === 0 ? 'deploy to' : 'then'} ${escapeMarkdown(name)}`),
    ...(left > 0 ? [`then ${formatCount(left)} more`] : []),
  ].join(', ');
}

const AGAIN =
  'the model is trained and judged again on the default branch, and released only if it passes there; nothing that this run made is released';

/** Digest, size, time, commit, and what forbids a release of it. */
export function candidateLine(train: TrainRecord, sizeBytes: number | null): string {
  const parts = [
    train.candidate === null
      ? 'no model, only its numbers'
      : codeSpan(`sha256:${shortDigest(train.candidate)}`),
    sizeBytes === null ? null : formatBytes(sizeBytes),
    `${train.reused ? 'taken from an earlier run, ' : ''}trained in ${formatSeconds(train.trainSeconds)}`,
    train.commit === null ? 'no commit' : `at ${codeSpan(train.commit.slice(0, 7))}`,
  ];
  return `${parts.filter((part) => part !== null).join(' · ')}${dirtyText(train)}`;
}

function dirtyText({ dirty }: TrainRecord): string {
  if (dirty.length === 0) return '';
  const named = dirty.slice(0, 3).map((path) => codeSpan(path, 80));
  const left = dirty.length > 3 ? ` and ${dirty.length - 3} more` : '';
  return ` · ⚠️ not committed, so it cannot be released: ${named.join(', ')}${left}`;
}
