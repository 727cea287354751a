import type { GithubClient } from './create-client.ts';
import { orNull } from './github-error.ts';
import { isAnswered, seenLater } from './seen-later.ts';
import type { CommentApi } from './sticky-comment.ts';

/** Comments of this repository's pull requests. */
export function createCommentApi({ ask, list, patience }: GithubClient): CommentApi {
  return {
    async headOf(pull) {
      const { head } = await ask('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: pull });
      return head.sha;
    },
    async listComments(pull) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const comments = await list(route, { issue_number: pull });
      return comments.map(({ id, user, body }) => ({
        id: Number(id),
        author: user?.login ?? '',
        body: body ?? '',
      }));
    },
    createComment: (pull, body) =>
      isAnswered(
        ask('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: pull, body }),
      ),
    async updateComment(id, body) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      await seenLater(orNull(ask(route, { comment_id: id, body })));
    },
    async deleteComment(id) {
      await seenLater(
        orNull(ask('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id })),
      );
    },
    pause: (round) => patience.sleep(patience.pausesMs[round] ?? patience.pausesMs.at(-1) ?? 0),
  };
}
