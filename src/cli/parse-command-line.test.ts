import { describe, expect, it } from 'vitest';
import { COMMANDS, GLOBAL_OPTIONS, LATER_COMMANDS, optionsOf } from './command-table.ts';
import { gravest } from './for-each-model.ts';
import { parseCommandLine } from './parse-command-line.ts';

describe('parseCommandLine', () => {
  it('reads a command, its argument and its options in any order', () => {
    const line = parseCommandLine([
      'deploy',
      '--environment=staging',
      '1.2.0',
      '--json',
      '--reason',
      'why not',
    ]);
    expect(line.command.name).toBe('deploy');
    expect(line.positionals).toEqual(['1.2.0']);
    expect(line.text('environment')).toBe('staging');
    expect(line.text('reason')).toBe('why not');
    expect(line.flag('json')).toBe(true);
    expect(line.flag('dry-run')).toBe(false);
    expect(line.text('config')).toBeNull();
  });

  it('takes options of every command before it', () => {
    const line = parseCommandLine(['--json', '--config', 'run', '--model=a', 'status', '--model', 'b,c']);
    expect(line.command.name).toBe('status');
    expect(line.text('config')).toBe('run');
    expect(line.list('model')).toEqual(['a', 'b,c']);
  });

  it('takes what follows -- as it is', () => {
    expect(parseCommandLine(['verify', '--', '--x@v1.0.0']).positionals).toEqual(['--x@v1.0.0']);
  });
});

describe('the table of commands', () => {
  it('names each command and each option of a command once', () => {
    const names = [...COMMANDS.map(({ name }) => name), ...LATER_COMMANDS];
    expect(new Set(names).size).toBe(names.length);
    for (const command of COMMANDS) {
      const options = optionsOf(command).map(({ name }) => name);
      expect(new Set(options).size).toBe(options.length);
    }
  });

  it.each(COMMANDS)('$name: its examples are command lines that it takes', ({ name, examples }) => {
    for (const example of examples) {
      const [program, ...args] = (example.match(/"[^"]*"|\S+/g) ?? []).map((word) =>
        word.replaceAll('"', ''),
      );
      expect(program).toBe('modelyard');
      expect(parseCommandLine(args).command.name).toBe(name);
    }
  });

  it.each(COMMANDS)('$name has code', async ({ load }) => {
    const loaded = await load();
    expect('command' in loaded ? loaded.command : loaded.beginning).toBeTypeOf('function');
  });

  it('gives values a name in help, and flags none', () => {
    for (const { type, value } of [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)])
      expect(value !== undefined).toBe(type === 'string');
  });
});

describe('several exit codes', () => {
  it.each([
    [[0, 0], 0],
    [[0, 1, 0], 1],
    [[1, 2], 2],
    [[2, 3, 1], 3],
    [[3, 70, 1], 70],
    [[], 0],
  ])('of %j the gravest is %d', (codes, expected) => {
    expect(gravest(codes)).toBe(expected);
  });
});
