import { normalQuantile } from './normal.ts';
import { studentQuantile } from './student-t.ts';

/**
 * Where a one-sided test of this size stops, in standard errors, 0 < tail < 0.5: normal, or Student's t with one degree of freedom
 * less than the units (rows, groups) that the standard error was learnt from. null: the normal one.
 */
export function criticalValue(tail: number, units: number | null): number {
  return units === null ? -normalQuantile(tail) : studentQuantile(1 - tail, units - 1);
}

/** The size of each of the two tests that an interval is made of. */
export function tailOf(confidence: number): number {
  return (1 - confidence) / 2;
}
