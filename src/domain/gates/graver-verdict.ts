import type { Verdict } from './gate.ts';

const GRAVEST_FIRST: readonly Verdict[] = ['fail', 'inconclusive', 'pass'];

/** Of two verdicts the one that weighs more: no before cannot tell before yes. */
export function graverVerdict(one: Verdict, other: Verdict): Verdict {
  return GRAVEST_FIRST.find((verdict) => verdict === one || verdict === other) ?? 'fail';
}
