import type { CommandDefinition, OptionDefinition } from './command-definition.ts';
import { COMMANDS, GLOBAL_OPTIONS, optionsOf } from './command-table.ts';

/** Exit codes as people read them; the codes themselves are in `errors.ts`. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'pass'],
  [1, 'a verdict said no or cannot tell, training failed, or the state of things forbids it'],
  [2, 'bad usage, config or input'],
  [3, 'something outside failed: git, disk, a lock held by somebody else'],
  [70, 'a bug of ours'],
  [129, 'ended by SIGHUP'],
  [130, 'ended by Ctrl-C (SIGINT)'],
  [143, 'ended by SIGTERM'],
];

export function helpText(): string {
  return [
    'modelyard <command> [options]',
    '',
    'From data to a released, deployed and watched model, with a verdict that says why.',
    '',
    'Commands',
    ...twoColumns(COMMANDS.map(({ name, summary }) => [name, summary])),
    '',
    'Options of every command',
    ...twoColumns(GLOBAL_OPTIONS.map(optionColumns)),
    '',
    'Exit codes',
    ...twoColumns(EXIT_CODES.map(([code, meaning]) => [String(code), meaning])),
    '',
    'modelyard <command> --help tells more. modelyard --version prints the version.',
    '',
  ].join('\n');
}

export function commandHelp(command: CommandDefinition): string {
  const argument = command.argument === undefined ? '' : ` ${command.argument}`;
  return [
    `modelyard ${command.name}${argument} [options]`,
    '',
    `  ${command.summary}`,
    '',
    'Options',
    ...twoColumns(optionsOf(command).map(optionColumns)),
    '',
    command.examples.length === 1 ? 'Example' : 'Examples',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function optionColumns({ name, short, value, summary }: OptionDefinition): readonly [string, string] {
  const flag = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return [value === undefined ? flag : `${flag} <${value}>`, summary];
}

function twoColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
