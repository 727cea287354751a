import { inOneGo } from '../steps.ts';
import { bootstrapValues } from './bootstrap.ts';
import { contrastOf, type Pair } from './contrast.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Contrast, Measurement, MeasureRequest } from './measurement.ts';
import type { Metric } from './metric.ts';
import { type Groups, type Predictions, rowCount, type ScoreType, type Truth } from './observations.ts';
import { besideBaseline, type PairMetric } from './pair-metrics.ts';
import { scoreOrder } from './score-order.ts';
import { selectGroups, selectPredictions, selectTruth, selectWeights } from './select-observations.ts';
import { singleGuard, singleInterval } from './single-interval.ts';
import { type MeasurePart, splitRequest } from './split-request.ts';
import { numbersOf } from './units.ts';

/** Epsilons of the IEEE 754 types: where scikit-learn's log loss clips. */
const EPSILON: Readonly<Record<ScoreType, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

interface Rows {
  readonly truth: Truth;
  readonly candidate: MetricInput;
  readonly baseline: MetricInput | null;
  readonly groups: Groups | null;
  readonly count: number;
  readonly confidence: number;
}

/** Every metric of the candidate and, where there is a baseline, of both on the same rows; in the order asked. */
export function measureMetrics(request: MeasureRequest): Measurement[] {
  return inOrder([...measuredStepByStep(request)].filter(isMeasured), request);
}

/** The same, and a rest after each step: seconds of arithmetic on millions of rows must not stop all other work. */
export async function measureInTurn(
  request: MeasureRequest,
  rest: () => Promise<void>,
): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const each of measuredStepByStep(request)) {
    if (isMeasured(each)) measured.push(each);
    await rest();
  }
  return inOrder(measured, request);
}

/** null: a step is done, its measurement is not. */
type Step = Measurement | null;

function isMeasured(step: Step): step is Measurement {
  return step !== null;
}

function* measuredStepByStep(request: MeasureRequest): Generator<Step, void> {
  for (const { target, ...part } of splitRequest(request)) {
    const rows = rowsOf(part);
    const named = target === undefined ? {} : { target };
    const again = () => rowsOf(part);
    for (const metric of part.metrics) yield { ...(yield* measure(metric, rows, again)), ...named };
    for (const pair of part.pairs) yield { ...(yield* measurePair(pair, rows)), ...named };
  }
}

function inOrder(measured: Measurement[], { metrics }: MeasureRequest): Measurement[] {
  return measured.sort((a, b) => metrics.indexOf(a.name) - metrics.indexOf(b.name));
}

function rowsOf(request: MeasurePart): Rows {
  const { subset, threshold } = request;
  const classCount = request.truth.task === 'multiclass' ? request.truth.classes.length : 1;
  const truth = subset === null ? request.truth : selectTruth(request.truth, subset);
  const pick = (predictions: Predictions) =>
    subset === null ? predictions : selectPredictions(predictions, subset, classCount);
  const epsilon = Math.max(
    epsilonOf(request.candidate),
    request.baseline === null ? 0 : epsilonOf(request.baseline),
  );
  const weights = unequal(
    subset === null ? (request.weights ?? null) : selectWeights(request.weights ?? null, subset),
  );
  const input = (predictions: Predictions, own: number): MetricInput => ({
    weights,
    truth,
    predictions: pick(predictions),
    threshold: own,
    epsilon,
  });
  return {
    truth,
    candidate: input(request.candidate, threshold),
    baseline:
      request.baseline === null ? null : input(request.baseline, request.baselineThreshold ?? threshold),
    groups: unitsOf(truth) ?? (subset === null ? request.groups : selectGroups(request.groups, subset)),
    count: rowCount(truth),
    confidence: request.confidence,
  };
}

