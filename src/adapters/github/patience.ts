import { setTimeout as wait } from 'node:timers/promises';
import { ModelyardError } from '../../errors.ts';

/** How long is waited, and how often is tried. */
export interface Patience {
  /** Waits before the second, third … try, in milliseconds. */
  readonly pausesMs: readonly number[];
  /** The longest that GitHub's rate limits are waited for. */
  readonly mostWaitMs: number;
  /** Throws `interrupted` as soon as the run is cancelled. */
  sleep(ms: number): Promise<void>;
  /** Asks again, with pauses, until there is an answer: lists of GitHub lag. null when there is none. */
  until<T>(ask: () => Promise<T | null>): Promise<T | null>;
}

const PAUSES_MS = [300, 1000, 3000, 6000];
const MOST_WAIT_MS = 5 * 60_000;

export interface PatienceOptions {
  readonly signal: AbortSignal;
  readonly pausesMs?: readonly number[];
  readonly mostWaitMs?: number;
}

export function createPatience({
  signal,
  pausesMs = PAUSES_MS,
  mostWaitMs = MOST_WAIT_MS,
}: PatienceOptions): Patience {
  async function sleep(ms: number): Promise<void> {
    await wait(ms, undefined, { signal }).catch((cause: unknown) => {
      throw new ModelyardError('interrupted', 'interrupted', { cause });
    });
  }

  async function until<T>(ask: () => Promise<T | null>): Promise<T | null> {
    for (const pauseMs of pausesMs) {
      const answer = await ask();
      if (answer !== null) return answer;
      await sleep(pauseMs);
    }
    return ask();
  }

  return { pausesMs, mostWaitMs, sleep, until };
}
