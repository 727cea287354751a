import type { Measurement } from '../../../domain/metrics/measurement.ts';
import { directionOf } from '../../../domain/metrics/registry.ts';

interface PointSource {
  readonly metrics: readonly string[];
  readonly candidate: Readonly<Record<string, number>>;
  readonly baseline: Readonly<Record<string, number>>;
  readonly confidence: number;
}

const POINTS_ONLY = 'a metrics file gives points without rows: there is no interval to judge by';

/** Measurements out of metrics files: values without rows, so no interval and no contrast that a bound could be read off. */
export function pointMeasurements({ metrics, candidate, baseline, confidence }: PointSource): Measurement[] {
  return metrics.map((name) => {
    const value = pointOf(candidate, name);
    const other = pointOf(baseline, name);
    return pointMeasurement({
      name,
      better: directionOf(name),
      confidence,
      candidate: value,
      baseline: other,
      reason:
        value === null ? `the metrics file has no ${name} (evaluate.metrics_map says where it stands)` : null,
      guard: POINTS_ONLY,
    });
  });
}

interface Point
  extends Pick<Measurement, 'name' | 'better' | 'confidence' | 'candidate' | 'baseline' | 'reason'> {
  /** Why no verdict may be read off the difference as if it had an interval. */
  readonly guard: string;
}

/** A measurement of values alone: no rows, no interval. */
export function pointMeasurement({ guard, ...point }: Point): Measurement {
  const { candidate, baseline } = point;
  return {
    ...point,
    rows: 0,
    groups: null,
    candidateInterval: null,
    contrast: (factor) => {
      if (candidate === null || baseline === null) return null;
      const estimate = candidate - factor * baseline;
      const interval = [estimate, estimate] as const;
      return {
        estimate,
        standardError: 0,
        interval,
        limits: () => interval,
        method: 'point',
        discordant: null,
        guard,
      };
    },
  };
}

/** Only what the file itself says: every object has a `constructor`. */
function pointOf(points: Readonly<Record<string, number>>, name: string): number | null {
  return Object.hasOwn(points, name) ? (points[name] ?? null) : null;
}
