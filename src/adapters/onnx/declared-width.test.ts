import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { model, node, tensor, valueInfo } from '../../../test/fixtures/onnx/build-model.ts';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import { buildOnnxWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { heldTable } from '../../domain/stored-table.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import { createOnnxRuntime } from './create-onnx-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-width-'));
let worker: Awaited<ReturnType<typeof buildOnnxWorker>>;
let runtime: ModelRuntime;
beforeAll(async () => {
  worker = await buildOnnxWorker();
  runtime = createOnnxRuntime({ workerUrl: worker.url });
});
afterAll(async () => {
  await runtime?.close();
  await worker?.remove();
  rmSync(folder, { recursive: true });
});

/** x times 1, 10, 100 … in so many columns, whose number the graph does not tell. */
function predicted(columns: number) {
  const path = join(folder, `${columns}.onnx`);
  const weights = Array.from({ length: columns }, (_, column) => 10 ** column);
  writeFileSync(
    path,
    model({
      nodes: [node('MatMul', [['x', 'w'], ['y']])],
      inputs: [valueInfo('x', 'float32', ['n', 1])],
      outputs: [valueInfo('y', 'float32', ['n', 'k'])],
      constants: [tensor({ name: 'w', type: 'float32', dims: [1, columns], values: weights })],
    }),
  );
  const features = heldTable({ rows: 2, columns: [columnOf('x', 'number', [1, 2])] });
  return runtime.predict({
    model: { path },
    task: 'regression',
    features,
    classes: null,
    targets: ['price', 'days'],
  });
}

it('of several targets the columns count that the model gives', async () => {
  expect(await predicted(2)).toMatchObject({
    targets: ['price', 'days'],
    values: Float64Array.of(1, 10, 2, 20),
  });
  await expect(predicted(1)).rejects.toThrow(/has 1 column; data\.target lists 2: price, days/);
  await expect(predicted(3)).rejects.toThrow(/has 3 columns; data\.target lists 2: price, days/);
});
