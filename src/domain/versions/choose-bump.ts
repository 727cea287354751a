import { type Signature, signatureChanges } from './signature-changes.ts';
import type { Bump } from './version.ts';

export interface BumpFacts {
  readonly before: Signature | null;
  readonly after: Signature | null;
  /** Why the gates show an improvement; null when they do not. */
  readonly improvement: string | null;
}

export interface ChosenBump {
  readonly bump: Bump;
  readonly reason: string;
}

/** major: callers break. minor: provably better, or callers may use more. patch: otherwise. */
export function chooseBump({ before, after, improvement }: BumpFacts): ChosenBump {
  const changes = before === null || after === null ? null : signatureChanges(before, after);
  const reasons = (bump: 'major' | 'minor') =>
    (changes ?? []).filter((change) => change.bump === bump).map(({ what }) => what);
  const breaking = reasons('major');
  if (breaking.length > 0) return { bump: 'major', reason: firstOf(breaking) };
  if (improvement !== null) return { bump: 'minor', reason: improvement };
  const added = reasons('minor');
  if (added.length > 0) return { bump: 'minor', reason: firstOf(added) };
  return {
    bump: 'patch',
    reason: `${changes === null ? 'the signatures cannot be compared' : 'same signature'}, no provable improvement`,
  };
}

function firstOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}