/** A ranking is measured query by query: each is a unit of its own, whatever its documents. */
function unitsOf(truth: Truth): Groups | null {
  if (truth.task !== 'ranking') return null;
  const { count } = truth.queries;
  return { index: Int32Array.from({ length: count }, (_, query) => query), count };
}

/** Weights that are all the same say nothing. */
function unequal(weights: Float64Array | null): Float64Array | null {
  const first = weights?.[0];
  return weights?.every((weight) => weight === first && weight > 0) ? null : weights;
}

function epsilonOf(predictions: Predictions): number {
  return 'scoreType' in predictions ? EPSILON[predictions.scoreType] : EPSILON.float64;
}

/** `again` gives the same rows when they are asked for later: copies of a slice's rows are not held until then. */
function* measure(metric: Metric, rows: Rows, again: () => Rows): Generator<null, Measurement> {
  const { candidate, baseline, draws, pair } = yield* estimatesOf(metric, rows);
  const { value } = candidate;
  const refusal = value === null ? null : (metric.refusal?.(rows.candidate) ?? null);
  const interval = ownInterval(metric, candidate, { rows, draws });
  yield null;
  const plain = pair === null ? null : contrastOf(metric, pair, 1);
  return {
    name: metric.name,
    better: metric.better,
    rows: rows.count,
    groups: rows.groups?.count ?? null,
    confidence: rows.confidence,
    candidate: value,
    ...interval,
    baseline: baseline?.value ?? null,
    reason: candidate.reason ?? baseline?.reason ?? null,
    ...(metric.ofDecisions === true ? ofThresholds(rows) : {}),
    nullValue: value === null ? null : (metric.nullValue?.(rows.candidate) ?? null),
    refusal,
    contrast: contrasts(plain, refusal, (factor) => {
      const both = inOneGo(estimatesOf(metric, again())).pair;
      return both === null ? null : contrastOf(metric, both, factor);
    }),
  };
}

function ofThresholds({ truth, candidate, baseline }: Rows): Pick<Measurement, 'decidesOtherwise'> {
  const isOther = truth.task === 'binary' && baseline !== null && baseline.threshold !== candidate.threshold;
  return isOther ? { decidesOtherwise: true } : {};
}

const NO_OTHER = 'there is nothing to compare with row by row';

/** What the two models' answers differ by; without the baseline's it has no value. */
function* measurePair(pair: PairMetric, rows: Rows): Generator<null, Measurement> {
  const { baseline, confidence } = rows;
  const found = { ofPair: pair.method, name: pair.name, better: 'lower', confidence } as const;
  const counts = { rows: rows.count, groups: rows.groups?.count ?? null };
  if (baseline !== null && allFinite(baseline.predictions)) {
    const alone = { ...rows, baseline: null };
    const measured = yield* measure(besideBaseline(pair, baseline), alone, () => alone);
    return { ...measured, ...ofThresholds(rows), ...found, contrast: () => null };
  }
  const reason = baseline === null ? NO_OTHER : 'the baseline gave a score that is NaN or infinite';
  const none = { candidate: null, candidateInterval: null, baseline: null, reason };
  return { ...found, ...counts, ...none, contrast: () => null };
}

interface Estimates {
  readonly candidate: Estimate;
  readonly baseline: Estimate | null;
  readonly draws: Draws | null;
  readonly pair: Pair | null;
}

function* estimatesOf(metric: Metric, rows: Rows): Generator<null, Estimates> {
  for (const input of [rows.candidate, rows.baseline]) {
    if (input === null || metric.ordersScores !== true || !allFinite(input.predictions)) continue;
    scoreOrder(numbersOf(input.predictions));
    yield null;
  }
  const candidate = estimateSafely(metric, rows.candidate, rows.count);
  yield null;
  const baseline = rows.baseline === null ? null : estimateSafely(metric, rows.baseline, rows.count);
  yield null;
  const draws = drawsOf(metric, rows, [candidate, baseline]);
  yield null;
  return { candidate, baseline, draws, pair: pairOf(candidate, baseline, { rows, draws }) };
}

