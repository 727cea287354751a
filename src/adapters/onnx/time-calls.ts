import type { OpenModel } from './open-model.ts';
import type { TimeRequest } from './protocol.ts';
import { runOnce, toTensors } from './run-calls.ts';

/**
 * Milliseconds per sample of each model, after a warm-up that is not counted: until the budget or the most samples are
 * reached. The models take turns, and who is first changes each time: a noisy moment, a warmer cache or a slower clock
 * hits all of them alike, and every model has as many samples as the others.
 */
export async function timeCalls(models: readonly OpenModel[], request: TimeRequest): Promise<Float64Array[]> {
  const timers = models.map((model, index) => timerOf(model, request.models[index]));
  const round = async (count: number) => {
    const durations = new Array<number>(timers.length).fill(0);
    for (let step = 0; step < timers.length; step++) {
      const index = (step + count) % timers.length;
      durations[index] = (await timers[index]?.measure(count)) ?? 0;
    }
    return durations;
  };
  const most = Math.max(0, ...timers.map(({ samples }) => samples));
  const budgetMs = request.budgetMs * timers.length;
  const warm = performance.now();
  for (let count = 0; count < most || performance.now() - warm < request.warmUpMs * timers.length; count++) {
    await round(count);
    if (performance.now() - warm > budgetMs) break;
  }
  const rounds: number[][] = [];
  const started = performance.now();
  while (rounds.length < request.maxSamples) {
    const isOverTime = performance.now() - started > budgetMs;
    if (isOverTime && rounds.length >= request.minSamples) break;
    rounds.push(await round(rounds.length));
  }
  return timers.map((_, index) => Float64Array.from(rounds, (durations) => durations[index] ?? Number.NaN));
}

function timerOf(model: OpenModel, timed: TimeRequest['models'][number] | undefined) {
  const { samples = [], fetch = [] } = timed ?? {};
  const tensors = samples.map((calls) => calls.map((feeds) => toTensors(model, feeds)));
  const measure = async (count: number) => {
    const started = performance.now();
    for (const feeds of tensors[count % tensors.length] ?? []) await runOnce(model, feeds, fetch);
    return performance.now() - started;
  };
  return { samples: tensors.length, measure };
}
