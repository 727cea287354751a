import type { Steps } from '../steps.ts';
import type { MetricInput } from './estimate.ts';
import { type Groups, type Predictions, rowCount, type ScoreType, type Truth } from './observations.ts';
import { selectGroups, selectPredictions, selectTruth, selectWeights } from './select-observations.ts';
import type { MeasurePart } from './split-request.ts';

/** Epsilons of the IEEE 754 types: where scikit-learn's log loss clips. */
const EPSILON: Readonly<Record<ScoreType, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

/** The rows that are measured, and what both models say of them. */
export interface MeasuredRows {
  readonly truth: Truth;
  readonly candidate: MetricInput;
  readonly baseline: MetricInput | null;
  readonly groups: Groups | null;
  readonly count: number;
  readonly confidence: number;
}

/** All rows of a request, or those of its subset. */
export function* measuredRows(request: MeasurePart): Steps<MeasuredRows> {
  const { subset, threshold, baseline } = request;
  const classCount = request.truth.task === 'multiclass' ? request.truth.classes.length : 1;
  const truth = subset === null ? request.truth : yield* selectTruth(request.truth, subset);
  const epsilon = Math.max(epsilonOf(request.candidate), baseline === null ? 0 : epsilonOf(baseline));
  const own = request.weights ?? null;
  const weights = unequal(subset === null ? own : yield* selectWeights(own, subset));
  function* input(predictions: Predictions, decidedAt: number): Steps<MetricInput> {
    const picked = subset === null ? predictions : yield* selectPredictions(predictions, subset, classCount);
    return { weights, truth, predictions: picked, threshold: decidedAt, epsilon };
  }
  return {
    truth,
    candidate: yield* input(request.candidate, threshold),
    baseline: baseline === null ? null : yield* input(baseline, request.baselineThreshold ?? threshold),
    groups:
      unitsOf(truth) ?? (subset === null ? request.groups : yield* selectGroups(request.groups, subset)),
    count: rowCount(truth),
    confidence: request.confidence,
  };
}

/** A ranking is measured query by query: each is a unit of its own, whatever its documents. */
function unitsOf(truth: Truth): Groups | null {
  if (truth.task !== 'ranking') return null;
  const { count } = truth.queries;
  const index = new Int32Array(count);
  for (let query = 0; query < count; query++) index[query] = query;
  return { index, count };
}

/** Weights that are all the same say nothing. */
function unequal(weights: Float64Array | null): Float64Array | null {
  const first = weights?.[0];
  return weights?.every((weight) => weight === first && weight > 0) ? null : weights;
}

function epsilonOf(predictions: Predictions): number {
  return 'scoreType' in predictions ? EPSILON[predictions.scoreType] : EPSILON.float64;
}
