import { warning } from '@actions/core';
import { createCommentApi } from '../adapters/github/comment-api.ts';
import { connectGithub } from '../adapters/github/connect.ts';
import type { EventPull, GithubEvent } from '../adapters/github/read-event.ts';
import { postComment } from '../adapters/github/sticky-comment.ts';
import { ModelyardError, messageOf } from '../errors.ts';

export interface ReportText {
  readonly model: string;
  /** For the job summary. */
  readonly markdown: string;
  /** As long as a comment may be. */
  readonly comment: string;
}

export interface CommentRequest {
  readonly event: GithubEvent;
  readonly pull: EventPull;
  readonly reports: readonly ReportText[];
  /** Login of the token's owner. */
  readonly author: string;
  /** Top of the work tree. */
  readonly repository: string;
  readonly toolkit: string;
}

/**
 * One comment per model on the pull request. A comment that cannot be posted is a warning: the verdict is the step's exit code,
 * and the report stands in the job summary, too. Forks and Dependabot have read-only tokens; nothing is tried for them.
 */
export async function postComments(request: CommentRequest): Promise<void> {
  const { pull, reports } = request;
  if (reports.length === 0) return;
  if (pull.foreign !== null) {
    tell(
      'the token of a fork or of Dependabot may not comment: the report is in the job summary, and post-report may post it',
    );
    return;
  }
  try {
    await postAll(request);
  } catch (error) {
    const hint = error instanceof ModelyardError && error.hint !== undefined ? `\n${error.hint}` : '';
    warning(`${messageOf(error)}${hint}`, { title: 'The comment could not be posted' });
  }
}

async function postAll({ event, pull, reports, author, repository, toolkit }: CommentRequest): Promise<void> {
  const client = await connectGithub({
    repository,
    environment: process.env,
    toolkit,
    signal: new AbortController().signal,
    note: tell,
  });
  const api = createCommentApi(client);
  for (const { model, comment } of reports) {
    const stamp = { head: pull.head, run: event.run, attempt: event.attempt };
    const outcome = await postComment(api, { pull: pull.number, key: model, author, body: comment, stamp });
    tell(`${model}: comment ${outcome}`);
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
