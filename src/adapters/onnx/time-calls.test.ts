import { expect, it } from 'vitest';
import type { OpenModel } from './open-model.ts';
import { timeCalls } from './time-calls.ts';

/** Models that write down when they are called, each call of a length of its own. */
function models(calls: string[], names: readonly string[]): OpenModel[] {
  const onnx = { Tensor: class {} };
  return names.map((name) => {
    const run = async () => {
      calls.push(name);
      const until = performance.now() + (name === 'slow' ? 2 : 0.2);
      while (performance.now() < until);
      return {};
    };
    return { onnx, session: { run, release: async () => undefined } } as unknown as OpenModel;
  });
}

const SAMPLE = [[[{ name: 'x', type: 'float32', dims: [1, 1], data: new Float32Array(1) }]]];
const TIMING = { warmUpMs: 0, budgetMs: 1000, minSamples: 4, maxSamples: 6 };

it('models take turns, and who is first changes each time', async () => {
  const calls: string[] = [];
  const timed = [1, 2].map(() => ({ samples: SAMPLE, fetch: [] }));
  const durations = await timeCalls(models(calls, ['a', 'b']), { models: timed, ...TIMING });
  expect(durations.map(({ length }) => length)).toEqual([6, 6]);
  const measured = calls.slice(-12);
  expect(measured.join('')).toBe('abbaabbaabba');
});

it('each duration is that of its own model', async () => {
  const timed = [1, 2].map(() => ({ samples: SAMPLE, fetch: [] }));
  const [fast, slow] = await timeCalls(models([], ['fast', 'slow']), { models: timed, ...TIMING });
  const median = (values: Float64Array | undefined) => values?.slice().sort()[2] ?? Number.NaN;
  expect(median(slow)).toBeGreaterThan(1.9);
  expect(median(fast)).toBeLessThan(median(slow));
});

it('one model alone is timed as before, and ends with its budget', async () => {
  const calls: string[] = [];
  const timing = { warmUpMs: 0, budgetMs: 10, minSamples: 3, maxSamples: 1000 };
  const [only] = await timeCalls(models(calls, ['slow']), {
    models: [{ samples: SAMPLE, fetch: [] }],
    ...timing,
  });
  expect(only?.length).toBeGreaterThanOrEqual(3);
  expect(only?.length).toBeLessThan(20);
});
