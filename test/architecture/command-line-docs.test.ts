import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandDefinition, DRY_RUN, type OptionDefinition } from '../../src/cli/command-definition.ts';
import { COMMANDS, GLOBAL_OPTIONS, LATER_COMMANDS } from '../../src/cli/command-table.ts';
import { EXIT_CODES } from '../../src/cli/help-text.ts';
import { PROJECT } from './source-files.ts';

const sections = new Map(
  readFileSync(join(PROJECT, 'docs', 'command-line.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))]),
);

/** The rows of a section's table, without its head. */
function rows(section: string): string[] {
  return (sections.get(section) ?? '').split('\n').filter((line) => /^\| [`\d]/.test(line));
}

function row({ name, short, value, summary }: OptionDefinition): string {
  const flag = `${short === undefined ? '' : `-${short}, `}--${name}`;
  const shown = value === undefined ? flag : `${flag} <${value}>`;
  return `| \`${shown.replaceAll('|', '\\|')}\` | ${summary} |`;
}

const heading = ({ name, argument }: CommandDefinition) =>
  `modelyard ${name}${argument === undefined ? '' : ` ${argument}`}`;

describe('docs/command-line.md', () => {
  it('has a section for every command, in the order of help', () => {
    const told = [...sections.keys()].filter((name) => name.startsWith('modelyard '));
    expect(told).toEqual(COMMANDS.map(heading));
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s: summary, options, examples',
    (_name, command) => {
      const text = sections.get(heading(command)) ?? '';
      const summary = `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}`;
      expect(text.replaceAll('\n', ' ').trim().startsWith(`${summary}.`)).toBe(true);
      const own = [...command.options, ...(command.changesTheWorld === true ? [DRY_RUN] : [])];
      expect(rows(heading(command))).toEqual(own.map(row));
      const [, examples = ''] = /```sh\n([\s\S]*?)```/.exec(text) ?? [];
      expect(examples.trim().split('\n')).toEqual(command.examples);
    },
  );

  it('has the options of every command, the exit codes and what is not built yet', () => {
    expect(rows('Options of every command')).toEqual(GLOBAL_OPTIONS.map(row));
    expect(rows('Exit codes')).toEqual(EXIT_CODES.map(([code, meaning]) => `| ${code} | ${meaning} |`));
    const later = [...(sections.get('Not built yet') ?? '').matchAll(/`([a-z]+)`/g)].map(([, name]) => name);
    expect(later).toEqual(LATER_COMMANDS);
  });
});
