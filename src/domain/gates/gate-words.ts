import { findPairMetric } from '../metrics/pair-metrics.ts';
import { baselineName } from '../report/baseline-name.ts';
import { type Comparison, formatPercent } from '../report/format-number.ts';
import { metricLabel, type QuantityFormat, quantityFormat } from '../report/quantity-format.ts';
import { type RowCounts, rowsText, unitsText } from '../report/row-counts.ts';
import { criterionOf } from './criterion.ts';
import type { GateVerdict } from './gate.ts';

/** How the outside calls things that a verdict does not name. */
export interface GateNaming {
  readonly baseline: string | null;
  /** Column of groups; null where it is not known or rows are independent. */
  readonly groupBy: string | null;
}

/** The pieces that every sentence on one gate is built of; plain text, not escaped. */
export interface GateWords {
  readonly row: GateVerdict;
  readonly metric: string;
  readonly base: string;
  /** `at most 0.005 worse`. */
  readonly asked: string;
  readonly limit: string;
  /** null where there is no number. */
  readonly candidate: string | null;
  readonly baseline: string | null;
  /** Signed, of the contrast that is judged. */
  readonly difference: string | null;
  readonly range: string | null;
  /** `95 %`. */
  readonly confidence: string;
  readonly format: QuantityFormat;
  /** ` on 5,069 rows of 1,478 persons`, or nothing. */
  readonly onRows: string;
  /** True where the interval holds the limit. */
  readonly straddles: boolean;
  /** For a relative limit: `99 % of v1.0.0's value`. */
  readonly reference: string | null;
  /** Rows or groups at which an equal model passes 80 times of 100, and the margin that does it. */
  readonly needed: string | null;
  readonly margin: string | null;
}

export function gateWords(row: GateVerdict, naming: GateNaming): GateWords {
  const { seen } = row;
  const format = gateFormat(row);
  const base = baselineName(row.against ?? naming.baseline);
  const counts: RowCounts = { rows: seen.rows, groups: seen.groups, groupBy: naming.groupBy };
  const rows = rowsText(counts);
  const comparative = isComparative(row);
  const shown = (value: number | null, signed = false) =>
    value === null ? null : format.measured(value, { signed });
  return {
    row,
    metric: `${metricLabel(row.metric, row.target)}${placeOf(row)}`,
    base,
    asked: askedPhrase(row, format),
    limit: limitText(row, format),
    candidate: shown(seen.candidate),
    baseline: shown(seen.baseline),
    difference: shown(seen.estimate, comparative),
    range: seen.interval === null ? null : rangeText(seen.interval, format, comparative),
    confidence: formatPercent(seen.confidence),
    format,
    onRows: rows === null ? '' : ` on ${rows}`,
    straddles: straddles(row),
    reference: row.relative ? `${formatPercent(seen.factor)} of ${base}'s value` : null,
    needed: neededText(row, counts),
    margin: marginText(row),
  };
}

/** ` on region = north of week_2`, or nothing for all rows of the usual dataset. */
export function placeOf({ slice, dataset }: Pick<GateVerdict, 'slice' | 'dataset'>): string {
  const ofDataset = dataset === 'evaluation' ? null : dataset;
  if (slice === undefined) return ofDataset === null ? '' : ` on ${ofDataset}`;
  return ` on ${slice}${ofDataset === null ? '' : ` of ${ofDataset}`}`;
}

/** `roc_auc on region = north`, `log_loss vs v1.0.0`: how a heading names a gate. */
export function gateTitle(
  row: Pick<GateVerdict, 'metric' | 'target' | 'slice' | 'dataset' | 'against'>,
): string {
  const against = row.against === undefined ? '' : ` vs ${baselineName(row.against)}`;
  return `${metricLabel(row.metric, row.target)}${placeOf(row)}${against}`;
}

export function isComparative({ rule }: Pick<GateVerdict, 'rule'>): boolean {
  return rule === 'max_worse' || rule === 'min_better';
}

/** It limits how much candidate and baseline differ, whichever is better. */
export function isOfPair({ metric }: Pick<GateVerdict, 'metric'>): boolean {
  return findPairMetric(metric) !== null;
}

/** Decimals such that neither a bound nor the point reads as if the verdict were another. */
export function gateFormat(row: GateVerdict): QuantityFormat {
  const { seen, metric } = row;
  return quantityFormat({
    metric,
    halfWidth: seen.interval === null ? null : (seen.interval[1] - seen.interval[0]) / 2,
    values: [seen.candidate, seen.baseline, seen.estimate].filter((value) => value !== null),
    comparisons: gateComparisons(row),
  });
}

