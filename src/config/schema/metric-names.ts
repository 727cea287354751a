import { FAIRNESS_METRIC_NAMES } from '../../domain/fairness/fairness-metrics.ts';
import { METRIC_FAMILIES, METRICS } from '../../domain/metrics/registry.ts';
import { PERFORMANCE_METRICS } from '../performance-metrics.ts';

/** For completion in editors; which metric fits which task is checked in `check-model`. */
const names = METRICS.map(({ name }) => name);
const patterns = METRIC_FAMILIES.map(({ pattern }) => ({ pattern: pattern.source }));
export const metricName = { anyOf: [{ enum: names }, ...patterns] };

/** Of the keys of `gates`. */
export const gateName = {
  propertyNames: {
    anyOf: [{ enum: [...names, ...FAIRNESS_METRIC_NAMES, ...PERFORMANCE_METRICS] }, ...patterns],
  },
};
