export interface Clock {
  now(): Date;
  /** Milliseconds from an arbitrary start, monotonic. */
  monotonicMs(): number;
}
