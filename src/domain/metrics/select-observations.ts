import type { Groups, Predictions, Truth } from './observations.ts';

/** The rows with these numbers: truth, predictions and groups stay aligned. */
export function selectTruth(truth: Truth, rows: Int32Array): Truth {
  if (truth.task === 'binary')
    return { ...truth, labels: picked(truth.labels, rows, new Uint8Array(rows.length)) };
  if (truth.task === 'multiclass')
    return { ...truth, labels: picked(truth.labels, rows, new Int32Array(rows.length)) };
  if (truth.task === 'ranking') {
    const relevance = picked(truth.relevance, rows, new Float64Array(rows.length));
    return { ...truth, relevance, queries: renumbered(truth.queries, rows) };
  }
  if (truth.task === 'scores') return { ...truth, rows: rows.length };
  if (truth.task === 'targets')
    return { ...truth, values: pickedRows(truth.values, rows, truth.names.length) };
  return { ...truth, values: picked(truth.values, rows, new Float64Array(rows.length)) };
}

export function selectPredictions(
  predictions: Predictions,
  rows: Int32Array,
  classCount: number,
): Predictions {
  if (predictions.task === 'binary') {
    return { ...predictions, scores: picked(predictions.scores, rows, new Float64Array(rows.length)) };
  }
  if (predictions.task === 'regression') {
    return { ...predictions, values: picked(predictions.values, rows, new Float64Array(rows.length)) };
  }
  if (predictions.task === 'targets')
    return { ...predictions, values: pickedRows(predictions.values, rows, predictions.names.length) };
  if (predictions.task === 'scores') {
    const { own } = predictions;
    return { ...predictions, own: { ...own, values: pickedRows(own.values, rows, own.names.length) } };
  }
  return { ...predictions, probabilities: pickedRows(predictions.probabilities, rows, classCount) };
}

function pickedRows(values: Float64Array, rows: Int32Array, width: number): Float64Array {
  const into = new Float64Array(rows.length * width);
  rows.forEach((row, place) => {
    into.set(values.subarray(row * width, (row + 1) * width), place * width);
  });
  return into;
}

export function selectGroups(groups: Groups | null, rows: Int32Array): Groups | null {
  return groups === null ? null : renumbered(groups, rows);
}

export function selectWeights(weights: Float64Array | null, rows: Int32Array): Float64Array | null {
  return weights === null ? null : picked(weights, rows, new Float64Array(rows.length));
}

type Numbers = Uint8Array | Int32Array | Float64Array;

/** Numbers of these rows, widened. */
export function selectNumbers(values: Float64Array | Uint8Array, rows: Int32Array): Float64Array {
  return picked(values, rows, new Float64Array(rows.length));
}

/** A loop: `from` with a function goes through an iterator, ten times slower at a million rows. */
function picked<T extends Numbers>(values: Numbers, rows: Int32Array, into: T): T {
  for (let place = 0; place < rows.length; place++) into[place] = values[rows[place] as number] as number;
  return into;
}

/** The groups of the chosen rows, numbered anew in the order in which they appear. */
function renumbered({ index, count }: Groups, rows: Int32Array): Groups {
  const numbers = new Int32Array(count).fill(-1);
  const chosen = new Int32Array(rows.length);
  let next = 0;
  for (let place = 0; place < rows.length; place++) {
    const group = index[rows[place] as number] as number;
    if (numbers[group] === -1) numbers[group] = next++;
    chosen[place] = numbers[group] as number;
  }
  return { index: chosen, count: next };
}
