import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { model, node, tensor, valueInfo } from '../fixtures/onnx/build-model.ts';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
let project: TaskProject;

const homes = (prefix: string, count: number) =>
  [
    'id,x,price',
    ...Array.from({ length: count }, (_, row) => {
      const x = (row * 37) % 101;
      return `${prefix}${row},${x}.5,${2 * x + 1 + ((row * 53) % 7) / 10}`;
    }),
    '',
  ].join('\n');

/** Two numbers a row: the price under one name, how sure of it under another. */
const twoHeads = (price: string, sure: string) =>
  model({
    nodes: [node('Mul', [['x', 'two'], [price]]), node('Neg', [['x'], [sure]])],
    inputs: [valueInfo('x', 'float32', ['n', 1])],
    outputs: [valueInfo(sure, 'float32', ['n', 1]), valueInfo(price, 'float32', ['n', 1])],
    constants: [tensor({ name: 'two', type: 'float32', dims: [1], values: [2] })],
  });

const config = (evaluate: string) => `version: 1
models:
  homes:
    task: regression
    data: {train: train.csv, evaluation: evaluation.csv, target: price, id: id, checks: {overlap_rows: off}}
    train: {run: mkdir -p out && cp homes.onnx out/, model: out/homes.onnx}
    evaluate: ${evaluate}
    gates: {mae: {max: 2}}
    deploy: {staging: {target: {kind: directory, path: served}}}
`;

beforeAll(async () => {
  bundle = await buildBundle();
  project = await taskProject(bundle, {
    '.gitignore': 'out/\nserved/\n.modelyard/\n',
    'modelyard.yml': config('{metrics: [mae], output: price}'),
    'train.csv': homes('t', 100),
    'evaluation.csv': homes('e', 200),
    'homes.onnx': twoHeads('price', 'sure'),
  });
});
afterAll(() => bundle.remove());

it('the named output is judged, released and tried after a deployment', async () => {
  const { code, stages } = await project.run();
  expect(code, JSON.stringify(stages.evaluate)).toBe(0);
  expect(stages.evaluate).toMatchObject({ evidence: 'model', output: 'price' });
  expect(JSON.parse(readFileSync(project.path('.modelyard/homes/golden.json'), 'utf8')).output).toBe('price');
  expect((await project.modelyard('release')).code).toBe(0);
  const deployed = await project.modelyard('deploy --environment staging --json');
  expect(JSON.parse(deployed.stdout)).toMatchObject({ smoke: 'pass' });
});

it('a release is read by the name that it was released with', async () => {
  await project.commit({
    'modelyard.yml': config('{metrics: [mae], output: euros}'),
    'homes.onnx': twoHeads('euros', 'sure'),
  });
  const { stages } = await project.run();
  expect(stages.evaluate.metrics[0]).toMatchObject({ against: 'homes@v1.0.0', difference: 0 });
});

it('without a name nothing is guessed', async () => {
  await project.commit({ 'modelyard.yml': config('{metrics: [mae]}') });
  const { code, stderr } = await project.modelyard('run');
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /more than one of the model's outputs can be a number per row: .*evaluate\.output/s,
    ),
  ]);
});
