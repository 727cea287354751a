/** One request and what came of it, as `requests` keeps it. */
export interface Exchange {
  readonly method: string;
  /** Path and query below the API's base. */
  readonly path: string;
  /** The path of the operation in GitHub's description, `/repos/{owner}/{repo}/…`; null when there is none. */
  readonly operation: string | null;
  /** Parsed JSON, or null. */
  readonly body: unknown;
  /** Null when the connection was dropped. */
  readonly status: number | null;
  readonly response: unknown;
  /** Login behind the token, null without one. */
  readonly login: string | null;
  /** True when the request changed something. */
  readonly applied: boolean;
}
