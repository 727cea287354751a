export interface ReviewedRequest {
  readonly model: string;
  /** Commit that was merged. */
  readonly commit: string;
  readonly approval: 'merge' | 'review';
  /** An archive with more is not fetched: `input` is thrown. As many as a release can hold without it. */
  readonly mostBytes?: number;
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

/** Whether somebody with write access, who is not the author, approved what a commit of the branch brought. */
export type MergeApproval =
  | { readonly kind: 'approved'; readonly by: string; readonly pull: number }
  /** Nobody did, or nobody can know; plain text. */
  | { readonly kind: 'none'; readonly reason: string; readonly pull: number | null };

/** Where the candidates of merged changes are found. */
export interface ReviewedCandidates {
  find(request: ReviewedRequest): Promise<Reviewed>;
  /** Number of the pull request whose merge made a commit; null where there is none, or nobody knows. */
  pullOf(commit: string): Promise<number | null>;
  /** `line`: first parents from the head of the branch down to the commit that is asked for, which is the last of them. */
  approvalOf(line: readonly string[]): Promise<MergeApproval>;
}
