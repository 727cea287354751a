import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setSecret } from '@actions/core';
import { RUNTIME_VARIABLE } from '../adapters/add-ons/load-add-on.ts';
import { repositoryTop } from '../adapters/git/repository.ts';
import { readEvent } from '../adapters/github/read-event.ts';
import { performCommandLine } from '../cli/run-command-line.ts';
import { toldError } from '../cli/tell-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { inertLine } from '../domain/report/escape-markdown.ts';
import { ModelyardError } from '../errors.ts';
import { type ActionDefinition, findAction } from './action-definitions.ts';
import { type ActionInputs, commandLineOf, parseInputs } from './action-inputs.ts';
import { adoptAccepted } from './adopt-accepted.ts';
import { installRuntime } from './install-runtime.ts';
import { publishResult } from './publish-result.ts';
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
  try {
    const definition = findAction(name);
    if (definition === null) throw new ModelyardError('usage', `there is no action ${JSON.stringify(name)}`);
    const inputs = parseInputs(readFileSync(0, 'utf8'), definition);
    return await runWith(definition, inputs, program);
  } catch (error) {
    const { exitCode, text } = toldError(error);
    process.stderr.write(text);
    return exitCode;
  }
}

async function runWith(
  definition: ActionDefinition,
  inputs: ActionInputs,
  { toolkit, runtime }: Program,
): Promise<number> {
  acceptToken(inputs.value('token'));
  process.chdir(resolve(inputs.value('working-directory') || '.'));
  const event = readEvent(process.env);
  // A mistake in these inputs is told before anything runs.
  if (definition.name === 'monitor') retrainingOf(inputs, event);
  const command = definition.name === 'pipeline' ? stageForEvent(event) : definition.name;
  if (definition.needsAddOns) await provideAddOns(runtime);
  if (definition.takesAccepted === true) await takeAccepted(inputs);
  const args = commandLineOf(command, definition, inputs);
  const performed = await performCommandLine(args, toolkit, async ({ text }) => tellText(command, text));
  return publishResult({ definition, inputs, event, performed, toolkit });
}

/** What the command says to people. A report stands in the job summary; elsewhere it is the log that tells. */
function tellText(command: string, text: string): void {
  if (command === 'report' || text === '') return;
  process.stderr.write(`${text.trimEnd().split('\n').map(inertLine).join('\n')}\n`);
}

/** The job that may write runs no model, so it needs what accept left. */
async function takeAccepted(inputs: ActionInputs): Promise<void> {
  const file = inputs.value('config');
  const project = await loadConfig({ cwd: process.cwd(), file: file === '' ? null : file, repositoryTop });
  const folder = join(process.env.RUNNER_TEMP ?? tmpdir(), 'modelyard-accepted');
  const adopted = await adoptAccepted(project, folder);
  if (adopted.length > 0) return;
  throw new ModelyardError('refused', 'accept left nothing in this run that could be released', {
    hint: 'Let a job with modelyard/modelyard/actions/accept run before this one, and name it under `needs:`.',
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
