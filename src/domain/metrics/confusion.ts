import { portions, type Steps } from '../steps.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import { type Along, type Estimate, type MetricInput, products, undefinedEstimate } from './estimate.ts';

/** How often a true class was decided as another: sums of weights, of rows where there are none. */
export interface Confusion {
  readonly classes: number;
  readonly total: number;
  /** Right decisions of each class, the weight of each true class, and of each decided one. */
  readonly hits: Float64Array;
  readonly truths: Float64Array;
  readonly decisions: Float64Array;
  /** Classes that are true or decided on some row, whatever its weight. */
  readonly present: readonly number[];
}

/**
 * A metric that depends on those sums alone, and its slope: one more row of weight w, true class y, decided a, moves the
 * value by w · (all + truths[y] + decisions[a] + (y = a ? hits[y] : 0)) to first order.
 */
export interface Slope {
  readonly value: number;
  readonly all: number;
  readonly hits: Float64Array;
  readonly truths: Float64Array;
  readonly decisions: Float64Array;
}

const confusions = new WeakMap<MetricInput, Confusion>();

/** Counted once for all metrics of one input. */
function* confusionOf(input: MetricInput): Steps<Confusion> {
  const known = confusions.get(input);
  if (known !== undefined) return known;
  const counted = yield* count(input, input.weights);
  confusions.set(input, counted);
  return counted;
}

function* count(input: MetricInput, weights: Float64Array | null): Steps<Confusion> {
  const [decided, labels] = [yield* decideLabels(input), trueLabels(input)];
  const classes = input.truth.task === 'multiclass' ? input.truth.classes.length : 2;
  const [hits, truths, decisions] = [0, 1, 2].map(() => new Float64Array(classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const seen = new Uint8Array(classes);
  let total = 0;
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++) {
      const label = labels[row] as number;
      const decision = decided[row] as number;
      const weight = weights === null ? 1 : (weights[row] as number);
      total += weight;
      truths[label]! += weight;
      decisions[decision]! += weight;
      if (label === decision) hits[label]! += weight;
      seen[label] = 1;
      seen[decision] = 1;
    }
    yield to - from;
  }
  const present = [...seen.keys()].filter((index) => seen[index] === 1);
  return { classes, total, hits, truths, decisions, present };
}

/** Of a binary task, from the weights of its classes and of what is decided positive. */
export function confusionAt({
  positives,
  negatives,
  found,
  wrong,
}: {
  readonly positives: number;
  readonly negatives: number;
  /** Of the positives, and of the negatives, what is decided positive. */
  readonly found: number;
  readonly wrong: number;
}): Confusion {
  return {
    classes: 2,
    total: positives + negatives,
    hits: Float64Array.of(negatives - wrong, found),
    truths: Float64Array.of(negatives, positives),
    decisions: Float64Array.of(positives + negatives - found - wrong, found + wrong),
    present: [0, 1],
  };
}

/** Value and influence of a metric of decisions; `reason` where the metric has no value. */
export function* confusionEstimate(
  input: MetricInput,
  measure: (confusion: Confusion) => Slope | null,
  reason = 'it has no value on these rows',
): Steps<Estimate> {
  const rows = trueLabels(input).length;
  const slope = measure(yield* confusionOf(input));
  if (slope === null) return undefinedEstimate(reason, rows);
  const [decided, labels] = [yield* decideLabels(input), trueLabels(input)];
  const influence = new Float64Array(rows);
  for (const [from, to] of portions(rows)) {
    for (let row = from; row < to; row++) {
      const label = labels[row] as number;
      const decision = decided[row] as number;
      const moved =
        slope.all +
        (slope.truths[label] as number) +
        (slope.decisions[decision] as number) +
        (label === decision ? (slope.hits[label] as number) : 0);
      influence[row] = input.weights === null ? moved : moved * (input.weights[row] as number);
    }
    yield to - from;
  }
  const flips = { ofTruths: slope.hits.map(Math.abs), ofDecisions: slope.decisions.map(Math.abs) };
  return { value: slope.value, influence, reason: null, flips, along: alongOf(input, measure) };
}

/** The sums are linear in the rows' weights: however far the rows are moved, a few numbers per class say the value. */
function alongOf(input: MetricInput, measure: (confusion: Confusion) => Slope | null): Along {
  return function* (direction) {
    const moves = input.weights === null ? direction : yield* products(direction, input.weights);
    return movedValue(yield* confusionOf(input), yield* count(input, moves), measure);
  };
}

function movedValue(
  start: Confusion,
  move: Confusion,
  measure: (confusion: Confusion) => Slope | null,
): (step: number) => number {
  const moved = (from: Float64Array, by: Float64Array, step: number) =>
    from.map((weight, index) => Math.max(0, weight + step * (by[index] as number)));
  return (step) => {
    const total = start.total + step * move.total;
    const [hits, truths, decisions] = [
      moved(start.hits, move.hits, step),
      moved(start.truths, move.truths, step),
      moved(start.decisions, move.decisions, step),
    ];
    return measure({ ...start, total, hits, truths, decisions })?.value ?? Number.NaN;
  };
}

/** A slope of nothing, to be filled in. */
export function flatSlope(classes: number, value: number): Slope & { all: number } {
  return {
    value,
    all: 0,
    hits: new Float64Array(classes),
    truths: new Float64Array(classes),
    decisions: new Float64Array(classes),
  };
}
