import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionFiles } from '../../scripts/actions.ts';
import { COMMANDS, optionsOf } from '../../src/cli/command-table.ts';
import { ACTIONS } from '../../src/runner/action-definitions.ts';
import { PROJECT } from './source-files.ts';

interface Step {
  readonly run?: string;
  readonly shell?: string;
}

const files = [...actionFiles()];
const manifests = files.filter(([path]) => path.endsWith('action.yml'));
const stepsOf = (text: string) => (parse(text) as { runs: { steps: Step[] } }).runs.steps;

describe('the actions', () => {
  it.each(files)('%s is what the source says (npm run generate)', (path, text) => {
    expect(readFileSync(join(PROJECT, path), 'utf8')).toBe(text);
  });

  it('are all defined', () => {
    const folders = readdirSync(join(PROJECT, 'actions'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).sort()).toEqual(
      ACTIONS.map(({ name }) => name)
        .filter((name) => name !== 'pipeline')
        .sort(),
    );
  });

  it.each(manifests)('%s names the shell that its scripts are written for', (_, text) => {
    for (const { run, shell } of stepsOf(text)) if (run !== undefined) expect(shell).toBe('bash');
  });

  it.each(manifests)('%s starts a script that is there', (path, text) => {
    for (const { run } of stepsOf(text)) {
      const script = /\$GITHUB_ACTION_PATH\/(\S+?)"/.exec(run ?? '')?.[1];
      if (run !== undefined) expect(existsSync(join(PROJECT, path, '..', script ?? 'nothing'))).toBe(true);
    }
  });

  it.each(ACTIONS.filter(({ name }) => name !== 'pipeline'))(
    '$name gives only options that its command has',
    (action) => {
      const command = COMMANDS.find(({ name }) => name === action.name);
      const known = command === undefined ? [] : optionsOf(command).map(({ name }) => name);
      const given = action.inputs.filter(({ as }) => as === 'option' || as === 'flag');
      expect(given.map(({ name, option }) => option ?? name).filter((name) => !known.includes(name))).toEqual(
        [],
      );
    },
  );
});

describe('README.md', () => {
  it('shows the first example workflow as it is', () => {
    const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
    const [, shown] =
      /<!-- examples\/workflows\/quickstart\.yml -->\n```yaml\n([\s\S]*?)```\n/.exec(readme) ?? [];
    expect(shown).toBe(readFileSync(join(PROJECT, 'examples/workflows/quickstart.yml'), 'utf8'));
  });
});
