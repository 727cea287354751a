import { markdownTable } from 'markdown-table';
import type { GateVerdict, Verdict } from '../../domain/gates/gate.ts';
import {
  askedPhrase,
  gateComparisons,
  isComparative,
  isOfPair,
  placeOf,
  rangeText,
} from '../../domain/gates/gate-words.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { VERDICT_MARK } from '../../domain/report/headline.ts';
import { metricLabel, type QuantityFormat, quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { gateVerdicts, metricRowOf } from './gate-verdict.ts';

/** One line per gated metric, at most so many: what was asked, both values, the difference with its interval, the verdict. */
export function gatesTable(record: EvaluateRecord, most: number): string {
  const { shown, left } = shortList(worstFirst(gatesByMetric(gateVerdicts(record)), most), most);
  const baseline = record.baseline === null ? 'baseline' : baselineName(record.baseline.source);
  const confidence = record.metrics[0]?.confidence ?? 0.95;
  const header = ['gate', 'asked', baseline, 'candidate', `difference, ${formatPercent(confidence)}`, ''];
  const rows = shown.map((gates) => gateLine(gates, metricRowOf(record, gates[0])));
  const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
    align: ['l', 'l', 'r', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  return left > 0
    ? `${table}\n\n${formatCount(left)} more gated metrics stand in the evaluation record.`
    : table;
}

/** In the order of the config, unless some are left out: then those that pass are. */
function worstFirst(groups: readonly SomeGates[], most: number): readonly SomeGates[] {
  if (groups.length <= most) return groups;
  return [...groups].sort((a, b) => RANK[worstVerdict(b)] - RANK[worstVerdict(a)]);
}

type SomeGates = readonly [GateVerdict, ...GateVerdict[]];

function gatesByMetric(gates: readonly GateVerdict[]): SomeGates[] {
  const groups = new Map<string, [GateVerdict, ...GateVerdict[]]>();
  for (const gate of gates) {
    const key = JSON.stringify([gate.metric, gate.target, gate.dataset, gate.slice, gate.against]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [gate]);
    else group.push(gate);
  }
  return [...groups.values()];
}

function gateLine(gates: SomeGates, metric: MetricRow | undefined): string[] {
  const [first] = gates;
  const format = sharedFormat(gates, metric);
  const worst = worstVerdict(gates);
  const name = escapeMarkdown(metricLabel(first.metric, first.target));
  const against = first.against === undefined ? '' : ` vs ${baselineName(first.against)}`;
  const place = escapeMarkdown(`${placeOf(first)}${against}`, 80);
  const value = (number: number | null) => (number === null ? '–' : format.measured(number));
  return [
    worst === 'pass' ? `${name}${place}` : `**${name}**${place}`,
    escapeMarkdown(gates.map((gate) => askedPhrase(gate, format)).join(', ')),
    escapeMarkdown(value(first.seen.baseline)),
    escapeMarkdown(value(isOfPair(first) ? null : first.seen.candidate)),
    escapeMarkdown(differenceText(gates, metric, format)),
    markOf(gates),
  ];
}

const RANK: Readonly<Record<Verdict, number>> = { pass: 0, inconclusive: 1, fail: 2 };

function worstVerdict(gates: readonly GateVerdict[]): Verdict {
  return gates.reduce<Verdict>(
    (worst, { verdict }) => (RANK[verdict] > RANK[worst] ? verdict : worst),
    'pass',
  );
}

/** A gate that only warns is told apart: it does not decide. */
function markOf(gates: SomeGates): string {
  const worst = worstVerdict(gates);
  const mark = VERDICT_MARK[worst];
  if (worst === 'pass')
    return gates.every(({ outcome }) => outcome === 'first-release') ? 'not judged yet' : mark;
  const decides = gates.some((gate) => gate.verdict === worst && gate.severity === 'block');
  return decides ? mark : `⚠️ ${worst === 'fail' ? 'only warns' : 'cannot tell, only warns'}`;
}

/** One number of decimals for the whole line, enough for each of its verdicts. */
function sharedFormat(gates: SomeGates, metric: MetricRow | undefined): QuantityFormat {
  const intervals = [metric?.interval, ...gates.map(({ seen }) => seen.interval)].filter(
    (each) => each != null,
  );
  const [first] = intervals;
  const { seen } = gates[0];
  return quantityFormat({
    metric: gates[0].metric,
    halfWidth: first === undefined ? null : (first[1] - first[0]) / 2,
    values: [seen.candidate, seen.baseline].filter((value) => value !== null),
    comparisons: gates.flatMap(gateComparisons),
  });
}

function differenceText(gates: SomeGates, metric: MetricRow | undefined, format: QuantityFormat): string {
  const { seen } = gates[0];
  if (isOfPair(gates[0])) return pairText(gates, format);
  const usual = metric?.confidence ?? seen.confidence;
  const plain = gates.find(
    (gate) => isComparative(gate) && !gate.relative && gate.seen.confidence === usual,
  )?.seen;
  const relative = gates
    .filter((gate) => isComparative(gate) && gate.relative)
    .map((gate) => toReference(gate, format));
  const interval = plain?.interval ?? metric?.interval ?? null;
  const difference = plain?.estimate ?? metric?.difference ?? pointDifference(gates[0]);
  if (gates.some(({ outcome }) => outcome === 'identical')) return 'the same bytes';
  if (difference === null) return '–';
  const range =
    interval === null ? '' : ` (${rangeText(interval, format, true)})${direction(interval, seen.better)}`;
  const strict = gates
    .filter((gate) => isComparative(gate) && !gate.relative && gate.seen.confidence !== usual)
    .map((gate) => atItsLevel(gate, format));
  return [`${format.measured(difference, { signed: true })}${range}`, ...strict, ...relative].join('; ');
}

/** What both models together give is itself a difference. */
function pairText(gates: SomeGates, format: QuantityFormat): string {
  const { candidate, interval } = gates[0].seen;
  if (gates.some(({ outcome }) => outcome === 'identical')) return 'the same bytes';
  if (candidate === null) return '–';
  return `${format.measured(candidate)}${interval === null ? '' : ` (${rangeText(interval, format, false)})`}`;
}

/** What is judged at another level than the others, on rows that were used before. */
function atItsLevel({ seen }: GateVerdict, format: QuantityFormat): string {
  const range = seen.interval === null ? 'no interval' : rangeText(seen.interval, format, true);
  return `${range} at ${formatPercent(seen.confidence)}`;
}

function pointDifference({ seen }: GateVerdict): number | null {
  return seen.candidate === null || seen.baseline === null ? null : seen.candidate - seen.baseline;
}

/** A relative limit is judged by the distance to that share of the baseline, so that distance is shown. */
function toReference({ seen }: GateVerdict, format: QuantityFormat): string {
  if (seen.estimate === null) return '';
  const range = seen.interval === null ? '' : ` (${rangeText(seen.interval, format, true)})`;
  return `against ${formatPercent(seen.factor)} of it ${format.measured(seen.estimate, { signed: true })}${range}`;
}

/** Said where a minus is good news, and only when it is proven. */
function direction([low, high]: readonly [number, number], better: 'higher' | 'lower'): string {
  if (better === 'higher') return '';
  if (high < 0) return ' better';
  return low > 0 ? ' worse' : '';
}
