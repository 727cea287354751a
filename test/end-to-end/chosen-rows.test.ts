import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const SPLITS = ['train', 'train', 'train', 'test', 'tune'];
const ROWS = 1000;
const visits = [
  'id,split,x,y',
  ...Array.from({ length: ROWS }, (_, row) => {
    const x = ((row * 37) % 101) / 101;
    return `r${row},${SPLITS[row % 5]},${x.toFixed(4)},${x + ((row * 53) % 41) / 100 > 0.7 ? 1 : 0}`;
  }),
  '',
].join('\n');

const TRAINER = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, noise, rowsOf } from './noise.mjs';
const { MODELYARD_TRAIN_DATA, MODELYARD_TRAIN_ROWS, MODELYARD_EVALUATION_DATA, MODELYARD_EVALUATION_ROWS } = process.env;
const chosen = (file, rows) => rowsOf(readFileSync(file, 'utf8')).filter((row) => JSON.parse(rows).split.includes(row.split));
const taught = chosen(MODELYARD_TRAIN_DATA, MODELYARD_TRAIN_ROWS);
const judged = chosen(MODELYARD_EVALUATION_DATA, MODELYARD_EVALUATION_ROWS);
console.log('trained on ' + taught.length + ' rows');
mkdirSync('out', { recursive: true });
writeFileSync('out/model.txt', String(taught.length));
writeFileSync('out/p.csv', csvOf(judged.map(({ id, x }) => ({ id, score: (0.8 * x + 0.2 * noise(id)).toFixed(4) }))));
`;

const CONFIG = `version: 1
models:
  visits:
    task: binary
    data:
      train: {path: visits.csv, rows: {split: train}}
      evaluation: {path: visits.csv, rows: {split: [test]}}
      target: y
      positive: 1
      id: id
    train: {run: node train.mjs, model: out/model.txt, predictions: out/p.csv}
    evaluate: {metrics: [roc_auc]}
    gates: {roc_auc: {min: 0.7}}
`;

describe('datasets that are rows of one file', () => {
  let project: TaskProject;
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': CONFIG,
      'visits.csv': visits,
      'train.mjs': TRAINER,
      'noise.mjs': NOISE,
    });
  });
  const datasets = (stages: Awaited<ReturnType<TaskProject['run']>>['stages']) =>
    stages.validate.datasets.map(({ role, rows }: Record<string, unknown>) => [role, rows]);

  it('are checked, trained on and judged as if they were two', async () => {
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate?.gates)).toBe(0);
    expect(datasets(stages)).toEqual([
      ['train', 600],
      ['evaluation', 200],
    ]);
    expect(stages.evaluate.rows).toBe(200);
    expect(stages.train.rows).toEqual([{ column: 'split', values: ['train'] }]);
    // What splits them differs by design: nothing drifted, nothing is constant that should not be.
    const told = JSON.stringify(stages.validate).match(/"(fail|warn)"/g) ?? [];
    expect(told).toEqual([]);
    expect((await project.modelyard('release')).code).toBe(0);
  });

  it('are other rows where the config chooses others: trained anew, and not taken for the same', async () => {
    await project.commit({
      'modelyard.yml': CONFIG.replace('{split: train}', '{split: [train, tune]}'),
    });
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate?.gates)).toBe(0);
    expect(stages.train.reused).toBe(false);
    expect(datasets(stages)[0]).toEqual(['train', 800]);
    expect(stages.evaluate.reuse).toMatchObject({ candidates: 2, baselineRows: 'same' });
  });

  it('that the release was trained on do not judge it', async () => {
    await project.commit({
      'modelyard.yml': CONFIG.replace('[test]', '[test, train]').replace('split: train}', 'split: tune}'),
    });
    const { stages } = await project.run();
    expect(stages.evaluate.taughtRows, JSON.stringify(stages.evaluate.notes)).toBe(600);
    expect(stages.evaluate).toMatchObject({ rows: 200, reuse: { baselineRows: 'other' } });
  });

  it('that overlap are told', async () => {
    await project.commit({ 'modelyard.yml': CONFIG.replace('[test]', '[train]') });
    const { code, stderr } = await project.modelyard('validate');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/600/)]);
  });

  it.each([
    [
      '{split: [test]}',
      '{split: [tset]}',
      /visits\.csv: no row has split = tset; the column has 3 different values/,
    ],
    ['{split: [test]}', '{}', /data\.evaluation\.rows: expected a column with its values/],
    [
      '{split: [test]}',
      '{split: {a: b}}',
      /data\.evaluation\.rows\.split: expected a value or a list of them/,
    ],
  ])('%s as %s is told', async (from, to, message) => {
    await project.commit({ 'modelyard.yml': CONFIG.replace(from, to) });
    const { code, stderr } = await project.modelyard('validate');
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
