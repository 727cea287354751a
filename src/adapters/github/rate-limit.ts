/** What of an answer says that GitHub limits requests. */
export interface LimitedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

const SECOND_MS = 1000;
/** GitHub asks for at least a minute where it names no time. */
const UNNAMED_WAIT_MS = 60 * SECOND_MS;

/**
 * Milliseconds that GitHub asks to wait before the request is sent again; null when the answer is no rate limit.
 * `retry-after` first, then the reset of the primary limit by the server's own clock, else a minute.
 */
export function rateLimitWaitMs({ status, headers, message }: LimitedAnswer): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = headers['retry-after'];
  if (after !== undefined && /^\d+$/.test(String(after))) return Number(after) * SECOND_MS;
  if (String(headers['x-ratelimit-remaining'] ?? '') === '0') return untilResetMs(headers);
  return status === 429 || /secondary rate limit|abuse detection/i.test(message) ? UNNAMED_WAIT_MS : null;
}

function untilResetMs(headers: LimitedAnswer['headers']): number {
  const reset = Number(headers['x-ratelimit-reset']) * SECOND_MS;
  const now = Date.parse(String(headers.date ?? ''));
  const waitMs = reset - (Number.isNaN(now) ? Date.now() : now);
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) + SECOND_MS : UNNAMED_WAIT_MS;
}
