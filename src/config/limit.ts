export type GateSeverity = 'block' | 'warn';

/** A gate's limit: a positive amount in the metric's unit, or a fraction of the baseline (`1%` is 0.01). */
export interface Limit {
  readonly value: number;
  readonly relative: boolean;
}
