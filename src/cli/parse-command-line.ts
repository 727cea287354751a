import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import {
  COMMANDS,
  type CommandDefinition,
  findCommand,
  GLOBAL_OPTIONS,
  LATER_COMMANDS,
} from './command-table.ts';

export interface CommandLine {
  readonly command: CommandDefinition;
  readonly positionals: readonly string[];
  readonly help: boolean;
  text(option: string): string | null;
  flag(option: string): boolean;
}

/** What was asked. Throws `usage` for an unknown command or option, naming the nearest known one. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [name = '', ...rest] = args;
  const command = commandNamed(name);
  const definitions = [...command.options, ...GLOBAL_OPTIONS];
  assertKnownOptions(
    command,
    rest,
    definitions.map((option) => option.name),
  );
  const parsed = parse(command, rest);
  const most = command.argument === undefined ? 0 : 1;
  if (parsed.positionals.length > most) {
    throw new ModelyardError(
      'usage',
      `modelyard ${command.name} does not take ${JSON.stringify(parsed.positionals[most])}`,
      { hint: `See modelyard ${command.name} --help.` },
    );
  }
  const values = parsed.values as Readonly<Record<string, string | boolean | undefined>>;
  return {
    command,
    positionals: parsed.positionals,
    help: values.help === true,
    text: (option) => (typeof values[option] === 'string' ? values[option] : null),
    flag: (option) => values[option] === true,
  };
}

function commandNamed(name: string): CommandDefinition {
  const command = findCommand(name);
  if (command !== null) return command;
  if (LATER_COMMANDS.includes(name))
    throw new ModelyardError('not-built', `modelyard ${name} is not built yet`);
  const near = nearest(
    name,
    COMMANDS.map((each) => each.name),
  );
  throw new ModelyardError(
    'usage',
    `there is no command ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    { hint: 'modelyard --help lists the commands.' },
  );
}

function assertKnownOptions(
  command: CommandDefinition,
  args: readonly string[],
  known: readonly string[],
): void {
  for (const arg of args) {
    if (arg === '--') return;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const near = nearest(name, known);
    throw new ModelyardError(
      'usage',
      `modelyard ${command.name} has no option --${name}${near === null ? '' : `; did you mean --${near}?`}`,
      { hint: `See modelyard ${command.name} --help.` },
    );
  }
}

function parse(command: CommandDefinition, args: readonly string[]) {
  const options = Object.fromEntries(
    [...command.options, ...GLOBAL_OPTIONS].map(({ name, type }) => [name, { type }]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new ModelyardError('usage', `modelyard ${command.name}: ${messageOf(cause).split('.')[0]}`, {
      cause,
      hint: `See modelyard ${command.name} --help.`,
    });
  }
}
