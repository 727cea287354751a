import type { Direction } from '../metrics/measurement.ts';

/** What is told of every group. */
export type RateName = 'selection_rate' | 'true_positive_rate' | 'false_positive_rate' | 'calibration_gap';

export const RATES: readonly RateName[] = [
  'selection_rate',
  'true_positive_rate',
  'false_positive_rate',
  'calibration_gap',
];

/** One number for all groups: how far apart a rate is between them. */
export interface FairnessMetric {
  readonly name: string;
  /** Of several rates the one that is furthest apart counts. */
  readonly rates: readonly RateName[];
  /** difference: largest − smallest; ratio: smallest / largest. */
  readonly form: 'difference' | 'ratio';
}

/** Names and definitions are fairlearn's (`method='between_groups'`, `agg='worst_case'`), but for calibration_difference. */
export const FAIRNESS_METRICS: readonly FairnessMetric[] = [
  { name: 'demographic_parity_difference', rates: ['selection_rate'], form: 'difference' },
  { name: 'demographic_parity_ratio', rates: ['selection_rate'], form: 'ratio' },
  { name: 'equal_opportunity_difference', rates: ['true_positive_rate'], form: 'difference' },
  { name: 'equal_opportunity_ratio', rates: ['true_positive_rate'], form: 'ratio' },
  {
    name: 'equalized_odds_difference',
    rates: ['true_positive_rate', 'false_positive_rate'],
    form: 'difference',
  },
  { name: 'equalized_odds_ratio', rates: ['true_positive_rate', 'false_positive_rate'], form: 'ratio' },
  { name: 'calibration_difference', rates: ['calibration_gap'], form: 'difference' },
];

export const FAIRNESS_METRIC_NAMES: readonly string[] = FAIRNESS_METRICS.map(({ name }) => name);

export function betterOf({ form }: FairnessMetric): Direction {
  return form === 'difference' ? 'lower' : 'higher';
}

/** How records, gates and reports call a metric by one of several columns: `equal_opportunity_ratio by sex`. */
export function fairnessName(metric: string, by: string): string {
  return `${metric} by ${by}`;
}
