import { setImmediate as nextTurn } from 'node:timers/promises';
import { firstSet } from '../../config/evaluation-sets.ts';
import type { DataPaths } from '../../config/resolved.ts';
import { featureColumns } from '../../domain/contract/contract.ts';
import type { Observed } from '../../domain/experiments/observed.ts';
import { judgeSlices } from '../../domain/gates/judge-slices.ts';
import { overallVerdict } from '../../domain/gates/overall-verdict.ts';
import { sliceRows } from '../../domain/gates/slice-rows.ts';
import { measureInTurn } from '../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../domain/metrics/measurement.ts';
import { effectiveRows } from '../../domain/statistics/variance.ts';
import { ModelyardError } from '../../errors.ts';
import type { SliceRow } from '../../records/evaluate.ts';
import { findSource } from '../data-source.ts';
import { judgeBeside } from './anchor.ts';
import { baselineTraining, taughtRows, trainingNotes, withoutTaught } from './contamination.ts';
import { type EvaluationRows, fileEntry, readEvaluationRows } from './evaluation-rows.ts';
import { gatesOn, judgeOtherSets, judgeRows, observedOn, readSets } from './evaluation-set.ts';
import { resolveFeatures } from './features.ts';
import { type GoldenFindings, goldenRows } from './golden-rows.ts';
import type { JudgedRows } from './judged-rows.ts';
import type { Findings, Judging } from './judging.ts';
import { metricRows } from './metric-rows.ts';
import { measureCosts, performancePoints } from './performance.ts';
import { reuseOf, strictMeasurements } from './reuse.ts';
import { featureTable, type RunnableModel } from './score-model.ts';
import { type CutSlice, gatesOnSlices } from './slice-gates.ts';
import { isSameScores, nonFiniteRows } from './to-predictions.ts';
import { compareWithTrivial } from './trivial.ts';
import { tunedThreshold } from './tuned-threshold.ts';

/** Judges a model, or a predictions file, row by row beside the baseline. */
export async function evaluateOnRows(asked: Judging): Promise<Findings> {
  const features = await featureNames(asked);
  const read = (paths: DataPaths) => readRows(asked, { features, paths });
  const training = await baselineTraining(asked);
  const sets = await readSets(asked, async ({ paths }) =>
    withoutTaught(await read(paths), training, asked.baseline?.source ?? 'the baseline'),
  );
  const [{ name: dataset, rows }] = sets;
  const candidate: RunnableModel | null =
    asked.graph === null
      ? null
      : { who: 'the candidate', path: asked.graph, features, classes: asked.context.model.data.classes };
  const tuned = await tunedThreshold(asked, { candidate, sets, read });
  const given = tuned?.judging ?? asked;
  const { context, baseline } = given;
  const judged = await judgeRows(given, candidate, { rows, sets });
  // The same bytes with other predictions: what they say counts, not what they are called.
  const identical = given.identical && isSameScores(judged.candidate, judged.baseline);
  const judging = { ...given, identical };
  const measured = await measure(judging, { judged, rows });
  const all = [...measured.measurements, ...(given.custom ?? [])];
  const costs = await measureCosts(judging, { candidate, table: rows.table });
  const nonFinite = nonFiniteRows(judged.candidate, rows.rows, 5);
  const reuse = reuseOf(judging, rows);
  const own = gatesOn(given, {
    dataset,
    isFirst: true,
    measurements: all,
    performance: performancePoints(costs.candidate, costs.baseline),
    identical,
    nonFinite: nonFinite.count > 0,
    strict: strictMeasurements(judging, { judged, rows, reuse }),
  });
  const onSlices = gatesOnSlices(given, {
    dataset,
    slices: measured.cut,
    identical,
    nonFinite: nonFinite.count > 0,
  });
  const others = await judgeOtherSets(given, candidate, sets);
  const anchor = await judgeBeside(given, { candidate, sets, costs: costs.candidate });
  const gates = [...own, ...anchor.gates, ...onSlices, ...others.flatMap((other) => other.gates)];
  const trivial = await compareWithTrivial(given, {
    rows,
    judged,
    dataset,
    features: candidate === null ? [] : features,
  });
  const nonFiniteScores = others.reduce((sum, other) => sum + other.nonFiniteScores, nonFinite.count);
  const hasBrokenScores = nonFiniteScores > 0;
  return {
    verdict: overallVerdict(gates, measured.slices, { nonFinite: hasBrokenScores }),
    identical: identical && others.every((other) => other.identical),
    rows: rows.rows,
    groups: rows.groups?.count ?? null,
    nonFiniteScores,
    threshold: context.model.task === 'binary' ? context.model.evaluate.threshold : null,
    ...(tuned === null ? {} : { thresholdChoice: tuned.choice }),
    metrics: [
      ...metricRows(all, { dataset, against: baseline?.source ?? null, identical }),
      ...others.flatMap((other) => other.metrics),
    ],
    gates,
    slices: measured.slices,
    latencyMs: costs.candidate.latencyMs,
    ...(baseline === null ? {} : { baselineCosts: costs.baseline }),
    reuse,
    ...taughtRows(training, sets),
    ...(anchor.metrics.length === 0 ? {} : { beside: [...anchor.metrics] }),
    ...(trivial.trivial === undefined ? {} : { trivial: trivial.trivial }),
    signature: await signatureOf(judging, judged),
    features: candidate === null ? [] : [...features],
    notes: [
      ...(tuned === null ? [] : [tuned.note]),
      ...notes(judged, { rows, nonFinite }),
      ...trainingNotes(training),
      ...trivial.notes,
      ...others.flatMap((other) => other.notes),
    ],
    read: [
      ...(await filesRead(judging, rows)),
      ...(tuned?.files ?? []),
      ...others.flatMap(({ files }) => files),
    ],
    evidenceRows: { observed: measured.observed, files: rows.files.map(({ sha256 }) => sha256) },
    ...(hasBrokenScores ? { golden: null } : await golden(judging, { candidate, judged, rows })),
  };
}

