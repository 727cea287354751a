import type { Contrast } from '../metrics/measurement.ts';
import { type Criterion, headroom, headroomInterval } from './criterion.ts';

/** Below it a p-value is not told apart from it. */
const LEAST = 1e-9;
const STEPS = 40;

/**
 * P-value of "not worse than the margin allows": the size of the one-sided test whose limit is just at the margin. So it is that of the
 * interval's own method, Student's t of few rows or groups included. 1 where the estimate is inside the margin.
 */
export function harmPValue({ estimate, limits }: Contrast, criterion: Criterion): number {
  if (headroom(criterion, estimate) >= 0) return 1;
  const isHarm = (tail: number) => headroomInterval(criterion, limits(tail))[1] < 0;
  let [low, high] = [Math.log(LEAST), Math.log(0.5)];
  if (isHarm(LEAST)) return LEAST;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (isHarm(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}
