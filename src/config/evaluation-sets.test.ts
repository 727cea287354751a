import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../test/fixtures/git/scratch.ts';
import { messageOf } from '../errors.ts';
import { evaluationSets } from './evaluation-sets.ts';
import { loadConfig } from './load-config.ts';

afterAll(removeScratch);

const config = (evaluation: string, gates = '{}', train = 'model: m.onnx') => `version: 1
models:
  m:
    task: binary
    data: {train: a.csv, evaluation: ${evaluation}, target: y, positive: 1, id: n}
    train: {run: x, ${train}}
    gates: ${gates}
`;

async function load(text: string) {
  const folder = scratchFolder();
  mkdirSync(join(folder, '.git'));
  write(folder, { 'modelyard.yml': text });
  const { models } = await loadConfig({ cwd: folder, file: null, repositoryTop: async () => folder });
  const [model] = models;
  if (model === undefined) throw new Error('no model');
  return model;
}

const problems = (text: string) =>
  load(text).then(
    () => [],
    (error: unknown) =>
      messageOf(error)
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/^\S+ {2}models\.m\./, '')),
  );

const SEVERAL = '{main: main.csv, recent: {path: [r1.csv, r2.csv], csv: {delimiter: ";"}}}';

describe('data.evaluation', () => {
  it('is one dataset called evaluation, or several by name', async () => {
    expect(evaluationSets((await load(config('b.csv'))).data).map(({ name }) => name)).toEqual([
      'evaluation',
    ]);
    const { data } = await load(config(SEVERAL));
    expect(
      evaluationSets(data).map(({ name, paths }) => [name, paths.patterns.map(({ written }) => written)]),
    ).toEqual([
      ['main', ['main.csv']],
      ['recent', ['r1.csv', 'r2.csv']],
    ]);
    expect(data.evaluation.patterns[0]?.written).toBe('main.csv');
  });

  it.each([
    ['{}', 'data.evaluation: expected at least one dataset, found a map'],
    ['{Main: a.csv}', 'data.evaluation.Main: a dataset is named with'],
    ['{main: 5}', 'data.evaluation.main: expected a path, a glob, a list of them, or {path, …}, found 5'],
    ['{main: {path: a.csv, tabel: t}}', 'data.evaluation.main.tabel: unknown key; did you mean table?'],
    ['{main: ../../a.csv}', 'data.evaluation.main: ../../a.csv leaves the repository'],
    [
      '5',
      'data.evaluation: expected a path, a glob, a list of them, {path, …}, or several of these by name, found 5',
    ],
  ])('%s is told: %s', async (written, message) => {
    expect((await problems(config(written))).join('\n')).toContain(message);
  });
});

describe('a gate on a dataset', () => {
  it('may stand beside others on the same metric', async () => {
    const { gates } = await load(config(SEVERAL, '{roc_auc: [{min: 0.8}, {min: 0.7, dataset: recent}]}'));
    expect(gates.map(({ metric, dataset, min }) => [metric, dataset, min?.value])).toEqual([
      ['roc_auc', undefined, 0.8],
      ['roc_auc', 'recent', 0.7],
    ]);
  });

  it.each([
    [
      SEVERAL,
      '{roc_auc: {min: 0, dataset: recnt}}',
      'gates.roc_auc.dataset: data.evaluation has no dataset recnt; did you mean recent?',
    ],
    [
      'b.csv',
      '{roc_auc: {min: 0, dataset: x}}',
      'gates.roc_auc.dataset: data.evaluation has no dataset x; known are evaluation',
    ],
    [
      SEVERAL,
      '{size_bytes: {max: 1, dataset: recent}}',
      'gates.size_bytes.dataset: size_bytes is measured once, on main: leave dataset out',
    ],
    [SEVERAL, '{roc_auc: [{min: 0}, {mn: 0}]}', 'gates.roc_auc[1].mn: unknown key; did you mean min?'],
    [SEVERAL, '{roc_auc: []}', 'gates.roc_auc: expected at least 1 entry, found 0'],
  ])('%s %s is told: %s', async (evaluation, gates, message) => {
    expect((await problems(config(evaluation, gates))).join('\n')).toContain(message);
  });

  it('asks for rows: a metrics file has none', async () => {
    const text = config(SEVERAL, '{roc_auc: {min: 0, dataset: recent}}', 'metrics: m.json');
    expect(await problems(text)).toEqual([
      'gates.roc_auc.dataset: a metrics file speaks of main alone: train.model or train.predictions gives values on recent',
    ]);
  });
});
