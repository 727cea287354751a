import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import { endlessModel } from '../../../test/fixtures/onnx/endless-model.ts';
import { buildOnnxWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { heldTable } from '../../domain/stored-table.ts';
import { createOnnxRuntime } from './create-onnx-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-endless-'));
const path = join(folder, 'endless.onnx');
let worker: Awaited<ReturnType<typeof buildOnnxWorker>>;
beforeAll(async () => {
  worker = await buildOnnxWorker();
  writeFileSync(path, endlessModel());
});
afterAll(async () => {
  await worker?.remove();
  rmSync(folder, { recursive: true });
});

const x = { rows: 2, columns: [columnOf('x', 'number', [1, 2])] };

it('a model that never answers is ended when its time is over, and the next question is answered', async () => {
  const runtime = createOnnxRuntime({ workerUrl: worker.url });
  const request = { model: { path }, task: 'regression', features: heldTable(x), classes: null } as const;
  await expect(runtime.predict({ ...request, limitMs: 1500 })).rejects.toMatchObject({
    code: 'input',
    message: `${path}: the model gave no answer within 1.5 s`,
    hint: expect.stringContaining('evaluate.predict_timeout'),
  });
  const timed = { models: [{ model: { path }, features: x }], batchSizes: [1], limitMs: 1500 };
  await expect(runtime.measureLatency(timed)).rejects.toThrow('gave no answer within 1.5 s');
  expect((await runtime.inspect({ path })).inputs).toHaveLength(1);
  await runtime.close();
}, 60_000);
