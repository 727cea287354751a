import { portions, type Steps } from '../steps.ts';
import { bootstrapValues } from './bootstrap.ts';
import type { Pair } from './contrast.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { MeasuredRows } from './measured-rows.ts';
import type { Metric, ValueOfWeights } from './metric.ts';
import type { Predictions } from './observations.ts';
import { numbersOf } from './units.ts';

export interface Estimates {
  readonly candidate: Estimate;
  readonly baseline: Estimate | null;
  readonly draws: Draws | null;
  /** null where there is nothing to compare with, or where either has no value. */
  readonly pair: Pair | null;
}

/** Both models on the same draws of the rows. */
export interface Draws {
  readonly candidate: Float64Array;
  readonly baseline: Float64Array | null;
}

/** One metric of both models on the same rows. */
export function* estimateBoth(metric: Metric, rows: MeasuredRows): Steps<Estimates> {
  const candidate = yield* estimateSafely(metric, rows.candidate, rows.count);
  const baseline = rows.baseline === null ? null : yield* estimateSafely(metric, rows.baseline, rows.count);
  const draws = yield* drawsOf(metric, rows, [candidate, baseline]);
  return { candidate, baseline, draws, pair: pairOf(candidate, baseline, { rows, draws }) };
}

/** null for metrics that need none. */
function* drawsOf(
  { method, resample, drawTogether }: Metric,
  { candidate, baseline, count, groups }: MeasuredRows,
  [own, other]: readonly [Estimate, Estimate | null],
): Steps<Draws | null> {
  if (method !== 'bootstrap' || resample === undefined || own.value === null) return null;
  const both = baseline === null || other?.value === null ? [candidate] : [candidate, baseline];
  const { weights } = candidate;
  const together = weights === null && drawTogether !== undefined ? yield* drawTogether(both, groups) : null;
  if (together !== null) return asDraws(together);
  const models: ValueOfWeights[] = [];
  for (const input of both) models.push(yield* resample(input));
  return asDraws(yield* bootstrapValues(models, { count, groups, weights }));
}

function asDraws([candidate, baseline]: readonly Float64Array[]): Draws | null {
  return candidate === undefined ? null : { candidate, baseline: baseline ?? null };
}

/** A score that is NaN or infinite never becomes a number. */
function* estimateSafely(metric: Metric, input: MetricInput, count: number): Steps<Estimate> {
  if (count === 0) return undefinedEstimate('there are no rows', 0);
  if (input.weights?.every((weight) => weight === 0))
    return undefinedEstimate('all rows have a weight of 0', count);
  if (!(yield* allFinite(input.predictions)))
    return undefinedEstimate('the model gave a score that is NaN or infinite', count);
  const estimate = yield* metric.estimate(input);
  if (estimate.value === null) return estimate;
  if (Number.isFinite(estimate.value) && (yield* isFiniteEverywhere(estimate.influence))) return estimate;
  return undefinedEstimate('the numbers are too large for this metric: it is no finite number', count);
}

const finite = new WeakMap<Predictions, boolean>();

/** Looked at once for all metrics. */
export function* allFinite(predictions: Predictions): Steps<boolean> {
  const known = finite.get(predictions);
  if (known !== undefined) return known;
  const found = yield* isFiniteEverywhere(numbersOf(predictions));
  finite.set(predictions, found);
  return found;
}

/** A loop: `every` with a function takes three times as long at a million rows. */
export function* isFiniteEverywhere(values: Float64Array): Steps<boolean> {
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) if (!Number.isFinite(values[row])) return false;
    yield to - from;
  }
  return true;
}

/** Narrows to an estimate with a value. */
export function hasValue(estimate: Estimate): estimate is Estimate & { readonly value: number } {
  return estimate.value !== null;
}

function pairOf(
  candidate: Estimate,
  baseline: Estimate | null,
  { rows, draws }: { readonly rows: MeasuredRows; readonly draws: Draws | null },
): Pair | null {
  if (baseline === null || rows.baseline === null || !hasValue(candidate) || !hasValue(baseline)) return null;
  const { candidate: candidateInput, baseline: baselineInput, groups, confidence } = rows;
  const both = draws?.baseline ? { candidate: draws.candidate, baseline: draws.baseline } : null;
  return { candidate, baseline, candidateInput, baselineInput, groups, confidence, draws: both };
}
