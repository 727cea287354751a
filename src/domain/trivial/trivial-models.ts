import type { Predictions, Truth } from '../metrics/observations.ts';
import type { Table } from '../table.ts';
import { encodeRows, learnEncoding } from './encode-features.ts';
import { type Design, fitLogistic, fitRidge, predictLinear, sigmoid } from './fit-linear.ts';

/** Labels of the training rows, on the same classes as the truth of the evaluation rows. */
export type LearntFrom = Extract<Truth, { task: 'binary' | 'multiclass' | 'regression' }>;

/** Most classes of which a linear model is made. */
const MOST_CLASSES = 10;

/** What it says of each of `rows` rows without looking at them: the shares of the classes, or the mean. */
export function constantModel(learnt: LearntFrom, rows: number): Predictions {
  if (learnt.task === 'regression')
    return { task: 'regression', values: new Float64Array(rows).fill(mean(learnt.values)) };
  const shares = classShares(learnt);
  if (learnt.task === 'binary')
    return { task: 'binary', scores: new Float64Array(rows).fill(shares[1] ?? 0), scoreType: 'float64' };
  const probabilities = new Float64Array(rows * shares.length);
  for (let row = 0; row < rows; row++) probabilities.set(shares, row * shares.length);
  return { task: 'multiclass', probabilities, scoreType: 'float64' };
}

function classShares(learnt: Exclude<LearntFrom, { task: 'regression' }>): number[] {
  const counts = new Array<number>(learnt.task === 'binary' ? 2 : learnt.classes.length).fill(0);
  for (const label of learnt.labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => count / learnt.labels.length);
}

/** A linear model that has been learnt. */
export interface LearntLinear {
  /** What it says of some rows: one number each, or one for each class; null where a column is missing. */
  readonly numbersOf: (rows: Table) => Float64Array | null;
  /** Numbers of all rows as predictions. */
  readonly predictionsOf: (numbers: Float64Array) => Predictions;
}

/**
 * A ridge or logistic regression on the features, one against the rest for several classes; null where no feature can be
 * used or there are more than ten classes.
 */
export function learnLinear(learnt: LearntFrom, train: Table): LearntLinear | null {
  if (learnt.task === 'multiclass' && learnt.classes.length > MOST_CLASSES) return null;
  const encoding = learnEncoding(train);
  const design = encoding.width === 0 ? null : encodeRows(encoding, train);
  if (design === null) return null;
  const numbers = numbersOf(learnt, design);
  return {
    numbersOf: (rows) => {
      const asked = encodeRows(encoding, rows);
      return asked === null ? null : numbers(asked);
    },
    predictionsOf: (values) =>
      learnt.task === 'regression'
        ? { task: 'regression', values }
        : learnt.task === 'binary'
          ? { task: 'binary', scores: values, scoreType: 'float64' }
          : { task: 'multiclass', probabilities: values, scoreType: 'float64' },
  };
}

function numbersOf(learnt: LearntFrom, design: Design): (asked: Design) => Float64Array {
  if (learnt.task === 'regression') {
    const ridge = fitRidge(design, learnt.values);
    return (asked) => predictLinear(asked, ridge);
  }
  const scoresOf = (label: number) => {
    const logistic = fitLogistic(
      design,
      Float64Array.from(learnt.labels, (each) => (each === label ? 1 : 0)),
    );
    return (asked: Design) => predictLinear(asked, logistic).map(sigmoid);
  };
  if (learnt.task === 'binary') return scoresOf(1);
  const classes = learnt.classes.map((_, label) => scoresOf(label));
  return (asked) =>
    oneAgainstTheRest(
      classes.map((each) => each(asked)),
      asked.rows,
    );
}

function oneAgainstTheRest(scores: readonly Float64Array[], rows: number): Float64Array {
  const width = scores.length;
  const probabilities = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const all = scores.map((each) => each[row] as number);
    const sum = all.reduce((total, score) => total + score, 0);
    all.forEach((score, label) => {
      probabilities[row * width + label] = sum > 0 ? score / sum : 1 / width;
    });
  }
  return probabilities;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
