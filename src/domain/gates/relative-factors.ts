import type { Measurement } from '../metrics/measurement.ts';
import { criterionOf } from './criterion.ts';
import type { Gate } from './gate.ts';

/** The factors of the contrasts that the relative limits of these gates are read off, by metric. */
export function relativeFactors(
  gates: readonly Gate[],
): (metric: Pick<Measurement, 'name' | 'better'>) => readonly number[] {
  return ({ name, better }) => {
    const factors = gates
      .filter(({ metric }) => metric === name)
      .flatMap(({ maxWorse, minBetter }) => [
        ...(maxWorse?.relative === true ? [criterionOf('max_worse', maxWorse, better).factor] : []),
        ...(minBetter?.relative === true ? [criterionOf('min_better', minBetter, better).factor] : []),
      ]);
    return [...new Set(factors)];
  };
}
