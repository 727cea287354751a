import type { Part } from './parts/part.ts';
import type { Measured } from './points/measure-rows.ts';
import { metricRows } from './points/metric-rows.ts';
import { type measureCosts, performancePoints } from './points/performance.ts';
import { reuseOf, strictMeasurements } from './reuse.ts';
import { fileEntry } from './rows/evaluation-rows.ts';
import { gatesOn } from './rows/evaluation-set.ts';
import type { RowsRun } from './rows/run-on-rows.ts';
import { runNotes } from './run-notes.ts';

/** Metrics and gates on all rows of the first dataset, and what the models cost. */
export async function firstSetPart(
  run: RowsRun,
  { measurements }: Measured,
  costs: Awaited<ReturnType<typeof measureCosts>>,
): Promise<Part> {
  const { given, judging, dataset, rows, judged, nonFinite } = run;
  const { baseline, identical } = judging;
  const all = [...measurements, ...(given.custom ?? [])];
  const reuse = reuseOf(judging, rows);
  return {
    metrics: metricRows(all, { dataset, against: baseline?.source ?? null, identical }),
    gates: gatesOn(given, {
      dataset,
      isFirst: true,
      measurements: all,
      performance: performancePoints(costs.candidate, costs.baseline),
      identical,
      nonFinite: nonFinite.count > 0,
      strict: await strictMeasurements(judging, { judged, rows, reuse }),
    }),
    notes: runNotes(run),
    read: await filesRead(run),
    facts: {
      latencyMs: costs.candidate.latencyMs,
      ...(baseline === null ? {} : { baselineCosts: costs.baseline }),
      reuse,
    },
  };
}

async function filesRead({ judging: { context, candidate, baseline }, rows }: RowsRun) {
  const paths = [candidate.predictions, baseline?.predictionsPath ?? null].filter((path) => path !== null);
  const model =
    candidate.model === null ? [] : candidate.record.outputs.map(({ path, sha256 }) => ({ path, sha256 }));
  return [...rows.files, ...model, ...(await Promise.all(paths.map((path) => fileEntry(context, path))))];
}
