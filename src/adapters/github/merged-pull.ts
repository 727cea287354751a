import type { Endpoints } from '@octokit/types';
import type { MergedPull } from '../../domain/lineage/choose-candidate.ts';
import type { GithubClient } from './create-client.ts';

type Listed = Endpoints['GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls']['response']['data'][number];

export interface FoundPull {
  readonly pull: MergedPull;
  readonly repositoryId: number;
  readonly defaultBranch: string;
}

/** The pull request whose merge made a commit; null for a commit that was pushed otherwise. */
export async function mergedPull(client: GithubClient, commit: string): Promise<FoundPull | null> {
  const found = await findMerged(client, commit);
  if (found === null || found.merged_at === null) return null;
  const { repo } = found.base;
  return {
    repositoryId: Number(repo.id),
    defaultBranch: repo.default_branch,
    pull: {
      number: found.number,
      author: found.user?.login ?? '',
      headSha: found.head.sha,
      headBranch: found.head.ref,
      headRepositoryId: found.head.repo == null ? null : Number(found.head.repo.id),
      baseBranch: found.base.ref,
      mergedAt: found.merged_at,
      changesWorkflows: await changesWorkflows(client, found.number),
      siblings: await siblingsOf(client, found),
      retargetedAt: await retargetedAt(client, found.number),
    },
  };
}

/** Its number alone, with one request. */
export async function mergedPullNumber(client: GithubClient, commit: string): Promise<number | null> {
  return (await findMerged(client, commit))?.number ?? null;
}

async function findMerged(client: GithubClient, commit: string): Promise<Listed | null> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const pulls = await client.list(route, { commit_sha: commit });
  return pulls.find((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit) ?? null;
}

async function changesWorkflows(client: GithubClient, pull: number): Promise<boolean> {
  const files = await client.list('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
    pull_number: pull,
  });
  return files.some(({ filename, previous_filename: before }) =>
    [filename, before ?? ''].some((name) => name.startsWith('.github/')),
  );
}

/** Other pull requests from the branch that are open, or that showed the same commit. One that was closed long ago does not matter. */
async function siblingsOf(client: GithubClient, { number, head }: Listed): Promise<number[]> {
  const owner = head.user?.login ?? client.connection.owner;
  const pulls = await client.list('GET /repos/{owner}/{repo}/pulls', {
    head: `${owner}:${head.ref}`,
    state: 'all',
  });
  return pulls
    .filter((pull) => pull.number !== number && (pull.state === 'open' || pull.head.sha === head.sha))
    .map((pull) => pull.number);
}

/** What a run judged was held against the rules of the branch that the pull request went to then. */
export async function retargetedAt(client: GithubClient, pull: number): Promise<string | null> {
  const events = await client.list('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
    issue_number: pull,
  });
  const changes = events.filter(({ event }) => event === 'base_ref_changed');
  return (
    changes
      .map(({ created_at: at }) => at)
      .sort()
      .at(-1) ?? null
  );
}
