import { inOneGo, type Steps } from '../steps.ts';
import { indexInSteps } from '../texts/text-index.ts';
import type { Texts } from '../texts/texts.ts';
import type { Groups } from './observations.ts';

/** Numbers the groups in the order in which they first appear. */
export function groupIndex(keys: Texts): Groups {
  return inOneGo(groupIndexInSteps(keys));
}

export function* groupIndexInSteps(keys: Texts): Steps<Groups> {
  const { firsts } = yield* indexInSteps(keys);
  const index = new Int32Array(firsts.length);
  let count = 0;
  for (let row = 0; row < index.length; row++) {
    const first = firsts[row] as number;
    index[row] = first === row ? count++ : (index[first] as number);
  }
  return { index, count };
}
