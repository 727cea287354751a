import { warning } from '@actions/core';
import { connectGithub } from '../adapters/github/connect.ts';
import { createIssueApi } from '../adapters/github/issue-api.ts';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { closeIssue, keepIssueOpen } from '../adapters/github/sticky-issue.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import type { MonitorRecord } from '../records/monitor.ts';
import { alarmText, wellAgainText } from '../stages/monitor/monitor-issue.ts';

export interface IssuesRequest {
  readonly event: GithubEvent;
  readonly records: readonly MonitorRecord[];
  /** Login of the token's owner. */
  readonly author: string;
  /** Top of the work tree. */
  readonly repository: string;
  readonly toolkit: string;
}

/**
 * One open issue for each model that is not well, closed when it is well again; too few rows to judge change nothing. An
 * issue that cannot be written is a warning: the verdict is the step's exit code, and the log keeps the record.
 */
export async function keepIssues(request: IssuesRequest): Promise<void> {
  const judged = request.records.filter(({ verdict }) => verdict !== 'insufficient');
  if (judged.length === 0) return;
  try {
    await keepAll(request, judged);
  } catch (error) {
    const hint = error instanceof ModelyardError && error.hint !== undefined ? `\n${error.hint}` : '';
    warning(`${messageOf(error)}${hint}`, { title: 'The issue could not be written' });
  }
}

async function keepAll(
  { event, author, repository, toolkit }: IssuesRequest,
  records: readonly MonitorRecord[],
): Promise<void> {
  const signal = new AbortController().signal;
  const client = await connectGithub({ repository, environment: process.env, toolkit, signal, note: tell });
  const api = createIssueApi(client);
  const url = `${event.serverUrl}/${event.repository}/actions/runs/${event.run}`;
  for (const record of records) {
    const owner = { key: record.model, author, run: { id: event.run, attempt: event.attempt } };
    const outcome =
      record.verdict === 'fail'
        ? await keepIssueOpen(api, owner, alarmText(record, url))
        : await closeIssue(api, owner, wellAgainText(record, url));
    if (outcome !== 'none') tell(`${record.model}: issue ${outcome}`);
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
