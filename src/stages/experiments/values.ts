import { directionOf } from '../../domain/metrics/registry.ts';
import { ModelyardError } from '../../errors.ts';
import type { Experiment } from '../../records/experiment.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { askedLabel } from './asked-metric.ts';

type Cost = (cost: Experiment['cost']) => number | null;

/** What an experiment costs, by the name that tables and options use. */
export const COSTS: Readonly<Record<string, Cost>> = {
  train_seconds: ({ trainSeconds }) => trainSeconds,
  peak_memory_bytes: ({ peakMemoryBytes }) => peakMemoryBytes,
  size_bytes: ({ sizeBytes }) => sizeBytes,
  latency_p95_ms: ({ latencyP95Ms }) => latencyP95Ms,
};

/** The first row of a metric, `mae` or `mae of days`: that of the first evaluation set. */
export function metricRow({ metrics }: Pick<Experiment, 'metrics'>, label: string): MetricRow | null {
  return metrics.find((row) => askedLabel(row) === label) ?? null;
}

/** A metric's or a cost's value; null where it is not known. */
export function experimentValue(experiment: Experiment, name: string): number | null {
  const cost = Object.hasOwn(COSTS, name) ? COSTS[name] : undefined;
  return cost === undefined ? (metricRow(experiment, name)?.candidate ?? null) : cost(experiment.cost);
}

/** Which way is better, as the experiments tell; costs are better when lower. */
export function betterOf(experiments: readonly Experiment[], name: string): 'higher' | 'lower' {
  for (const experiment of experiments) {
    const row = metricRow(experiment, name);
    if (row !== null) return row.better;
  }
  return directionOf(name);
}

/** Names that an experiment has values of: metrics first. */
export function valueNames(experiments: readonly Experiment[]): string[] {
  const metrics = experiments.flatMap(({ metrics }) => metrics.map(askedLabel));
  return [...new Set(metrics), ...Object.keys(COSTS)];
}

/** Throws `usage` for a name of which nothing is known here. */
export function assertKnownName(experiments: readonly Experiment[], name: string, option: string): void {
  const names = valueNames(experiments);
  if (names.includes(name)) return;
  throw new ModelyardError(
    'usage',
    `${option} ${JSON.stringify(name)}: no experiment has a value of that name`,
    {
      hint: `There are: ${names.join(', ')}.`,
    },
  );
}
