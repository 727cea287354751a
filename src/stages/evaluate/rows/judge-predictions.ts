import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { decisionNotes, sumNotes } from '../../../domain/metrics/score-notes.ts';
import { inTurn } from '../../../domain/steps.ts';
import { ModelyardError } from '../../../errors.ts';
import type { StageContext } from '../../context.ts';
import { restingIn } from '../../resting.ts';
import type { Baseline } from '../baseline.ts';
import { type PredictionsRequest, readPredictions, readReleased } from '../predictions/predictions-file.ts';
import { assertProbabilities } from '../predictions/score-model.ts';
import { isSameScores } from '../predictions/to-predictions.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import type { JudgedRows, JudgeRequest } from './judged-rows.ts';
import { labelClasses, labelReading, truthOf } from './truth-of-rows.ts';

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
  const rest = restingIn(context);
  const truth = await truthOf(context, rows, await inTurn(labelClasses(context, rows), rest));
  const { candidate, released } = await readBoth(context, request, { files, truth });
  await inTurn(assertProbabilities(candidate, files.candidate.label), rest);
  const notes = [
    ...noteOn(request, { candidate, released, isRead: files.baseline !== null }),
    ...decisionNotes(candidate),
    ...(candidate.task === 'multiclass' && truth.task === 'multiclass'
      ? await inTurn(sumNotes(candidate.probabilities, truth.classes.length), rest)
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
export async function withOwnNumbers(
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
