export interface ReviewedRequest {
  readonly model: string;
  /** Commit that was merged. */
  readonly commit: string;
  readonly approval: 'merge' | 'review';
}

/** Archives of records and candidate as the check left them, on this machine. Nothing in them is trusted by name. */
export type Reviewed =
  | {
      readonly kind: 'found';
      /** Newest first; without an approval every attempt, and their bytes must agree. */
      readonly archives: readonly string[];
      readonly pull: number | null;
      readonly approvedBy: string | null;
    }
  | { readonly kind: 'none'; readonly reason: string }
  /** Judged by a fork's run, of which nothing may be taken: to be trained here. */
  | {
      readonly kind: 'foreign';
      readonly reason: string;
      readonly pull: number;
      readonly approvedBy: string | null;
    };

/** Where the candidates of merged changes are found. */
export interface ReviewedCandidates {
  find(request: ReviewedRequest): Promise<Reviewed>;
  /** Number of the pull request whose merge made a commit; null where there is none, or nobody knows. */
  pullOf(commit: string): Promise<number | null>;
}
