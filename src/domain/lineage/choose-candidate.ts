/** A pull request as the platform tells it after the merge. */
export interface MergedPull {
  readonly number: number;
  readonly author: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headRepositoryId: number | null;
  readonly baseBranch: string;
  /** RFC 3339, UTC. */
  readonly mergedAt: string;
  /** Its files include one under `.github/`. */
  readonly changesWorkflows: boolean;
  /** Other merged or open pull requests from the same branch. */
  readonly siblings: readonly number[];
  /** When it was last sent to another branch, RFC 3339, UTC; null: it always went to this one. */
  readonly retargetedAt: string | null;
}

/** One run of a workflow. */
export interface CheckRun {
  readonly id: number;
  /** `.github/workflows/check.yml`, without what follows an @. */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headRepositoryId: number | null;
  /** Login of whoever started it; '' where the platform tells none. */
  readonly actor: string;
  /** Of its first attempt, RFC 3339, UTC: a later attempt still judges what the event said then. */
  readonly createdAt: string;
}

export interface CheckArtifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly expired: boolean;
}

/** An approving review by somebody with write access who is not the author. */
export interface Approval {
  readonly by: string;
  readonly at: string;
  readonly commit: string;
}

export interface ChoiceRequest {
  readonly model: string;
  readonly repositoryId: number;
  readonly defaultBranch: string;
  /** Workflow whose runs count. */
  readonly workflow: string;
  /** merge: the merge approves. review: only a review of the head commit does. */
  readonly approval: 'merge' | 'review';
  readonly pull: MergedPull;
  readonly runs: readonly CheckRun[];
  readonly artifacts: readonly CheckArtifact[];
  readonly approvals: readonly Approval[];
}

/** Artifacts of the reviewed candidate, newest first, or why none can be taken. Plain text. */
export type Choice =
  | {
      readonly kind: 'chosen';
      readonly artifacts: readonly CheckArtifact[];
      readonly approvedBy: string | null;
    }
  | { readonly kind: 'mismatch'; readonly reason: string }
  /** Its checks ran with a fork's token: nothing of them is taken, and what was merged has to be trained here. */
  | { readonly kind: 'foreign'; readonly reason: string; readonly approvedBy: string | null };

/**
 * Finds the candidate that was reviewed, by what the platform says of pull request, runs and artifacts and never by what a
 * comment or a record claims. Without a review every attempt older than the merge is returned: their bytes must agree.
 */
export function chooseCandidate(request: ChoiceRequest): Choice {
  const refused = pullProblem(request);
  if (refused !== null) return mismatch(refused);
  const approval = newestApproval(request);
  if (approval === null && request.approval === 'review')
    return mismatch('nobody with write access but the author approved the last commit');
  const foreign = foreignReason(request);
  if (foreign !== null) return { kind: 'foreign', reason: foreign, approvedBy: approval?.by ?? null };
  const siblings = siblingsProblem(request);
  if (siblings !== null) return mismatch(siblings);
  const candidates = candidatesOf(request);
  if (candidates.length === 0 && request.pull.retargetedAt !== null)
    return mismatch(
      `pull request ${request.pull.number} was sent to another branch at ${request.pull.retargetedAt}, and no run of ${request.workflow} that began after that left a candidate`,
    );
  if (candidates.length === 0)
    return mismatch(`no run of ${request.workflow} for the last commit left a candidate`);
  const until = approval?.at ?? request.pull.mergedAt;
  const reviewed = candidates.filter(({ createdAt }) => createdAt <= until);
  if (reviewed.length === 0) return mismatch('every candidate is newer than the approval');
  const taken = approval === null ? reviewed : reviewed.slice(0, 1);
  if (taken.some(({ expired }) => expired)) return mismatch('the artifact with the candidate has expired');
  return { kind: 'chosen', artifacts: taken, approvedBy: approval?.by ?? null };
}

function mismatch(reason: string): Choice {
  return { kind: 'mismatch', reason };
}

function pullProblem({ pull, defaultBranch }: ChoiceRequest): string | null {
  const { number, baseBranch, changesWorkflows } = pull;
  if (baseBranch !== defaultBranch)
    return `pull request ${number} went to ${baseBranch}, not to ${defaultBranch}`;
  if (changesWorkflows) return `pull request ${number} changed files under .github/`;
  return null;
}

/** Which of two pull requests a run judged cannot be told; where nothing of the run is taken it need not be. */
function siblingsProblem({ pull: { siblings } }: ChoiceRequest): string | null {
  if (siblings.length === 0) return null;
  return `its branch has another pull request, too: ${siblings.map((sibling) => `#${sibling}`).join(', ')}`;
}

/** Its runs have a fork's token and none of the secrets, on branches of this repository. */
export const DEPENDABOT = 'dependabot[bot]';

function foreignReason({ pull, repositoryId }: ChoiceRequest): string | null {
  const { number, headRepositoryId, author } = pull;
  if (headRepositoryId !== repositoryId)
    return `pull request ${number} came from a fork, and nothing that a fork’s run made is released`;
  if (author !== DEPENDABOT) return null;
  return `pull request ${number} is Dependabot’s, and nothing that its runs made is released`;
}

/** The newest review that approved the last commit before the merge; null where none did. */
export function newestApproval({
  approvals,
  pull,
}: {
  readonly approvals: readonly Approval[];
  readonly pull: Pick<MergedPull, 'author' | 'headSha' | 'mergedAt'>;
}): Approval | null {
  const valid = approvals.filter(
    ({ by, commit, at }) => by !== pull.author && commit === pull.headSha && at <= pull.mergedAt,
  );
  return valid.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

function candidatesOf({
  model,
  pull,
  repositoryId,
  workflow,
  runs,
  artifacts,
}: ChoiceRequest): CheckArtifact[] {
  const checks = runs.filter(
    (run) =>
      run.path === workflow &&
      run.event === 'pull_request' &&
      run.headRepositoryId === repositoryId &&
      run.actor !== DEPENDABOT &&
      run.headBranch === pull.headBranch &&
      run.headSha === pull.headSha &&
      (pull.retargetedAt === null || run.createdAt > pull.retargetedAt),
  );
  const ids = new Set(checks.map(({ id }) => id));
  return artifacts
    .filter(({ run, name }) => ids.has(run) && isCandidateOf(name, model))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** `modelyard-<model>-check-<digits>-<attempt>`, or `modelyard-all-…` of a run over several models. */
export function isCandidateOf(name: string, model: string): boolean {
  const [, of] = /^modelyard-(.+)-check-(?:[0-9a-f]{12}|none)-\d+$/.exec(name) ?? [];
  return of === model || of === 'all';
}
