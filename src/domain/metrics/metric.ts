import type { Steps } from '../steps.ts';
import type { Estimate, MetricInput } from './estimate.ts';
import type { Direction } from './measurement.ts';
import type { Groups, Truth } from './observations.ts';

/**
 * How differences of a metric get their interval:
 * auc: DeLong, clustered: Obuchowski · share: Tango · mean: closed-form paired standard error · linearised: delta method ·
 * bootstrap: Poisson bootstrap · none: shown without an interval.
 */
export type ComparisonMethod = 'auc' | 'share' | 'mean' | 'linearised' | 'bootstrap' | 'none';

/** One metric. `registry.ts` is the table of all. */
export interface Metric {
  readonly name: string;
  readonly tasks: readonly Truth['task'][];
  /** Tasks whose reports show it where the config names no metrics. */
  readonly usualIn?: readonly Truth['task'][];
  readonly better: Direction;
  readonly method: ComparisonMethod;
  readonly estimate: (input: MetricInput) => Steps<Estimate>;
  /** It depends on decided labels alone: rows that both models decide alike say nothing of their difference. */
  readonly ofDecisions?: boolean;
  /**
   * linearised: the value is a share of some of the rows, or a growing function of one, and one model's interval is that
   * of that share: an interval that is as long on both sides of a value near 1 is too short below.
   */
  readonly shareScale?: ShareScale;
  /** share: 1 for every row that counts, else 0. */
  readonly hits?: (input: MetricInput) => Steps<Float64Array>;
  /** bootstrap: sorts what has to be sorted once; then the value for any weights of the rows. */
  readonly resample?: (input: MetricInput) => Steps<ValueOfWeights>;
  /** bootstrap: the values of all these models on the same draws by a shorter way; null where there is none. */
  readonly drawTogether?: (
    inputs: readonly MetricInput[],
    groups: Groups | null,
  ) => Steps<Float64Array[] | null>;
  /** Why no gate may ask for it, and what to ask for instead. */
  readonly displayOnly?: string;
  /** What a model without fault would show on rows like these: estimates that are biased are read beside it. */
  readonly nullValue?: (input: MetricInput) => Steps<number>;
  /** Why no gate may be read off these rows; null where one may. */
  readonly refusal?: (input: MetricInput) => Steps<string | null>;
}

export interface ShareScale {
  readonly shareOf: (value: number) => number;
  readonly valueOf: (share: number) => number;
  /** How fast the share grows with the value. */
  readonly slopeAt: (value: number) => number;
}

/** A metric's value when row i counts weights[i] times; NaN where it has none. */
export type ValueOfWeights = (weights: DrawnWeights) => number;

/** Bytes where they are counts: they stay in the cache of the processor. */
export type DrawnWeights = Float64Array | Uint8Array;

/** Metrics whose name holds a parameter: pinball_0.1, top_2_accuracy. */
export interface MetricFamily {
  /** Its group is the parameter. */
  readonly pattern: RegExp;
  /** A name that stands for the family in lists and completions. */
  readonly example: string;
  /** null where the parameter is none, or is not written in its one way (0.10). */
  readonly member: (parameter: string) => Metric | null;
}