/** What the text of a verdict must not blur: estimate and bounds against the limit, and against zero where it is said. */
export function gateComparisons(row: GateVerdict): Comparison[] {
  const { seen } = row;
  const { critical } = criterionOf(row.rule, { value: row.limit, relative: row.relative }, seen.better);
  const compared = [seen.estimate, ...(seen.interval ?? [])].filter((value) => value !== null);
  const limits = isComparative(row) ? [critical, ...provenSign(row)] : [critical];
  return limits.flatMap((limit) => compared.map((value) => ({ value, limit })));
}

/** Zero is a limit too where the text says that a difference is proven. */
function provenSign({ seen: { interval } }: GateVerdict): number[] {
  return interval !== null && (interval[0] > 0 || interval[1] < 0) ? [0] : [];
}

function straddles(row: GateVerdict): boolean {
  const { interval } = row.seen;
  if (interval === null) return false;
  const { critical } = criterionOf(row.rule, { value: row.limit, relative: row.relative }, row.seen.better);
  return interval[0] < critical && critical < interval[1];
}

const PHRASES: Readonly<Record<GateVerdict['rule'], (limit: string, isZero: boolean) => string>> = {
  min: (limit) => `at least ${limit}`,
  max: (limit) => `at most ${limit}`,
  max_worse: (limit, isZero) => (isZero ? 'not worse' : `at most ${limit} worse`),
  min_better: (limit, isZero) => (isZero ? 'better' : `at least ${limit} better`),
};

/** What the rule asks, in a table cell: `at least 0.65`, `at most 1 % worse`. */
export function askedPhrase(row: GateVerdict, format: QuantityFormat): string {
  return PHRASES[row.rule](limitText(row, format), row.limit === 0);
}

function limitText(row: GateVerdict, format: QuantityFormat): string {
  return row.relative ? formatPercent(row.limit) : format.limit(row.limit);
}

/** `+0.027 … +0.041`. */
export function rangeText(
  [low, high]: readonly [number, number],
  format: QuantityFormat,
  signed: boolean,
): string {
  return `${format.measured(low, { signed, unit: false })} … ${format.measured(high, { signed, unit: false })}`;
}

/** `fell by 0.031 (0.024 … 0.038)`; signed where the range reaches across zero: `changed by −0.02 (−0.05 … +0.01)`. */
export function changedBy(estimate: number, interval: Range, format: QuantityFormat): string {
  if (reachesAcross(interval)) return `changed by ${signedAmount(estimate, interval, format)}`;
  return `${estimate < 0 ? 'fell' : 'rose'} by ${plainAmount(estimate, interval, format)}`;
}

/** `is 0.031 (0.024 … 0.038) above 110 % of v1.0.0's value`; signed where the range reaches across it. */
export function besideReference(
  estimate: number,
  interval: Range,
  { format, reference }: { readonly format: QuantityFormat; readonly reference: string },
): string {
  if (reachesAcross(interval))
    return `differs from ${reference} by ${signedAmount(estimate, interval, format)}`;
  return `is ${plainAmount(estimate, interval, format)} ${estimate < 0 ? 'below' : 'above'} ${reference}`;
}

type Range = readonly [number, number] | null;

function reachesAcross(interval: Range): interval is readonly [number, number] {
  return interval !== null && interval[0] < 0 && interval[1] > 0;
}

function signedAmount(estimate: number, interval: readonly [number, number], format: QuantityFormat): string {
  return `${format.measured(estimate, { signed: true })} (${rangeText(interval, format, true)})`;
}

/** The smaller end first. */
function plainAmount(estimate: number, interval: Range, format: QuantityFormat): string {
  const amount = format.measured(Math.abs(estimate));
  if (interval === null) return amount;
  const [low, high] = interval;
  const ends: readonly [number, number] = high <= 0 ? [-high, -low] : [low, high];
  return `${amount} (${rangeText(ends, format, false)})`;
}

function neededText({ seen }: GateVerdict, counts: RowCounts): string | null {
  return seen.power === null || seen.power.needed === null ? null : unitsText(seen.power.needed, counts);
}

/** A limit that an equal model keeps 80 times of 100: rounded up, two digits, as the config writes it. */
function marginText({ seen: { power }, relative }: GateVerdict): string | null {
  if (power === null || !(power.margin > 0)) return null;
  const places = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(power.margin))));
  const rounded = Math.ceil(power.margin * 10 ** places - 1e-6) / 10 ** places;
  return relative ? formatPercent(rounded).replace(' ', '') : rounded.toFixed(places);
}

/** `: why`, or nothing. */
export function remark(note: string | null): string {
  return note === null ? '' : `: ${note}`;
}
