import { type ErrorCode, messageOf } from '../../errors.ts';
import { GithubError } from './github-error.ts';
import { permissionHint } from './permission-hint.ts';

/** A request that failed, as far as people need to know it. */
export interface FailedRequest {
  readonly method: string;
  /** Path, without host and query. */
  readonly path: string;
  /** Origin of the server. */
  readonly server: string;
  /** Of the answer; null when there was none. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | number | undefined>>;
  } | null;
  /** The request changes something, and sending it twice would not be the same as once. */
  readonly isUnrepeatable: boolean;
  readonly cause: unknown;
  /** Taken out of every text. */
  readonly token: string;
}

const RETRY = 'Run the command again; https://www.githubstatus.com says whether GitHub has a problem.';

/** An error that says what was asked, what GitHub said and what to do. The token is in none of it. */
export function explainFailure(request: FailedRequest): GithubError {
  const { answer, token } = request;
  const status = answer?.status ?? null;
  const detail = redact(messageOf(request.cause), token)
    .replace(/ - https:\/\/docs\.github\.com\S*$/, '')
    .slice(0, 1000);
  const { code, text, hint } = told(request, detail);
  const isUnanswered = status === null || status >= 500;
  return new GithubError(code, redact(text, token), {
    status,
    detail,
    outcomeUnknown: request.isUnrepeatable && isUnanswered,
    ...(hint === null ? {} : { hint }),
  });
}

interface Told {
  readonly code: ErrorCode;
  readonly text: string;
  readonly hint: string | null;
}

function told({ method, path, server, answer }: FailedRequest, detail: string): Told {
  const asked = `${method} ${path}`;
  if (answer === null)
    return {
      code: 'outside',
      text: `${server} cannot be reached (${asked}): ${detail}`,
      hint: 'Check the network, GITHUB_API_URL, and HTTPS_PROXY and NO_PROXY where there is a proxy.',
    };
  const text = `GitHub answered ${answer.status} to ${asked}: ${detail}`;
  const { status, headers } = answer;
  if (status === 401)
    return {
      code: 'outside',
      text: `GitHub does not accept the token (401, ${asked}): ${detail}`,
      hint: 'It may have expired or belong to another server. Set GITHUB_TOKEN or GH_TOKEN anew.',
    };
  if (status === 403 || status === 404)
    return { code: 'outside', text, hint: permissionHint(headers, { status, path }) };
  if (status >= 500) return { code: 'outside', text, hint: RETRY };
  return { code: 'outside', text, hint: null };
}

/** No request of ours carries the token anywhere but in a header; other people's error texts might. */
function redact(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '***');
}
