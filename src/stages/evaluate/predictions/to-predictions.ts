import { canonicalLabel, type LabelKind } from '../../../domain/metrics/canonical-label.ts';
import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { portions, type Steps } from '../../../domain/steps.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ModelOutput } from '../../../ports/model-runtime.ts';

/** How the labels are to be read: the positive class of a binary task, and what counts as the same label. */
export interface LabelReading {
  readonly positive: string | null;
  readonly kind: LabelKind;
}

type ClassOutput = Extract<ModelOutput, { kind: 'classes' }>;

/** A model's output as the metrics want it. `who` names the model in errors. Throws `input` where they do not fit. */
export function* toPredictions(
  output: ModelOutput,
  truth: Truth,
  reading: LabelReading & { readonly who: string },
): Steps<Predictions> {
  if (truth.task === 'regression' || truth.task === 'ranking' || truth.task === 'targets') {
    if (output.kind === 'values')
      return truth.task !== 'targets'
        ? { task: 'regression', values: output.values }
        : { task: 'targets', names: output.targets ?? truth.names, values: output.values };
    throw new ModelyardError(
      'input',
      `${reading.who} gives classes (${output.classes.join(', ')}); the task is ${truth.task === 'ranking' ? 'ranking' : 'regression'}`,
      {
        hint: 'Set task: binary or multiclass, or export a regressor.',
      },
    );
  }
  if (truth.task !== 'binary' && truth.task !== 'multiclass')
    throw new ModelyardError('internal', `no model is run for a truth of ${truth.task}`);
  if (output.kind === 'values') {
    throw new ModelyardError(
      'input',
      `${reading.who} gives one number per row without classes; the task is ${truth.task}`,
      {
        hint: 'Export the classifier with its probabilities, or name the classes in data.classes.',
      },
    );
  }
  return truth.task === 'binary'
    ? yield* binaryScores(output, reading)
    : yield* classProbabilities(output, truth.classes, reading);
}

function* binaryScores(
  output: ClassOutput,
  reading: LabelReading & { readonly who: string },
): Steps<Predictions> {
  const wanted = canonicalLabel(reading.positive ?? '', reading.kind);
  const names = output.classes.map((name) => canonicalLabel(name, reading.kind));
  const column = names.indexOf(wanted);
  if (names.length !== 2 || column === -1) {
    throw new ModelyardError(
      'input',
      `${reading.who} has the classes ${output.classes.join(', ')}; a binary task needs two, one of them ${reading.positive}`,
      { hint: 'Check data.positive, or name the classes in the model’s order in data.classes.' },
    );
  }
  const { probabilities } = output;
  // A row whose other class is NaN is broken too, however clean the score beside it looks.
  const scores = new Float64Array(probabilities.length / 2);
  for (const [from, to] of portions(scores.length)) {
    for (let row = from; row < to; row++)
      scores[row] = isFiniteRow(probabilities, row * 2, 2)
        ? (probabilities[row * 2 + column] as number)
        : Number.NaN;
    yield to - from;
  }
  return { task: 'binary', scores, scoreType: output.scoreType };
}

/** Columns in the order of the truth's classes; both models are compared on the same list. */
function* classProbabilities(
  output: ClassOutput,
  classes: readonly string[],
  reading: LabelReading & { readonly who: string },
): Steps<Predictions> {
  const own = new Map(output.classes.map((name, index) => [canonicalLabel(name, reading.kind), index]));
  const order = classes.map((name) => own.get(canonicalLabel(name, reading.kind)));
  if (order.includes(undefined) || output.classes.length !== classes.length) {
    throw new ModelyardError(
      'input',
      `${reading.who} has the classes ${output.classes.join(', ')}; the rows are judged on ${classes.join(', ')}`,
      {
        hint: 'Models that know different classes cannot be compared; release the new classes as a new model.',
      },
    );
  }
  if (order.every((place, index) => place === index))
    return { task: 'multiclass', probabilities: output.probabilities, scoreType: output.scoreType };
  const width = classes.length;
  const rows = output.probabilities.length / width;
  const probabilities = new Float64Array(rows * width);
  for (const [from, to] of portions(rows, width)) {
    for (let row = from; row < to; row++)
      for (let column = 0; column < width; column++)
        probabilities[row * width + column] =
          output.probabilities[row * width + (order[column] ?? 0)] ?? Number.NaN;
    yield (to - from) * width;
  }
  return { task: 'multiclass', probabilities, scoreType: output.scoreType };
}

export interface NonFiniteRows {
  readonly count: number;
  /** The numbers of the first of them, from 0. */
  readonly first: readonly number[];
}

/** The rows with a score that is NaN or infinite, of which at most `limit` are named. */
export function* nonFiniteRows(predictions: Predictions, rows: number, limit: number): Steps<NonFiniteRows> {
  const values = allNumbers(predictions, rows);
  const width = values.length / rows;
  const first: number[] = [];
  let count = 0;
  for (const [from, to] of portions(rows, width)) {
    for (let row = from; row < to; row++) {
      if (isFiniteRow(values, row * width, width)) continue;
      count += 1;
      if (first.length < limit) first.push(row);
    }
    yield (to - from) * width;
  }
  return { count, first };
}

/** Whether two models said the same on every row, to the bit; false where one of them said nothing. */
export function isSameScores(one: Predictions, other: Predictions | null): boolean {
  if (other === null) return false;
  return (
    isSameNumbers(valuesOf(one), valuesOf(other)) &&
    isSameNumbers(one.own?.values ?? NONE, other.own?.values ?? NONE)
  );
}

const NONE = new Float64Array(0);

function isSameNumbers(left: Float64Array, right: Float64Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (!Object.is(left[at], right[at])) return false;
  return true;
}

/** Scores and own columns side by side. */
function allNumbers(predictions: Predictions, rows: number): Float64Array {
  const values = valuesOf(predictions);
  const own = predictions.task === 'scores' ? NONE : (predictions.own?.values ?? NONE);
  if (own.length === 0) return values;
  const [width, ownWidth] = [values.length / rows, own.length / rows];
  const all = new Float64Array(values.length + own.length);
  for (let row = 0; row < rows; row++) {
    all.set(values.subarray(row * width, (row + 1) * width), row * (width + ownWidth));
    all.set(own.subarray(row * ownWidth, (row + 1) * ownWidth), row * (width + ownWidth) + width);
  }
  return all;
}

function valuesOf(predictions: Predictions): Float64Array {
  if (predictions.task === 'binary') return predictions.scores;
  if (predictions.task === 'scores') return predictions.own.values;
  return predictions.task === 'multiclass' ? predictions.probabilities : predictions.values;
}

function isFiniteRow(values: Float64Array, start: number, width: number): boolean {
  for (let index = start; index < start + width; index++) if (!Number.isFinite(values[index])) return false;
  return true;
}
