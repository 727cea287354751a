import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import { buildOnnxWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { heldTable } from '../../domain/stored-table.ts';
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
    features: heldTable(tableOf(expected)),
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
      expect(output.labels === null ? null : [...output.labels]).toEqual(expected.labels);
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

describe('many rows', () => {
  const repeated = (expected: Expected, rows: number): Expected => ({
    ...expected,
    rows: Array.from({ length: rows }, (_, row) => expected.rows[row % expected.rows.length] ?? []),
  });

  it.each(['lightgbm-tensor', 'sklearn-calibrated'])(
    'get the same scores whatever the number of workers: %s',
    async (name) => {
      const expected = expectations[name];
      if (expected === undefined) throw new Error(`nothing is expected of ${name}`);
      const rows = 40_000 + 17;
      const features = heldTable(tableOf(repeated(expected, rows)));
      const scored: number[][] = [];
      const progress: number[] = [];
      for (const mostWorkers of [1, 2, 3]) {
        const own = createOnnxRuntime({ workerUrl: worker.url, mostWorkers });
        const output = await own.predict({
          model: { path: pathOf(name) },
          task: expected.task,
          features,
          classes: null,
          onProgress: (done) => progress.push(done),
        });
        scored.push(scoresOf(output));
        // They are used again.
        await own.predict({ model: { path: pathOf(name) }, task: expected.task, features, classes: null });
        await own.close();
      }
      expect(scored[0]?.length).toBeGreaterThanOrEqual(rows);
      expect(scored[1]).toEqual(scored[0]);
      expect(scored[2]).toEqual(scored[0]);
      const perRun = progress.length / 3;
      for (let run = 0; run < 3; run++) {
        const told = progress.slice(run * perRun, (run + 1) * perRun);
        expect(told).toEqual([...told].sort((a, b) => a - b));
        expect(told.at(-1)).toBe(rows);
      }
    },
    120_000,
  );

  it('end with the request that is aborted, and the next one is served', async () => {
    const expected = expectations['lightgbm-tensor'];
    if (expected === undefined) throw new Error('nothing is expected');
    const own = createOnnxRuntime({ workerUrl: worker.url, mostWorkers: 3 });
    const abort = new AbortController();
    const request = { model: { path: pathOf('lightgbm-tensor') }, task: expected.task, classes: null };
    const features = heldTable(tableOf(repeated(expected, 60_000)));
    const aborted = own.predict({
      ...request,
      features,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ code: 'interrupted' });
    const served = await own.predict({ ...request, features: heldTable(tableOf(expected)) });
    expect(scoresOf(served).length).toBeGreaterThan(0);
    await own.close();
  }, 120_000);
});
