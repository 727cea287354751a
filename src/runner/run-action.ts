import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setSecret } from '@actions/core';
import { RUNTIME_VARIABLE } from '../adapters/add-ons/load-add-on.ts';
import { repositoryTop } from '../adapters/git/repository.ts';
import { isEnterpriseServer } from '../adapters/github/enterprise-server.ts';
import { type GithubEvent, readEvent } from '../adapters/github/read-event.ts';
import { performCommandLine } from '../cli/run-command-line.ts';
import { toldError } from '../cli/tell-error.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ProjectConfig } from '../config/resolved.ts';
import { inertLine } from '../domain/report/escape-markdown.ts';
import { ModelyardError } from '../errors.ts';
import { recordPath } from '../records/store.ts';
import { type ActionDefinition, findAction } from './action-definitions.ts';
import { type ActionInputs, commandLineOf, parseInputs } from './action-inputs.ts';
import { adoptAccepted } from './adopt-accepted.ts';
import { adoptHanded } from './adopt-handed.ts';
import { verdictOfError } from './gravest-verdict.ts';
import { installRuntime } from './install-runtime.ts';
import { postReport } from './post-report.ts';
import { publishResult, tellOutputs } from './publish-result.ts';
import { retrainingOf } from './retraining-inputs.ts';
import { stageForEvent } from './stage-for-event.ts';

/** The program that runs: its version, and its folder `runtime/` with the lock file of the add-ons. */
export interface Program {
  readonly toolkit: string;
  readonly runtime: string;
}

/**
 * Runs one action: inputs come as JSON on stdin, so that no process of the job can read the token from an environment.
 * Outputs, job summary and annotations are written whatever happens; returns the exit code.
 */
export async function runAction(name: string, program: Program): Promise<number> {
  const definition = findAction(name);
  try {
    if (definition === null) throw new ModelyardError('usage', `there is no action ${JSON.stringify(name)}`);
    const inputs = parseInputs(readFileSync(0, 'utf8'), definition);
    return await runWith(definition, inputs, program);
  } catch (error) {
    const { exitCode, text } = toldError(error);
    process.stderr.write(text);
    if (definition !== null) tellOutputs(definition, { verdict: verdictOfError(error) });
    return exitCode;
  }
}

async function runWith(
  definition: ActionDefinition,
  inputs: ActionInputs,
  { toolkit, runtime }: Program,
): Promise<number> {
  const startedAt = new Date().toISOString();
  acceptToken(inputs.value('token'));
  process.chdir(resolve(inputs.value('working-directory') || '.'));
  const event = readEvent(process.env);
  if (definition.name === 'post-report')
    return postReport({ event, author: inputs.value('comment-author'), toolkit });
  // A mistake in these inputs is told before anything runs.
  if (definition.name === 'monitor') retrainingOf(inputs, event);
  const command = definition.name === 'pipeline' ? stageForEvent(event) : definition.name;
  if (definition.needsAddOns) await provideAddOns(runtime);
  if (definition.takesAccepted === true) await takeAccepted({ inputs, event });
  if (inputs.isOn('between-jobs')) await takeHanded(definition, { inputs, event });
  const args = commandLineOf(command, definition, inputs);
  const performed = await performCommandLine(args, toolkit, async ({ text }) => tellText(command, text));
  return publishResult({ definition, inputs, event, performed, toolkit, startedAt });
}

/** What the command says to people. A report stands in the job summary; elsewhere it is the log that tells. */
function tellText(command: string, text: string): void {
  if (command === 'report' || text === '') return;
  process.stderr.write(`${text.trimEnd().split('\n').map(inertLine).join('\n')}\n`);
}

function projectOf(inputs: ActionInputs): Promise<ProjectConfig> {
  const file = inputs.value('config');
  return loadConfig({ cwd: process.cwd(), file: file === '' ? null : file, repositoryTop });
}

/** Where the download steps of the actions put the artifacts of this run. */
function downloads(name: string): string {
  return join(process.env.RUNNER_TEMP ?? tmpdir(), name);
}

interface Given {
  readonly inputs: ActionInputs;
  readonly event: GithubEvent | null;
}

const NO_ARTIFACTS =
  'on GitHub Enterprise Server the actions have no artifacts that could go from job to job';

/** The records of a stage that ran in another job. */
async function takeHanded(
  { goesOnFrom: stages = [] }: ActionDefinition,
  { inputs, event: ci }: Given,
): Promise<void> {
  if (ci !== null && isEnterpriseServer(ci.serverUrl))
    throw new ModelyardError('usage', `between-jobs: ${NO_ARTIFACTS}`, {
      hint: 'Run the stages in one job, without between-jobs.',
    });
  if (stages.length === 0) return;
  await adoptHanded(await projectOf(inputs), { ci, stages, folder: downloads('modelyard-handed') });
}

/** The job that may write runs no model, so it needs what accept left; without artifacts that is in this very job. */
async function takeAccepted({ inputs, event }: Given): Promise<void> {
  const project = await projectOf(inputs);
  const onServer = event !== null && isEnterpriseServer(event.serverUrl);
  const adopted = await adoptAccepted(project, downloads('modelyard-accepted'));
  const isHere = ({ name }: { readonly name: string }) =>
    existsSync(recordPath(project.directory, name, 'accept'));
  if (adopted.length > 0 || (onServer && project.models.some(isHere))) return;
  throw new ModelyardError('refused', 'accept left nothing in this run that could be released', {
    hint: onServer
      ? `Run modelyard/modelyard/actions/accept in the same job before this step: ${NO_ARTIFACTS}.`
      : 'Let a job with modelyard/modelyard/actions/accept run before this one, and name it under `needs:`.',
  });
}

/** From here on the forge finds the token where it looks for one, and the log shows stars in its place. */
function acceptToken(token: string): void {
  if (token === '') return;
  setSecret(token);
  process.env.GITHUB_TOKEN = token;
}

/** The add-ons beside the program serve a checkout with `node_modules`; the published action has none and installs them once a job. */
async function provideAddOns(source: string): Promise<void> {
  if ((process.env[RUNTIME_VARIABLE] ?? '') !== '') return;
  const toolCache = process.env.RUNNER_TOOL_CACHE ?? process.env.RUNNER_TEMP ?? '';
  if (toolCache === '')
    throw new ModelyardError(
      'outside',
      'neither RUNNER_TOOL_CACHE nor RUNNER_TEMP says where add-ons may be kept',
    );
  process.env[RUNTIME_VARIABLE] = await installRuntime({
    source,
    toolCache,
    signal: AbortSignal.timeout(10 * 60_000),
    tell: (text) => process.stderr.write(`${text}\n`),
  });
}
