import { invalid } from '../http/refusal.ts';

export const LONGEST_BODY = 65_536;

/** Undocumented, and counted in characters: 422 with `Body is too long`. */
export function guardBody(resource: 'Issue' | 'IssueComment', body: string | null | undefined): void {
  if (body === null || body === undefined || [...body].length <= LONGEST_BODY) return;
  throw invalid(
    resource,
    'data',
    'unprocessable',
    `Body is too long (maximum is ${LONGEST_BODY} characters)`,
  );
}
