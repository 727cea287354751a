import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const CLASSES = ['cat', 'ant', 'bee'];
const animals = (prefix: string, count: number) =>
  [
    'id,x,animal',
    ...Array.from(
      { length: count },
      (_, row) => `${prefix}${row},${(row * 37) % 101},${CLASSES[(row * row) % 3]}`,
    ),
    '',
  ].join('\n');

/** Writes the same probabilities in the form that the parameters name. */
const TRAINER = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { noise, rowsOf } from './noise.mjs';
const { form, sure } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
const classes = ${JSON.stringify(CLASSES)};
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8')).map(({ id, animal }) => {
  const weights = classes.map((name) => noise(id + name) + (name === animal ? sure : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { id, shares: weights.map((weight) => weight / sum) };
});
const texts = {
  list: () => rows.map(({ id, shares }) => JSON.stringify({ id, score: shares }) + '\\n').join(''),
  long: () =>
    ['id,class,score', ...rows.flatMap(({ id, shares }) => classes.map((name, at) => id + ',' + name + ',' + shares[at])), ''].join('\\n'),
};
mkdirSync('out', { recursive: true });
writeFileSync('out/model.safetensors', JSON.stringify({ sure }));
writeFileSync(process.env.MODELYARD_OUTPUT_PREDICTIONS, gzipSync(texts[form]()));
`;

const config = (form: string, ending: string) => `version: 1
models:
  animals:
    task: multiclass
    data:
      train: train.csv
      evaluation: evaluation.csv
      target: animal
      id: id
      classes: [${CLASSES.join(', ')}]
      checks: {overlap_rows: off}
    train: {run: node train.mjs, params: params.json, model: out/model.safetensors, predictions: out/predictions.${ending}}
    evaluate: {metrics: [log_loss, accuracy], predictions: {form: ${form}}}
    gates: {log_loss: {max_worse: 0.1}}
`;

describe('predictions of several classes', () => {
  let project: TaskProject;
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': config('long', 'csv.gz').replace('max_worse: 0.1', 'max: 1'),
      'train.csv': animals('t', 200),
      'evaluation.csv': animals('e', 300),
      'train.mjs': TRAINER,
      'noise.mjs': NOISE,
      'params.json': JSON.stringify({ form: 'long', sure: 0.8 }),
    });
  });

  it('are released as they are laid out', async () => {
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate.gates)).toBe(0);
    expect(stages.evaluate.predictions).toEqual({
      form: 'long',
      class: 'class',
      score: 'score',
      classes: null,
    });
    expect((await project.modelyard('release')).code).toBe(0);
  });

  it('are compared with those of a release that are laid out otherwise', async () => {
    await project.commit({
      'modelyard.yml': config('list', 'jsonl.gz'),
      'params.json': JSON.stringify({ form: 'list', sure: 0.8 }),
    });
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate.gates)).toBe(0);
    expect(stages.evaluate.metrics).toMatchObject([
      { name: 'log_loss', against: 'animals@v1.0.0', difference: 0 },
      { name: 'accuracy', difference: 0 },
    ]);
    expect(stages.evaluate.predictions).toMatchObject({ form: 'list', classes: CLASSES });
  });

  it('in another form than the config says are told', async () => {
    await project.commit({ 'params.json': JSON.stringify({ form: 'long', sure: 0.8 }) });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([2, expect.stringContaining('out/predictions.jsonl.gz')]);
  });
});
