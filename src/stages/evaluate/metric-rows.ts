import type { Measurement } from '../../domain/metrics/measurement.ts';
import type { MetricRow } from '../../records/evaluate.ts';

/** Measurements as the record shows them. */
export function metricRows(
  measurements: readonly Measurement[],
  {
    dataset,
    against,
    identical = false,
  }: {
    readonly dataset: string;
    readonly against: string | null;
    /** Candidate and baseline are the same bytes: they do not differ, and no interval says how much. */
    readonly identical?: boolean;
  },
): MetricRow[] {
  return measurements.map((measurement) => {
    const contrast = measurement.contrast(1);
    const isSame = identical && contrast !== null;
    const reason = measurement.reason ?? (isSame ? null : contrast?.guard) ?? null;
    return {
      name: measurement.name,
      dataset,
      against,
      better: measurement.better,
      rows: measurement.rows,
      groups: measurement.groups,
      candidate: measurement.candidate,
      candidateInterval: pair(measurement.candidateInterval),
      baseline: measurement.baseline,
      difference: isSame ? 0 : (contrast?.estimate ?? null),
      interval: contrast === null || isSame || contrast.method === 'point' ? null : pair(contrast.interval),
      confidence: measurement.confidence,
      method: isSame ? 'identical' : (contrast?.method ?? 'point'),
      ...(contrast?.bootstrap === undefined || isSame ? {} : { bootstrap: { ...contrast.bootstrap } }),
      ...(typeof measurement.nullValue === 'number' ? { nullValue: measurement.nullValue } : {}),
      ...(reason === null ? {} : { reason }),
    };
  });
}

/** An interval that has no ends (one row has no spread) is none. */
function pair(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null || !interval.every(Number.isFinite) ? null : [interval[0], interval[1]];
}
