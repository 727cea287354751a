/** Of several verdicts the first that occurs of these; '' where one is missing: nothing can be said for all of them. */
const GRAVEST_FIRST = ['fail', 'inconclusive', 'insufficient', 'pass'];

export function gravestVerdict(verdicts: readonly (string | null)[]): string {
  if (verdicts.includes('fail')) return 'fail';
  if (verdicts.length === 0 || verdicts.includes(null)) return '';
  return GRAVEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? '';
}
