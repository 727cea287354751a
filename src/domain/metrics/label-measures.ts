import { type Confusion, flatSlope, type Slope } from './confusion.ts';

/** A measure of one class and its slopes by the weight of its hits, of its true rows and of its decided rows. */
interface ClassMeasure {
  readonly value: number;
  readonly hit: number;
  readonly truth: number;
  readonly decision: number;
}

export type ClassMeasureName = 'precision' | 'recall' | 'f1';

/** hits / (of those that are true and those that are decided); 0 where there is nothing to divide by. */
function shareOf(
  hits: number,
  { of, times, truth, decision }: { of: number; times: number; truth: number; decision: number },
): ClassMeasure {
  if (of === 0) return { value: 0, hit: 0, truth: 0, decision: 0 };
  const value = (times * hits) / of;
  return { value, hit: times / of, truth: (-truth * value) / of, decision: (-decision * value) / of };
}

const CLASS_MEASURES: Readonly<
  Record<ClassMeasureName, (confusion: Confusion, index: number) => ClassMeasure>
> = {
  precision: ({ hits, decisions }, index) =>
    shareOf(hits[index] as number, { of: decisions[index] as number, times: 1, truth: 0, decision: 1 }),
  recall: ({ hits, truths }, index) =>
    shareOf(hits[index] as number, { of: truths[index] as number, times: 1, truth: 1, decision: 0 }),
  f1: ({ hits, truths, decisions }, index) => {
    const of = (truths[index] as number) + (decisions[index] as number);
    return shareOf(hits[index] as number, { of, times: 2, truth: 1, decision: 1 });
  },
};

/** Of the positive class of a binary task. */
export function ofPositives(name: ClassMeasureName): (confusion: Confusion) => Slope {
  return (confusion) => combined(confusion, name, [[1, 1]]);
}

/** Unweighted mean over the classes that are true or decided on some row. */
export function macro(name: ClassMeasureName): (confusion: Confusion) => Slope {
  return (confusion) => {
    const share = 1 / confusion.present.length;
    return combined(
      confusion,
      name,
      confusion.present.map((index) => [index, share]),
    );
  };
}

/** Mean over the classes by the weight of their true rows, which moves with the rows, too. */
export function weighted(name: ClassMeasureName): (confusion: Confusion) => Slope {
  return (confusion) => {
    const { truths, total } = confusion;
    const shares = [...truths].map((truth, index) => [index, truth / total] as const);
    const slope = combined(confusion, name, shares);
    for (const [index] of shares)
      slope.truths[index]! += CLASS_MEASURES[name](confusion, index).value / total;
    return { ...slope, all: -slope.value / total };
  };
}

function combined(
  confusion: Confusion,
  name: ClassMeasureName,
  shares: readonly (readonly [index: number, share: number])[],
): Slope {
  const slope = flatSlope(confusion.classes, 0);
  let value = 0;
  for (const [index, share] of shares) {
    const found = CLASS_MEASURES[name](confusion, index);
    value += share * found.value;
    slope.hits[index] = share * found.hit;
    slope.truths[index] = share * found.truth;
    slope.decisions[index] = share * found.decision;
  }
  return { ...slope, value };
}

/** Mean of recall over the classes that are true on some row. */
export function balancedAccuracy(confusion: Confusion): Slope {
  const classes = [...confusion.truths.keys()].filter((index) => (confusion.truths[index] as number) > 0);
  return combined(
    confusion,
    'recall',
    classes.map((index) => [index, 1 / classes.length]),
  );
}

/**
 * Matthews' correlation for any number of classes (J. Gorodkin, Computational Biology and Chemistry 28, 2004), 0 where all
 * rows have one label or all decisions are the same: (c·s − Σtp) / √((s² − Σp²)(s² − Σt²)).
 */
export function matthews({ classes, total, hits, truths, decisions }: Confusion): Slope {
  const right = sum(hits);
  const [ofDecisions, ofTruths] = [spread(decisions, total), spread(truths, total)];
  const root = Math.sqrt(ofDecisions * ofTruths);
  if (root === 0) return flatSlope(classes, 0);
  const value = (right * total - product(truths, decisions)) / root;
  return {
    value,
    all: right / root - value * (total / ofDecisions + total / ofTruths),
    hits: new Float64Array(classes).fill(total / root),
    truths: truths.map((truth, index) => (value * truth) / ofTruths - (decisions[index] as number) / root),
    decisions: decisions.map(
      (decision, index) => (value * decision) / ofDecisions - (truths[index] as number) / root,
    ),
  };
}

/** Cohen's kappa (1960): 1 − wrong decisions / those expected by chance. null where chance makes none. */
export function kappa({ classes, total, hits, truths, decisions }: Confusion): Slope | null {
  const wrong = total - sum(hits);
  const agreed = product(truths, decisions) / total;
  const expected = total - agreed;
  if (spread(truths, total) === 0 && spread(decisions, total) === 0 && wrong === 0) return null;
  const ratio = wrong / expected;
  return {
    value: 1 - ratio,
    all: (ratio * (1 + agreed / total) - 1) / expected,
    hits: new Float64Array(classes).fill(1 / expected),
    truths: decisions.map((decision) => (-ratio * decision) / total / expected),
    decisions: truths.map((truth) => (-ratio * truth) / total / expected),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((total, value, index) => total + value * (other[index] as number), 0);
}

/** total² − Σ values²; 0 where one class has all: what rounding leaves there is nothing. */
function spread(values: Float64Array, total: number): number {
  return values.filter((value) => value > 0).length < 2 ? 0 : total * total - product(values, values);
}
