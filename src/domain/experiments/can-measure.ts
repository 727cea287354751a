import { findMetric } from '../metrics/registry.ts';
import type { Observed } from './observed.ts';

/** Whether a metric, or that of one of several targets, can be measured from these rows, asked for or not when they were judged. */
export function canMeasure({ truth, candidate }: Observed, metric: string, target?: string): boolean {
  if (candidate.own?.columns.some(({ name }) => name === metric) === true) return true;
  if (target !== undefined && !(truth.task === 'targets' && truth.names.includes(target))) return false;
  const task = truth.task === 'targets' ? 'regression' : truth.task;
  return findMetric(metric)?.tasks.includes(task) === true;
}
