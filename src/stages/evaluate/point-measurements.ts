import type { Measurement } from '../../domain/metrics/measurement.ts';
import { directionOf } from '../../domain/metrics/registry.ts';

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
    return {
      name,
      better: directionOf(name),
      rows: 0,
      groups: null,
      confidence,
      candidate: value,
      candidateInterval: null,
      baseline: other,
      reason: value === null ? `the metrics file has no ${name}` : null,
      contrast: (factor) => {
        if (value === null || other === null) return null;
        const estimate = value - factor * other;
        const interval = [estimate, estimate] as const;
        return {
          estimate,
          standardError: 0,
          interval,
          method: 'point',
          discordant: null,
          guard: POINTS_ONLY,
        };
      },
    };
  });
}

/** Only what the file itself says: every object has a `constructor`. */
function pointOf(points: Readonly<Record<string, number>>, name: string): number | null {
  return Object.hasOwn(points, name) ? (points[name] ?? null) : null;
}
