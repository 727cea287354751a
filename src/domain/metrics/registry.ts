import { accuracy } from './accuracy.ts';
import { brier } from './brier.ts';
import { f1, f1Macro } from './f1.ts';
import { logLoss } from './log-loss.ts';
import type { Direction } from './measurement.ts';
import type { Metric } from './metric.ts';
import type { Truth } from './observations.ts';
import { mae, r2, rmse } from './regression-errors.ts';
import { rocAuc } from './roc-auc.ts';

/** Every metric there is, in the order in which reports show them. Add one here. */
export const METRICS: readonly Metric[] = [rocAuc, logLoss, accuracy, f1, f1Macro, brier, rmse, mae, r2];

export function findMetric(name: string): Metric | null {
  return METRICS.find((metric) => metric.name === name) ?? null;
}

export function metricNames(task: Truth['task']): string[] {
  return METRICS.filter((metric) => metric.tasks.includes(task)).map((metric) => metric.name);
}

/** What is reported when the config names no metrics: all of the task. */
export function defaultMetrics(task: Truth['task']): string[] {
  return metricNames(task);
}

/** Latency, size and seconds are better when lower; so is any name that is no score. */
export function directionOf(name: string): Direction {
  return findMetric(name)?.better ?? 'lower';
}
