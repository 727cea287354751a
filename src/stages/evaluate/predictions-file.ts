import { applyLink, type Link } from '../../domain/metrics/apply-link.ts';
import { canonicalLabel, labelReader } from '../../domain/metrics/canonical-label.ts';
import { type Predictions, type ScoreType, type Truth, tableOf } from '../../domain/metrics/observations.ts';
import type { OwnColumn } from '../../domain/metrics/own-numbers.ts';
import type { Column, Table } from '../../domain/table.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataEngine } from '../../ports/data-engine.ts';
import { joinTexts } from './join-texts.ts';
import type { LabelReading } from './to-predictions.ts';

/** Names under which a single score or value may stand, besides one column per class. */
const SCORE_NAMES = ['score', 'probability', 'prediction', 'value'];

export interface PredictionsRequest {
  readonly engine: DataEngine;
  readonly path: string;
  /** How errors name the file. */
  readonly label: string;
  /** What it holds instead of probabilities; null: probabilities. */
  readonly link?: Link | null;
  readonly idColumn: string;
  /** Labels that may stand beside the predictions and must then agree; null where none are looked for. */
  readonly targetColumn: string | null;
  /** Own numbers that are read besides. */
  readonly columns?: readonly OwnColumn[];
  /**
   * The file of a release, which may be older than a column or than some rows: columns that it lacks are not read, and
   * where rows have no prediction there is nothing to compare with.
   */
  readonly isReleased?: boolean;
  readonly ids: Texts;
  readonly labels: Texts;
  /** Rows that are not judged here, without a label or of another dataset; the file may hold predictions for them. */
  readonly otherIds: readonly Texts[];
  /** False where the classes are those that happen to stand in the labels. */
  readonly classesAreGiven: boolean;
  readonly truth: Truth;
  readonly reading: LabelReading;
}

/**
 * Reads a predictions file and joins it to the evaluation rows by id. Labels come from the evaluation data, never from here.
 * Throws `input` for a missing, extra, duplicate or empty id, a disagreeing label, or columns that are not understood.
 */
export async function readPredictions(request: PredictionsRequest): Promise<Predictions> {
  const predictions = await readFile(request);
  if (predictions === null) throw new ModelyardError('internal', `${request.label} was not joined`);
  return predictions;
}

/** The same for the file of a release; null where it has no prediction for some of the rows. */
export function readReleased(request: PredictionsRequest): Promise<Predictions | null> {
  return readFile({ ...request, isReleased: true });
}

async function readFile(request: PredictionsRequest): Promise<Predictions | null> {
  const source = { files: [request.path], types: { [request.idColumn]: 'string' } };
  const described = await request.engine.describe(source);
  const names = new Set(described.map((column) => column.name));
  if (!names.has(request.idColumn))
    throw badColumns(request, described, `there is no id column ${request.idColumn}`);
  const scores = scoreColumns(request, described);
  const own = ownColumnNames(request, described);
  const { targetColumn } = request;
  const labelColumns = targetColumn !== null && names.has(targetColumn) ? [targetColumn] : [];
  const table = await request.engine.read(source, {
    columns: [
      ...[request.idColumn, ...labelColumns].map((name) => ({ name, as: 'text' as const })),
      ...[...new Set([...scores, ...own])].map((name) => ({ name, as: 'number' as const })),
    ],
    orderBy: request.idColumn,
  });
  const order = joinById(request, textOf(table, request.idColumn));
  if (order === null) return null;
  for (const name of labelColumns) assertSameLabels(request, textOf(table, name), order);
  const columnOf = (name: string) => numbersOf({ request, table, order }, name);
  const { columns = [] } = request;
  const numbers = { columns, ...tableOf(own.map((name) => [name, columnOf(name)] as const)) };
  if (request.truth.task === 'scores') return { task: 'scores', own: numbers };
  const predictions: Predictions =
    request.truth.task === 'targets'
      ? { task: 'targets', ...tableOf(scores.map((name) => [name, columnOf(name)] as const)) }
      : applyLink(
          assemble(request.truth, scores.map(columnOf), scoreTypeOf(described, scores)),
          request.link ?? null,
          scores.length,
        );
  return columns.length === 0 ? predictions : { ...predictions, own: numbers };
}

/** Parquet keeps the type that the scores had; text holds float64. */
function scoreTypeOf(described: readonly ColumnDescription[], scores: readonly string[]): ScoreType {
  const narrow = described.some(
    ({ name, physicalType }) => physicalType === 'FLOAT' && scores.includes(name),
  );
  return narrow ? 'float32' : 'float64';
}

/** The declared columns, each once. Throws `input` where the candidate's file lacks one. */
function ownColumnNames(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
): readonly string[] {
  const present = new Set(described.map(({ name }) => name));
  const wanted = [...new Set((request.columns ?? []).map(({ column }) => column))];
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0 || request.isReleased === true) return wanted.filter((name) => present.has(name));
  throw badColumns(request, described, `there is no column ${missing.join(', ')} (evaluate.metrics)`);
}

