import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git, makeRepository, removeRepository } from '../../../test/fixtures/release/workshop.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { repositoryTop } from '../../adapters/git/repository.ts';
import { loadConfig } from '../../config/load-config.ts';
import { planStage } from './plan.ts';

const model = (name: string, min: number) => `
  ${name}:
    task: binary
    data: {train: data/train.csv, evaluation: data/evaluation.csv, target: visited, positive: "yes", id: row_id}
    train: {run: "true", inputs: [${name}.txt], model: out/${name}.onnx}
    gates: {roc_auc: {min: ${min}}}`;
const config = (...models: string[]) => `version: 1\nmodels:${models.join('')}\n`;

let directory: string;
beforeEach(async () => {
  directory = await makeRepository();
  await change({ 'modelyard.yml': config(model('a', 0.5), model('b', 0.5)), 'a.txt': '1', 'b.txt': '1' });
});
afterEach(() => removeRepository(directory));

async function change(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--message', 'change');
}

async function plan(since = 'HEAD~1') {
  const project = await loadConfig({ cwd: directory, file: null, repositoryTop });
  const contexts = project.models.map((each) => ({ ...stageContext(directory), project, model: each }));
  const { models, all } = await planStage(contexts, since);
  return { models, because: Object.fromEntries(all.map(({ model: name, because }) => [name, because])) };
}

describe('the plan', () => {
  it('is empty where nothing that concerns a model changed', async () => {
    await change({ 'README.md': 'new' });
    expect(await plan()).toEqual({ models: [], because: { a: [], b: [] } });
  });

  it('names a model whose inputs changed, and no other', async () => {
    await change({ 'a.txt': '2' });
    expect(await plan()).toEqual({ models: ['a'], because: { a: ['inputs'], b: [] } });
  });

  it('names a model that is judged by other rules', async () => {
    await change({ 'modelyard.yml': config(model('a', 0.5), model('b', 0.6)) });
    expect(await plan()).toEqual({ models: ['b'], because: { a: [], b: ['judge'] } });
  });

  it('names both where their evaluation data changed', async () => {
    await change({ 'data/evaluation.csv': 'row_id,person,x,visited\n9,9,1,no\n' });
    expect((await plan()).models).toEqual(['a', 'b']);
  });

  it('names a model that is new', async () => {
    await change({
      'modelyard.yml': config(model('a', 0.5), model('b', 0.5), model('c', 0.5)),
      'c.txt': '1',
    });
    expect(await plan()).toMatchObject({ models: ['c'], because: { c: ['new'] } });
  });

  it('refuses a ref that is not there', async () => {
    await expect(plan('nowhere')).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('fetch-depth'),
    });
  });
});
