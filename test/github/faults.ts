/** A request as it is matched and remembered. */
export interface Request {
  readonly method: string;
  /** Path and query below the API's base. */
  readonly path: string;
  readonly body: unknown;
}

export type Match = RegExp | ((request: Request) => boolean);

/**
 * `status`: refused before it takes effect · `status-after`: took effect, the answer is this status instead ·
 * `latency`: answered late · `drop-before` and `drop-after`: the connection breaks, before or after it took effect.
 */
export type FaultKind = 'status' | 'status-after' | 'latency' | 'drop-before' | 'drop-after';

export interface Fault {
  /** On `METHOD /path?query`. */
  readonly match: Match;
  readonly kind: FaultKind;
  readonly status?: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How late; 50 unless told. */
  readonly latencyMs?: number;
  /** Late until this is settled, whatever the clock says: for races that a test arranges. */
  readonly until?: Promise<unknown>;
  /** How often; once unless told. */
  readonly times?: number;
  /** So many matching requests pass first. */
  readonly skip?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** 403 with `retry-after`, as for too many writes in a minute. */
  secondaryLimit(
    match: Match,
    options?: { readonly retryAfterSeconds?: number; readonly times?: number },
  ): void;
  clear(): void;
  /** The fault that meets this request; it counts as used. */
  take(request: Request): Fault | null;
}

interface Armed {
  readonly fault: Fault;
  skip: number;
  left: number;
}

export function createFaults(): Faults {
  let armed: Armed[] = [];
  const add = (fault: Fault) => {
    armed.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  };
  return {
    add,
    secondaryLimit: (match, { retryAfterSeconds = 1, times = 1 } = {}) =>
      add({
        match,
        kind: 'status',
        status: 403,
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        headers: { 'retry-after': String(retryAfterSeconds) },
        times,
      }),
    clear: () => {
      armed = [];
    },
    take: (request) => {
      const hit = armed.find(({ fault, left }) => left > 0 && matches(fault.match, request));
      if (hit === undefined) return null;
      if (hit.skip > 0) {
        hit.skip -= 1;
        return null;
      }
      hit.left -= 1;
      return hit.fault;
    },
  };
}

export function matches(match: Match, request: Request): boolean {
  return match instanceof RegExp ? match.test(`${request.method} ${request.path}`) : match(request);
}