/**
 * The plain difference is asked for by record, gates and slices, and worked out once. Influence values are let go of: a
 * relative limit, which is rare, estimates anew.
 */
function contrasts(
  plain: Contrast | null,
  refusal: string | null,
  workOut: (factor: number) => Contrast | null,
): Measurement['contrast'] {
  const known = new Map([[1, plain]]);
  return (factor) => {
    if (plain === null) return null;
    const found = known.get(factor) ?? workOut(factor);
    known.set(factor, found);
    return found === null || refusal === null ? found : { ...found, guard: refusal };
  };
}

interface Draws {
  readonly candidate: Float64Array;
  readonly baseline: Float64Array | null;
}

/** Both models on the same draws of the rows; null for metrics that need none. */
function drawsOf(
  { method, resample, drawTogether }: Metric,
  { candidate, baseline, count, groups }: Rows,
  [own, other]: readonly [Estimate, Estimate | null],
): Draws | null {
  if (method !== 'bootstrap' || resample === undefined || own.value === null) return null;
  const both = baseline === null || other?.value === null ? [candidate] : [candidate, baseline];
  const { weights } = candidate;
  const [first, second] =
    (weights === null ? drawTogether?.(both, groups) : null) ??
    bootstrapValues(both.map(resample), { count, groups, weights });
  return first === undefined ? null : { candidate: first, baseline: second ?? null };
}

/** A score that is NaN or infinite never becomes a number. */
function estimateSafely(metric: Metric, input: MetricInput, count: number): Estimate {
  if (count === 0) return undefinedEstimate('there are no rows', 0);
  if (input.weights?.every((weight) => weight === 0))
    return undefinedEstimate('all rows have a weight of 0', count);
  if (!allFinite(input.predictions))
    return undefinedEstimate('the model gave a score that is NaN or infinite', count);
  const estimate = metric.estimate(input);
  if (estimate.value === null || (Number.isFinite(estimate.value) && isFiniteEverywhere(estimate.influence)))
    return estimate;
  return undefinedEstimate('the numbers are too large for this metric: it is no finite number', count);
}

const finite = new WeakMap<Predictions, boolean>();

/** Looked at once for all metrics. */
function allFinite(predictions: Predictions): boolean {
  const known = finite.get(predictions);
  if (known !== undefined) return known;
  const found = isFiniteEverywhere(numbersOf(predictions));
  finite.set(predictions, found);
  return found;
}

/** A loop: `every` with a function takes three times as long at a million rows. */
function isFiniteEverywhere(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row])) return false;
  return true;
}

function hasValue(estimate: Estimate): estimate is Estimate & { readonly value: number } {
  return estimate.value !== null;
}

interface Measured {
  readonly rows: Rows;
  readonly draws: Draws | null;
}

function pairOf(candidate: Estimate, baseline: Estimate | null, { rows, draws }: Measured): Pair | null {
  if (baseline === null || rows.baseline === null || !hasValue(candidate) || !hasValue(baseline)) return null;
  const { candidate: candidateInput, baseline: baselineInput, groups, confidence } = rows;
  const both = draws?.baseline ? { candidate: draws.candidate, baseline: draws.baseline } : null;
  return { candidate, baseline, candidateInput, baselineInput, groups, confidence, draws: both };
}

function ownInterval(
  metric: Metric,
  candidate: Estimate,
  { rows, draws }: Measured,
): Pick<Measurement, 'candidateInterval' | 'candidateGuard'> {
  if (!hasValue(candidate)) return { candidateInterval: null, candidateGuard: null };
  const { groups, confidence, candidate: candidateInput } = rows;
  const single = { candidate, candidateInput, groups, confidence, draws: draws?.candidate ?? null };
  return { candidateInterval: singleInterval(metric, single), candidateGuard: singleGuard(metric, single) };
}
