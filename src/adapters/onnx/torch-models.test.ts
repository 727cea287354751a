import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import { buildOnnxWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { heldTable } from '../../domain/stored-table.ts';
import type { Column } from '../../domain/table.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import { createOnnxRuntime } from './create-onnx-runtime.ts';

/** What make-torch-models.py writes. */
interface Expected {
  readonly file: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly columns: readonly string[];
  readonly kinds: readonly Column['kind'][];
  readonly rows: readonly (readonly number[])[];
  readonly given: readonly string[] | null;
  readonly library: readonly (number | readonly number[])[];
  readonly onnxruntime: readonly (number | readonly number[])[];
}

const FOLDER = new URL('../../../test/fixtures/onnx/', import.meta.url);
const { models }: { models: Record<string, Expected> } = JSON.parse(
  readFileSync(new URL('expected-torch.json', FOLDER), 'utf8'),
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

function predict({ file, task, columns, kinds, rows, given }: Expected) {
  const features = columns.map((name, place) =>
    columnOf(
      name,
      kinds[place] ?? 'number',
      rows.map((row) => row[place] ?? null),
    ),
  );
  return runtime.predict({
    model: { path: fileURLToPath(new URL(file, FOLDER)) },
    task,
    features: heldTable({ rows: rows.length, columns: features }),
    classes: given,
  });
}

/** One number a row is the chance of the second class. */
function both(scores: readonly (number | readonly number[])[]): number[] {
  return scores.flatMap((row) => {
    const numbers = [row].flat();
    return numbers.length === 1 ? [1 - (numbers[0] ?? Number.NaN), ...numbers] : numbers;
  });
}

const LOGITS = 'torch-logits';
/** Where Node has Float16Array the runtime's binding refuses these inputs: docs/models.md. */
const takesFloat16 = !('Float16Array' in globalThis);
const usable = Object.entries(models).filter(
  ([name]) => name !== LOGITS && (takesFloat16 || name !== 'torch-float16'),
);

it('all ways of exporting are here', () => expect(usable.length).toBe(takesFloat16 ? 10 : 9));

it.each(usable)('%s: gives what Python gives', async (_, expected) => {
  const output = await predict(expected);
  const scores = [...(output.kind === 'classes' ? output.probabilities : output.values)];
  const inPython = expected.task === 'regression' ? expected.onnxruntime.flat() : both(expected.onnxruntime);
  const inTorch = expected.task === 'regression' ? expected.library.flat() : both(expected.library);
  expect(scores.length).toBe(inPython.length);
  const isHalf = expected.file.includes('float16');
  for (const [at, score] of scores.entries()) {
    expect(Math.abs(score - (inPython[at] ?? Number.NaN))).toBeLessThan(isHalf ? 1e-3 : 2e-6);
    expect(Math.abs(score - (inTorch[at] ?? Number.NaN))).toBeLessThan(isHalf ? 2e-3 : 2e-5);
  }
  if (output.kind === 'classes') expect(output.classes).toEqual(expected.given);
});

it('classes that no graph carries are asked for, never guessed', async () => {
  const [, expected] = usable[0] ?? [];
  if (expected === undefined) throw new Error('no model is here');
  await expect(predict({ ...expected, given: null })).rejects.toThrow(
    'does not say which classes output scores speaks of (2 columns)',
  );
});

it('a model without its softmax is refused, with what to do', async () => {
  const expected = models[LOGITS];
  if (expected === undefined) throw new Error(`${LOGITS} is not here`);
  await expect(predict(expected)).rejects.toMatchObject({
    message: expect.stringContaining('are these logits?'),
    hint: 'Export the model with its sigmoid or softmax, so that its scores lie between 0 and 1.',
  });
});

it('an input of several columns beside one of one: by name, the others by their order, and told', async () => {
  const expected = models['torch-two-inputs'];
  if (expected === undefined) throw new Error('torch-two-inputs is not here');
  const { notes } = await predict(expected);
  expect(notes).toContain("by their order, these columns feed the model's input numbers: a, b, c, d");
});
