import type { StoredTable } from '../../../domain/stored-table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ModelRuntime } from '../../../ports/model-runtime.ts';
import type { EvaluateRecord } from '../../../records/evaluate.ts';
import type { StageContext } from '../../context.ts';
import type { Baseline } from '../baseline.ts';
import type { Judging } from '../judging.ts';
import { answerLimit, featureTable, type RunnableModel } from '../predictions/score-model.ts';

const BATCH_SIZES = [1, 256] as const;
/** Calls are timed on the first rows: different ones take different ways through a tree. */
const TIMED_ROWS = 4096;

export type LatencyMs = NonNullable<EvaluateRecord['latencyMs']>;

/**
 * Milliseconds per call for batches of 1 and of 256 rows, after warm-up. Candidate and baseline take turns, so that a
 * busy machine makes both slower: their difference says more than either number.
 */
export async function measureLatencyMs(
  context: StageContext,
  runtime: ModelRuntime,
  { models, table }: { readonly models: readonly RunnableModel[]; readonly table: StoredTable },
): Promise<LatencyMs[]> {
  const label = `latency of ${models.map(({ who }) => who).join(' and ')}`;
  context.reporter.progress({ label, done: 0, total: null, unit: 'calls' });
  const first = { from: 0, rows: Math.min(TIMED_ROWS, table.rows) };
  const timed = models.map(async (model) => ({
    model: { path: model.path },
    features: await featureTable(table, model).slice(first, model.features),
  }));
  const measured = await runtime.measureLatency({
    models: await Promise.all(timed),
    batchSizes: BATCH_SIZES,
    ...answerLimit(context.model.evaluate),
    signal: context.signal,
  });
  return measured.map((latency) => {
    const [batch1, batch256] = [latency[1], latency[256]];
    if (batch1 === undefined || batch256 === undefined)
      throw new ModelyardError('internal', 'the model runtime left out a batch size');
    return { batch1, batch256 };
  });
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

/** Candidate and baseline beside each other; a part that cannot be known is null. */
export async function measureCosts(
  { context, ports, candidate: trained, baseline, identical }: Judging,
  { candidate, table }: { readonly candidate: RunnableModel | null; readonly table: StoredTable },
): Promise<{ readonly candidate: Costs; readonly baseline: Costs }> {
  const other = identical || candidate === null ? null : runnableBaseline(baseline, candidate);
  const models = [candidate, other].filter((model) => model !== null);
  const [own = null, released = null] =
    models.length === 0 ? [] : await measureLatencyMs(context, ports.runtime, { models, table });
  return {
    candidate: {
      latencyMs: own,
      sizeBytes: trained.model?.bytes ?? null,
      trainSeconds: trained.record.trainSeconds,
    },
    baseline: {
      latencyMs: identical ? own : released,
      sizeBytes: baseline?.sizeBytes ?? null,
      trainSeconds: baseline?.trainSeconds ?? null,
    },
  };
}

function runnableBaseline(baseline: Baseline | null, candidate: RunnableModel): RunnableModel | null {
  if (baseline === null || baseline.modelPath === null) return null;
  return {
    who: baseline.source,
    path: baseline.modelPath,
    features: baseline.features ?? candidate.features,
    classes: baseline.classes,
  };
}
