import type { Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { StageContext } from '../context.ts';
import { featureTable, type RunnableModel } from './score-model.ts';

const BATCH_SIZES = [1, 256] as const;

export type LatencyMs = NonNullable<EvaluateRecord['latencyMs']>;

/** Milliseconds per call for batches of 1 and of 256 rows, after warm-up. */
export async function measureLatencyMs(
  context: StageContext,
  runtime: ModelRuntime,
  { model, table }: { readonly model: RunnableModel; readonly table: Table },
): Promise<LatencyMs> {
  context.reporter.progress({ label: `latency of ${model.who}`, done: 0, total: null, unit: 'calls' });
  const features = featureTable(table, model);
  const measured = await runtime.measureLatency({
    model: { path: model.path },
    features,
    batchSizes: BATCH_SIZES,
    signal: context.signal,
  });
  const [batch1, batch256] = [measured[1], measured[256]];
  if (batch1 === undefined || batch256 === undefined) {
    throw new ModelyardError('internal', 'the model runtime left out a batch size');
  }
  return { batch1, batch256 };
}

export interface Costs {
  readonly latencyMs: LatencyMs | null;
  readonly sizeBytes: number | null;
  readonly trainSeconds: number | null;
}

/** What gates on latency, size and training time are judged by: candidate and baseline, points only. */
export function performancePoints(candidate: Costs, baseline: Costs) {
  const both = (read: (costs: Costs) => number | null) => ({
    candidate: read(candidate),
    baseline: read(baseline),
  });
  return {
    latency_p50_ms: both((costs) => costs.latencyMs?.batch1.p50 ?? null),
    latency_p95_ms: both((costs) => costs.latencyMs?.batch1.p95 ?? null),
    size_bytes: both((costs) => costs.sizeBytes),
    train_seconds: both((costs) => costs.trainSeconds),
  };
}
