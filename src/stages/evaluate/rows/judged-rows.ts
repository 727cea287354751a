import { sliceColumns } from '../../../domain/gates/cut-rows.ts';
import { canonicalLabel, type LabelKind, labelReader } from '../../../domain/metrics/canonical-label.ts';
import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { decisionNotes, sumNotes } from '../../../domain/metrics/score-notes.ts';
import { counted } from '../../../domain/report/counted.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { ModelOutput, ModelRuntime } from '../../../ports/model-runtime.ts';
import type { StageContext } from '../../context.ts';
import { restingIn } from '../../resting.ts';
import type { Baseline } from '../baseline.ts';
import { type PredictionsRequest, readPredictions, readReleased } from '../predictions/predictions-file.ts';
import { type SampledOutput, sampleOutput } from '../predictions/sampled-output.ts';
import {
  assertProbabilities,
  checkedPredictions,
  type RunnableModel,
  runModel,
} from '../predictions/score-model.ts';
import { isSameScores, type LabelReading } from '../predictions/to-predictions.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import { rankingTruth } from './ranking-truth.ts';
import { binaryTruth, multiclassTruth, regressionTruth } from './truth.ts';

/** Truth and both models' predictions on the same rows. */
export interface JudgedRows {
  readonly truth: Truth;
  readonly candidate: Predictions;
  readonly baseline: Predictions | null;
  /** Of the candidate's raw output what is asked for later; null for a predictions file. */
  readonly output: SampledOutput | null;
  readonly notes: readonly string[];
}

export interface JudgeRequest {
  readonly engine: DataEngine;
  readonly runtime: ModelRuntime;
  readonly rows: EvaluationRows;
  /** Ids of the rows of other datasets: a predictions file speaks of all of them. */
  readonly otherIds: readonly Texts[];
  readonly baseline: Baseline | null;
  /** Candidate and baseline are the same bytes: the baseline need not be run. */
  readonly identical: boolean;
  /** The candidate's predictions file, which may hold own numbers beside what a model says. */
  readonly predictions?: string | null;
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
  const output = await runModel(context, runtime, { model: candidate, table: rows.stored });
  const truth = await truthOf(context, rows, output.kind === 'classes' ? output.classes : []);
  const rest = restingIn(context);
  await rest();
  const predictions = checkedPredictions(output, truth, { ...reading, who: 'the candidate' });
  await rest();
  const notes = [
    ...output.notes,
    ...labelNotes(context, output, { predictions, reading }),
    ...decisionNotes(predictions),
  ];
  const judged = { truth, candidate: predictions, output: sampleOutput(output, rows.rows), notes };
  if (request.identical) return withOwnNumbers(context, { ...judged, baseline: predictions }, request);
  const released =
    baseline === null ? null : await baselinePredictions(context, { request, baseline, truth, candidate });
  return withOwnNumbers(context, { ...judged, baseline: released }, request);
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
    ...(baseline.targets == null ? {} : { targets: baseline.targets }),
    output: baseline.release === null ? (candidate.output ?? null) : (baseline.output ?? null),
  };
  const output = await runModel(context, request.runtime, { model, table: request.rows.stored });
  await restingIn(context)();
  return checkedPredictions(output, truth, {
    ...labelReading(context, request.rows.labelKind),
    who: baseline.source,
  });
}

/** Files of predictions on the same rows, with the words that errors name them by. */
export interface PredictionFiles {
  readonly candidate: PredictionsOf;
  readonly baseline: PredictionsOf | null;
}

type PredictionsOf = Pick<PredictionsRequest, 'path' | 'label' | 'link' | 'form'>;

/** What training wrote, and what the release holds of it. */
export function writtenFiles(
  { model }: StageContext,
  { path, baseline }: { readonly path: string; readonly baseline: Baseline | null },
): PredictionFiles {
  const released = baseline?.predictionsPath ?? null;
  return {
    candidate: {
      path,
      label: model.train.predictions?.written ?? path,
      link: model.evaluate.link ?? null,
      form: model.evaluate.predictions ?? null,
    },
    baseline:
      released === null
        ? null
        : {
            path: released,
            label: `predictions of ${baseline?.source}`,
            link: baseline?.link ?? null,
            form: baseline?.form ?? null,
          },
  };
}

