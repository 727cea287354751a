import { LEAST_GROUPS } from '../metrics/guards.ts';
import type { Contrast, Measurement } from '../metrics/measurement.ts';
import { counted } from '../report/counted.ts';
import { formatPercent } from '../report/format-number.ts';
import { metricLabel, quantityFormat } from '../report/quantity-format.ts';
import { rowsText } from '../report/row-counts.ts';
import { type Criterion, criterionOf, headroomInterval } from './criterion.ts';
import type { Gate, GateLimit } from './gate.ts';
import { besideReference, changedBy } from './gate-words.ts';
import { harmPValue } from './harm-p-value.ts';
import { holmRejects } from './holm-rejects.ts';

/** The measurements of one named subset of the evaluation rows. */
export interface SliceMeasurements {
  readonly slice: string;
  readonly rows: number;
  readonly groups: number | null;
  readonly measurements: readonly Measurement[];
}

export interface JudgeSlicesRequest {
  readonly slices: readonly SliceMeasurements[];
  readonly gates: readonly Gate[];
  /** Judged with a margin of 0 where no gate has max_worse. */
  readonly primary: string;
  readonly against: string | null;
  readonly identical: boolean;
  /** Of the displayed intervals; harm is tested one-sided at (1 − confidence) / 2, corrected by Holm. */
  readonly confidence: number;
  /** Column of groups, for the text. */
  readonly groupBy: string | null;
}

export interface SliceVerdict {
  slice: string;
  rows: number;
  groups: number | null;
  verdict: 'no-proof-of-harm' | 'harm' | 'insufficient' | 'not-judged';
  reason: string;
  severity: 'block' | 'warn';
}

/**
 * Below it, or below the least number of groups, a slice is told and not judged. The level does not hang on it (bench/gate-calibration.mjs:
 * of five equal slices of 60 rows any is told to be harmed in 1 to 3 of 100); what can be seen does: a loss of accuracy must be about
 * 2.8 · √(share decided otherwise / rows), at 50 rows and 1 in 10 that is 12 points.
 */
const LEAST_ROWS = 50;

interface Margin {
  readonly metric: string;
  readonly target?: string | undefined;
  readonly limit: GateLimit;
  readonly severity: 'block' | 'warn';
}

/** One slice × metric: is it worse than the margin allows? */
interface HarmTest {
  readonly slice: SliceMeasurements;
  readonly margin: Margin;
  readonly measurement: Measurement;
  readonly contrast: Contrast;
  readonly criterion: Criterion;
  readonly pValue: number;
}

/**
 * Looks for harm that hides in a subset: every slice and every metric with max_worse is tested for being worse than
 * the margin (one-sided, by the limits of the metric's own method), corrected over all of them by Holm. No proof of harm is no proof
 * of safety. Slices that are too small, or whose numbers carry no verdict, are `insufficient` and do not block.
 */
export function judgeSlices(request: JudgeSlicesRequest): SliceVerdict[] {
  const margins = marginsOf(request);
  const isComparable = request.against !== null && !answerAlike(request);
  const tests = isComparable ? request.slices.flatMap((slice) => harmTests(slice, margins)) : [];
  const alpha = (1 - request.confidence) / 2;
  const rejected = holmRejects(
    tests.map((test) => test.pValue),
    alpha,
  );
  const harms = tests.filter((test, index) => rejected[index] === true && isOutside(test));
  return request.slices.map((slice) => ({
    slice: slice.slice,
    rows: slice.rows,
    groups: slice.groups,
    ...verdictOf(slice, {
      request,
      margins,
      tests: tests.filter((test) => test.slice === slice),
      harms: harms.filter((test) => test.slice === slice),
    }),
  }));
}

/** The same bytes answer alike, but for decisions at another threshold. */
function answerAlike({ identical, slices }: JudgeSlicesRequest): boolean {
  return identical && !slices.some(({ measurements }) => measurements.some((each) => each.decidesOtherwise));
}

/** Gates on scores only: latency and size have no value per slice. */
function marginsOf({ gates, primary, slices }: JudgeSlicesRequest): Margin[] {
  const measured = new Set(slices.flatMap(({ measurements }) => measurements.map(({ name }) => name)));
  const margins = gates.flatMap(({ metric, target, maxWorse, severity }) =>
    maxWorse === null || !measured.has(metric) ? [] : [{ metric, target, limit: maxWorse, severity }],
  );
  if (margins.length > 0) return margins;
  const targets = slices[0]?.measurements.filter(({ name }) => name === primary).map(({ target }) => target);
  return (targets ?? []).map((target) => ({
    metric: primary,
    target,
    limit: { value: 0, relative: false },
    severity: 'block',
  }));
}

function measurementOf({ measurements }: SliceMeasurements, { metric, target }: Margin) {
  return measurements.find((each) => each.name === metric && each.target === target);
}