async function featureNames({ context, ports, contract, types }: Judging): Promise<readonly string[]> {
  const { source } = await findSource(context, context.model.data.evaluation, { types });
  const columns = await ports.engine.describe(source);
  return resolveFeatures(
    context.model.data,
    columns.map(({ name }) => name),
    contract === null ? null : featureColumns(contract),
  );
}

async function readRows(
  { context, ports, types, baseline, anchor, beside = [], graph }: Judging,
  { features, paths }: { readonly features: readonly string[]; readonly paths: DataPaths },
): Promise<EvaluationRows> {
  const { data, evaluate } = context.model;
  const sliced = paths === data.evaluation ? evaluate.slices.map((slice) => slice.column) : [];
  const ofModels =
    graph === null
      ? []
      : [...features, ...[baseline, anchor, ...beside].flatMap((each) => each?.features ?? [])];
  return readEvaluationRows(context, {
    engine: ports.engine,
    paths,
    types,
    columns: [...ofModels, ...sliced],
  });
}

interface Measured {
  readonly observed: Observed;
  readonly measurements: readonly Measurement[];
  readonly slices: SliceRow[];
  readonly cut: readonly CutSlice[];
}

async function measure(
  judging: Judging,
  { judged, rows }: { readonly judged: JudgedRows; readonly rows: EvaluationRows },
): Promise<Measured> {
  const { context, baseline, identical } = judging;
  const { evaluate, gates, data } = context.model;
  const base = observedOn(judging, { judged, rows });
  const dataset = firstSet(data).name;
  const asked = { ...base, metrics: evaluate.metrics };
  const measurements = await measureInTurn({ ...asked, subset: null }, nextTurn);
  const subsets = evaluate.slices.flatMap((slice) => {
    const column = rows.table.columns.find((each) => each.name === slice.column);
    if (column === undefined)
      throw new ModelyardError('internal', `slice column ${slice.column} was not read`);
    return sliceRows(column, slice).map((named) => ({ ...named, isProven: slice.prove === true }));
  });
  const slices: CutSlice[] = [];
  for (const { name, rows: subset, isProven } of subsets) {
    const own = await measureInTurn({ ...asked, subset }, nextTurn);
    const groups = own[0]?.groups ?? null;
    slices.push({ slice: name, rows: subset.length, groups, measurements: own, isProven });
  }
  const against = baseline?.source ?? null;
  const primary = evaluate.metrics[0] ?? '';
  const verdicts = judgeSlices({
    slices,
    gates: gates.filter(
      (gate) => gate.slice === undefined && (gate.dataset === undefined || gate.dataset === dataset),
    ),
    primary,
    against,
    identical,
    confidence: evaluate.confidence,
    groupBy: data.groupBy,
  });
  const { baseline: _, baselineThreshold: __, confidence: ___, ...observed } = base;
  return {
    observed,
    measurements,
    cut: slices,
    slices: verdicts.map((verdict, index) => ({
      ...verdict,
      metrics: metricRows(slices[index]?.measurements ?? [], { dataset, against, identical }),
    })),
  };
}

async function signatureOf({ graph, ports }: Judging, judged: JudgedRows): Promise<Findings['signature']> {
  if (graph === null) return null;
  const { inputs, outputs, classes } = await ports.runtime.inspect({ path: graph });
  const tensors = (list: typeof inputs) =>
    list.map(({ name, type, shape }) => ({ name, type, shape: [...shape] }));
  const known = judged.output?.kind === 'classes' ? judged.output.classes : classes;
  return { inputs: tensors(inputs), outputs: tensors(outputs), classes: known === null ? null : [...known] };
}

function notes(
  judged: JudgedRows,
  {
    rows,
    nonFinite,
  }: { readonly rows: EvaluationRows; readonly nonFinite: { count: number; first: readonly number[] } },
): string[] {
  const list = [...judged.notes];
  if (rows.excluded > 0)
    list.push(`${rows.excluded} rows without a label were left out (null_labels: exclude)`);
  if (rows.weights !== null)
    list.push(
      `rows count by their weight: these ${rows.rows} tell as much as about ${Math.round(effectiveRows(rows.weights))} that count the same`,
    );
  if (nonFinite.count > 0) {
    const first = nonFinite.first.map((row) => rows.ids?.[row] ?? String(row + 1)).join(', ');
    list.push(
      `the candidate gave NaN or an infinity on ${nonFinite.count} of ${rows.rows} rows, the first: ${first}`,
    );
  }
  return list;
}

async function filesRead({ context, candidate, baseline }: Judging, rows: EvaluationRows) {
  const paths = [candidate.predictions, baseline?.predictionsPath ?? null].filter((path) => path !== null);
  const model =
    candidate.model === null ? [] : candidate.record.outputs.map(({ path, sha256 }) => ({ path, sha256 }));
  return [...rows.files, ...model, ...(await Promise.all(paths.map((path) => fileEntry(context, path))))];
}

async function golden(
  judging: Judging,
  {
    candidate,
    judged: { output },
    rows,
  }: { readonly candidate: RunnableModel | null; readonly judged: JudgedRows; readonly rows: EvaluationRows },
): Promise<GoldenFindings> {
  if (candidate === null || output === null) return { golden: null };
  return goldenRows(judging, { candidate, output, features: featureTable(rows.table, candidate) });
}
