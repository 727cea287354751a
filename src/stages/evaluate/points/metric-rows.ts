import type { Contrast, Measurement } from '../../../domain/metrics/measurement.ts';
import type { MetricRow } from '../../../records/metric-row.ts';

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
    const isSame = identical && measurement.decidesOtherwise !== true && contrast !== null;
    const reason = measurement.reason ?? (isSame ? null : contrast?.guard) ?? null;
    return {
      name: measurement.name,
      ...(measurement.target === undefined ? {} : { target: measurement.target }),
      dataset,
      against,
      better: measurement.better,
      rows: measurement.rows,
      groups: measurement.groups,
      candidate: measurement.candidate,
      candidateInterval: pair(measurement.candidateInterval),
      baseline: measurement.baseline,
      ...(isSame ? SAME : differenceOf(contrast)),
      ...pairMethod(measurement),
      confidence: measurement.confidence,
      ...(typeof measurement.nullValue === 'number' ? { nullValue: measurement.nullValue } : {}),
      ...(reason === null ? {} : { reason }),
    };
  });
}

const SAME = { difference: 0, interval: null, method: 'identical' } as const;

/** The value is itself a difference, with an interval of its own. */
function pairMethod({ ofPair, groups, candidate }: Measurement): { readonly method?: string } {
  if (ofPair === undefined || candidate === null) return {};
  return { method: `${ofPair === 'share' ? 'wilson' : 'mean'}${groups === null ? '' : '-clustered'}` };
}

function differenceOf(
  contrast: Contrast | null,
): Pick<MetricRow, 'difference' | 'interval' | 'method' | 'bootstrap'> {
  if (contrast === null) return { difference: null, interval: null, method: 'point' };
  const { estimate, interval, method, bootstrap } = contrast;
  return {
    difference: estimate,
    interval: method === 'point' ? null : pair(interval),
    method,
    ...(bootstrap === undefined ? {} : { bootstrap: { ...bootstrap } }),
  };
}

/** An interval that has no ends (one row has no spread) is none. */
function pair(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null || !interval.every(Number.isFinite) ? null : [interval[0], interval[1]];
}
