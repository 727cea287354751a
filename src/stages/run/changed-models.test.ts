import { afterAll, describe, expect, it } from 'vitest';
import {
  commitAll,
  git,
  removeScratch,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { projectContext } from '../../../test/fixtures/train/project.ts';
import { changedModels } from './changed-models.ts';

afterAll(removeScratch);

function config(...names: string[]): string {
  const models = names.map(
    (name) =>
      `  ${name}: {root: ${name}, task: regression, data: {train: ${name}/t.csv, evaluation: ${name}/e.csv, target: y}, train: {run: "true", model: ${name}/out, inputs: ["${name}/*.py"]}}`,
  );
  return `version: 1\nmodels:\n${models.join('\n')}\n`;
}

const files = (name: string) => ({
  [`${name}/t.csv`]: 'y\n1\n',
  [`${name}/e.csv`]: 'y\n1\n',
  [`${name}/a.py`]: name,
});

async function changedSince(folder: string, since: string): Promise<string[]> {
  const context = await projectContext(folder);
  const contexts = context.project.models.map((model) => ({ ...context, model }));
  return (await changedModels(contexts, since)).map(({ name }) => name);
}

describe('models that changed since a commit', () => {
  it('are those with other inputs, committed or not; those that are new; those that cannot be read', async () => {
    const folder = scratchRepository({
      'modelyard.yml': config('a', 'b', 'c'),
      ...files('a'),
      ...files('b'),
      ...files('c'),
    });
    git(folder, 'tag', 'base');
    expect(await changedSince(folder, 'base')).toEqual([]);
    write(folder, { 'b/a.py': 'edited', 'c/e.csv': 'y\n2\n', 'c/README.md': 'x' });
    expect(await changedSince(folder, 'base')).toEqual(['b']);
    write(folder, { 'modelyard.yml': config('a', 'b', 'c', 'd'), ...files('d') });
    commitAll(folder);
    expect(await changedSince(folder, 'base')).toEqual(['b', 'd']);
    expect(await changedSince(folder, 'HEAD')).toEqual([]);
    write(folder, { 'modelyard.yml': config('a', 'b', 'c', 'd').replace('c/t.csv', 'c/gone.csv') });
    expect(await changedSince(folder, 'base')).toEqual(['b', 'c', 'd']);
  });

  it('are those whose training was changed in the config alone; its time limit and the gates are none of it', async () => {
    const folder = scratchRepository({ 'modelyard.yml': config('a', 'b'), ...files('a'), ...files('b') });
    const changedTo = async (from: string, to: string) => {
      write(folder, { 'modelyard.yml': config('a', 'b').replace(from, to) });
      return changedSince(folder, 'HEAD');
    };
    expect(await changedTo('run: "true"', 'run: "true  "')).toEqual(['a']);
    expect(await changedTo('target: y', 'target: y, id: k')).toEqual(['a']);
    expect(await changedTo('run: "true"', 'run: "true", timeout: 3h')).toEqual([]);
    expect(await changedTo('task: regression,', 'task: regression, gates: {rmse: {max: 1}},')).toEqual([]);
  });

  it('cannot be told from a commit that git does not have', async () => {
    const folder = scratchRepository({ 'modelyard.yml': config('a'), ...files('a') });
    for (const since of ['nope', '--all', 'HEAD~1', ''])
      await expect(changedSince(folder, since)).rejects.toMatchObject({
        code: 'usage',
        message: `--changed-since ${since}: git knows no such commit`,
      });
  });
});
