import { setTimeout } from 'node:timers/promises';
import { githubApi, words } from '../github-api.mjs';

/** What a probe says that could not be tried here, and why. */
export class NotTried extends Error {}

/**
 * What probes stand on: the API, names that are this run's alone, and a list of what is to be removed. GitHub asks for a second
 * between changes; PROBE_PAUSE_MS is for tests.
 */
export function createGround(environment) {
  const { GITHUB_SHA: commit, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt = '1' } = environment;
  const api = githubApi(environment);
  const pauseMs = Number(environment.PROBE_PAUSE_MS ?? 1000);
  const undo = [];
  const suffix = `-${run}-${attempt}`;

  async function ask(method, path, options) {
    if (method !== 'GET') await setTimeout(pauseMs);
    return api.ask(method, path, options);
  }

  /** The body of an answer that a probe needs before it can look at anything. */
  async function must(method, path, options) {
    const answer = await ask(method, path, options);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} answered ${answer.status}: ${words(answer)}`);
  }

  return {
    ask,
    must,
    environment,
    commit,
    run,
    pauseMs,
    /** `probe-<label>-<run>-<attempt>` */
    name: (label) => `probe-${label}${suffix}`,
    suffix,
    /** Removes it when the probe is over; what is gone already is fine. */
    later: (method, path, body) => undo.push({ method, path, body }),
    /** What could not be removed. */
    async tidy() {
      const left = [];
      for (const { method, path, body } of undo.splice(0).reverse()) {
        const answer = await ask(method, path, { body });
        const isGone = answer.status === 404 || /does not exist/i.test(answer.body?.message ?? '');
        if (answer.status >= 300 && !isGone) left.push(`${path}: ${answer.status} ${words(answer)}`);
      }
      return left;
    },
  };
}

/** `201`, `422 Reference already exists`: an answer in words. */
export function told(answer) {
  return answer.status < 300 ? String(answer.status) : `${answer.status} ${words(answer)}`;
}

/** Two answers of which one must be good: `one done, one refused`. */
export function race(answers) {
  const done = answers.filter(({ status }) => status < 300).length;
  const refused = answers.filter(({ status }) => status === 409 || status === 422).length;
  return done === 1 && refused === 1 ? 'one done, one refused' : answers.map(told).join(' and ');
}
