import { radixArgsort } from '../statistics/radix-argsort.ts';

const orders = new WeakMap<Float64Array, Uint32Array>();

/** Row numbers by ascending score, equal scores in the order of rows. Curves of one model share it: it is sorted once. */
export function scoreOrder(scores: Float64Array): Uint32Array {
  const known = orders.get(scores);
  if (known !== undefined) return known;
  const order = radixArgsort(scores);
  orders.set(scores, order);
  return order;
}
