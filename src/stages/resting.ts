import { setImmediate as nextTurn } from 'node:timers/promises';
import { ModelyardError } from '../errors.ts';
import type { StageContext } from './context.ts';

/** A rest between two steps of long arithmetic, in which signals and progress have their turn. Throws `interrupted` after a signal. */
export function restingIn({ signal }: Pick<StageContext, 'signal'>): () => Promise<void> {
  return async () => {
    await nextTurn();
    if (signal.aborted)
      throw new ModelyardError('interrupted', 'interrupted between two steps of arithmetic');
  };
}
