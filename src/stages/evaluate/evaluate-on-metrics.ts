import { judgeGates } from '../../domain/gates/judge-gates.ts';
import { overallVerdict } from '../../domain/gates/overall-verdict.ts';
import { ModelyardError } from '../../errors.ts';
import { fileEntry } from './evaluation-rows.ts';
import { DATASET, type Findings, type Judging } from './judging.ts';
import { metricRows } from './metric-rows.ts';
import { readMetricsFile } from './metrics-file.ts';
import { performancePoints } from './performance.ts';
import { pointMeasurements } from './point-measurements.ts';

/** Judges a metrics file: points without rows. The report says what cannot be known from them. */
export async function evaluateOnMetrics({
  context,
  candidate,
  baseline,
  identical: hasSameModel,
}: Judging): Promise<Findings> {
  const path = candidate.metrics;
  if (path === null) throw new ModelyardError('internal', 'there is no metrics file');
  const { evaluate, train, gates } = context.model;
  const measurements = pointMeasurements({
    metrics: evaluate.metrics,
    candidate: await readMetricsFile(path, train.metrics?.written ?? path),
    baseline: baseline?.points ?? {},
    confidence: evaluate.confidence,
  });
  // The same bytes with other metrics: what they say counts.
  const identical =
    hasSameModel && measurements.every((each) => each.baseline === null || each.baseline === each.candidate);
  const against = baseline?.source ?? null;
  const own = {
    latencyMs: null,
    sizeBytes: candidate.model?.bytes ?? null,
    trainSeconds: candidate.record.trainSeconds,
  };
  const judged = judgeGates({
    gates,
    measurements,
    performance: performancePoints(own, {
      latencyMs: null,
      sizeBytes: baseline?.sizeBytes ?? null,
      trainSeconds: null,
    }),
    dataset: DATASET,
    against,
    whenAbsent: context.model.baseline.whenAbsent,
    identical,
    nonFinite: false,
    confidence: evaluate.confidence,
  });
  return {
    verdict: overallVerdict(judged, []),
    identical,
    rows: null,
    groups: null,
    threshold: null,
    metrics: metricRows(measurements, { dataset: DATASET, against }),
    gates: judged,
    slices: [],
    latencyMs: null,
    signature: null,
    features: [],
    notes: [
      'The evidence is a metrics file: points without rows, so neither intervals nor slices can be known.',
    ],
    read: [await fileEntry(context, path)],
    golden: null,
    evidenceRows: null,
  };
}
