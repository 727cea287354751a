import type { Signature } from '../../../domain/versions/signature-changes.ts';
import type { EvaluateRecord } from '../../../records/evaluate.ts';

/** How a model is fed and read, beside what its file says. */
export interface Serving {
  readonly features: readonly string[];
  readonly positive: string | null;
  readonly targets?: readonly string[] | undefined;
}

/** What callers of a model see; null where its file could not be read. */
export function servedSignature(
  signature: EvaluateRecord['signature'],
  { features, positive, targets }: Serving,
): Signature | null {
  if (signature === null) return null;
  return { ...signature, features, positive, ...(targets === undefined ? {} : { targets }) };
}
