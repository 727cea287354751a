import { canonicalLabel, type LabelKind } from '../../domain/metrics/canonical-label.ts';
import type { Predictions, Truth } from '../../domain/metrics/observations.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { ModelOutput, ModelRuntime } from '../../ports/model-runtime.ts';
import type { StageContext } from '../context.ts';
import type { Baseline } from './baseline.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import { readPredictions } from './predictions-file.ts';
import { assertProbabilities, checkedPredictions, type RunnableModel, runModel } from './score-model.ts';
import { isSameScores, type LabelReading } from './to-predictions.ts';
import { binaryTruth, multiclassTruth, regressionTruth } from './truth.ts';

/** Truth and both models' predictions on the same rows. */
export interface JudgedRows {
  readonly truth: Truth;
  readonly candidate: Predictions;
  readonly baseline: Predictions | null;
  /** The candidate's raw output, for golden rows and notes; null for a predictions file. */
  readonly output: ModelOutput | null;
  readonly notes: readonly string[];
}

export interface JudgeRequest {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  readonly rows: EvaluationRows;
  /** Ids of the rows of other datasets: a predictions file speaks of all of them. */
  readonly otherIds: readonly string[];
  readonly baseline: Baseline | null;
  /** Candidate and baseline are the same bytes: the baseline need not be run. */
  readonly identical: boolean;
}

/** How the labels of these rows are to be read. */
export function labelReading(context: StageContext, kind: LabelKind): LabelReading {
  const positive = context.model.data.positive;
  return { positive: positive?.text ?? null, kind: positive?.type === 'boolean' ? 'boolean' : kind };
}

/** Runs candidate and baseline on all rows. */
export async function judgeModels(
  context: StageContext,
  candidate: RunnableModel,
  request: JudgeRequest,
): Promise<JudgedRows> {
  const { rows, runtime, baseline } = request;
  const reading = labelReading(context, rows.labelKind);
  const output = await runModel(context, runtime, { model: candidate, table: rows.table });
  const truth = truthOf(context, rows, output.kind === 'classes' ? output.classes : []);
  const predictions = checkedPredictions(output, truth, { ...reading, who: 'the candidate' });
  const notes = [...output.notes, ...labelNotes(context, output, { predictions, reading })];
  if (request.identical) return { truth, candidate: predictions, baseline: predictions, output, notes };
  return {
    truth,
    candidate: predictions,
    baseline:
      baseline === null ? null : await baselinePredictions(context, { request, baseline, truth, candidate }),
    output,
    notes,
  };
}

interface BaselineRequest {
  readonly request: JudgeRequest;
  readonly baseline: Baseline;
  readonly truth: Truth;
  readonly candidate: RunnableModel;
}

async function baselinePredictions(
  context: StageContext,
  given: BaselineRequest,
): Promise<Predictions | null> {
  const { baseline, request, truth, candidate } = given;
  if (baseline.modelPath === null) return null;
  const model: RunnableModel = {
    who: baseline.source,
    path: baseline.modelPath,
    features: baseline.features ?? candidate.features,
    classes: baseline.classes ?? candidate.classes,
  };
  const output = await runModel(context, request.runtime, { model, table: request.rows.table });
  return checkedPredictions(output, truth, {
    ...labelReading(context, request.rows.labelKind),
    who: baseline.source,
  });
}

/** Reads the candidate's predictions file, and the baseline's when the release holds one. */
export async function judgePredictions(
  context: StageContext,
  path: string,
  request: JudgeRequest,
): Promise<JudgedRows> {
  const { rows, engine, baseline } = request;
  const { data, train } = context.model;
  const truth = truthOf(context, rows, labelClasses(context, rows));
  if (rows.ids === null || data.id === null)
    throw new ModelyardError(
      'config',
      'train.predictions needs data.id: predictions are joined to rows by id',
    );
  const base = {
    engine,
    idColumn: data.id,
    targetColumn: data.target,
    ids: rows.ids,
    labels: rows.labels,
    otherIds: [...rows.excludedIds, ...request.otherIds],
    classesAreGiven: data.classes !== null,
    truth,
    reading: labelReading(context, rows.labelKind),
  };
  const candidate = await readPredictions({ ...base, path, label: train.predictions?.written ?? path });
  assertProbabilities(candidate, 'the predictions file');
  const other = baseline?.predictionsPath ?? null;
  const unread = request.identical ? candidate : null;
  const released =
    other === null
      ? unread
      : await readPredictions({ ...base, path: other, label: `predictions of ${baseline?.source}` });
  const notes =
    request.identical && !isSameScores(candidate, released)
      ? [
          `the model is the same bytes as ${baseline?.source}, its predictions are not: they are what is judged`,
        ]
      : [];
  return { truth, candidate, baseline: released, output: null, notes };
}

function truthOf(context: StageContext, rows: EvaluationRows, classes: readonly string[]): Truth {
  const { kind, positive } = labelReading(context, rows.labelKind);
  if (context.model.task === 'regression') return regressionTruth(rows.labels);
  if (context.model.task === 'binary') return binaryTruth(rows.labels, positive ?? '', kind);
  return multiclassTruth(rows.labels, context.model.data.classes ?? classes, kind);
}

/** The classes in the labels, each in the first of the spellings that mean it (1 and 1.0). */
function labelClasses(context: StageContext, rows: EvaluationRows): readonly string[] {
  const { kind } = labelReading(context, rows.labelKind);
  const byMeaning = new Map<string, string>();
  for (const label of [...new Set(rows.labels)].sort()) {
    const meaning = canonicalLabel(label, kind);
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, label);
  }
  return [...byMeaning.values()];
}

/** Says when the model's own label output disagrees with score ≥ threshold, which is what is judged. */
function labelNotes(
  context: StageContext,
  output: ModelOutput,
  { predictions, reading }: { readonly predictions: Predictions; readonly reading: LabelReading },
): string[] {
  if (output.kind !== 'classes' || output.labels === null || predictions.task !== 'binary') return [];
  const positive = canonicalLabel(reading.positive ?? '', reading.kind);
  const { threshold } = context.model.evaluate;
  const own = output.labels.map((label) => canonicalLabel(label, reading.kind));
  const differing = predictions.scores.reduce(
    (count, score, row) => count + (score >= threshold === (own[row] === positive) ? 0 : 1),
    0,
  );
  if (differing === 0 || !own.includes(positive)) return [];
  return [
    `on ${differing} of ${own.length} rows the model's own label differs from score ≥ ${threshold}, which is what is judged`,
  ];
}
