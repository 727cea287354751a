import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROWS = 600;

/** Two numbers, and a class that both of them tell of, in part. The same at every call. */
function csv(prefix: string, seed: number): string {
  let state = seed;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const [x, z] = [next() * 4 - 2, next() * 4 - 2];
    const label = next() < 1 / (1 + Math.exp(-(1.4 * x + 0.9 * z))) ? 1 : 0;
    return `${prefix}${index},${x.toFixed(4)},${z.toFixed(4)},${label}`;
  });
  return ['id,x,z,y', ...lines, ''].join('\n');
}

/** A "model" whose weights are its parameters: what it says changes with them and with nothing else. */
const TRAINER = `
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
const { weights } = JSON.parse(readFileSync('params.json', 'utf8'));
const rows = readFileSync('evaluation.csv', 'utf8').trim().split('\\n').slice(1).map((line) => line.split(','));
const score = (x, z) => 1 / (1 + Math.exp(-(weights.x * x + weights.z * z)));
mkdirSync('out', { recursive: true });
const lines = rows.map(([id, x, z]) => id + ',' + Math.fround(score(Number(x), Number(z))));
writeFileSync('out/predictions.csv', ['id,score', ...lines, ''].join('\\n'));
`;

const CONFIG = `version: 1
models:
  churn:
    task: binary
    data: {train: train.csv, evaluation: evaluation.csv, target: y, positive: 1, id: id}
    train: {run: node train.mjs, predictions: out/predictions.csv, params: params.json}
    evaluate: {metrics: [log_loss, roc_auc, accuracy]}
    gates: {log_loss: {max: 0.69}}
`;

export interface Weights {
  readonly x: number;
  readonly z: number;
}

export function writeWeights(folder: string, weights: Weights): void {
  writeFileSync(join(folder, 'params.json'), `${JSON.stringify({ weights }, null, 2)}\n`);
}

/** A project whose candidates differ in their parameters alone, and are judged by predictions: no ONNX is needed. */
export function writeExperimentsProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = {
    'modelyard.yml': CONFIG,
    'train.csv': csv('t', 11),
    'evaluation.csv': csv('e', 23),
    'train.mjs': TRAINER,
    '.gitignore': 'out/\n.modelyard/\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeWeights(folder, { x: 0.3, z: 0 });
}
