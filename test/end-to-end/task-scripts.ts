import { model, node, tensor, valueInfo } from '../fixtures/onnx/build-model.ts';

export const questions = (prefix: string, count: number) =>
  [
    'id,language',
    ...Array.from({ length: count }, (_, row) => `${prefix}${row},${row % 4 === 0 ? 'en' : 'de'}`),
    '',
  ].join('\n');

export const JUDGE = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, noise, rowsOf } from './noise.mjs';
const { helps, costs, name, broken } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8')).map(({ id }) => ({
  id,
  helpfulness: broken !== undefined && id === 'q7' ? broken : (3 + noise(id) + helps + 0.2 * noise(name + id)).toFixed(4),
  cost: (0.1 + costs + 0.05 * noise(name + id + 'cost')).toFixed(4),
}));
mkdirSync('out', { recursive: true });
writeFileSync('out/prompt.txt', name);
writeFileSync('out/marks.csv', csvOf(rows.reverse()));
`;

/** x and z times a matrix: a model of [price, days] in one output, or with an output for each. */
export function homes(weights: readonly number[], outputs: 'one' | 'each'): Uint8Array {
  const inputs = [valueInfo('features', 'float32', ['n', 2])];
  const all = tensor({ name: 'w', type: 'float32', dims: [2, 2], values: weights });
  if (outputs === 'one')
    return model({
      nodes: [node('MatMul', [['features', 'w'], ['y']])],
      inputs,
      outputs: [valueInfo('y', 'float32', ['n', 2])],
      constants: [all],
    });
  const [a = 0, b = 0, c = 0, d = 0] = weights;
  const column = (name: string, values: number[]) => tensor({ name, type: 'float32', dims: [2, 1], values });
  return model({
    nodes: [
      node('MatMul', [['features', 'w_days'], ['days']]),
      node('MatMul', [['features', 'w_price'], ['price']]),
    ],
    inputs,
    outputs: [valueInfo('days', 'float32', ['n', 1]), valueInfo('price', 'float32', ['n', 1])],
    constants: [column('w_price', [a, c]), column('w_days', [b, d])],
  });
}

export const HOMES = `
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
const { model } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
mkdirSync('out', { recursive: true });
copyFileSync(model, 'out/homes.onnx');
`;

/** price = 2x + z, days = x − z, each with noise. */
export function homeRows(prefix: string, count: number): string {
  const noise = (row: number, seed: number) => ((row * 7919 * seed + 13 * seed) % 997) / 997 - 0.5;
  const lines = Array.from({ length: count }, (_, row) => {
    const [x, z] = [((row * 37) % 101) / 101, ((row * 53) % 89) / 89];
    return [prefix + row, x, z, 2 * x + z + noise(row, 3), x - z + noise(row, 5)].join(',');
  });
  return ['id,x,z,price,days', ...lines, ''].join('\n');
}

export const RANK = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, noise, rowsOf } from './noise.mjs';
const { blur } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8'));
mkdirSync('out', { recursive: true });
writeFileSync('out/weights.json', String(blur));
writeFileSync('out/ranked.csv', csvOf(rows.map(({ id, match }) => ({ id, score: Number(match) + blur * noise(id + blur) }))));
`;

export function documents(prefix: string, queries: number, first = 0): string {
  const lines = Array.from({ length: queries * 8 }, (_, index) => {
    const row = first * 8 + index;
    const query = Math.floor(row / 8);
    const relevance = (row * 7 + query) % 8 === 0 ? 2 : (row * 5 + query) % 4 === 0 ? 1 : 0;
    const match = (relevance / 2 + (((row * 37) % 101) / 101) * 0.8).toFixed(3);
    return [`${prefix}${row}`, `${prefix}q${query}`, query % 3 === 0 ? 'ch' : 'de', match, relevance].join(
      ',',
    );
  });
  return ['id,query,market,match,relevance', ...lines, ''].join('\n');
}

export const PROFIT = `
import { readFileSync } from 'node:fs';
import { rowsOf } from './noise.mjs';
console.error('looking at ' + process.env.MODELYARD_MODEL);
if (process.env.SOME_TOKEN !== undefined) throw new Error('a secret was passed on');
const sold = new Map(rowsOf(readFileSync(process.env.MODELYARD_PREDICTIONS, 'utf8')).map(({ id, value }) => [id, Number(value)]));
const earned = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8')).map(({ id, price }) => Math.min(sold.get(id), Number(price)));
console.log(earned.reduce((sum, each) => sum + each, 0).toFixed(2));
`;
export const SELL = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, rowsOf } from './noise.mjs';
const { shift } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8'));
mkdirSync('out', { recursive: true });
writeFileSync('out/model.txt', String(shift));
writeFileSync('out/p.csv', csvOf(rows.map(({ id, x, z }) => ({ id, value: 2 * x + Number(z) + shift }))));
`;

/** Writes a model in bytes that nothing but its own program understands. */
export const RENT = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const { shift } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
mkdirSync('out/model', { recursive: true });
writeFileSync('out/model/model.pkl', Buffer.concat([Buffer.from([0x80, 4, 0x95]), Buffer.from(String(shift))]));
writeFileSync('out/model/columns.txt', 'x z');
`;
/** The program of that model; `version` tells in the log whose code ran. */
export const predictRent = (version: string) => `
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf, rowsOf } from './noise.mjs';
const { MODELYARD_MODEL, MODELYARD_DATA, MODELYARD_OUTPUT } = process.env;
const shift = Number(readFileSync(join(MODELYARD_MODEL, 'model.pkl')).subarray(3).toString());
console.error('the code of ${version} predicts with a shift of ' + shift);
const rows = rowsOf(readFileSync(MODELYARD_DATA, 'utf8'));
if (rows.some((row) => 'price' in row)) throw new Error('the label was shown');
writeFileSync(MODELYARD_OUTPUT, csvOf(rows.map(({ id, x, z }) => ({ id, value: 2 * x + Number(z) + shift }))));
`;
