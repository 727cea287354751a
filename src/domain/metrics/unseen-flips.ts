import { counted } from '../report/counted.ts';
import { portions, type Steps } from '../steps.ts';
import { LEAST_DISCORDANT } from './guards.ts';
import type { Groups, Truth } from './observations.ts';

/** By class: how far one row decided otherwise moves a metric, as its true class and as a decided one. */
export interface Flips {
  readonly ofTruths: Float64Array;
  readonly ofDecisions: Float64Array;
}

interface Rows {
  readonly truth: Truth;
  readonly own: Int32Array;
  /** Of the other model, or the true ones. */
  readonly other: ArrayLike<number>;
  readonly groups: Groups | null;
}

/** Rows that differ where none was seen to: up to three may be missed, with a chance of 5 % (the rule of three). */
const UNSEEN = 3;

/**
 * A class of few rows weighs as much as any other in a mean over classes. Where the models hardly differ on it, differences
 * that were not drawn could outweigh the standard error of those that were. null where no class is like that.
 */
export function* unseenFlips(flips: Flips, rows: Rows, standardError: number): Steps<string | null> {
  const { truth, groups } = rows;
  if (truth.task !== 'binary' && truth.task !== 'multiclass') return null;
  const seen = yield* countByClass(flips, rows);
  const index = seen.findIndex(
    (count, at) => count < LEAST_DISCORDANT && UNSEEN * reachOf(flips, at) > standardError,
  );
  if (index === -1) return null;
  const name =
    truth.task === 'binary'
      ? ['the negative class', 'the positive class'][index]
      : `class ${truth.classes[index]}`;
  return `only ${counted(seen[index] ?? 0, groups === null ? 'row tells' : 'group tells', groups === null ? 'rows tell' : 'groups tell')} anything about ${name}; at least ${LEAST_DISCORDANT} that are decided differently are needed`;
}

function reachOf({ ofTruths, ofDecisions }: Flips, index: number): number {
  return (ofTruths[index] as number) + (ofDecisions[index] as number);
}

/** Differing rows (groups with one) that move the share of each class in the metric. */
function* countByClass(flips: Flips, { truth, own, other, groups }: Rows): Steps<Int32Array> {
  const labels = truth.task === 'binary' || truth.task === 'multiclass' ? truth.labels : [];
  const classes = flips.ofTruths.length;
  const counts = new Int32Array(classes);
  const seen = groups === null ? null : new Uint8Array(groups.count * classes);
  const add = (row: number, index: number) => {
    const cell = groups === null ? -1 : (groups.index[row] as number) * classes + index;
    if (seen?.[cell] === 1) return;
    if (seen !== null) seen[cell] = 1;
    counts[index]! += 1;
  };
  for (const [from, to] of portions(own.length)) {
    for (let row = from; row < to; row++) {
      const one = own[row] as number;
      const two = other[row] as number;
      const label = labels[row] as number;
      if (one === two) continue;
      if (flips.ofTruths[label] !== 0) add(row, label);
      if (one !== label && flips.ofDecisions[one] !== 0) add(row, one);
      if (two !== label && flips.ofDecisions[two] !== 0) add(row, two);
    }
    yield to - from;
  }
  return counts;
}
