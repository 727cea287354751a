import { accuracy, accuracyByOtherNames } from './accuracy.ts';
import { averagePrecision } from './average-precision.ts';
import { brier } from './brier.ts';
import { ece } from './calibration-error.ts';
import { LABEL_METRICS } from './label-metrics.ts';
import { logLoss } from './log-loss.ts';
import type { Direction } from './measurement.ts';
import { medianAbsoluteError } from './median-absolute-error.ts';
import type { Metric, MetricFamily } from './metric.ts';
import type { Truth } from './observations.ts';
import { rankingFamilies, rankingMetrics } from './ranking-metrics.ts';
import { mae, mape, pinball, r2, rmse } from './regression-metrics.ts';
import { rocAuc } from './roc-auc.ts';
import { rocAucOvr } from './roc-auc-ovr.ts';
import { topKAccuracy } from './top-k-accuracy.ts';

/** Every metric with a name of its own, in the order in which reports show them. Add one here. */
const NAMED: readonly Metric[] = [
  rocAuc,
  rocAucOvr,
  averagePrecision,
  logLoss,
  accuracy,
  ...LABEL_METRICS,
  brier,
  ...accuracyByOtherNames,
  rmse,
  mae,
  r2,
  medianAbsoluteError,
  mape,
  ...rankingMetrics,
];

/** Metrics with a parameter in their name. */
export const METRIC_FAMILIES: readonly MetricFamily[] = [topKAccuracy, pinball, ece, ...rankingFamilies];

/** Every metric there is; of a family the one that stands for it. */
export const METRICS: readonly Metric[] = [
  ...NAMED,
  ...METRIC_FAMILIES.flatMap(({ example }) => findMetric(example) ?? []),
];

export function findMetric(name: string): Metric | null {
  const named = NAMED.find((metric) => metric.name === name);
  if (named !== undefined) return named;
  for (const { pattern, member } of METRIC_FAMILIES) {
    const parameter = pattern.exec(name)?.[1];
    if (parameter !== undefined) return member(parameter);
  }
  return null;
}

/** Names of a task; of a family the one that stands for it. `isMetricOf` knows them all. */
export function metricNames(task: Truth['task']): string[] {
  return METRICS.filter((metric) => metric.tasks.includes(task)).map((metric) => metric.name);
}

export function isMetricOf(task: Truth['task'], name: string): boolean {
  return findMetric(name)?.tasks.includes(task) ?? false;
}

/** What is reported when the config names no metrics: the few that most ask for. */
export function defaultMetrics(task: Truth['task']): string[] {
  return METRICS.filter((metric) => metric.usualIn?.includes(task)).map((metric) => metric.name);
}

/** Latency, size and seconds are better when lower; so is any name that is no score. */
export function directionOf(name: string): Direction {
  return findMetric(name)?.better ?? 'lower';
}