function harmTests(slice: SliceMeasurements, margins: readonly Margin[]): HarmTest[] {
  if (tooSmall(slice) !== null) return [];
  return margins.flatMap((margin) => {
    const measurement = measurementOf(slice, margin);
    if (measurement === undefined) return [];
    const criterion = criterionOf('max_worse', margin.limit, measurement.better);
    const contrast = usableContrast(measurement, margin, criterion);
    if (contrast === null) return [];
    return [{ slice, margin, measurement, contrast, criterion, pValue: harmPValue(contrast, criterion) }];
  });
}

function usableContrast(measurement: Measurement, margin: Margin, criterion: Criterion): Contrast | null {
  if (margin.limit.relative && !((measurement.baseline ?? 0) > 0)) return null;
  const contrast = measurement.contrast(criterion.factor);
  if (contrast === null || contrast.guard !== null || contrast.method === 'point') return null;
  return Number.isFinite(contrast.estimate) && Number.isFinite(contrast.standardError) ? contrast : null;
}

/** Harm is told only where the displayed interval shows it too. */
function isOutside({ contrast, criterion }: HarmTest): boolean {
  return headroomInterval(criterion, contrast.interval)[1] < 0;
}

interface SliceFindings {
  readonly request: JudgeSlicesRequest;
  readonly margins: readonly Margin[];
  readonly tests: readonly HarmTest[];
  readonly harms: readonly HarmTest[];
}

function verdictOf(
  slice: SliceMeasurements,
  { request, margins, tests, harms }: SliceFindings,
): Pick<SliceVerdict, 'verdict' | 'reason' | 'severity'> {
  if (request.against === null) return told('not-judged', 'there is no release to compare with yet');
  if (answerAlike(request)) return told('no-proof-of-harm', 'the candidate is the same bytes');
  const small = tooSmall(slice);
  if (small !== null) return told('insufficient', small);
  if (harms.length > 0) {
    const severity = harms.some(({ margin }) => margin.severity === 'block') ? 'block' : 'warn';
    return { verdict: 'harm', severity, reason: harms.map((harm) => harmText(harm, request)).join('; ') };
  }
  const judged = tests.map(({ margin }) => metricLabel(margin.metric, margin.target));
  if (judged.length > 0)
    return told('no-proof-of-harm', `${judged.join(', ')}: not shown to be worse than allowed`);
  return told('insufficient', whyUntested(slice, margins));
}

function told(
  verdict: SliceVerdict['verdict'],
  reason: string,
): Pick<SliceVerdict, 'verdict' | 'reason' | 'severity'> {
  return { verdict, reason, severity: 'block' };
}

function tooSmall({ rows, groups }: SliceMeasurements): string | null {
  if (rows < LEAST_ROWS) return `${counted(rows, 'row')}; at least ${LEAST_ROWS} are needed`;
  if (groups === null || groups >= LEAST_GROUPS) return null;
  return `rows of ${counted(groups, 'group')}; at least ${LEAST_GROUPS} groups are needed`;
}

function whyUntested(slice: SliceMeasurements, margins: readonly Margin[]): string {
  const reasons = margins.flatMap((margin) => {
    const { metric, target, limit } = margin;
    const measurement = measurementOf(slice, margin);
    const guard = measurement?.contrast(1)?.guard ?? null;
    const why =
      measurement?.reason ?? guard ?? (limit.relative ? 'the baseline is not above zero here' : null);
    return why === null ? [] : [`${metricLabel(metric, target)}: ${why}`];
  });
  return reasons.length > 0 ? reasons.join('; ') : 'none of the gated metrics can be compared on these rows';
}

function harmText(
  { margin, contrast, measurement, slice, criterion }: HarmTest,
  request: JudgeSlicesRequest,
): string {
  const [low, high] = contrast.interval;
  const format = quantityFormat({
    metric: margin.metric,
    halfWidth: (high - low) / 2,
    values: [contrast.estimate],
    comparisons: [contrast.estimate, low, high].map((value) => ({ value, limit: criterion.critical })),
  });
  const reference = `${formatPercent(criterion.factor)} of the baseline's value`;
  const what = margin.limit.relative
    ? besideReference(contrast.estimate, [low, high], { format, reference })
    : changedBy(contrast.estimate, [low, high], format);
  const amount = margin.limit.relative ? formatPercent(margin.limit.value) : format.limit(margin.limit.value);
  const allowed = margin.limit.value === 0 ? 'no loss is allowed' : `at most ${amount} worse is allowed`;
  const rows = rowsText({ rows: measurement.rows, groups: slice.groups, groupBy: request.groupBy });
  return `${metricLabel(margin.metric, margin.target)} ${what} on ${rows}; ${allowed}`;
}
