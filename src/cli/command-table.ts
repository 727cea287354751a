import { type CommandDefinition, DRY_RUN, type OptionDefinition } from './command-definition.ts';
import { EXPERIMENT_OPTIONS } from './experiments/experiment-options.ts';
import { JUDGING_COMMANDS } from './judging-commands.ts';
import { SHIPPING_COMMANDS } from './shipping-commands.ts';

export const GLOBAL_OPTIONS: readonly OptionDefinition[] = [
  { name: 'config', type: 'string', value: 'file', summary: 'modelyard.yml, when it is not here or above' },
  {
    name: 'model',
    type: 'string',
    value: 'names',
    repeatable: true,
    summary: 'one or several models, separated by commas; all without it',
  },
  { name: 'json', type: 'boolean', summary: 'print the record on stdout and nothing else' },
  {
    name: 'forge',
    type: 'string',
    value: 'local|github',
    summary: 'where releases and deployments are recorded; github inside GitHub Actions, else local',
  },
  { name: 'no-color', type: 'boolean', summary: 'no colours; so does the variable NO_COLOR' },
  { name: 'help', type: 'boolean', short: 'h', summary: 'what a command does, its options and examples' },
];

const OF_THE_CONFIG = ['config', 'model', 'forge'];

/** Every command, in the order in which help shows them. Add one here and under `commands/`. */
export const COMMANDS: readonly CommandDefinition[] = [
  ...JUDGING_COMMANDS,
  ...SHIPPING_COMMANDS,
  {
    name: 'experiments',
    summary: 'list, show, compare and rank the candidates that were trained here or released',
    argument: '<list|show|compare|best> [names]',
    mostArguments: 3,
    options: EXPERIMENT_OPTIONS,
    examples: [
      'modelyard experiments list --sort roc_auc --limit 10',
      'modelyard experiments show 3f2a91c07be4',
      'modelyard experiments compare main --fail-on worse',
      'modelyard experiments compare churn@v1.2.0 3f2a91c07be4 --json',
      'modelyard experiments best',
    ],
    load: () => import('./commands/experiments.ts'),
  },
];
/** Known, and not there yet. */
export const LATER_COMMANDS: readonly string[] = ['dashboard', 'scorecard'];

export function findCommand(name: string): CommandDefinition | null {
  return COMMANDS.find((command) => command.name === name) ?? null;
}

/** A command's own options, then those of every command. */
export function optionsOf(command: CommandDefinition): readonly OptionDefinition[] {
  const dryRun = command.changesTheWorld === true ? [DRY_RUN] : [];
  const leftOut = command.isBeginning === true && command.readsConfig !== true ? OF_THE_CONFIG : [];
  return [...command.options, ...dryRun, ...GLOBAL_OPTIONS.filter(({ name }) => !leftOut.includes(name))];
}
