import { portions, type Steps } from '../steps.ts';
import type { Groups, Predictions, Truth } from './observations.ts';

/** The rows with these numbers: truth, predictions and groups stay aligned. */
export function* selectTruth(truth: Truth, rows: Int32Array): Steps<Truth> {
  const count = rows.length;
  if (truth.task === 'binary')
    return { ...truth, labels: yield* picked(truth.labels, rows, new Uint8Array(count)) };
  if (truth.task === 'multiclass')
    return { ...truth, labels: yield* picked(truth.labels, rows, new Int32Array(count)) };
  if (truth.task === 'ranking') {
    const relevance = yield* picked(truth.relevance, rows, new Float64Array(count));
    return { ...truth, relevance, queries: yield* renumbered(truth.queries, rows) };
  }
  if (truth.task === 'scores') return { ...truth, rows: count };
  if (truth.task === 'targets')
    return { ...truth, values: yield* pickedRows(truth.values, rows, truth.names.length) };
  return { ...truth, values: yield* picked(truth.values, rows, new Float64Array(count)) };
}

export function* selectPredictions(
  predictions: Predictions,
  rows: Int32Array,
  classCount: number,
): Steps<Predictions> {
  if (predictions.task === 'binary')
    return { ...predictions, scores: yield* selectNumbers(predictions.scores, rows) };
  if (predictions.task === 'regression')
    return { ...predictions, values: yield* selectNumbers(predictions.values, rows) };
  if (predictions.task === 'targets')
    return { ...predictions, values: yield* pickedRows(predictions.values, rows, predictions.names.length) };
  if (predictions.task === 'scores') {
    const { own } = predictions;
    const values = yield* pickedRows(own.values, rows, own.names.length);
    return { ...predictions, own: { ...own, values } };
  }
  return { ...predictions, probabilities: yield* pickedRows(predictions.probabilities, rows, classCount) };
}

function* pickedRows(values: Float64Array, rows: Int32Array, width: number): Steps<Float64Array> {
  const into = new Float64Array(rows.length * width);
  for (const [from, to] of portions(rows.length)) {
    for (let place = from; place < to; place++) {
      const start = (rows[place] as number) * width;
      for (let column = 0; column < width; column++)
        into[place * width + column] = values[start + column] as number;
    }
    yield (to - from) * width;
  }
  return into;
}

export function* selectGroups(groups: Groups | null, rows: Int32Array): Steps<Groups | null> {
  return groups === null ? null : yield* renumbered(groups, rows);
}

export function* selectWeights(weights: Float64Array | null, rows: Int32Array): Steps<Float64Array | null> {
  return weights === null ? null : yield* selectNumbers(weights, rows);
}

type Numbers = Uint8Array | Int32Array | Float64Array;

/** Numbers of these rows, widened. */
export function selectNumbers(values: Float64Array | Uint8Array, rows: Int32Array): Steps<Float64Array> {
  return picked(values, rows, new Float64Array(rows.length));
}

/** A loop: `from` with a function goes through an iterator, ten times slower at a million rows. */
function* picked<T extends Numbers>(values: Numbers, rows: Int32Array, into: T): Steps<T> {
  for (const [from, to] of portions(rows.length)) {
    for (let place = from; place < to; place++) into[place] = values[rows[place] as number] as number;
    yield to - from;
  }
  return into;
}

/** The groups of the chosen rows, numbered anew in the order in which they appear. */
function* renumbered({ index, count }: Groups, rows: Int32Array): Steps<Groups> {
  const numbers = new Int32Array(count).fill(-1);
  const chosen = new Int32Array(rows.length);
  let next = 0;
  for (const [from, to] of portions(rows.length)) {
    for (let place = from; place < to; place++) {
      const group = index[rows[place] as number] as number;
      if (numbers[group] === -1) numbers[group] = next++;
      chosen[place] = numbers[group] as number;
    }
    yield to - from;
  }
  return { index: chosen, count: next };
}
