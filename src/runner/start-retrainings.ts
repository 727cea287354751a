import { notice, warning } from '@actions/core';
import { connectGithub } from '../adapters/github/connect.ts';
import { createGithubLog } from '../adapters/github/github-log.ts';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { type RetrainingOutcome, startRetraining } from '../adapters/github/start-retraining.ts';
import { createWorkflowApi } from '../adapters/github/workflow-api.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import type { MonitorRecord } from '../records/monitor.ts';
import type { Retraining } from './retraining-inputs.ts';

export interface RetrainingsRequest extends Retraining {
  readonly event: GithubEvent;
  readonly records: readonly MonitorRecord[];
  /** Top of the work tree. */
  readonly repository: string;
  readonly toolkit: string;
}

/**
 * Starts the training of each model that is not well, at most once per cool-down. That it cannot be started is a warning:
 * the verdict is the step's exit code.
 */
export async function startRetrainings(request: RetrainingsRequest): Promise<void> {
  const models = request.records.filter(({ verdict }) => verdict === 'fail').map(({ model }) => model);
  if (models.length === 0) return;
  try {
    await startAll(request, models);
  } catch (error) {
    const hint = error instanceof ModelyardError && error.hint !== undefined ? `\n${error.hint}` : '';
    warning(`${messageOf(error)}${hint}`, { title: 'The retraining could not be started' });
  }
}

async function startAll(
  { event, repository, toolkit, workflow, coolDownMs }: RetrainingsRequest,
  models: readonly string[],
): Promise<void> {
  const signal = new AbortController().signal;
  const client = await connectGithub({ repository, environment: process.env, toolkit, signal, note: tell });
  const ports = {
    log: createGithubLog(client),
    api: createWorkflowApi(client, { workflow, branch: event.defaultBranch ?? '' }),
  };
  for (const model of models) {
    const outcome = await startRetraining(ports, {
      model,
      workflow,
      coolDownMs,
      run: event.run,
      now: new Date(),
    });
    const text = `${model}: ${outcomeText(outcome, workflow)}`;
    if (outcome.kind === 'unseen') warning(text, { title: 'Retraining' });
    else if (outcome.kind === 'cooling') tell(text);
    else notice(`${text}: ${event.serverUrl}/${event.repository}/actions/runs/${outcome.run}`);
  }
}

function outcomeText(outcome: RetrainingOutcome, workflow: string): string {
  switch (outcome.kind) {
    case 'started':
      return `${workflow} was started`;
    case 'found':
      return `${workflow} was started by a run that did not end`;
    case 'cooling':
      return `${workflow} was started at ${outcome.since} and is not started again within the cool-down`;
    case 'unseen':
      return `${workflow} was asked for and no run of it shows up; the next run of the monitor looks again`;
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
