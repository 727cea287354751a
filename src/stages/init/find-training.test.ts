import { afterAll, describe, expect, it } from 'vitest';
import { type Files, removeScratch, scratchRepository } from '../../../test/fixtures/git/scratch.ts';
import { findTraining } from './find-training.ts';
import { openProject } from './project-files.ts';
import { readDvc } from './read-dvc.ts';
import { readSources } from './read-sources.ts';

afterAll(removeScratch);

async function trainingIn(files: Files, runner = '') {
  const folder = scratchRepository(files);
  const project = await openProject(folder, folder);
  const [dvc, sources] = [await readDvc(project), await readSources(project)];
  return findTraining({ project, dvc, sources, runner });
}

const stage = (body: string) => ({ 'dvc.yaml': `stages:\n  train:\n${body}` });

describe('the training command', () => {
  it.each<[string, Files, unknown]>([
    [
      'a stage of DVC before all others',
      { ...stage('    cmd: python src/train.py\n'), 'src/train.py': '', Makefile: 'train:\n\tx\n' },
      { command: 'python src/train.py', script: 'src/train.py' },
    ],
    [
      'a stage in a folder',
      stage('    cmd: [python prepare.py, python fit.py]\n    wdir: "my code"\n'),
      { command: "cd 'my code' && python prepare.py && python fit.py" },
    ],
    [
      'an entry point of MLflow',
      {
        MLproject:
          'entry_points:\n  main:\n    command: python m.py {a}\n    parameters: {a: {default: "x y"}}\n',
      },
      { command: "python m.py 'x y'" },
    ],
    [
      'a target of make',
      { Makefile: 'train: data\n\tpython x.py\n', 'train.py': '' },
      { command: 'make train' },
    ],
    [
      'a script of npm',
      { 'package.json': '{"scripts":{"train":"node ml/train.mjs"}}', 'ml/train.mjs': '' },
      { command: 'npm run --silent train', script: 'ml/train.mjs' },
    ],
    [
      'train.py at the top before others',
      { 'train.py': '', 'src/train.py': '', 'train_b.py': '' },
      { command: 'python train.py' },
    ],
    [
      'the only one further down',
      { 'src/models/train_model.py': '' },
      { command: 'python src/models/train_model.py' },
    ],
    [
      'a module with relative imports',
      { 'src/churn/train.py': 'from .data import load\n' },
      { command: 'python -m churn.train' },
    ],
    ['other languages', { 'train.R': '' }, { command: 'Rscript train.R' }],
    ['a name with blanks', { 'a b/train.py': '' }, { command: "python 'a b/train.py'" }],
  ])('is %s', async (_what, files, expected) =>
    expect(await trainingIn(files)).toMatchObject(expected as object),
  );

  it('runs in the environment of the project', async () => {
    expect(await trainingIn({ 'train.py': '' }, 'uv run ')).toMatchObject({
      command: 'uv run python train.py',
    });
    expect(await trainingIn(stage('    cmd: python3 a.py\n'), 'poetry run ')).toMatchObject({
      command: 'poetry run python3 a.py',
    });
    expect(await trainingIn(stage('    cmd: ./a.sh\n'), 'uv run ')).toMatchObject({ command: './a.sh' });
  });

  it.each<[string, Files, string]>([
    ['nothing is there', { 'a.py': '' }, 'no training command was found'],
    [
      'two scripts are',
      { 'a/train.py': '', 'b/train.py': '' },
      'several scripts may be the training: a/train.py, b/train.py',
    ],
    [
      'two stages are',
      { 'dvc.yaml': 'stages:\n  train_a: {cmd: a}\n  train_b: {cmd: b}\n' },
      'dvc.yaml has several stages that train: train_a, train_b',
    ],
    [
      'a stage is a template',
      stage('    foreach: [a]\n    do: {cmd: x}\n'),
      'the stage train of dvc.yaml trains, but it is a template for several stages',
    ],
    [
      'a parameter has no default',
      { MLproject: 'entry_points:\n  main:\n    command: x {data}\n' },
      'the entry point main of MLproject needs data, without a default',
    ],
    [
      'a script needs arguments',
      { 'train.py': 'open(sys.argv[1])' },
      'train.py does not start without sys.argv[1]',
    ],
  ])('is asked for where %s', async (_what, files, text) =>
    expect(await trainingIn(files)).toMatchObject({ option: 'run', text }),
  );

  it('a notebook is seen, and not run', async () => {
    expect(await trainingIn({ 'train.ipynb': '{}' })).toMatchObject({
      hint: expect.stringContaining('train.ipynb is a notebook'),
    });
  });

  it('broken files give no clue and no error', async () => {
    const broken = { 'dvc.yaml': 'stages: [', MLproject: '{{', 'package.json': '[]', 'train.py': '\u0000' };
    expect(await trainingIn(broken)).toMatchObject({ command: 'python train.py' });
  });
});
