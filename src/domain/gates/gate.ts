import type { Direction } from '../metrics/measurement.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive';
export type GateRule = 'min' | 'max' | 'max_worse' | 'min_better';

/** A positive amount in the metric's own unit, or a fraction of the baseline's value (0.01 for `1%`). */
export interface GateLimit {
  readonly value: number;
  readonly relative: boolean;
}

/** What modelyard.yml says under one metric of `gates:`. */
export interface Gate {
  readonly metric: string;
  /** Of several targets the one that it looks at; absent where there is one. */
  readonly target?: string;
  /** Name of the slice whose rows it looks at; absent: all rows. */
  readonly slice?: string;
  readonly min: GateLimit | null;
  readonly max: GateLimit | null;
  readonly maxWorse: GateLimit | null;
  readonly minBetter: GateLimit | null;
  /** null: not written; then min and max are read off the point, max_worse and min_better off the interval. */
  readonly on: 'point' | 'bound' | null;
  readonly severity: 'block' | 'warn';
}

/** Why a gate's verdict is what it is; every outcome has its own explanation. */
export type GateOutcome =
  | 'kept' // the limit is kept
  | 'broken' // the limit is broken
  | 'undecided' // the interval reaches across the limit
  | 'guarded' // no verdict may be read off this interval
  | 'identical' // candidate and baseline are the same bytes
  | 'first-release' // nothing to compare with, proven, and the config accepts it
  | 'baseline-missing' // nothing to compare with, and the config does not accept it
  | 'not-finite' // the candidate gave NaN or an infinity
  | 'not-measured' // the metric was not measured at all
  | 'no-value' // these rows cannot give the metric a value
  | 'no-baseline-value' // the baseline has no value for it
  | 'points-only'; // an interval is asked for and only points are known

/** The numbers that a verdict was read off: candidate − factor · baseline; factor 0 looks at the candidate alone. */
export interface GateSeen {
  better: Direction;
  candidate: number | null;
  baseline: number | null;
  factor: number;
  estimate: number | null;
  interval: [low: number, high: number] | null;
  confidence: number;
  rows: number | null;
  groups: number | null;
  note: string | null;
  power: GatePower | null;
}

/** What an equal model would need in order to pass 80 times of 100. */
export interface GatePower {
  /** The margin, in the limit's own terms (a fraction where the limit is one). */
  margin: number;
  /** Groups where rows are clustered, rows otherwise, for the margin that is asked; null: no number is enough. */
  needed: number | null;
}

/** One rule of one gate, judged. */
export interface GateVerdict {
  metric: string;
  target?: string | undefined;
  dataset: string;
  /** The slice whose rows were looked at; absent: all rows. */
  slice?: string | undefined;
  /** What it was compared with where that is not the baseline. */
  against?: string | undefined;
  rule: GateRule;
  limit: number;
  relative: boolean;
  on: 'point' | 'bound';
  severity: 'block' | 'warn';
  verdict: Verdict;
  reason: string;
  equalModelPasses: number | null;
  outcome: GateOutcome;
  seen: GateSeen;
}
