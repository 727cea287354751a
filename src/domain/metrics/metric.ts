import type { Estimate, MetricInput } from './estimate.ts';
import type { Direction } from './measurement.ts';
import type { Truth } from './observations.ts';

/**
 * How differences of a metric get their interval:
 * auc: DeLong, clustered: Obuchowski · accuracy: Tango · mean: closed-form paired standard error · linearised: delta method.
 */
export type ComparisonMethod = 'auc' | 'accuracy' | 'mean' | 'linearised';

/** One metric. `registry.ts` is the table of all. */
export interface Metric {
  readonly name: string;
  readonly tasks: readonly Truth['task'][];
  readonly better: Direction;
  readonly method: ComparisonMethod;
  readonly estimate: (input: MetricInput) => Estimate;
}
