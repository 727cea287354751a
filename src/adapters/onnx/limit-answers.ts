import { ModelyardError } from '../../errors.ts';
import type { Crew, Workers } from './crew.ts';
import type { Ask } from './worker-process.ts';

/** A graph may hold a loop that never ends, and nothing else would end it. */
const LIMIT_MS = 3_600_000;

/**
 * A crew whose workers have so long for each answer: a file opened, some thousand rows scored, some calls timed. When one
 * takes longer all are ended, and the question is answered with `input`. A model that is slow and gets on is left alone.
 */
export function limitAnswers(workers: Workers, limitMs = LIMIT_MS): Crew {
  const { first, others } = workers.crew();
  return {
    first: limited(first, workers, limitMs),
    others: (count) => others(count).map((ask) => limited(ask, workers, limitMs)),
  };
}

function limited(ask: Ask, workers: Workers, limitMs: number): Ask {
  return async (kind, payload) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      workers.kill();
    }, limitMs);
    try {
      return await ask(kind, payload);
    } catch (error) {
      throw isLate ? tooLong(limitMs) : error;
    } finally {
      clearTimeout(timer);
    }
  };
}

function tooLong(limitMs: number): ModelyardError {
  return new ModelyardError('input', `the model gave no answer within ${limitMs / 1000} s`, {
    hint: 'Does its graph hold a loop that never ends? If it is only slow, raise evaluate.predict_timeout.',
  });
}
