import { columnMetric } from './column-metric.ts';
import type { MeasureRequest } from './measurement.ts';
import type { Metric } from './metric.ts';
import { type Predictions, rowCount, tableColumn } from './observations.ts';
import type { OwnColumn } from './own-numbers.ts';
import { findPairMetric, type PairMetric } from './pair-metrics.ts';
import { findMetric } from './registry.ts';

/** Metrics of one value per row. */
export interface MeasurePart extends Omit<MeasureRequest, 'metrics'> {
  readonly metrics: readonly Metric[];
  /** What both models together give. */
  readonly pairs: readonly PairMetric[];
  /** Of several values per row the one that is measured. */
  readonly target?: string;
}

/** The metrics of a task, once or target by target, and each own column by itself. Throws for a name that is neither. */
export function splitRequest(request: MeasureRequest): MeasurePart[] {
  const columns = request.candidate.own?.columns ?? [];
  const asked = columns.filter(({ name }) => request.metrics.includes(name));
  const named = request.metrics.filter((name) => !asked.some((column) => column.name === name));
  const pairs = named.flatMap((name) => findPairMetric(name) ?? []);
  const metrics = named
    .filter((name) => findPairMetric(name) === null)
    .map((name) => findMetric(name) ?? unknown(name));
  const parts = asked.map((column) => columnPart(request, column));
  if (metrics.length + pairs.length === 0) return parts;
  const { truth } = request;
  if (truth.task !== 'targets') return [{ ...request, metrics, pairs }, ...parts];
  const ofTarget = (target: string) => ({ ...targetPart(request, target), metrics, pairs, target });
  return [...truth.names.map(ofTarget), ...parts];
}

function unknown(name: string): never {
  throw new Error(`there is no metric ${name}`);
}

function targetPart(request: MeasureRequest, target: string): MeasureRequest {
  const { truth, candidate, baseline } = request;
  const valuesOf = (from: Predictions | MeasureRequest['truth']) => {
    if (from.task !== 'targets') throw new Error(`${from.task} has no value per target`);
    return { task: 'regression' as const, values: tableColumn(from, target) };
  };
  return {
    ...request,
    truth: valuesOf(truth),
    candidate: valuesOf(candidate),
    baseline: baseline?.task === 'targets' && baseline.names.includes(target) ? valuesOf(baseline) : null,
  };
}

function columnPart(request: MeasureRequest, column: OwnColumn): MeasurePart {
  const { truth, candidate, baseline } = request;
  return {
    ...request,
    truth: { task: 'scores', rows: rowCount(truth) },
    candidate: alone(candidate, column) ?? candidate,
    baseline: baseline === null ? null : alone(baseline, column),
    metrics: [columnMetric(column)],
    pairs: [],
  };
}

/** One column by itself: what is broken in another says nothing of it. null where the model has no such column. */
function alone({ own }: Predictions, column: OwnColumn): Predictions | null {
  if (own === undefined || !own.names.includes(column.column)) return null;
  const values = tableColumn(own, column.column);
  return { task: 'scores', own: { columns: [column], names: [column.column], values } };
}
