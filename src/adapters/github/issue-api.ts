import type { GithubClient } from './create-client.ts';
import { seenLater } from './seen-later.ts';
import type { IssueApi } from './sticky-issue.ts';

/** Issues of this repository. Pull requests are issues, too, and left out. */
export function createIssueApi({ ask, list }: GithubClient): IssueApi {
  return {
    async listOpen() {
      const issues = await list('GET /repos/{owner}/{repo}/issues', { state: 'open' });
      return issues
        .filter(({ pull_request }) => pull_request === undefined)
        .map(({ number, user, title, body }) => ({
          number,
          author: user?.login ?? '',
          title,
          body: body ?? '',
        }));
    },
    open: (text) => seenLater(ask('POST /repos/{owner}/{repo}/issues', { ...text })),
    update: (issue_number, text) =>
      seenLater(ask('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { issue_number, ...text })),
    close: (issue_number, reason) =>
      seenLater(
        ask('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
          issue_number,
          state: 'closed',
          state_reason: reason,
        }),
      ),
    async commentsOf(issue_number) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const comments = await list(route, { issue_number });
      return comments.map(({ user, body }) => ({ author: user?.login ?? '', body: body ?? '' }));
    },
    comment: (issue_number, body) =>
      seenLater(ask('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number, body })),
  };
}
