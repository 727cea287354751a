import { labelReader } from '../../../domain/metrics/canonical-label.ts';
import type { Predictions } from '../../../domain/metrics/observations.ts';
import { ModelyardError } from '../../../errors.ts';
import type { PredictionsRequest } from './predictions-file.ts';

/** Of fewer rows nothing is concluded: where half of the scores belong below one half, 20 are all above it in one of 2^20 cases. */
const FEWEST_ROWS = 20;

/**
 * Scores of the chosen label that are taken for those of the positive class turn half of them round, and nothing else shows it:
 * none is below one half, while a column beside them names both labels, and not by their size. Throws `input`.
 */
export function assertOfPositive(
  request: PredictionsRequest,
  {
    numbers,
    column,
    labels,
  }: { readonly numbers: Predictions; readonly column: string; readonly labels: readonly string[] },
): void {
  if (numbers.task !== 'binary' || labels.length < FEWEST_ROWS) return;
  const { scores } = numbers;
  const half = request.link === 'logit' ? 0 : 0.5;
  if (scores.some((score) => !(score >= half))) return;
  const meaning = labelReader(request.reading.kind);
  const positive = meaning(request.reading.positive ?? '');
  const known = new Set(Array.from(request.labels, meaning)).add(positive);
  if (labels.some((label) => !known.has(meaning(label)))) return;
  const of = (isPositive: boolean) =>
    scores.filter((_, row) => (meaning(labels[row] ?? '') === positive) === isPositive);
  if (!overlap(of(true), of(false))) return;
  throw new ModelyardError(
    'input',
    `${request.label}: no score is below one half, also where ${column} names the other label: these seem to be scores of the label that was chosen, and a score is that of the positive class`,
    {
      hint: `Say evaluate.predictions: {form: chosen, class: ${column}}, or write the score of ${request.reading.positive}, or leave ${column} out.`,
    },
  );
}

/** Whether both have scores and no threshold tells them apart. */
function overlap(positive: Float64Array, other: Float64Array): boolean {
  const [lowest, highest] = [
    positive.reduce((a, b) => Math.min(a, b), Infinity),
    other.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return positive.length > 0 && other.length > 0 && lowest <= highest;
}

/**
 * Probabilities that are said to be logits would all be pressed together. Throws `input` where every row of classes adds up to 1, and
 * where scores that spread over more than half of 0 … 1 never leave it.
 */
export function assertLinked(request: PredictionsRequest, numbers: Predictions, width: number): void {
  const { link = null } = request;
  if (link === null || !looksLikeProbabilities(numbers, width)) return;
  throw new ModelyardError(
    'input',
    `${request.label}: evaluate.link says ${link}, and these numbers are probabilities: ${
      numbers.task === 'binary'
        ? 'none lies outside 0 … 1'
        : 'none lies outside 0 … 1 and every row adds up to 1'
    }`,
    { hint: 'Leave evaluate.link out, or write the logits.' },
  );
}

function looksLikeProbabilities(numbers: Predictions, width: number): boolean {
  if (numbers.task !== 'binary' && numbers.task !== 'multiclass') return false;
  const values = numbers.task === 'binary' ? numbers.scores : numbers.probabilities;
  if (values.length / width < FEWEST_ROWS || values.some((value) => !(value >= 0 && value <= 1)))
    return false;
  if (numbers.task === 'multiclass') return sumsAreOne(values, width);
  const lowest = values.reduce((a, b) => Math.min(a, b), 1);
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  return highest - lowest > 0.5;
}

function sumsAreOne(values: Float64Array, width: number): boolean {
  for (let start = 0; start < values.length; start += width) {
    const sum = values.subarray(start, start + width).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-4) return false;
  }
  return true;
}
