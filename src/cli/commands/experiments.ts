import { ModelyardError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { bestCommand } from '../experiments/best.ts';
import { compareCommand } from '../experiments/compare.ts';
import { listCommand } from '../experiments/list.ts';
import { showCommand } from '../experiments/show.ts';
import type { CommandLine } from '../parse-command-line.ts';

interface Part {
  readonly run: Command;
  /** Options that it knows, besides those of every command. */
  readonly options: readonly string[];
  /** Fewest and most names that may follow. */
  readonly names: readonly [fewest: number, most: number];
}

const PARTS: Readonly<Record<string, Part>> = {
  list: { run: listCommand, options: ['sort', 'limit'], names: [0, 0] },
  show: { run: showCommand, options: [], names: [1, 1] },
  compare: {
    run: compareCommand,
    options: ['metric', 'fail-on', 'params-file', 'metrics-file'],
    names: [0, 2],
  },
  best: { run: bestCommand, options: ['metric'], names: [0, 0] },
};

export const command: Command = (context) => partOf(context.line).run(context);

function partOf(line: CommandLine): Part {
  const [name = '', ...names] = line.positionals;
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (part === undefined)
    throw usage(
      `modelyard experiments needs one of ${Object.keys(PARTS).join(', ')}, found ${JSON.stringify(name)}`,
    );
  const [fewest, most] = part.names;
  if (names.length > most)
    throw usage(`modelyard experiments ${name} does not take ${JSON.stringify(names[most])}`);
  if (names.length < fewest)
    throw usage(`modelyard experiments ${name} needs the id of an experiment, a tag or a git ref`);
  const own = line.command.options.map((option) => option.name);
  const wrong = own.find((option) => line.list(option).length > 0 && !part.options.includes(option));
  if (wrong !== undefined) throw usage(`modelyard experiments ${name} has no --${wrong}`);
  return part;
}

function usage(message: string): ModelyardError {
  return new ModelyardError('usage', message, { hint: 'See modelyard experiments --help.' });
}
