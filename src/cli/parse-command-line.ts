import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { ModelyardError, messageOf } from '../errors.ts';
import { type CommandDefinition, DRY_RUN } from './command-definition.ts';
import { COMMANDS, findCommand, GLOBAL_OPTIONS, LATER_COMMANDS, optionsOf } from './command-table.ts';

export interface CommandLine {
  readonly command: CommandDefinition;
  readonly positionals: readonly string[];
  readonly help: boolean;
  /** Value of an option; null when it was not given. */
  text(option: string): string | null;
  /** Values of an option that may be given several times. */
  list(option: string): readonly string[];
  flag(option: string): boolean;
}

/** What was asked. Throws `usage` for an unknown command or option, naming the nearest known one. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { name, rest } = splitCommand(args);
  const command = commandNamed(name);
  assertKnownOptions(command, rest);
  const { values, positionals } = parse(command, rest);
  assertGivenOnce(command, values);
  const most = command.argument === undefined ? 0 : (command.mostArguments ?? 1);
  if (positionals.length > most)
    throw usage(command, `modelyard ${command.name} does not take ${JSON.stringify(positionals[most])}`);
  const listOf = (option: string) => (values[option] ?? []).filter((value) => typeof value === 'string');
  return {
    command,
    positionals,
    help: values.help !== undefined,
    text: (option) => listOf(option)[0] ?? null,
    list: listOf,
    flag: (option) => values[option]?.[0] === true,
  };
}

/** Options of every command may stand before the command, too. */
function splitCommand(args: readonly string[]): { readonly name: string; readonly rest: readonly string[] } {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('-')) return { name: arg, rest: args.toSpliced(index, 1) };
    const option = GLOBAL_OPTIONS.find(({ name }) => arg === `--${name}`);
    if (option?.type === 'string') index++;
  }
  throw new ModelyardError('usage', `no command is named in: modelyard ${args.join(' ')}`, {
    hint: 'modelyard --help lists the commands.',
  });
}

function commandNamed(name: string): CommandDefinition {
  const command = findCommand(name);
  if (command !== null) return command;
  if (LATER_COMMANDS.includes(name))
    throw new ModelyardError('not-built', `modelyard ${name} is not built yet`, {
      hint: 'modelyard --help lists the commands that there are.',
    });
  const near = nearest(name, [...COMMANDS.map((each) => each.name), ...LATER_COMMANDS]);
  throw new ModelyardError(
    'usage',
    `there is no command ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    { hint: 'modelyard --help lists the commands.' },
  );
}

function usage(command: CommandDefinition, message: string): ModelyardError {
  return new ModelyardError('usage', message, { hint: `See modelyard ${command.name} --help.` });
}

function assertKnownOptions(command: CommandDefinition, args: readonly string[]): void {
  const options = optionsOf(command);
  const known = options.map(({ name }) => name);
  const letters = options.map(({ short }) => short);
  for (const arg of args) {
    if (arg === '--') return;
    const [, dashes = '', name = ''] = /^(--?)([A-Za-z][^=]*)/.exec(arg) ?? [];
    if (dashes === '' || (dashes === '--' ? known : letters).includes(name)) continue;
    throw unknownOption(command, `${dashes}${name}`, known);
  }
}

function unknownOption(command: CommandDefinition, option: string, known: readonly string[]): ModelyardError {
  if (option === `--${DRY_RUN.name}`)
    return usage(
      command,
      `modelyard ${command.name} has no --dry-run: it changes no release and no deployment; release, deploy, rollback and init have it`,
    );
  const near = nearest(option.replace(/^-+/, ''), known);
  const help = near === null ? '' : `; did you mean --${near}?`;
  return usage(command, `modelyard ${command.name} has no option ${option}${help}`);
}

type Values = Readonly<Record<string, readonly (string | boolean)[] | undefined>>;

function parse(command: CommandDefinition, args: readonly string[]) {
  const options = Object.fromEntries(
    optionsOf(command).map(({ name, type, short }) => [
      name,
      { type, multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Values, positionals };
  } catch (cause) {
    throw usage(command, `modelyard ${command.name}: ${messageOf(cause).split(/\.\s/)[0]}`);
  }
}

/** The last of two would silently win; an empty value is a variable that was not set. */
function assertGivenOnce(command: CommandDefinition, values: Values): void {
  for (const { name, type, repeatable } of optionsOf(command)) {
    const given = values[name] ?? [];
    if (type === 'string' && given.some((value) => String(value).trim() === ''))
      throw usage(command, `--${name} is empty`);
    if (type === 'string' && repeatable !== true && given.length > 1)
      throw usage(command, `--${name} is given ${given.length} times: ${given.join(', ')}`);
  }
}
