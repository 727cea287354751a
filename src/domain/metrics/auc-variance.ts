import { portions, type Steps } from '../steps.ts';
import type { Groups } from './observations.ts';

interface Rows {
  readonly labels: Uint8Array | Int32Array;
  readonly classes: number;
  readonly groups: Groups | null;
}

/**
 * Variance of areas under curves from the influence of every row. DeLong: S₁₀/n₁ + S₀₁/n₀ with their own n − 1, here for
 * any number of classes. With groups Obuchowski's form, which adds the covariance between the classes of one group
 * (N. A. Obuchowski, Biometrics 53, 1997).
 */
export function aucVariance(influence: Float64Array, rows: Rows): Steps<number> {
  return rows.groups === null ? byClass(influence, rows) : byGroupAndClass(influence, rows, rows.groups);
}

/** Σ over classes of n / (n − 1) · Σ ψ². */
function* byClass(influence: Float64Array, { labels, classes }: Rows): Steps<number> {
  const [squares, counts] = [new Float64Array(classes), new Float64Array(classes)];
  for (const [from, to] of portions(influence.length)) {
    for (let row = from; row < to; row++) {
      const label = labels[row] as number;
      squares[label]! += (influence[row] as number) * (influence[row] as number);
      counts[label]! += 1;
    }
    yield to - from;
  }
  return inflated(squares, counts);
}

function inflated(squares: Float64Array, counts: Float64Array): number {
  return squares.reduce((sum, value, label) => {
    const n = counts[label] as number;
    return sum + (n / Math.max(1, n - 1)) * value;
  }, 0);
}

function* byGroupAndClass(influence: Float64Array, { labels, classes }: Rows, groups: Groups): Steps<number> {
  const [sums, seen] = [new Float64Array(groups.count * classes), new Uint8Array(groups.count * classes)];
  for (const [from, to] of portions(influence.length)) {
    for (let row = from; row < to; row++) {
      const cell = (groups.index[row] as number) * classes + (labels[row] as number);
      sums[cell]! += influence[row] as number;
      seen[cell] = 1;
    }
    yield to - from;
  }
  const [squares, counts] = [new Float64Array(classes), new Float64Array(classes)];
  let cross = 0;
  for (const [from, to] of portions(groups.count)) {
    for (let group = from; group < to; group++) {
      let total = 0;
      for (let label = 0; label < classes; label++) {
        const sum = sums[group * classes + label] as number;
        squares[label]! += sum * sum;
        counts[label]! += seen[group * classes + label] as number;
        total += sum;
        cross -= sum * sum;
      }
      cross += total * total;
    }
    yield to - from;
  }
  return inflated(squares, counts) + (groups.count * cross) / Math.max(1, groups.count - 1);
}
