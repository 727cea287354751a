import { GithubError } from './github-error.ts';

/** For changes whose result is read afterwards: whether one happened whose answer was lost is seen then. */
export async function seenLater(change: Promise<unknown>): Promise<void> {
  await isAnswered(change);
}

/** Whether the platform said that a change happened; false where nobody can say whether it did. */
export async function isAnswered(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof GithubError && error.outcomeUnknown) return false;
    throw error;
  }
}
