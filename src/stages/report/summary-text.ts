import { explainGate } from '../../domain/gates/explain-gate.ts';
import type { GateVerdict } from '../../domain/gates/gate.ts';
import { APPROVAL, AS_WARNING } from '../../domain/gates/gate-advice.ts';
import { gateTitle, rangeText } from '../../domain/gates/gate-words.ts';
import { weakVerdictNote } from '../../domain/gates/overall-verdict.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { counted } from '../../domain/report/counted.ts';
import { cutMiddle, escapeMarkdown, shortened } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { metricLabel, quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { SliceRow } from '../../records/gate-row.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { gateVerdicts } from './gate-verdict.ts';
import { harmedSlices, harmReasons } from './slices-section.ts';

const MOST_REASONS = 3;
const MOST_WARNINGS = 10;
const MOST_NAMES = 12;

/** Why the verdict is what it is, escaped: the first thing under the headline. */
export function summaryText(record: EvaluateRecord): string {
  const gates = gateVerdicts(record);
  const deciding = decidingGates(record, gates);
  const harms = record.verdict === 'fail' ? harmReasons(record.slices) : [];
  const ofGates = [...new Set([...nonFiniteReason(record), ...deciding.map(({ reason }) => reason)])];
  const sentences = [
    ...(ofGates.length + harms.length > 0 ? reasonSentences(ofGates, harms) : [passSentence(record, gates)]),
    ...sameModelSentence(record),
    ...undecidedSentence(record, gates),
  ];
  const worst =
    harms.length > 0 ? [] : deciding.flatMap((gate) => worstSlice(record, gate) ?? []).slice(0, 1);
  const weak = weakVerdictNote(gates);
  if (weak !== null && record.verdict === 'inconclusive') return `**${escapeMarkdown(weak, 300)}**`;
  return [...sentences, ...worst, ...(weak === null ? [] : [`**${escapeMarkdown(weak, 300)}**`])].join(' ');
}

function nonFiniteReason({ nonFiniteScores = 0 }: EvaluateRecord): string[] {
  if (nonFiniteScores === 0) return [];
  return [`${formatCount(nonFiniteScores)} scores of the candidate are no finite numbers`];
}

/** The blocking gates that gave the verdict; none when it is a pass. */
export function decidingGates(record: EvaluateRecord, gates: readonly GateVerdict[]): GateVerdict[] {
  if (record.verdict === 'pass') return [];
  return gates.filter(({ verdict, severity }) => verdict === record.verdict && severity === 'block');
}

/** Gates that would have decided, had they not been set to warn; one sentence each, escaped. */
export function warnings(record: EvaluateRecord): string[] {
  const gates = gateVerdicts(record).filter(
    ({ verdict, severity }) => verdict !== 'pass' && severity === 'warn',
  );
  const { shown, left } = shortList(gates, MOST_WARNINGS);
  return [
    ...shown.map(({ reason }) => `⚠️ ${escapeMarkdown(reason, 300)} (only a warning).`),
    ...(left > 0 ? [`⚠️ ${formatCount(left)} more gates only warn.`] : []),
  ];
}

/** What to do about the gates and slices that decided, escaped; the same words as `explain`, who must approve said once. */
export function whatToDo(record: EvaluateRecord): string[] {
  const naming = { baseline: record.baseline?.source ?? null, groupBy: record.groupBy ?? null };
  const gates = decidingGates(record, gateVerdicts(record)).slice(0, MOST_REASONS);
  const told = gates.map((gate) => ({ gate, title: gateTitle(gate), advice: explainGate(gate, naming).do }));
  const advice = [...new Set(told.map((each) => each.advice))].map((text) => {
    const named = told.filter((each) => each.advice === text);
    const isSplit = ({ title }: { readonly title: string }) =>
      told.some((other) => other.title === title && other.advice !== text);
    const titles = named.map((each) => (isSplit(each) ? `${each.title}, ${each.gate.rule}` : each.title));
    return `${[...new Set(titles)].join(', ')}: ${text}`;
  });
  const harmed = record.verdict === 'fail' ? harmedSlices(record.slices) : [];
  const texts = [...advice, ...(harmed.length > 0 ? [harmAdvice(harmed)] : [])];
  const changesJudge = texts.some((text) => text.includes(APPROVAL));
  return [
    ...texts.map((text) => text.replace(APPROVAL, '').trim()),
    ...(changesJudge ? [CHANGING_THE_JUDGE] : []),
  ].map((text) => escapeMarkdown(text, 600));
}

/** `Improve the candidate on region = north, age 0 … 30`. */
function harmAdvice(harmed: readonly SliceRow[]): string {
  const { shown, left } = shortList(harmed, MOST_REASONS);
  const names = shown.map(({ slice }) => cutMiddle(shortened(slice), 60)).join(', ');
  const rest = left > 0 ? ` and ${formatCount(left)} more` : '';
  return `Slices: improve the candidate on ${names}${rest}. If the loss is acceptable after all, raise max_worse of that gate, which holds for every slice, or ${AS_WARNING}. ${APPROVAL}`;
}

const CHANGING_THE_JUDGE =
  'A change of a gate changes how this pull request is judged, so somebody with write access who is not the author must approve it.';

function reasonSentences(ofGates: readonly string[], harms: readonly string[]): string[] {
  const shown = [...ofGates, ...harms].slice(0, MOST_REASONS);
  const [first = '', ...others] = shown.map((reason) => escapeMarkdown(reason, 300));
  const left = [
    countedLeft(
      ofGates.length - shown.length,
      'more gate fails or cannot tell',
      'more gates fail or cannot tell',
    ),
    countedLeft(
      Math.min(harms.length, ofGates.length + harms.length - shown.length),
      'slice is harmed',
      'slices are harmed',
    ),
  ].filter((text) => text !== null);
  return [
    `**${first}.**`,
    ...others.map((reason) => `${reason}.`),
    ...(left.length > 0 ? [`And ${left.join(', and ')}.`] : []),
  ];
}

function countedLeft(count: number, one: string, many: string): string | null {
  return count > 0 ? counted(count, one, many) : null;
}

/** Of a candidate that fails: what would still stand in its way without that. */
function undecidedSentence({ verdict }: EvaluateRecord, gates: readonly GateVerdict[]): string[] {
  if (verdict !== 'fail') return [];
  const undecided = gates.filter((gate) => gate.verdict === 'inconclusive' && gate.severity === 'block');
  const titles = [...new Set(undecided.map(gateTitle))];
  return titles.length === 0
    ? []
    : [`These rows cannot tell whether ${named(titles)} ${titles.length === 1 ? 'passes' : 'pass'}.`];
}

/** What is judged where the model itself is the one that is released. */
function sameModelSentence({ candidate, baseline, identical, threshold }: EvaluateRecord): string[] {
  if (identical || baseline === null || candidate.digest === null || candidate.digest !== baseline.digest)
    return [];
  const same = `The model is the one of ${escapeMarkdown(baselineName(baseline.source))}, byte by byte`;
  if (baseline.threshold === undefined || threshold === null || baseline.threshold === threshold)
    return [`${same}, but its answers are not: see the notes.`];
  return [
    `${same}; what differs is the threshold from which on a score counts as a yes: ${threshold}, was ${baseline.threshold}.`,
  ];
}

function passSentence(record: EvaluateRecord, gates: readonly GateVerdict[]): string {
  if (record.verdict !== 'pass') return 'No gate could decide.';
  if (record.identical)
    return 'The candidate is the same bytes as the baseline, so nothing can have become worse.';
  if (record.baseline === null) return firstReleaseSentence(gates);
  const [first] = record.metrics;
  const compared = record.metrics.filter((row) => row.dataset === first?.dataset && isProvable(row));
  const better = compared.filter((row) => isProven(row, 'better'));
  const worse = compared.filter((row) => isProven(row, 'worse'));
  const passes = gates.every(({ verdict }) => verdict === 'pass')
    ? 'Every gate passes'
    : 'Every gate that decides passes';
  return `${passes}${betterText(better, compared)}${worseText(worse)}`;
}

function firstReleaseSentence(gates: readonly GateVerdict[]): string {
  const judged = gates.filter(
    ({ outcome, verdict }) => outcome !== 'first-release' && verdict === 'pass',
  ).length;
  const kept =
    judged === 0
      ? ''
      : ` It keeps ${judged === 1 ? 'the one limit that needs' : `the ${formatCount(judged)} limits that need`} no comparison.`;
  return `There is no release to compare with yet.${kept}`;
}

function isProvable({ interval, reason }: MetricRow): boolean {
  return interval !== null && reason === undefined;
}

function isProven({ interval, better }: MetricRow, what: 'better' | 'worse'): boolean {
  if (interval === null) return false;
  const wantsUp = (better === 'higher') === (what === 'better');
  return wantsUp ? interval[0] > 0 : interval[1] < 0;
}

function betterText(better: readonly MetricRow[], compared: readonly MetricRow[]): string {
  if (compared.length === 0) return '.';
  if (better.length === 0) return '; no metric is provably better.';
  return `. Provably better: ${named(better.map(({ name, target }) => metricLabel(name, target)))}.`;
}

function worseText(worse: readonly MetricRow[]): string {
  if (worse.length === 0) return '';
  return ` Provably worse, within what the gates allow: ${named(worse.map(changeText))}.`;
}

function named(texts: readonly string[]): string {
  const { shown, left } = shortList(texts, MOST_NAMES);
  const list = shown.map((text) => escapeMarkdown(text)).join(', ');
  return left > 0 ? `${list} and ${formatCount(left)} more` : list;
}

function changeText({ name, target, difference, interval }: MetricRow): string {
  const label = metricLabel(name, target);
  if (difference === null || interval === null) return label;
  const format = quantityFormat({
    metric: name,
    halfWidth: (interval[1] - interval[0]) / 2,
    values: [difference],
    comparisons: interval.map((value) => ({ value, limit: 0 })),
  });
  return `${label} ${format.measured(difference, { signed: true })} (${rangeText(interval, format, true)})`;
}

/** `site = 3 loses most: −0.06 (…) on 600 rows`, only where the loss is proven there. */
function worstSlice(record: EvaluateRecord, gate: GateVerdict): string | null {
  if (gate.verdict !== 'fail' || gate.rule !== 'max_worse') return null;
  const losses = record.slices.flatMap((slice) => {
    const row = slice.metrics.find(({ name, target }) => name === gate.metric && target === gate.target);
    if (row === undefined || !isProvable(row) || !isProven(row, 'worse')) return [];
    return [{ slice, row, loss: Math.abs(row.difference ?? 0) }];
  });
  const worst = losses.sort((a, b) => b.loss - a.loss)[0];
  if (worst === undefined || losses.length < 2) return null;
  const { slice, row } = worst;
  return `${escapeMarkdown(slice.slice, 60)} loses most: ${escapeMarkdown(changeText(row))} on ${counted(row.rows, 'row')}.`;
}
