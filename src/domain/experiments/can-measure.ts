import { findMetric } from '../metrics/registry.ts';
import type { Observed } from './observed.ts';

/** Whether a metric can be measured from these rows, asked for or not when they were judged: one of ours, or an own column. */
export function canMeasure({ truth, candidate }: Observed, metric: string): boolean {
  if (candidate.own?.columns.some(({ name }) => name === metric) === true) return true;
  const task = truth.task === 'targets' ? 'regression' : truth.task;
  return findMetric(metric)?.tasks.includes(task) === true;
}
