import type { CheckArtifact, CheckRun } from '../../domain/lineage/choose-candidate.ts';
import type { GithubClient } from './create-client.ts';

const PAGE = 100;

/** An artifact with the digest that the platform computed of its zip; null where it tells none. */
export interface ListedArtifact extends CheckArtifact {
  readonly digest: string | null;
  /** Size of its zip. */
  readonly bytes: number;
}

/** Runs on pull requests that judged a commit, and their artifacts. */
export async function checksOf(
  client: GithubClient,
  commit: string,
): Promise<{ readonly runs: readonly CheckRun[]; readonly artifacts: readonly ListedArtifact[] }> {
  const runs = await runsOf(client, commit);
  const artifacts = await Promise.all(runs.map(({ id }) => artifactsOf(client, id)));
  return { runs, artifacts: artifacts.flat() };
}

async function runsOf({ ask }: GithubClient, commit: string): Promise<CheckRun[]> {
  const runs: CheckRun[] = [];
  for (let page = 1; ; page++) {
    const { workflow_runs: found } = await ask('GET /repos/{owner}/{repo}/actions/runs', {
      head_sha: commit,
      event: 'pull_request',
      per_page: PAGE,
      page,
    });
    for (const run of found) {
      runs.push({
        id: Number(run.id),
        path: run.path.replace(/@.*$/, ''),
        event: run.event,
        headSha: run.head_sha,
        headBranch: run.head_branch ?? '',
        headRepositoryId: run.head_repository == null ? null : Number(run.head_repository.id),
        actor: run.actor?.login ?? '',
        createdAt: run.created_at,
      });
    }
    if (found.length < PAGE) return runs;
  }
}

/** Artifacts of a run, of all its attempts; at most so many hundreds of them. */
export async function artifactsOf(
  { ask }: GithubClient,
  run: number,
  mostPages: number = Number.POSITIVE_INFINITY,
): Promise<ListedArtifact[]> {
  const artifacts: ListedArtifact[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const { artifacts: found } = await ask('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
      run_id: run,
      per_page: PAGE,
      page,
    });
    for (const { id, name, created_at: createdAt, expired, digest, size_in_bytes: bytes } of found)
      artifacts.push({
        id: Number(id),
        run,
        name,
        createdAt: createdAt ?? '',
        expired,
        digest: digest ?? null,
        bytes,
      });
    if (found.length < PAGE) break;
  }
  return artifacts;
}
