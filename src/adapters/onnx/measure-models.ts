import type { Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import type { Latency, LatencyRequest } from '../../ports/model-runtime.ts';
import { assertFits, encodeCalls } from './encode-feeds.ts';
import { type FeedPlan, matchInputs } from './match-inputs.ts';
import { naming } from './predict-rows.ts';
import type { Feeds } from './protocol.ts';
import type { Ask } from './worker-process.ts';

/** Different rows take different ways through a tree, so several batches are timed in turn; that many rows at most. */
const ROWS_SAMPLED = 4096;
const MOST_SAMPLES = 64;
const TIMING = { warmUpMs: 200, budgetMs: 1000, minSamples: 10, maxSamples: 1000 } as const;

interface Timed {
  readonly feeds: FeedPlan;
  readonly features: Table;
  readonly fetch: readonly string[];
}

/** p50 and p95 of the wall time of a call per batch size, in milliseconds, of each model; rows are repeated where there are fewer. */
export async function measureModels(ask: Ask, request: LatencyRequest): Promise<Latency[]> {
  const timed: Timed[] = [];
  for (const each of request.models) timed.push(await prepare(ask, each, timed.length > 0));
  const path = request.models[0]?.model.path ?? '';
  const latencies: Record<number, { p50: number; p95: number }>[] = timed.map(() => ({}));
  for (const size of request.batchSizes) {
    const models = timed.map((each) => ({ samples: samplesOf(each, size), fetch: each.fetch }));
    const durations = await naming(path, () => ask('time', { models, ...TIMING }));
    for (const [index, each] of durations.entries()) {
      const sorted = each.sort();
      const latency = latencies[index];
      if (latency !== undefined) latency[size] = { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
    }
  }
  return latencies;
}

async function prepare(
  ask: Ask,
  { model: { path }, features }: LatencyRequest['models'][number],
  beside: boolean,
): Promise<Timed> {
  if (features.rows === 0) throw new ModelyardError('input', `there are no rows to time ${path} on`);
  const opened = await ask('open', { path, beside });
  return naming(path, async () => {
    const feeds = matchInputs(opened.inputs, features);
    await assertFits(feeds, [features]);
    return { feeds, features, fetch: opened.outputs.map(({ name }) => name) };
  });
}

/** Each sample is what scoring `size` rows takes: one call, or several where the model insists on its own size. */
function samplesOf({ feeds, features }: Timed, size: number): Feeds[][] {
  const { rows } = features;
  const count = Math.max(1, Math.min(MOST_SAMPLES, Math.floor(ROWS_SAMPLED / size), Math.ceil(rows / size)));
  return Array.from({ length: count }, (_, sample) =>
    encodeCalls(feeds, {
      table: features,
      rowAt: (index) => (sample * size + index) % rows,
      count: size,
    }),
  );
}

/** Linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's default). */
export function quantile(sorted: Float64Array, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
