import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { model, node, valueInfo } from '../fixtures/onnx/build-model.ts';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const homes = (prefix: string, count: number) =>
  [
    'id,x,price',
    ...Array.from({ length: count }, (_, row) => {
      const x = (row * 37) % 101;
      return `${prefix}${row},${x}.5,${2 * x + 1 + ((row * 53) % 7) / 10}`;
    }),
    '',
  ].join('\n');

const DOUBLE = model({
  nodes: [node('Add', [['x', 'x'], ['price']])],
  inputs: [valueInfo('x', 'float32', ['n', 1])],
  outputs: [valueInfo('price', 'float32', ['n', 1])],
});

/** Copies the model, and says what it says of the evaluation rows. */
const TRAINER = `
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
rmSync('out', { recursive: true, force: true });
mkdirSync('out');
cpSync('models', 'out/model', { recursive: true });
const [, ...lines] = readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8').trim().split('\\n');
const rows = lines.map((line) => line.split(',')).map(([id, x]) => id + ',' + 2 * x);
writeFileSync('out/p.csv', ['id,value', ...rows, ''].join('\\n'));
`;

const CONFIG = `version: 1
models:
  homes:
    task: regression
    data: {train: train.csv, evaluation: evaluation.csv, target: price, id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, model: out/model, predictions: out/p.csv}
    evaluate: {metrics: [mae]}
    gates: {mae: {max: 2}}
    deploy: {staging: {target: {kind: directory, path: served}}}
`;

const PICKLE = Buffer.from(
  '\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x8c\x06system\x93\x94',
  'latin1',
);
const mlflow = (flavors: string) =>
  `flavors:\n${flavors}  python_function: {loader_module: mlflow}\nmlflow_version: 2.17.0\n`;

interface Folder {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly evidence: 'model' | 'predictions';
  readonly smoke: string;
}

const FOLDERS: Readonly<Record<string, Folder>> = {
  'an MLflow folder with the onnx flavour': {
    files: {
      MLmodel: mlflow('  onnx: {data: model.onnx, onnx_version: 1.17.0}\n'),
      'model.onnx': DOUBLE,
      'artifacts/preprocessing.onnx': DOUBLE,
      'requirements.txt': 'mlflow==2.17.0\n',
    },
    evidence: 'model',
    smoke: 'pass',
  },
  'an MLflow folder with a pickle': {
    files: { MLmodel: mlflow('  sklearn: {pickled_model: model.pkl}\n'), 'model.pkl': PICKLE },
    evidence: 'predictions',
    smoke: 'not-run',
  },
  'a SavedModel folder': {
    files: {
      'saved_model.pb': Buffer.from([8, 1, 18, 0]),
      'variables/variables.index': 'index',
      'variables/variables.data-00000-of-00001': Buffer.alloc(4096, 7),
    },
    evidence: 'predictions',
    smoke: 'not-run',
  },
};

describe.each(Object.keys(FOLDERS))('%s', (name) => {
  const { files, evidence, smoke } = FOLDERS[name] as Folder;
  let project: TaskProject;
  beforeAll(async () => {
    const models = Object.entries(files).map(([path, bytes]) => [`models/${path}`, bytes] as const);
    project = await taskProject(bundle, {
      '.gitignore': 'out/\nserved/\n.modelyard/\n',
      'modelyard.yml': CONFIG,
      'train.csv': homes('t', 100),
      'evaluation.csv': homes('e', 200),
      'train.mjs': TRAINER,
      ...Object.fromEntries(models),
    });
  });

  it('is judged, released and served by the digest of its files', async () => {
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate)).toBe(0);
    expect(stages.evaluate).toMatchObject({
      evidence,
      candidate: { digest: digestOf(project.path('models')) },
    });
    const released = await project.modelyard('release --json');
    expect(JSON.parse(released.stdout)).toMatchObject({ candidate: stages.evaluate.candidate.digest });
    const deployed = JSON.parse((await project.modelyard('deploy --environment staging --json')).stdout);
    expect(deployed).toMatchObject({ verdict: 'pass', smoke, live: stages.evaluate.candidate.digest });
    expect(digestOf(project.path('served/homes/current'))).toBe(stages.evaluate.candidate.digest);
    expect((await project.modelyard('verify homes@v1.0.0')).code).toBe(0);
  });
});

/** The SHA-256 of what sha256sum says of every file, sorted. */
function digestOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const hash = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const lines = files.sort().map((path) => `${hash(readFileSync(join(folder, path)))}  ${path}\n`);
  return `sha256:${hash(lines.join(''))}`;
}
