import { contrastOf, type Pair } from './contrast.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Measurement, MeasureRequest } from './measurement.ts';
import type { Metric } from './metric.ts';
import type { Groups, Predictions, ScoreType, Truth } from './observations.ts';
import { findMetric } from './registry.ts';
import { selectGroups, selectPredictions, selectTruth } from './select-observations.ts';
import { singleGuard, singleInterval } from './single-interval.ts';

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
  const rows = rowsOf(request);
  return request.metrics.map((name) => {
    const metric = findMetric(name);
    if (metric === null) throw new Error(`there is no metric ${name}`);
    return measure(metric, rows);
  });
}

function rowsOf(request: MeasureRequest): Rows {
  const { subset, threshold } = request;
  const classCount = request.truth.task === 'multiclass' ? request.truth.classes.length : 1;
  const truth = subset === null ? request.truth : selectTruth(request.truth, subset);
  const pick = (predictions: Predictions) =>
    subset === null ? predictions : selectPredictions(predictions, subset, classCount);
  const epsilon = Math.max(
    epsilonOf(request.candidate),
    request.baseline === null ? 0 : epsilonOf(request.baseline),
  );
  const input = (predictions: Predictions, own: number): MetricInput => ({
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
    groups: subset === null ? request.groups : selectGroups(request.groups, subset),
    count: truth.task === 'regression' ? truth.values.length : truth.labels.length,
    confidence: request.confidence,
  };
}

function epsilonOf(predictions: Predictions): number {
  return predictions.task === 'regression' ? EPSILON.float64 : EPSILON[predictions.scoreType];
}

function measure(metric: Metric, rows: Rows): Measurement {
  const candidate = estimateSafely(metric, rows.candidate, rows.count);
  const baseline = rows.baseline === null ? null : estimateSafely(metric, rows.baseline, rows.count);
  const pair = pairOf(candidate, baseline, rows);
  return {
    name: metric.name,
    better: metric.better,
    rows: rows.count,
    groups: rows.groups?.count ?? null,
    confidence: rows.confidence,
    candidate: candidate.value,
    ...ownInterval(metric, candidate, rows),
    baseline: baseline?.value ?? null,
    reason: candidate.reason ?? baseline?.reason ?? null,
    contrast: (factor) => (pair === null ? null : contrastOf(metric.method, pair, factor)),
  };
}

/** A score that is NaN or infinite never becomes a number. */
function estimateSafely(metric: Metric, input: MetricInput, count: number): Estimate {
  if (count === 0) return undefinedEstimate('there are no rows', 0);
  if (!allFinite(input.predictions))
    return undefinedEstimate('the model gave a score that is NaN or infinite', count);
  const estimate = metric.estimate(input);
  if (
    estimate.value === null ||
    (Number.isFinite(estimate.value) && estimate.influence.every(Number.isFinite))
  )
    return estimate;
  return undefinedEstimate('the numbers are too large for this metric: it is no finite number', count);
}

function allFinite(predictions: Predictions): boolean {
  if (predictions.task === 'binary') return predictions.scores.every(Number.isFinite);
  return predictions.task === 'multiclass'
    ? predictions.probabilities.every(Number.isFinite)
    : predictions.values.every(Number.isFinite);
}

function hasValue(estimate: Estimate): estimate is Estimate & { readonly value: number } {
  return estimate.value !== null;
}

function pairOf(candidate: Estimate, baseline: Estimate | null, rows: Rows): Pair | null {
  if (baseline === null || rows.baseline === null || !hasValue(candidate) || !hasValue(baseline)) return null;
  const { candidate: candidateInput, baseline: baselineInput, groups, confidence } = rows;
  return { candidate, baseline, candidateInput, baselineInput, groups, confidence };
}

function ownInterval(
  { method }: Metric,
  candidate: Estimate,
  rows: Rows,
): Pick<Measurement, 'candidateInterval' | 'candidateGuard'> {
  if (!hasValue(candidate)) return { candidateInterval: null, candidateGuard: null };
  const { groups, confidence, candidate: candidateInput } = rows;
  const single = { candidate, candidateInput, groups, confidence };
  return { candidateInterval: singleInterval(method, single), candidateGuard: singleGuard(method, single) };
}
