import type { ReleaseForge } from '../../ports/forge.ts';
import type { ReviewedCandidates } from '../../ports/reviewed-candidates.ts';
import type { AcceptRecord } from '../../records/accept.ts';
import type { Verdict } from '../../records/common.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';

export interface AcceptPorts {
  readonly releases: ReleaseForge;
  readonly reviewed: ReviewedCandidates;
  /** Judges the candidate of this checkout again, with this checkout's code and today's baseline; writes nothing. */
  readonly reevaluate: () => Promise<EvaluateRecord>;
  /** Validates, trains and evaluates anew. */
  readonly retrain: () => Promise<Retrained>;
}

export interface Retrained {
  /** Of the whole. */
  readonly verdict: Verdict;
  /** Digest of the candidate; null where none was trained. */
  readonly candidate: string | null;
  /** Of what was trained from; null where nothing was trained. */
  readonly inputDigest: string | null;
}

/** What is checked out. */
export interface Merged {
  readonly commit: string;
  readonly inputDigest: string;
}

/** What accept decided; the record without its header. */
export type Findings = Pick<
  AcceptRecord,
  'verdict' | 'outcome' | 'candidate' | 'mismatch' | 'approvedBy' | 'reason'
> & { readonly pull: number | null };

/** Why a reviewed candidate is not what was merged. */
export interface Mismatch {
  readonly mismatch: string;
  readonly pull: number | null;
  /** Set where nothing could be reviewed in the first place, since a fork's run judged it; `by` approved the change. */
  readonly foreign?: { readonly by: string | null };
}
