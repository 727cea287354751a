import { type ErrorCode, type ErrorDetails, ModelyardError } from '../../errors.ts';

export interface GithubFailure extends ErrorDetails {
  /** Of the answer; null when there was none. */
  readonly status: number | null;
  /** GitHub's own words. */
  readonly detail: string;
  /** The request changes something, and nobody can say whether it did. */
  readonly outcomeUnknown: boolean;
}

/** What GitHub refused, or could not be asked. */
export class GithubError extends ModelyardError {
  readonly status: number | null;
  readonly detail: string;
  readonly outcomeUnknown: boolean;

  constructor(code: ErrorCode, message: string, failure: GithubFailure) {
    super(code, message, failure);
    this.status = failure.status;
    this.detail = failure.detail;
    this.outcomeUnknown = failure.outcomeUnknown;
  }
}

/** True for an answer with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is GithubError {
  return error instanceof GithubError && error.status !== null && statuses.includes(error.status);
}

/** `null` where GitHub says that there is no such thing. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (hasStatus(error, 404)) return null;
    throw error;
  });
}
