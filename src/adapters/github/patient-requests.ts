import type { EndpointDefaults, OctokitResponse } from '@octokit/types';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { ClientOptions } from './create-client.ts';
import { explainFailure } from './explain-failure.ts';
import { GithubError } from './github-error.ts';
import { rateLimitWaitMs } from './rate-limit.ts';

type Options = Required<EndpointDefaults>;
type Send = (options: Options) => OctokitResponse<unknown> | Promise<OctokitResponse<unknown>>;

/**
 * What a request may say of itself under `request`. `repeatable`: sending it twice is the same as once (every GET is).
 * `body`: makes the body anew for each try, for bodies that are read only once.
 */
export interface RequestTraits {
  readonly repeatable?: boolean;
  readonly body?: () => unknown;
}

/**
 * Waits where GitHub limits requests, up to the cap. Repeats after a broken connection or a 5xx only what may be
 * repeated: whoever creates something has to look first whether it was created (`outcomeUnknown`).
 */
export function patientRequests(given: ClientOptions) {
  const { patience, signal } = given;
  return async (send: Send, options: Options): Promise<OctokitResponse<unknown>> => {
    const { body } = options.request as RequestTraits;
    for (let attempt = 0; ; attempt++) {
      try {
        // Hooks further in see these options, not what is passed on.
        if (body !== undefined) Object.assign(options, { data: body() });
        return await send(options);
      } catch (cause) {
        if (signal.aborted) throw new ModelyardError('interrupted', 'interrupted', { cause });
        await patience.sleep(pauseOrThrow(given, options, { cause, attempt }));
      }
    }
  };
}

const RETRIED: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Milliseconds until the next try; throws the error when there is to be none. */
function pauseOrThrow(
  { connection, patience, note }: ClientOptions,
  options: Options,
  { cause, attempt }: { readonly cause: unknown; readonly attempt: number },
): number {
  const isRepeatable =
    (options.request as RequestTraits).repeatable ?? ['GET', 'HEAD'].includes(options.method);
  const answer = answerOf(cause);
  const error = explainFailure({
    ...addressOf(cause, options, connection.apiUrl),
    answer,
    isUnrepeatable: !isRepeatable,
    cause,
    token: connection.token,
  });
  const planned = patience.pausesMs[attempt];
  if (planned === undefined) throw error;
  const limitMs = answer === null ? null : rateLimitWaitMs({ ...answer, message: messageOf(cause) });
  if (limitMs === null) {
    if (isRepeatable && (error.status === null || RETRIED.has(error.status))) return planned;
    throw error;
  }
  if (limitMs > patience.mostWaitMs) throw tooLong(error, { limitMs, mostMs: patience.mostWaitMs });
  note(`GitHub limits requests: waiting ${seconds(limitMs)} as it asks`);
  return limitMs;
}

/** What an answer says; null when there was none: octokit calls that 500 as well. */
function answerOf(cause: unknown) {
  const { status, response } = cause as {
    readonly status?: number;
    readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
  };
  return status === undefined || response === undefined ? null : { status, headers: response.headers };
}

/** What was asked, of which server. A request that was never made has no address of its own. */
function addressOf(cause: unknown, { method, url }: Options, apiUrl: string) {
  const sent = (cause as { readonly request?: { readonly url: string } }).request?.url ?? url;
  const { origin, pathname } = new URL(sent, `${apiUrl}/`);
  return { method, server: origin, path: pathname };
}

function tooLong(
  error: GithubError,
  { limitMs, mostMs }: { readonly limitMs: number; readonly mostMs: number },
): GithubError {
  const text = `GitHub limits requests and asks to wait ${seconds(limitMs)}; more than ${seconds(mostMs)} is not waited for`;
  return new GithubError('outside', text, {
    status: error.status,
    detail: error.detail,
    outcomeUnknown: false,
    hint: 'Run the command again after that time; what was done until now stays and is not done twice.',
  });
}

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
