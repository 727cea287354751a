import { canonicalLabel } from '../../../domain/metrics/canonical-label.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ColumnDescription } from '../../../ports/data-engine.ts';
import type { PredictionsRequest } from './predictions-file.ts';

/** Names under which a single score or value may stand, besides one column per class. */
const SCORE_NAMES = ['score', 'probability', 'prediction', 'value'];

/** The declared columns, each once. Throws `input` where the candidate's file lacks one. */
export function ownColumnNames(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
): readonly string[] {
  const present = new Set(described.map(({ name }) => name));
  const wanted = [...new Set((request.columns ?? []).map(({ column }) => column))];
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0 || request.isReleased === true) return wanted.filter((name) => present.has(name));
  throw badColumns(request, described, `there is no column ${missing.join(', ')} (evaluate.metrics)`);
}

/** The columns of what is predicted. Throws `input` where there are none that fit the task. */
export function scoreColumns(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
): readonly string[] {
  if (request.truth.task === 'scores') return [];
  if (request.truth.task === 'targets') return targetColumns(request, request.truth.names, described);
  if (request.form?.form === 'chosen') return chosenScore(request, request.form.score, described);
  const others = described
    .map((column) => column.name)
    .filter((name) => name !== request.idColumn && name !== request.targetColumn);
  const perClass = classColumns(request, others);
  if (perClass !== null) {
    assertNoOtherClass(request, described, perClass);
    return perClass;
  }
  const single = singleScores(request, described);
  if (request.truth.task !== 'multiclass' && single.length === 1) return single;
  if (request.truth.task !== 'multiclass' && single.length > 1)
    throw badColumns(request, described, `more than one column could be the score: ${single.join(', ')}`);
  const wanted =
    request.truth.task === 'multiclass'
      ? `one column per class (${request.truth.classes.join(', ')})`
      : `one column named ${[...positiveName(request), ...SCORE_NAMES].join(', ')}`;
  throw badColumns(request, described, `expected ${wanted}`);
}

function positiveName({ truth, reading }: PredictionsRequest): readonly string[] {
  return truth.task === 'binary' && reading.positive !== null ? [reading.positive] : [];
}

/** Columns that are called like a score; of a binary task a decision beside a score, of text or whole numbers, is none. */
function singleScores(
  { idColumn, targetColumn, truth }: PredictionsRequest,
  described: readonly ColumnDescription[],
): readonly string[] {
  const called = described.filter(
    ({ name }) => SCORE_NAMES.includes(name) && name !== idColumn && name !== targetColumn,
  );
  const fractions = called.filter(({ logicalType }) => logicalType === 'number');
  const [only, another] = truth.task === 'binary' ? fractions : [];
  const chosen = called.length > 1 && only !== undefined && another === undefined ? [only] : called;
  return chosen.map(({ name }) => name);
}

/** At most so many columns are held against the scores. */
const MOST_LABEL_COLUMNS = 2;

/** Columns beside a score that may name the label that was chosen: by their name, and as they hold no fractions. */
export function columnsOfLabels(
  { truth, form = null, idColumn, targetColumn }: PredictionsRequest,
  described: readonly ColumnDescription[],
  used: readonly string[],
): readonly string[] {
  if (truth.task !== 'binary' || form !== null) return [];
  return described
    .filter(
      ({ name, logicalType }) =>
        /label|class|pred|decision/i.test(name) && ['string', 'boolean', 'integer'].includes(logicalType),
    )
    .map(({ name }) => name)
    .filter((name) => name !== idColumn && name !== targetColumn && !used.includes(name))
    .slice(0, MOST_LABEL_COLUMNS);
}

/** Says which column it may be, where one is called alike. */
export function noIdColumn(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
): ModelyardError {
  const { idColumn } = request;
  const plain = (name: string) => name.trim().toLowerCase();
  const alike = described.find(({ name }) => plain(name) === plain(idColumn));
  const problem = `there is no id column ${idColumn}${alike === undefined ? '' : `, but ${JSON.stringify(alike.name)}`}`;
  const { message } = badColumns(request, described, problem);
  return new ModelyardError('input', message, {
    hint: `Write ${idColumn} (data.id) as a column of its own; an index of pandas becomes one by reset_index().`,
  });
}

/** A column per target; a release may hold fewer. */
function targetColumns(
  request: PredictionsRequest,
  targets: readonly string[],
  described: readonly ColumnDescription[],
): readonly string[] {
  const present = targets.filter((target) => described.some(({ name }) => name === target));
  if (present.length === targets.length || request.isReleased === true) return present;
  throw badColumns(request, described, `expected one column per target (${targets.join(', ')})`);
}

/** The columns of the classes: all of them in order, or the positive one alone for a binary task. */
function classColumns(request: PredictionsRequest, names: readonly string[]): readonly string[] | null {
  const { truth, reading } = request;
  if (truth.task !== 'binary' && truth.task !== 'multiclass') return null;
  const byClass = new Map(names.map((name) => [canonicalLabel(name, reading.kind), name]));
  const wanted = truth.task === 'binary' ? [reading.positive ?? ''] : truth.classes;
  const found = wanted.map((name) => byClass.get(canonicalLabel(name, reading.kind)));
  return found.every((name) => name !== undefined) ? found : null;
}

/** A class that no evaluation row has takes its share of the probability: left out, the others would look too good. */
function assertNoOtherClass(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
  classes: readonly string[],
): void {
  if (request.truth.task !== 'multiclass' || request.classesAreGiven) return;
  const own = (request.columns ?? []).map(({ column }) => column);
  const known = new Set([request.idColumn, request.targetColumn, ...classes, ...own]);
  const others = described.filter(
    ({ name, logicalType }) => !known.has(name) && (logicalType === 'number' || logicalType === 'integer'),
  );
  if (others.length === 0) return;
  const names = others.map(({ name }) => name).join(', ');
  throw new ModelyardError(
    'input',
    `${request.label}: no evaluation row has the label ${names}, so it is not known whether these columns are classes`,
    { hint: 'List every class that the model knows in data.classes, or leave the other columns out.' },
  );
}

/** Columns that are not understood, with what they are and what was expected. */
export function badColumns(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
  problem: string,
): ModelyardError {
  return new ModelyardError(
    'input',
    `${request.label}: ${problem}; the columns are ${described.map((each) => shown(each.name)).join(', ')}`,
    {
      hint:
        request.truth.task === 'scores'
          ? `A predictions file of task scores holds ${request.idColumn} and the columns of evaluate.metrics.`
          : `A predictions file holds ${request.idColumn} and a score, or one column per class, or a value; evaluate.predictions says where it is laid out in another way.`,
    },
  );
}

/** Spaces at its ends would not be seen. */
function shown(name: string): string {
  return name === name.trim() ? name : JSON.stringify(name);
}

/** The column of the label that was chosen. */
export function chosenColumn({ form = null }: PredictionsRequest): readonly string[] {
  return form?.form === 'chosen' ? [form.class] : [];
}

function chosenScore(
  request: PredictionsRequest,
  score: string,
  described: readonly ColumnDescription[],
): readonly string[] {
  const names = described.map(({ name }) => name);
  const missing = [score, ...chosenColumn(request)].find((name) => !names.includes(name));
  if (missing === undefined) return [score];
  throw badColumns(request, described, `there is no column ${missing} (evaluate.predictions)`);
}
