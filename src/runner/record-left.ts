import { readFile } from 'node:fs/promises';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import type { ProjectConfig } from '../config/resolved.ts';
import { recordPath } from '../records/store.ts';
import type { ActionDefinition } from './action-definitions.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { RecordFacts } from './action-outputs.ts';

/** What each action leaves in `.modelyard/<model>` where it is not called like the action. */
const RECORDS: Readonly<Record<string, string>> = { rollback: 'deploy' };

interface Call {
  readonly definition: ActionDefinition;
  readonly inputs: ActionInputs;
  readonly event: GithubEvent | null;
  /** RFC 3339, UTC: what is older is not of this step. */
  readonly startedAt: string;
}

/**
 * The record of a step that ended in an error all the same: a deployment whose target failed is recorded before the error is told.
 * null where there is none of this very step, or where several models ran.
 */
export async function recordLeft(project: ProjectConfig, call: Call): Promise<RecordFacts | null> {
  const { definition, inputs, event, startedAt } = call;
  const named = inputs.value('model') || project.models.map(({ name }) => name).join(',');
  const model = project.models.find(({ name }) => name === named.trim());
  if (model === undefined || event === null) return null;
  const path = recordPath(project.directory, model.name, RECORDS[definition.name] ?? definition.name);
  const record = await readFile(path, 'utf8')
    .then((text) => JSON.parse(text) as RecordFacts)
    .catch(() => null);
  const isOfThisStep =
    record !== null &&
    record.run === event.run &&
    record.attempt === event.attempt &&
    String(record.at) >= startedAt;
  return isOfThisStep ? record : null;
}
