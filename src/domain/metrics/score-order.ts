import { radixArgsort } from '../statistics/radix-argsort.ts';

/** Rows by ascending score. */
export interface ScoreOrder {
  /** Row numbers, those of equal scores in their own order. */
  readonly rows: Uint32Array;
  /** 1 at each place whose score is above that of the place before, and at the first. */
  readonly starts: Uint8Array;
}

const orders = new WeakMap<Float64Array, ScoreOrder>();

/** Curves of one model share its order: it is sorted once, and its scores are compared with their neighbours once. */
export function scoreOrder(scores: Float64Array): ScoreOrder {
  const known = orders.get(scores);
  if (known !== undefined) return known;
  const rows = radixArgsort(scores);
  const starts = new Uint8Array(rows.length);
  let before = Number.NaN;
  for (let place = 0; place < rows.length; place++) {
    const score = scores[rows[place] as number] as number;
    if (score !== before) starts[place] = 1;
    before = score;
  }
  const order = { rows, starts };
  orders.set(scores, order);
  return order;
}
