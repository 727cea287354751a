import type { OwnColumn } from '../domain/metrics/own-numbers.ts';
import { findMetric } from '../domain/metrics/registry.ts';
import type { Finding } from './finding.ts';
import { PERFORMANCE_METRICS } from './performance-metrics.ts';
import type { WrittenModel } from './schema/config.ts';

type WrittenMetric = NonNullable<WrittenModel['evaluate']['metrics']>[number];
type WrittenColumn = Exclude<WrittenMetric, string>;

/** How reports and gates call an entry of `evaluate.metrics`: a column's quantile has it in its name, `cost_p95`. */
export function metricNameOf(written: WrittenMetric): string {
  if (typeof written === 'string') return written;
  const { column, aggregate } = written;
  return aggregate === 'mean' ? column : `${column}_${aggregate}`;
}

function writtenColumns({ evaluate }: WrittenModel): WrittenColumn[] {
  return (evaluate.metrics ?? []).filter((each) => typeof each !== 'string');
}

/** Names that `evaluate` itself declares as metrics. */
export function ownMetricNames(model: WrittenModel): string[] {
  return writtenColumns(model).map(metricNameOf);
}

export function ownColumns(model: WrittenModel): OwnColumn[] {
  return writtenColumns(model).map((written) => ({
    name: metricNameOf(written),
    column: written.column,
    better: written.better,
    aggregate: aggregateOf(written.aggregate),
  }));
}

function aggregateOf(written: string): OwnColumn['aggregate'] {
  if (written === 'mean') return 'mean';
  return written === 'median' ? 0.5 : Number(written.slice(1)) / 100;
}

/** Own columns are numbers of a predictions file, under names that mean nothing else. */
export function checkOwnMetrics(model: WrittenModel): Finding[] {
  const { evaluate, train, task } = model;
  const columns = (evaluate.metrics ?? []).flatMap((written, index): Finding[] => {
    if (typeof written === 'string') return [];
    const path = ['evaluate', 'metrics', index];
    return [...takenName(path, metricNameOf(written)), ...withoutPredictions(path, train)];
  });
  if (task !== 'scores' || writtenColumns(model).length > 0) return columns;
  const message = 'missing; task scores names its columns: {column: helpfulness, better: higher}';
  return [...columns, { path: ['evaluate', 'metrics'], message, restsOn: [['task']] }];
}

function takenName(path: readonly (string | number)[], name: string): Finding[] {
  if (findMetric(name) === null && !PERFORMANCE_METRICS.includes(name)) return [];
  return [
    {
      path: [...path, 'column'],
      message: `${name} is a metric already; give the column another name in the predictions file`,
    },
  ];
}

function withoutPredictions(path: readonly (string | number)[], train: WrittenModel['train']): Finding[] {
  if (train.predictions !== undefined) return [];
  const message = 'its column stands in a predictions file: name it in train.predictions';
  return [{ path: [...path, 'column'], message, restsOn: [['train', 'predictions']] }];
}
