import type { Endpoints } from '@octokit/types';
import { DEPENDABOT } from '../../domain/lineage/choose-candidate.ts';
import type { GithubClient } from './create-client.ts';

type Run = Endpoints['GET /repos/{owner}/{repo}/actions/runs/{run_id}']['response']['data'];

/** A run with a read-only token that judged a pull request, as the platform tells it. */
export interface JudgingRun {
  readonly id: number;
  readonly attempt: number;
  /** Commit that was judged. */
  readonly head: string;
  readonly by: 'fork' | 'Dependabot';
  /** `owner/name` of the repository that the change is in. */
  readonly repository: string;
}

/** Plain text where there is nothing to post, and why. */
export type ForeignPull =
  | { readonly kind: 'found'; readonly run: JudgingRun; readonly pull: number }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The pull request that an ended run judged, when that run could not comment itself. GitHub tells no number for a fork's
 * run: it is the open pull request from the run's branch, in the run's repository, whose head is the run's commit.
 */
export async function findForeignPull(client: GithubClient, runId: number): Promise<ForeignPull> {
  const run = await client.ask('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: runId });
  const by = judgedBy(run);
  if (by === null) return none('it is a run of this repository, which comments itself');
  if (run.event !== 'pull_request') return none(`it was started by ${run.event}, not by pull_request`);
  if (run.status !== 'completed') return none('it has not ended: it was started again');
  const { head_repository: repository, head_branch: branch } = run;
  if (repository == null || branch === null) return none('the repository that it ran for is gone');
  const pulls = await client.list('GET /repos/{owner}/{repo}/pulls', {
    state: 'open',
    head: `${repository.owner.login}:${branch}`,
  });
  const [pull, another] = pulls.filter(
    ({ head }) => head.sha === run.head_sha && Number(head.repo?.id) === Number(repository.id),
  );
  if (pull === undefined)
    return none('no open pull request has its commit as head: a newer commit was pushed, or it was closed');
  if (another !== undefined)
    return none(
      `#${pull.number} and #${another.number} have the same head, and GitHub does not tell which of them it judged`,
    );
  return {
    kind: 'found',
    pull: pull.number,
    run: {
      id: Number(run.id),
      attempt: run.run_attempt ?? 1,
      head: run.head_sha,
      by,
      repository: repository.full_name,
    },
  };
}

/** null for a run of this repository's own. */
function judgedBy({ head_repository: head, repository, actor }: Run): JudgingRun['by'] | null {
  if (head == null || Number(head.id) !== Number(repository.id)) return 'fork';
  return actor?.login === DEPENDABOT ? 'Dependabot' : null;
}

function none(reason: string): ForeignPull {
  return { kind: 'none', reason };
}
