import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunRecord } from '../../src/records/run.ts';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { taskProject } from './task-project.ts';

/** What make-torch-models.py writes. */
interface Expected {
  readonly file: string;
  readonly task: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly given: readonly string[] | null;
  readonly truth: readonly (string | number)[];
  /** Of the scores that Python's onnxruntime gives, by NumPy; null where they are logits. */
  readonly metrics: Readonly<Record<string, number>> | null;
}

const FOLDER = new URL('../fixtures/onnx/', import.meta.url);
const { models }: { models: Record<string, Expected> } = JSON.parse(
  readFileSync(new URL('expected-torch.json', FOLDER), 'utf8'),
);
/** Where Node has Float16Array the runtime's binding refuses these inputs: docs/models.md. */
const takesFloat16 = !('Float16Array' in globalThis);
const cases = Object.entries(models).flatMap(([name, { metrics, ...expected }]) =>
  metrics === null || (name === 'torch-float16' && !takesFloat16) ? [] : [{ name, metrics, ...expected }],
);

let bundle: Bundle;
let records: ReadonlyMap<string, RunRecord>;

function csv({ columns, rows, truth }: Expected, prefix: string): string {
  const lines = rows.map((row, at) => [`${prefix}${at}`, ...row, truth[at]].join(','));
  return [['id', ...columns, 'y'].join(','), ...lines, ''].join('\n');
}

function entry(name: string, { file, task, columns, given, metrics }: Expected): string {
  const [from, out] = file.includes('/') ? [`onnx/${name}`, `out/${name}`] : [`onnx/${file}`, `out/${file}`];
  const classes = given === null ? '' : `, classes: [${given.map((each) => JSON.stringify(each))}]`;
  const positive = task === 'binary' ? ', positive: 1' : '';
  return `
  ${name}:
    task: ${task}
    data:
      {train: ${name}-train.csv, evaluation: ${name}.csv, target: y, id: id, features: [${columns}]${positive}${classes}}
    train: {run: mkdir -p out && cp -r ${from} out/, model: ${out}}
    evaluate: {metrics: [${Object.keys(metrics ?? {})}]}`;
}

beforeAll(async () => {
  bundle = await buildBundle();
  const files = cases.flatMap(({ name, file, ...expected }): [string, string | Uint8Array][] => [
    [`${name}.csv`, csv({ file, ...expected }, 'e')],
    [
      `${name}-train.csv`,
      csv({ file, ...expected, rows: expected.rows.map((row) => row.map((x) => -x)) }, 't'),
    ],
    [`onnx/${file}`, readFileSync(new URL(file, FOLDER))],
    ...(file.includes('/')
      ? ([[`onnx/${file}.data`, readFileSync(new URL(`${file}.data`, FOLDER))]] satisfies [
          string,
          Uint8Array,
        ][])
      : []),
  ]);
  const project = await taskProject(bundle, {
    ...Object.fromEntries(files),
    'modelyard.yml': `version: 1\nmodels:${cases.map(({ name, ...expected }) => entry(name, expected)).join('')}\n`,
  });
  const ended = await project.modelyard('run --json');
  // No gate is configured: nothing may pass, and nothing may be an error.
  expect(ended.code, ended.stderr).toBe(1);
  const all: readonly RunRecord[] = JSON.parse(ended.stdout);
  records = new Map(all.map((record) => [record.model, record]));
}, 120_000);
afterAll(() => bundle?.remove());

it.each(cases.map(({ name, metrics }) => [name, metrics] as const))(
  '%s: trained, run and measured as Python measures it',
  (name, metrics) => {
    const found = records.get(name)?.stages.evaluate?.metrics ?? [];
    expect(found.map((row) => row.name)).toEqual(Object.keys(metrics));
    // NumPy's and ours are sums of the same float32 scores; float16 may round another way in another version.
    const places = name.includes('float16') ? 1e-4 : 1e-7;
    for (const { name: metric, candidate } of found)
      expect(Math.abs((candidate ?? Number.NaN) - (metrics[metric] ?? 0)), metric).toBeLessThan(places);
  },
);
