import { groupIndex } from './group-index.ts';
import type { Groups, Predictions, Truth } from './observations.ts';

/** The rows with these numbers: truth, predictions and groups stay aligned. */
export function selectTruth(truth: Truth, rows: Int32Array): Truth {
  if (truth.task === 'binary')
    return { ...truth, labels: Uint8Array.from(rows, (row) => truth.labels[row] as number) };
  if (truth.task === 'multiclass')
    return { ...truth, labels: Int32Array.from(rows, (row) => truth.labels[row] as number) };
  return { ...truth, values: Float64Array.from(rows, (row) => truth.values[row] as number) };
}

export function selectPredictions(
  predictions: Predictions,
  rows: Int32Array,
  classCount: number,
): Predictions {
  if (predictions.task === 'binary') {
    return { ...predictions, scores: Float64Array.from(rows, (row) => predictions.scores[row] as number) };
  }
  if (predictions.task === 'regression') {
    return { ...predictions, values: Float64Array.from(rows, (row) => predictions.values[row] as number) };
  }
  const probabilities = new Float64Array(rows.length * classCount);
  rows.forEach((row, place) => {
    probabilities.set(
      predictions.probabilities.subarray(row * classCount, (row + 1) * classCount),
      place * classCount,
    );
  });
  return { ...predictions, probabilities };
}

export function selectGroups(groups: Groups | null, rows: Int32Array): Groups | null {
  return groups === null ? null : groupIndex(Array.from(rows, (row) => String(groups.index[row])));
}
