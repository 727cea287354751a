import { findMetric } from './registry.ts';

/** By name; shares are what is left. R² has no lower end, and a multiclass Brier score sums the squares of its classes. */
const RANGES: readonly { readonly names: RegExp; readonly range: readonly [number, number] }[] = [
  { names: /^(mcc|cohen_kappa)$/, range: [-1, 1] },
  { names: /^r2$/, range: [Number.NEGATIVE_INFINITY, 1] },
  { names: /^brier$/, range: [0, 2] },
  { names: /^(log_loss|rmse|mae|median_ae|mape|pinball_.+)$/, range: [0, Number.POSITIVE_INFINITY] },
];

/** The smallest and the largest value that a metric can have; null for a name that is none of ours. */
export function metricRange(name: string): readonly [low: number, high: number] | null {
  if (findMetric(name) === null) return null;
  return RANGES.find(({ names }) => names.test(name))?.range ?? [0, 1];
}
