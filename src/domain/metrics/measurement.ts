import type { Groups, Predictions, Truth } from './observations.ts';

export type Direction = 'higher' | 'lower';
export type Interval = readonly [low: number, high: number];

/** candidate − factor · baseline, from the same rows. */
export interface Contrast {
  readonly estimate: number;
  /** In the metric's unit; 0 when candidate and baseline never differ. */
  readonly standardError: number;
  /** Two-sided, at the measurement's confidence. */
  readonly interval: Interval;
  /** Where one-sided tests of this size stop on either side; at (1 − confidence) / 2 that is the interval. */
  readonly limits: (tail: number) => Interval;
  /** delong, tango, tango-relative, paired-mean, linearised, bootstrap; with groups `-clustered` is appended to the name of the method. */
  readonly method: string;
  /** Rows (groups, when clustered) on which the two models disagree; null where the notion does not apply. */
  readonly discordant: number | null;
  /** Why no verdict may be read off this interval (too few rows, groups, heavy tails …); null when one may. */
  readonly guard: string | null;
  /** method bootstrap: how often the rows were drawn anew, and the seed of the draws. */
  readonly bootstrap?: Resampling;
}

export interface Resampling {
  readonly replicates: number;
  readonly seed: number;
}

/** One metric of the candidate, and of the baseline on the same rows when there is one. */
export interface Measurement {
  readonly name: string;
  /** Of several values per row the one that is measured; left out where there is one. */
  readonly target?: string;
  readonly better: Direction;
  readonly rows: number;
  /** null when rows are independent. */
  readonly groups: number | null;
  readonly confidence: number;
  /** null with a reason where the metric is not defined on these rows. */
  readonly candidate: number | null;
  readonly candidateInterval: Interval | null;
  /** Why no verdict may be read off the candidate's own interval; left out or null when one may. */
  readonly candidateGuard?: string | null;
  readonly baseline: number | null;
  /** It says how the two models differ, as a share of rows or a mean, and nothing of either alone; left out: of one model. */
  readonly ofPair?: 'share' | 'mean';
  readonly reason: string | null;
  /** The two models decide by different thresholds, and this is about decisions: equal scores are no equal answers. */
  readonly decidesOtherwise?: true;
  /** What a model without fault would show on these rows, where that is not the best value there is. */
  readonly nullValue?: number | null;
  /** Why no gate may judge it on these rows, not even its value; left out or null when one may. */
  readonly refusal?: string | null;
  /** null without a baseline, or where either value is null. factor 1 is the plain difference. */
  readonly contrast: (factor: number) => Contrast | null;
}

export interface MeasureRequest {
  readonly truth: Truth;
  readonly candidate: Predictions;
  readonly baseline: Predictions | null;
  readonly groups: Groups | null;
  /** How much each row counts, at least 0 and not all 0; null or left out: all the same. */
  readonly weights?: Float64Array | null;
  /** Names as in DESIGN: roc_auc, log_loss …; or of the candidate's own columns. */
  readonly metrics: readonly string[];
  /** Binary: label = score >= threshold, in float64. */
  readonly threshold: number;
  /** The baseline's own, as it was released; left out: the same. */
  readonly baselineThreshold?: number | undefined;
  readonly confidence: number;
  /** Row numbers to look at, for slices; null: all. */
  /** Which contrasts besides the plain difference will be asked of a metric (relative limits): they are worked out along with it. */
  readonly factorsOf?: (metric: Pick<Measurement, 'name' | 'better'>) => readonly number[];
  readonly subset: Int32Array | null;
}
