import { GithubError } from './github-error.ts';

/** For changes whose result is read afterwards: whether one happened whose answer was lost is seen then. */
export async function seenLater(change: Promise<unknown>): Promise<void> {
  await change.catch((error: unknown) => {
    if (error instanceof GithubError && error.outcomeUnknown) return;
    throw error;
  });
}