function scoreColumns(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
): readonly string[] {
  if (request.truth.task === 'scores') return [];
  if (request.truth.task === 'targets') return targetColumns(request, request.truth.names, described);
  const others = described
    .map((column) => column.name)
    .filter((name) => name !== request.idColumn && name !== request.targetColumn);
  const perClass = classColumns(request, others);
  if (perClass !== null) {
    assertNoOtherClass(request, described, perClass);
    return perClass;
  }
  const single = others.filter((name) => SCORE_NAMES.includes(name));
  if (request.truth.task !== 'multiclass' && single.length === 1) return single;
  const wanted =
    request.truth.task === 'multiclass'
      ? `one column per class (${request.truth.classes.join(', ')})`
      : `one column named ${SCORE_NAMES.join(', ')}`;
  throw badColumns(request, described, `expected ${wanted}`);
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

function badColumns(
  request: PredictionsRequest,
  described: readonly ColumnDescription[],
  problem: string,
): ModelyardError {
  return new ModelyardError(
    'input',
    `${request.label}: ${problem}; the columns are ${described.map((each) => each.name).join(', ')}`,
    {
      hint:
        request.truth.task === 'scores'
          ? `A predictions file of task scores holds ${request.idColumn} and the columns of evaluate.metrics.`
          : `A predictions file holds ${request.idColumn} and a score, or one column per class, or a value.`,
    },
  );
}

/** For every evaluation row the row of the file with its id; null where a release's file lacks some. */
function joinById(request: PredictionsRequest, fileIds: Texts): Int32Array | null {
  const { rows, missing, again, extra } = joinTexts(request.ids, fileIds, request.otherIds);
  if (again !== null) throw badIds(request, `id ${JSON.stringify(again)} stands more than once`);
  if (missing.count > 0) {
    if (request.isReleased === true) return null;
    throw badIds(
      request,
      `${missing.count} evaluation rows have no prediction, the first is ${JSON.stringify(missing.first)}`,
    );
  }
  if (extra.count > 0 && request.isReleased !== true) {
    throw badIds(
      request,
      `${extra.count} predictions belong to no evaluation row, the first is ${JSON.stringify(extra.first)}`,
    );
  }
  return rows;
}

function badIds(request: PredictionsRequest, problem: string): ModelyardError {
  return new ModelyardError('input', `${request.label}: ${problem}`, {
    hint: 'Write exactly one prediction for every row of the evaluation data.',
  });
}

function assertSameLabels(request: PredictionsRequest, fileLabels: Texts, order: Int32Array): void {
  const canonical = labelReader(request.reading.kind);
  const differing = order.findIndex(
    (fileRow, row) => canonical(request.labels.at(row) ?? '') !== canonical(fileLabels.at(fileRow) ?? ''),
  );
  if (differing === -1) return;
  const fileLabel = fileLabels.at(order[differing] ?? 0);
  throw new ModelyardError(
    'input',
    `${request.label}: for id ${JSON.stringify(request.ids.at(differing))} it says ${request.targetColumn} = ${JSON.stringify(fileLabel)}, the evaluation data say ${JSON.stringify(request.labels.at(differing))}`,
    { hint: 'Predict on the evaluation data that modelyard.yml names.' },
  );
}

function textOf(table: Table, name: string): Texts {
  const column = table.columns.find((each) => each.name === name);
  return column?.kind === 'text' ? column.data : [];
}

interface Joined {
  readonly request: PredictionsRequest;
  readonly table: Table;
  /** For every evaluation row the row of the file. */
  readonly order: Int32Array;
}

/** The column's numbers in the order of the evaluation rows. */
function numbersOf({ request, table, order }: Joined, name: string): Float64Array {
  const column = table.columns.find(
    (each): each is Extract<Column, { kind: 'number' }> => each.name === name && each.kind === 'number',
  );
  if (column === undefined) throw new ModelyardError('internal', `column ${name} was not read`);
  const empty = order.findIndex((row) => column.missing[row] === 1);
  if (empty === -1) return Float64Array.from(order, (row) => column.data[row] ?? Number.NaN);
  throw new ModelyardError(
    'input',
    `${request.label}: column ${name} has empty cells, the first for id ${JSON.stringify(request.ids.at(empty))}`,
  );
}

function assemble(truth: Truth, columns: readonly Float64Array[], scoreType: ScoreType): Predictions {
  const width = columns.length;
  const values = new Float64Array((columns[0]?.length ?? 0) * width);
  columns.forEach((column, index) => {
    column.forEach((value, row) => {
      values[row * width + index] = value;
    });
  });
  if (truth.task === 'binary') return { task: 'binary', scores: values, scoreType };
  if (truth.task === 'multiclass') return { task: 'multiclass', probabilities: values, scoreType };
  return { task: 'regression', values };
}
