import { newestApproval } from '../../domain/lineage/choose-candidate.ts';
import type { MergeApproval } from '../../ports/reviewed-candidates.ts';
import { approvalsOf } from './approvals.ts';
import type { GithubClient } from './create-client.ts';
import { retargetedAt } from './merged-pull.ts';

/** Who approved the pull request that brought a commit of the default branch; the commit is the last of `line`, the head the first. */
export async function approvalOfMerge(client: GithubClient, line: readonly string[]): Promise<MergeApproval> {
  const commit = line.at(-1) ?? '';
  const number = await pullThatBrought(client, line);
  if (number === null)
    return {
      kind: 'none',
      reason: `${commit.slice(0, 7)} came by no pull request: it was pushed directly`,
      pull: null,
    };
  const { user, head, base, ...pull } = await client.ask('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    pull_number: number,
  });
  const none = (reason: string) => ({
    kind: 'none' as const,
    reason: `pull request ${number} ${reason}`,
    pull: number,
  });
  if (pull.merged_at === null || base.ref !== base.repo.default_branch)
    return none(`went to ${base.ref}, not to ${base.repo.default_branch}`);
  const approval = newestApproval({
    approvals: await approvalsOf(client, number),
    pull: { author: user?.login ?? '', headSha: head.sha, mergedAt: pull.merged_at },
  });
  if (approval === null)
    return none('was merged without a review of its last commit by somebody else who may write');
  const retargeted = await retargetedAt(client, number);
  if (retargeted !== null && approval.at <= retargeted)
    return none('was approved before it was sent to another branch');
  return { kind: 'approved', by: approval.by, pull: number };
}

/**
 * By its merge commit, or as one of the commits of a rebase, which lie right below it and are as many as the pull request
 * had; whatever else the platform lists for a commit did not bring it.
 */
async function pullThatBrought(client: GithubClient, line: readonly string[]): Promise<number | null> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const listed = await client.list(route, { commit_sha: line.at(-1) ?? '' });
  for (const { number, merged_at: mergedAt, merge_commit_sha: merge } of listed) {
    const above = merge === null ? -1 : line.indexOf(merge);
    if (mergedAt === null || above === -1) continue;
    const depth = line.length - 1 - above;
    if (depth === 0) return number;
    const { commits } = await client.ask('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      pull_number: number,
    });
    if (depth < commits) return number;
  }
  return null;
}
