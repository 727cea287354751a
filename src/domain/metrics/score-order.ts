import { type Order, orderInSteps } from '../statistics/radix-argsort.ts';
import { inOneGo, type Steps } from '../steps.ts';

const orders = new WeakMap<Float64Array, Order>();

/** Curves of one model share its order: it is sorted once, and its scores are compared with their neighbours once. */
export function scoreOrder(scores: Float64Array): Order {
  return inOneGo(scoreOrderInSteps(scores));
}

export function* scoreOrderInSteps(scores: Float64Array): Steps<Order> {
  const known = orders.get(scores);
  if (known !== undefined) return known;
  const order = yield* orderInSteps(scores);
  orders.set(scores, order);
  return order;
}
