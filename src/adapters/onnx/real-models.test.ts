import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import { buildOnnxWorker } from '../../../test/fixtures/workers/build-worker.ts';
import type { Column, Table } from '../../domain/table.ts';
import type { ModelOutput, ModelRuntime } from '../../ports/model-runtime.ts';
import { createOnnxRuntime } from './create-onnx-runtime.ts';

/** What make-models.py writes. */
interface Expected {
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly columns: readonly string[];
  readonly kinds: readonly Column['kind'][];
  readonly rows: readonly (readonly (number | string | null)[])[];
  readonly classes?: readonly string[];
  readonly labels?: readonly string[];
  readonly library: readonly (number | readonly number[])[];
  readonly onnxruntime: readonly (number | readonly number[])[];
}

const FOLDER = new URL('../../../test/fixtures/onnx/', import.meta.url);
const expectations: Record<string, Expected> = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
);

let worker: Awaited<ReturnType<typeof buildOnnxWorker>>;
let runtime: ModelRuntime;

beforeAll(async () => {
  worker = await buildOnnxWorker();
  runtime = createOnnxRuntime({ workerUrl: worker.url });
});
afterAll(async () => {
  await runtime?.close();
  await worker?.remove();
});

function pathOf(name: string): string {
  return fileURLToPath(new URL(`${name}.onnx`, FOLDER));
}

function tableOf({ columns, kinds, rows }: Expected): Table {
  return {
    rows: rows.length,
    columns: columns.map((name, position) =>
      columnOf(
        name,
        kinds[position] ?? 'number',
        rows.map((row) => row[position] ?? null),
      ),
    ),
  };
}

function predict(name: string, expected: Expected): Promise<ModelOutput> {
  return runtime.predict({
    model: { path: pathOf(name) },
    task: expected.task,
    features: tableOf(expected),
    classes: null,
  });
}

function scoresOf(output: ModelOutput): number[] {
  return [...(output.kind === 'classes' ? output.probabilities : output.values)];
}

function largestDifference(one: readonly number[], other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return one.reduce(
    (worst, value, index) => Math.max(worst, Math.abs(value - (other[index] ?? Number.NaN))),
    0,
  );
}

describe.each(Object.entries(expectations))('%s', (name, expected) => {
  it('gives what Python gives', async () => {
    const output = await predict(name, expected);
    const scores = scoresOf(output);
    expect(largestDifference(scores, expected.onnxruntime.flat())).toBeLessThan(2e-6);
    // The library computes in float64, the exported graph mostly in float32.
    expect(largestDifference(scores, expected.library.flat())).toBeLessThan(2e-5);
    if (output.kind === 'classes') {
      expect(output.classes).toEqual(expected.classes);
      expect(output.labels).toEqual(expected.labels);
    }
  });
});

it.each(['sklearn-logistic-zipmap', 'sklearn-forest-zipmap', 'sklearn-boosting-nulls', 'lightgbm-zipmap'])(
  '%s: a map per row is described with one column per class, whatever the runtime can infer',
  async (name) => {
    const { outputs, classes } = await runtime.inspect({ path: pathOf(name) });
    const map = outputs.find(({ type }) => type === 'float32');
    expect(map?.shape).toEqual(['', classes?.length]);
  },
);

it('two models are timed in turn, and the worker lets go of both', async () => {
  const names = ['sklearn-forest-zipmap', 'lightgbm-regression'];
  const models = names.map((name) => {
    const expected = expectations[name];
    if (expected === undefined) throw new Error(`${name} is not known`);
    return { model: { path: pathOf(name) }, features: tableOf(expected) };
  });
  const [first, second, ...more] = await runtime.measureLatency({ models, batchSizes: [1, 256] });
  expect(more).toEqual([]);
  for (const latency of [first, second])
    for (const size of [1, 256]) {
      const { p50 = 0, p95 = 0 } = latency?.[size] ?? {};
      expect(p50).toBeGreaterThan(0);
      expect(p95).toBeGreaterThanOrEqual(p50);
    }
  const [name = ''] = names;
  const alone = await runtime.inspect({ path: pathOf(name) });
  expect(alone.inputs.length).toBeGreaterThan(0);
}, 30_000);