/** Reads the candidate's predictions, and the baseline's where there are some. */
export async function judgePredictions(
  context: StageContext,
  files: PredictionFiles,
  request: JudgeRequest,
): Promise<JudgedRows> {
  const { rows } = request;
  const truth = await truthOf(context, rows, labelClasses(context, rows));
  const { candidate, released } = await readBoth(context, request, { files, truth });
  assertProbabilities(candidate, files.candidate.label);
  const notes = [
    ...noteOn(request, { candidate, released, isRead: files.baseline !== null }),
    ...decisionNotes(candidate),
    ...(candidate.task === 'multiclass' && truth.task === 'multiclass'
      ? sumNotes(candidate.probabilities, truth.classes.length)
      : []),
  ];
  return { truth, candidate, baseline: released, output: null, notes };
}

interface BothFiles {
  readonly candidate: Predictions;
  /** null where the release has no file, or none for these rows. */
  readonly released: Predictions | null;
}

function noteOn(
  { identical, baseline }: JudgeRequest,
  { candidate, released, isRead }: BothFiles & { readonly isRead: boolean },
): string[] {
  if (released === null)
    return !isRead
      ? []
      : [`${baseline?.source} has no predictions for some of these rows: nothing is compared with it`];
  if (!identical || isSameScores(candidate, released)) return [];
  return [
    `the model is the same bytes as ${baseline?.source}, its predictions are not: they are what is judged`,
  ];
}

/** The candidate's file, and the release's where it holds one; without one the same model said the same. */
async function readBoth(
  context: StageContext,
  { rows, engine, identical, otherIds }: JudgeRequest,
  { files, truth }: { readonly files: PredictionFiles; readonly truth: Truth },
): Promise<BothFiles> {
  const others = [rows.excludedIds, ...otherIds];
  const base = { ...joinedTo(context, rows, truth), engine, otherIds: others };
  const candidate = await readPredictions({ ...base, ...files.candidate });
  if (files.baseline === null) return { candidate, released: identical ? candidate : null };
  return {
    candidate,
    released: await readReleased({ ...base, ...files.baseline }),
  };
}

type JoinedRows = Pick<EvaluationRows, 'ids' | 'labels' | 'labelKind'>;

/** How a file of predictions is joined to rows. Throws `config` where they have no ids. */
export function joinedTo(
  context: StageContext,
  { ids, labels, labelKind }: JoinedRows,
  truth: Truth,
): Omit<PredictionsRequest, 'engine' | 'otherIds' | 'path' | 'label'> {
  const { data, evaluate } = context.model;
  if (ids === null || data.id === null)
    throw new ModelyardError('config', 'data.id is missing: predictions are joined to rows by id');
  return {
    idColumn: data.id,
    targetColumn: data.targets.length === 1 ? (data.targets[0] ?? null) : null,
    columns: evaluate.columns ?? [],
    ids,
    labels,
    classesAreGiven: data.classes !== null,
    truth,
    reading: labelReading(context, labelKind),
  };
}

/** Own numbers of both models beside what they were run to say; nothing where the config asks for none. */
async function withOwnNumbers(
  context: StageContext,
  judged: JudgedRows,
  request: JudgeRequest,
): Promise<JudgedRows> {
  const path = request.predictions ?? null;
  if (path === null || (context.model.evaluate.columns ?? []).length === 0) return judged;
  const truth: Truth = { task: 'scores', rows: request.rows.rows };
  const files = writtenFiles(context, { path, baseline: request.baseline });
  const { candidate, released } = await readBoth(context, request, { files, truth });
  return {
    ...judged,
    candidate: besides(judged.candidate, candidate),
    baseline: judged.baseline === null ? null : besides(judged.baseline, released),
  };
}

function besides(predictions: Predictions, read: Predictions | null): Predictions {
  return read?.own === undefined ? predictions : { ...predictions, own: read.own };
}

async function truthOf(
  context: StageContext,
  rows: EvaluationRows,
  classes: readonly string[],
): Promise<Truth> {
  if (context.model.task === 'scores') return { task: 'scores', rows: rows.rows };
  if (context.model.task === 'ranking') {
    const slices = context.model.evaluate.slices.flatMap(sliceColumns);
    return rankingTruth(rows, { groupBy: context.model.data.groupBy, slices });
  }
  const { kind, positive } = labelReading(context, rows.labelKind);
  if (context.model.task === 'regression') return regressionTruth(rows.labels, rows.targets);
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
  const read = labelReader(reading.kind);
  const own = output.labels;
  let [differing, positives] = [0, 0];
  for (let row = 0; row < own.length; row++) {
    const isPositive = read(own.at(row) ?? '') === positive;
    if (isPositive) positives += 1;
    if ((predictions.scores[row] as number) >= threshold !== isPositive) differing += 1;
  }
  if (differing === 0 || positives === 0) return [];
  return [
    `on ${formatCount(differing)} of ${counted(own.length, 'row')} the model's own label differs from score ≥ ${threshold}, which is what is judged`,
  ];
}
