import { ModelyardError } from '../errors.ts';

/** Of several verdicts the first that occurs of these. One that is missing is inconclusive: nothing can be said for all of them. */
const GRAVEST_FIRST = ['fail', 'inconclusive', 'insufficient', 'pass'];

/** '' where there was nothing to judge. */
export function gravestVerdict(verdicts: readonly (string | null)[]): string {
  const told = verdicts.map((verdict) => verdict ?? 'inconclusive');
  return GRAVEST_FIRST.find((verdict) => told.includes(verdict)) ?? '';
}

/** What an error says for whoever reads verdicts: what is refused fails; what could not be looked at is never a pass. */
export function verdictOfError(error: unknown): 'fail' | 'inconclusive' {
  return error instanceof ModelyardError && error.code === 'refused' ? 'fail' : 'inconclusive';
}
