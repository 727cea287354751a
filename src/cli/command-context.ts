import { performance } from 'node:perf_hooks';
import { repositoryTop } from '../adapters/git/repository.ts';
import { readEvent } from '../adapters/github/read-event.ts';
import { CONFIG_NAME, loadConfig } from '../config/load-config.ts';
import { nearest } from '../config/nearest.ts';
import type { ModelConfig, ProjectConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { StageContext } from '../stages/context.ts';
import { chooseForge } from './choose-forge.ts';
import { foreignOutput } from './foreign-output.ts';
import type { CommandLine } from './parse-command-line.ts';
import { createServices, type Services } from './services.ts';
import type { TerminalReporter } from './terminal-reporter.ts';

/** What a command works with. */
export interface CommandContext {
  readonly line: CommandLine;
  readonly project: ProjectConfig;
  readonly services: Services;
  readonly reporter: TerminalReporter;
  readonly clock: Clock;
  readonly toolkit: string;
  /** Fires on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  /** Models that `--model` names; all without it. */
  readonly models: readonly ModelConfig[];
  stageContext(model: ModelConfig): StageContext;
}

export const CLOCK: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };

interface Given {
  readonly line: CommandLine;
  readonly reporter: TerminalReporter;
  readonly toolkit: string;
  readonly signal: AbortSignal;
}

export async function createCommandContext({
  line,
  reporter,
  toolkit,
  signal,
}: Given): Promise<CommandContext> {
  const project = await loadConfig({ cwd: process.cwd(), file: line.text('config'), repositoryTop });
  const forge = await chooseForge(line, project.repository);
  const clock = CLOCK;
  return {
    line,
    project,
    services: createServices({
      clock,
      host: { cwd: project.directory, environment: process.env, signal, onOutput: passForeign },
      forge,
      toolkit,
      note: reporter.note,
      within: reporter.within,
    }),
    reporter,
    clock,
    toolkit,
    signal,
    models: chosenModels(project, line.list('model')),
    stageContext: (model) => ({
      project,
      model,
      clock,
      reporter,
      signal,
      environment: process.env,
      ci: readEvent(process.env),
      toolkit,
    }),
  };
}

export function chosenModels({ models }: ProjectConfig, asked: readonly string[]): readonly ModelConfig[] {
  if (asked.length === 0) return models;
  const names = new Set(asked.flatMap((text) => text.split(',')).map((name) => name.trim()));
  return [...names].map((name) => modelNamed(models, name));
}

function modelNamed(models: readonly ModelConfig[], name: string): ModelConfig {
  const found = models.find((model) => model.name === name);
  if (found !== undefined) return found;
  const known = models.map((model) => model.name);
  const near = nearest(name, known);
  const help = near === null ? '' : `; did you mean ${near}?`;
  throw new ModelyardError('usage', `--model ${JSON.stringify(name)}: there is no such model${help}`, {
    hint: `${CONFIG_NAME} has ${known.join(', ')}.`,
  });
}

/** The one model that a command needs. */
export function onlyModel({ models, line }: CommandContext): ModelConfig {
  const [model, another] = models;
  if (model !== undefined && another === undefined) return model;
  throw new ModelyardError(
    'usage',
    `modelyard ${line.command.name} works on one model; there are ${models.map(({ name }) => name).join(', ')}`,
    { hint: 'Name it with --model.' },
  );
}

/** One chunk between its own fences: a target's command speaks at any time, and what comes after it may be a log command of ours. */
function passForeign(chunk: Buffer): void {
  const output = foreignOutput();
  output.write(chunk);
  output.close();
}
