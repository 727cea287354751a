import type { Approval } from '../../domain/lineage/choose-candidate.ts';
import type { GithubClient } from './create-client.ts';
import { orNull } from './github-error.ts';

const MAY_WRITE = new Set(['admin', 'maintain', 'write']);

/**
 * Approving reviews that count: each person's last word, by somebody who may write and did not open the pull request.
 * A review that was dismissed, or followed by a request for changes, is none.
 */
export async function approvalsOf(client: GithubClient, pull: number): Promise<Approval[]> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const { user } = await client.ask(route, { pull_number: pull });
  const reviews = await client.list('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    pull_number: pull,
  });
  const lastWords = new Map<string, (typeof reviews)[number]>();
  for (const review of reviews) {
    const login = review.user?.login;
    if (
      login !== undefined &&
      login !== user?.login &&
      review.state !== 'COMMENTED' &&
      review.state !== 'PENDING'
    )
      lastWords.set(login, review);
  }
  const approving = [...lastWords].filter(([, { state }]) => state === 'APPROVED');
  const approvals: Approval[] = [];
  for (const [by, { submitted_at: at, commit_id: commit }] of approving) {
    if (at != null && commit != null && (await mayWrite(client, by))) approvals.push({ by, at, commit });
  }
  return approvals;
}

async function mayWrite({ ask }: GithubClient, login: string): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
  const answer = await orNull(ask(route, { username: login }));
  // `permission` tells maintain as write; a custom role has its base role there.
  return answer !== null && MAY_WRITE.has(answer.permission);
}
