import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../../test/fixtures/git/scratch.ts';
import { messageOf } from '../../errors.ts';
import { loadConfig } from '../load-config.ts';

afterAll(removeScratch);

async function load(train: string, evaluate: string, data = '') {
  const folder = scratchFolder();
  mkdirSync(join(folder, '.git'));
  const text = `version: 1\nmodels:\n  m:\n    task: binary\n    data: {train: a.csv, evaluation: b.csv, target: y, positive: 1${data}}\n    train: {run: x, ${train}}\n    evaluate: ${evaluate}\n`;
  write(folder, { 'modelyard.yml': text });
  const { models } = await loadConfig({ cwd: folder, file: null, repositoryTop: async () => folder });
  return models[0]?.evaluate;
}

it('evaluate.metrics_map names metrics of the task', async () => {
  const evaluate = await load('metrics: m.yaml', '{metrics_map: {roc_auc: test.auc}}');
  expect(evaluate?.metricsMap).toEqual({ roc_auc: 'test.auc' });
});

it('evaluate.predictions names the columns, as far as they are not called as usual', async () => {
  const evaluate = await load('predictions: p.csv', '{predictions: {form: chosen, class: label}}', ', id: i');
  expect(evaluate?.predictions).toEqual({ form: 'chosen', class: 'label', score: 'score', classes: null });
});

it.each([
  [
    'predictions: p.csv',
    '{link: softmax}',
    'evaluate.link: softmax belongs to task multiclass, this is binary',
  ],
  [
    'model: m.onnx',
    '{link: logit}',
    'evaluate.link: has no meaning without train.predictions or evaluate.predict',
  ],
  [
    'metrics: m.yaml',
    '{metrics_map: {roc_acu: a}}',
    'metrics_map.roc_acu: no metric of this name; did you mean roc_auc?',
  ],
  ['model: m.onnx', '{metrics_map: {roc_auc: a}}', 'metrics_map: has no meaning without train.metrics'],
  [
    'predictions: p.csv',
    '{predict: x}',
    'train.model: missing; evaluate.predict needs a model to predict with',
  ],
  ['model: m', '{predict: x}', 'data.id: missing; predictions (evaluate.predict) are joined to rows by id'],
  [
    'model: m, predictions: p.csv',
    '{predictions: {form: list}}',
    'evaluate.predictions.form: a list needs data.classes: the class of each of its numbers',
  ],
  [
    'predictions: p.csv',
    '{predictions: {form: ranked}}',
    'evaluate.predictions.form: ranked belongs to task ranking, this is binary',
  ],
  [
    'predictions: p.csv',
    '{predictions: {form: long}, link: logit}',
    'evaluate.link: logit speaks of one score; long has one for each class',
  ],
  [
    'model: m.onnx',
    '{predictions: {form: chosen}}',
    'evaluate.predictions: has no meaning without train.predictions or evaluate.predict',
  ],
  [
    'predictions: p.csv',
    '{predictions: {form: wide}}',
    'evaluate.predictions.form: expected list, long, chosen or ranked, found "wide"',
  ],
  ['predictions: p.csv', '{output: p}', 'evaluate.output: has no meaning without train.model'],
  ['model: m', '{output: p, predict: x}', 'evaluate.output: has no meaning beside evaluate.predict'],
  ['model: m', '{predict: x, predict_code: base}', 'predict_code: expected release or head, found "base"'],
])('%s with %s is told', async (train, evaluate, message) => {
  const problem = await load(train, evaluate).then(() => '', messageOf);
  expect(problem).toContain(message);
});

it('of more than two classes the score of a chosen label is refused, with what to write instead', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, '.git'));
  const text =
    'version: 1\nmodels:\n  m:\n    task: multiclass\n    data: {train: a.csv, evaluation: b.csv, target: y, id: i}\n    train: {run: x, predictions: p.csv}\n    evaluate: {predictions: {form: chosen}}\n';
  write(folder, { 'modelyard.yml': text });
  const loading = loadConfig({ cwd: folder, file: null, repositoryTop: async () => folder });
  await expect(loading).rejects.toThrow(
    /chosen belongs to task binary, this is multiclass: the score of one label says nothing of the other classes\. Write a column for each class/,
  );
});
