import type { OpenModel } from './open-model.ts';
import type { TimeRequest } from './protocol.ts';
import { runOnce, toTensors } from './run-calls.ts';

/** Milliseconds per sample, after a warm-up that is not counted: until the budget or the most samples are reached. */
export async function timeCalls(model: OpenModel, request: TimeRequest): Promise<Float64Array> {
  const samples = request.samples.map((calls) => calls.map((feeds) => toTensors(model, feeds)));
  const measure = async (count: number) => {
    const started = performance.now();
    for (const feeds of samples[count % samples.length] ?? []) await runOnce(model, feeds, request.fetch);
    return performance.now() - started;
  };
  const warm = performance.now();
  for (let count = 0; count < samples.length || performance.now() - warm < request.warmUpMs; count++) {
    await measure(count);
    if (performance.now() - warm > request.budgetMs) break;
  }
  const durations: number[] = [];
  const started = performance.now();
  while (durations.length < request.maxSamples) {
    const isOverTime = performance.now() - started > request.budgetMs;
    if (isOverTime && durations.length >= request.minSamples) break;
    durations.push(await measure(durations.length));
  }
  return Float64Array.from(durations);
}
