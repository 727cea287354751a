import { chooseThresholdInSteps, type ThresholdMetric } from '../../../domain/metrics/choose-threshold.ts';
import { counted } from '../../../domain/report/counted.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import { inTurn, portions, type Steps } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import { standingInSteps } from '../../../domain/texts/text-index.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import type { FileEntry } from '../../../records/common.ts';
import type { EvaluateRecord } from '../../../records/evaluate.ts';
import { restingIn } from '../../resting.ts';
import type { Judging } from '../judging.ts';
import type { RunnableModel } from '../predictions/score-model.ts';
import { nonFiniteRows } from '../predictions/to-predictions.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import { judgeRows, type SetRows } from './evaluation-set.ts';

const TUNING = 'tuning';

export interface Tuned {
  /** The same with the candidate's threshold instead of the config's question for one. */
  readonly judging: Judging;
  readonly choice: NonNullable<EvaluateRecord['thresholdChoice']>;
  readonly note: string;
  readonly files: readonly FileEntry[];
}

interface Asked {
  readonly candidate: RunnableModel | null;
  readonly sets: readonly SetRows[];
  readonly read: (
    paths: NonNullable<Judging['context']['model']['data']['tuning']>,
  ) => Promise<EvaluationRows>;
}

/**
 * The candidate's threshold, chosen on the rows of `data.tuning` with its own scores; null where the config names a number.
 * Throws `input` where a tuning row is an evaluation row, and where these rows or scores choose nothing.
 */
export async function tunedThreshold(
  given: Judging,
  { candidate, sets, read }: Asked,
): Promise<Tuned | null> {
  const { choose } = given.context.model.evaluate;
  const { tuning } = given.context.model.data;
  if (choose === undefined || tuning === undefined) return null;
  const rows = await ofTuning(() => read(tuning));
  await inTurn(assertApart(rows, sets), restingIn(given.context));
  const otherIds = [rows.ids ?? [], rows.excludedIds];
  const chosen = await ofTuning(() => choice(given, choose, { rows, candidate, sets }));
  const { context } = given;
  const evaluate = { ...context.model.evaluate, threshold: chosen.threshold };
  return {
    judging: { ...given, otherIds, context: { ...context, model: { ...context.model, evaluate } } },
    choice: { metric: choose, dataset: TUNING, value: chosen.value, rows: rows.rows },
    note: `the threshold ${chosen.threshold} was chosen on ${counted(rows.rows, 'row')} of data.tuning, for their ${choose} of ${Number(chosen.value.toPrecision(3))}`,
    files: rows.files,
  };
}

async function choice(
  given: Judging,
  metric: ThresholdMetric,
  { rows, candidate, sets }: { readonly rows: EvaluationRows } & Omit<Asked, 'read'>,
) {
  const alone = { ...given, baseline: null, identical: false };
  const judged = await judgeRows(alone, candidate, { rows, sets: [...sets, { name: TUNING, rows }] });
  const rest = restingIn(given.context);
  const broken = await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), rest);
  if (broken.count > 0)
    throw new ModelyardError(
      'input',
      `the candidate gave NaN or an infinity on ${counted(broken.count, 'row')}`,
    );
  const { truth, candidate: predictions } = judged;
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    throw new ModelyardError('internal', 'a threshold is chosen for binary tasks only');
  if (!truth.labels.includes(0))
    throw new ModelyardError('input', 'every row is positive: there is nothing to choose between');
  const scored = { labels: truth.labels, scores: predictions.scores, weights: rows.weights };
  const chosen = await inTurn(chooseThresholdInSteps(scored, metric), rest);
  if (chosen !== null) return chosen;
  throw new ModelyardError(
    'input',
    'all scores are 0 or 1 alike: no threshold between them decides anything',
  );
}

/** A threshold that has seen an evaluation row is judged by what it was fitted to. */
function* assertApart(rows: EvaluationRows, sets: readonly SetRows[]): Steps<void> {
  for (const set of sets) {
    const ids = set.rows.ids ?? [];
    const shared = yield* sharedTexts(ids, rows.ids ?? []);
    if (shared === null) continue;
    throw new ModelyardError(
      'input',
      `data.tuning: ${formatCount(shared.count)} of its ${counted(rows.rows, 'row')} ${shared.count === 1 ? 'is an evaluation row' : 'are evaluation rows'}, the first with id ${JSON.stringify(shared.first)}`,
      { hint: 'Choose the threshold on rows that judge nothing: take them out of one of the two.' },
    );
  }
}

/** How many texts stand among others, and the first of them; null: none. */
function* sharedTexts(
  texts: Texts,
  others: Texts,
): Steps<{ readonly first: string; readonly count: number } | null> {
  const stands = yield* standingInSteps(texts, others);
  let [first, count] = [-1, 0];
  for (const [from, to] of portions(texts.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      if (!stands(row)) continue;
      if (count === 0) first = row;
      count += 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return count === 0 ? null : { first: texts.at(first) ?? '', count };
}

/** What is wrong with these rows is told as of them. */
async function ofTuning<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code !== 'input') throw error;
    const options = { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) };
    throw new ModelyardError('input', `data.tuning: ${error.message}`, options);
  }
}
