/**
 * Long arithmetic in steps: whoever asks for it may let other work have its turn between them. A step tells how many rows of
 * simple work it was; nothing: enough for a rest.
 */
export type Steps<T> = Generator<number | undefined, T>;

/** So many rows of simple work are enough for a rest. */
export const STEP_ROWS = 2 ** 18;

/** 0 … count, cut into portions of a step each. `cost`: how many rows of simple work one of them is. */
export function* portions(count: number, cost = 1): Generator<readonly [from: number, to: number], void> {
  const size = Math.ceil(STEP_ROWS / cost);
  for (let from = 0; from < count; from += size) yield [from, Math.min(count, from + size)];
}

/** What is known without any arithmetic. */
export function* atOnce<T>(value: T): Steps<T> {
  yield 0;
  return value;
}

export function inOneGo<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** With a rest whenever the steps since the last one were STEP_ROWS rows or more. */
export async function inTurn<T>(steps: Steps<T>, rest: () => Promise<void>): Promise<T> {
  let step = steps.next();
  for (let rows = 0; step.done !== true; step = steps.next()) {
    rows += step.value ?? STEP_ROWS;
    if (rows < STEP_ROWS) continue;
    await rest();
    rows = 0;
  }
  return step.value;
}
