import { EVALUATION, evaluationSets } from '../../config/evaluation-sets.ts';
import { overallVerdict } from '../../domain/gates/overall-verdict.ts';
import { ModelyardError } from '../../errors.ts';
import { anchored, judgingAgainst } from './anchor.ts';
import type { Findings, Judging } from './judging.ts';
import { customMeasurements } from './points/custom-measurements.ts';
import { metricRows } from './points/metric-rows.ts';
import { readMetricsFile } from './points/metrics-file.ts';
import { performancePoints } from './points/performance.ts';
import { pointMeasurements } from './points/point-measurements.ts';
import { fileEntry } from './rows/evaluation-rows.ts';
import { gatesOn } from './rows/evaluation-set.ts';

/** Judges a metrics file: points without rows. The report says what cannot be known from them. */
export async function evaluateOnMetrics(judging: Judging): Promise<Findings> {
  const { context, candidate, baseline, identical: hasSameModel } = judging;
  const path = candidate.metrics;
  if (path === null) throw new ModelyardError('internal', 'there is no metrics file');
  const { evaluate, train, data } = context.model;
  const [first, ...others] = evaluationSets(data).map(({ name }) => name);
  const dataset = first ?? EVALUATION;
  const points = {
    metrics: evaluate.metrics,
    candidate: await readMetricsFile({
      path,
      label: train.metrics?.written ?? path,
      names: evaluate.metrics,
      map: evaluate.metricsMap ?? {},
    }),
    confidence: evaluate.confidence,
  };
  const { custom = [] } = judging;
  const measurements = [...pointMeasurements({ ...points, baseline: baseline?.points ?? {} }), ...custom];
  // The same bytes with other metrics: what they say counts.
  const identical =
    hasSameModel && measurements.every((each) => each.baseline === null || each.baseline === each.candidate);
  const against = baseline?.source ?? null;
  const costs = {
    latencyMs: null,
    sizeBytes: candidate.model?.bytes ?? null,
    trainSeconds: candidate.record.trainSeconds,
  };
  const asked = { identical: false, nonFinite: false, measurements: [], performance: {} };
  const own = gatesOn(judging, {
    ...asked,
    dataset,
    isFirst: true,
    identical,
    measurements,
    performance: performancePoints(costs, {
      latencyMs: null,
      sizeBytes: baseline?.sizeBytes ?? null,
      trainSeconds: baseline?.trainSeconds ?? null,
    }),
  });
  const other = judgingAgainst(judging, judging.anchor ?? null);
  const anchor =
    other === null
      ? null
      : anchored(other, {
          dataset,
          measurements: [
            ...pointMeasurements({ ...points, baseline: other.baseline.points }),
            ...(await customMeasurements(other, custom)),
          ],
          identical: false,
          nonFinite: false,
          costs,
        });
  const named = (judging.beside ?? []).filter(({ source }) => source !== other?.baseline.source);
  const beside = [
    ...(anchor?.metrics ?? []),
    ...named.flatMap(({ source, points: values }) =>
      source === against
        ? []
        : metricRows(pointMeasurements({ ...points, baseline: values }), { dataset, against: source }),
    ),
  ];
  const judged = [
    ...own,
    ...(anchor?.gates ?? []),
    ...others.flatMap((other) => gatesOn(judging, { ...asked, dataset: other, isFirst: false })),
  ];
  return {
    verdict: overallVerdict(judged, []),
    identical,
    rows: null,
    groups: null,
    threshold: null,
    metrics: metricRows(measurements, { dataset, against }),
    gates: judged,
    ...(beside.length === 0 ? {} : { beside }),
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
