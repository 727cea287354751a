/** Long arithmetic in steps: whoever asks for it may let other work have its turn after each. */
export type Steps<T> = Generator<unknown, T>;

/** So many rows of simple work are a step. */
export const STEP_ROWS = 2 ** 18;

export function inOneGo<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** With a rest after each step. */
export async function inTurn<T>(steps: Steps<T>, rest: () => Promise<void>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await rest();
    step = steps.next();
  }
  return step.value;
}
