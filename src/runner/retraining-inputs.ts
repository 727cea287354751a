import { basename } from 'node:path';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { durationMs } from '../config/schema/parts.ts';
import { ModelyardError } from '../errors.ts';
import type { ActionInputs } from './action-inputs.ts';

export interface Retraining {
  /** File of the workflow, without its folder. */
  readonly workflow: string;
  readonly coolDownMs: number;
}

const LEAST_COOL_DOWN_MS = 3_600_000;

/**
 * What `retrain-workflow` and `cool-down` ask for; null where nothing is to be started: nothing was named, or this run is
 * not of the default branch. Throws `usage` for what could run in a circle, or is no workflow and no time.
 */
export function retrainingOf(
  inputs: ActionInputs,
  event: GithubEvent | null,
  running = process.env.GITHUB_WORKFLOW_REF ?? '',
): Retraining | null {
  const written = inputs.value('retrain-workflow');
  if (written === '') return null;
  const workflow = written.replace(/^\.github\/workflows\//, '');
  if (!/^[\w.-]+\.ya?ml$/.test(workflow))
    throw new ModelyardError(
      'usage',
      `input retrain-workflow: ${JSON.stringify(written)} is no file of .github/workflows`,
    );
  if (basename(running.replace(/@.*$/, '')) === workflow)
    throw new ModelyardError('usage', `input retrain-workflow: ${workflow} would start itself`, {
      hint: 'Name the workflow that trains; examples/workflows/retrain.yml is one.',
    });
  const coolDownMs = coolDownOf(inputs.value('cool-down'));
  const isOfDefault = event?.pull === null && event.ref === `refs/heads/${event.defaultBranch}`;
  return isOfDefault ? { workflow, coolDownMs } : null;
}

function coolDownOf(written: string): number {
  const ms = durationMs(written);
  if (ms >= LEAST_COOL_DOWN_MS) return ms;
  throw new ModelyardError(
    'usage',
    `input cool-down: expected a time such as 7d or 12h, at least 1h, found ${JSON.stringify(written)}`,
  );
}
