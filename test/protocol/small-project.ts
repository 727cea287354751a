import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROWS = 120;

/** Rows with two classes that `x` tells apart, not perfectly. The same at every call. */
function rows(prefix: string): { readonly id: string; readonly x: number; readonly y: 0 | 1 }[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const x = (index * 37) % 101;
    const y = (x + ((index * 53) % 41)) % 120 > 60 ? 1 : 0;
    return { id: `${prefix}${index}`, x, y };
  });
}

function csv(prefix: string): string {
  return ['id,x,y', ...rows(prefix).map(({ id, x, y }) => `${id},${x},${y}`), ''].join('\n');
}

/** Training: a score between 0 and 1 that rises with `x`. */
const TRAINER = `
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
const rows = readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8').trim().split('\\n').slice(1);
const out = process.env.MODELYARD_OUTPUT_PREDICTIONS;
mkdirSync(dirname(out), { recursive: true });
const lines = rows.map((row) => { const [id, x] = row.split(','); return id + ',' + (0.1 + 0.8 * Number(x) / 100); });
writeFileSync(out, ['id,score', ...lines, ''].join('\\n'));
console.log('trained on ' + rows.length + ' rows');
`;

export interface SmallModel {
  readonly run?: string;
  readonly train?: string;
  /** A pattern that narrows the inputs. */
  readonly inputs?: string;
  /** The score that ROC AUC must reach. */
  readonly atLeast?: number;
}

function modelText(
  name: string,
  { run = 'node train.mjs', train = 'train.csv', inputs, atLeast = 0.5 }: SmallModel,
): string {
  const narrowed = inputs === undefined ? '' : `, inputs: ["${inputs}"]`;
  return `
  ${name}:
    task: binary
    data: {train: ${train}, evaluation: evaluation.csv, target: y, positive: 1, id: id, checks: {overlap_rows: off}}
    train: {run: ${run}, predictions: out/${name}.csv${narrowed}}
    evaluate: {metrics: [roc_auc]}
    gates: {roc_auc: {min: ${atLeast}}}
    deploy: {staging: {target: {kind: directory, path: deployed}}}`;
}

/** Writes a project whose models leave predictions files: everything up to the report works without ONNX. */
export function writeProject(folder: string, models: Readonly<Record<string, SmallModel>>): void {
  const entries = Object.entries(models).map(([name, model]) => modelText(name, model));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'modelyard.yml'), `version: 1\nmodels:${entries.join('')}\n`);
  writeFileSync(join(folder, 'train.csv'), csv('t'));
  writeFileSync(join(folder, 'evaluation.csv'), csv('e'));
  writeFileSync(join(folder, 'train.mjs'), TRAINER);
  writeFileSync(join(folder, '.gitignore'), 'out/\n.modelyard/\ndeployed/\n');
}
