import { quantileOf } from '../metrics/contrast.ts';
import type { Contrast, Interval } from '../metrics/measurement.ts';
import type { Groups } from '../metrics/observations.ts';

/**
 * The interval of a difference at a level far out in the tail. A thousand draws say little of what happens once in a thousand times: an
 * interval of the bootstrap is made at least as wide as estimate ± quantile · standard error.
 */
export function farTailInterval(
  contrast: Contrast,
  { groups, confidence }: { readonly groups: Groups | null; readonly confidence: number },
): Interval {
  const { estimate, standardError, interval, bootstrap } = contrast;
  if (bootstrap === undefined) return interval;
  const reach = quantileOf({ groups, confidence }) * standardError;
  return [Math.min(interval[0], estimate - reach), Math.max(interval[1], estimate + reach)];
}
