import { repositoryTop } from '../adapters/git/repository.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ModelConfig, ProjectConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { DataEngine } from '../ports/data-engine.ts';
import type { BeginningContext, CommandResult } from './command.ts';
import { chosenModels } from './command-context.ts';
import { createEngine } from './services.ts';

/** What a command works with that may be asked before there is a modelyard.yml, and looks into it where there is one. */
export interface BareContext extends BeginningContext {
  readonly engine: DataEngine;
  /** modelyard.yml, read when it is asked for. Throws `config` where there is none. */
  readonly project: () => Promise<ProjectConfig>;
}

export type BareCommand = (context: BareContext) => Promise<CommandResult>;

export function createBareContext(given: BeginningContext): BareContext {
  let loaded: Promise<ProjectConfig> | null = null;
  const file = given.line.text('config');
  return {
    ...given,
    engine: createEngine(given.reporter.within),
    project: () => {
      loaded ??= loadConfig({ cwd: process.cwd(), file, repositoryTop });
      return loaded;
    },
  };
}

/** The one model that `--model` names, or that there is. */
export async function bareModel({ project, line }: BareContext): Promise<ModelConfig> {
  const models = chosenModels(await project(), line.list('model'));
  const [model, another] = models;
  if (model !== undefined && another === undefined) return model;
  throw new ModelyardError(
    'usage',
    `modelyard ${line.command.name} works on one model; there are ${models.map(({ name }) => name).join(', ')}`,
    { hint: 'Name it with --model, or name the files.' },
  );
}
