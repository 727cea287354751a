import type { Direction, Interval } from '../metrics/measurement.ts';
import type { GateLimit, GateRule } from './gate.ts';

/**
 * A rule as one inequality on the contrast e = candidate − factor · baseline: sign · (e − critical) > 0.
 * The left side is called the headroom: how far e lies on the good side of the limit, in the metric's unit.
 */
export interface Criterion {
  readonly factor: number;
  readonly critical: number;
  readonly sign: 1 | -1;
}

/** `max_worse m` on a higher-is-better metric asks e > −m; on a lower-is-better metric e < m; a fraction r moves into the factor. */
export function criterionOf(rule: GateRule, limit: GateLimit, better: Direction): Criterion {
  if (rule === 'min') return { factor: 0, critical: limit.value, sign: 1 };
  if (rule === 'max') return { factor: 0, critical: limit.value, sign: -1 };
  const sign = better === 'higher' ? 1 : -1;
  const shift = (rule === 'max_worse' ? -sign : sign) * limit.value;
  return limit.relative ? { factor: 1 + shift, critical: 0, sign } : { factor: 1, critical: shift, sign };
}

export function headroom({ sign, critical }: Criterion, value: number): number {
  return sign * (value - critical);
}

/** The headroom at the unfavourable and at the favourable end of an interval. */
export function headroomInterval(criterion: Criterion, [low, high]: Interval): Interval {
  const ends = [headroom(criterion, low), headroom(criterion, high)] as const;
  return criterion.sign === 1 ? ends : [ends[1], ends[0]];
}
