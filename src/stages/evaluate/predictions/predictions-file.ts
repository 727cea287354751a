import { setImmediate as nextTurn } from 'node:timers/promises';
import { applyLink, type Link } from '../../../domain/metrics/apply-link.ts';
import { labelReader } from '../../../domain/metrics/canonical-label.ts';
import {
  type Predictions,
  type ScoreType,
  type Truth,
  tableOf,
} from '../../../domain/metrics/observations.ts';
import type { OwnColumn } from '../../../domain/metrics/own-numbers.ts';
import type { PredictionsForm } from '../../../domain/predictions-form.ts';
import { inTurn } from '../../../domain/steps.ts';
import type { Column, Table } from '../../../domain/table.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ColumnDescription, DataEngine, DataSource } from '../../../ports/data-engine.ts';
import { joinById } from './join-by-id.ts';
import {
  chosenColumn,
  columnsOfLabels,
  noIdColumn,
  ownColumnNames,
  scoreColumns,
} from './predictions-columns.ts';
import { assertLinked, assertOfPositive } from './predictions-doubts.ts';
import { reshapeOf, scoresOfPositive } from './predictions-form.ts';
import type { LabelReading } from './to-predictions.ts';

export interface PredictionsRequest {
  readonly engine: DataEngine;
  readonly path: string;
  /** How errors name the file. */
  readonly label: string;
  /** What it holds instead of probabilities; null: probabilities. */
  readonly link?: Link | null;
  /** How it is laid out; null: a row per id with a score, a column per class or a value. */
  readonly form?: PredictionsForm | null;
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
  const plain: DataSource = { files: [request.path], types: { [request.idColumn]: 'string' } };
  const reshape = await told(request, () => reshapeOf(request, plain));
  const source = reshape === null ? plain : { ...plain, reshape };
  const described = await told(request, () => request.engine.describe(source));
  const names = new Set(described.map((column) => column.name));
  if (!names.has(request.idColumn)) throw noIdColumn(request, described);
  const scores = scoreColumns(request, described);
  const own = ownColumnNames(request, described);
  const { targetColumn } = request;
  const labelColumns = targetColumn !== null && names.has(targetColumn) ? [targetColumn] : [];
  const besides = columnsOfLabels(request, described, [...scores, ...own]);
  const table = await readable(request, () =>
    request.engine.read(source, {
      columns: [
        ...[...new Set([request.idColumn, ...labelColumns, ...chosenColumn(request), ...besides])].map(
          (name) => ({ name, as: 'text' as const }),
        ),
        ...[...new Set([...scores, ...own])].map((name) => ({ name, as: 'number' as const })),
      ],
      orderBy: request.idColumn,
    }),
  );
  const order = await inTurn(joinById(request, textOf(table, request.idColumn)), nextTurn);
  if (order === null) return null;
  for (const name of labelColumns) assertSameLabels(request, textOf(table, name), order);
  const columnOf = (name: string) => numbersOf({ request, table, order }, name);
  const { columns = [] } = request;
  const numbers = { columns, ...tableOf(own.map((name) => [name, columnOf(name)] as const)) };
  if (request.truth.task === 'scores') return { task: 'scores', own: numbers };
  const textsOf = (name: string) => inOrder(textOf(table, name), order);
  const predictions: Predictions =
    request.truth.task === 'targets'
      ? { task: 'targets', ...tableOf(scores.map((name) => [name, columnOf(name)] as const)) }
      : understood(request, assemble(request.truth, scores.map(columnOf), scoreTypeOf(described, scores)), {
          besides,
          textsOf,
          width: scores.length,
        });
  return columns.length === 0 ? predictions : { ...predictions, own: numbers };
}

/** Errors of the engine name the path; the file is known by another name. */
async function told<T>({ path, label }: PredictionsRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ModelyardError) || !error.message.includes(path)) throw error;
    const options = { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) };
    throw new ModelyardError(error.code, error.message.replaceAll(path, label), options);
  }
}

interface Reading {
  /** Columns that may name the chosen label. */
  readonly besides: readonly string[];
  readonly textsOf: (column: string) => readonly string[];
  /** Numbers in a row. */
  readonly width: number;
}

/** Probabilities of the classes out of what the numbers are said to be. */
function understood(
  request: PredictionsRequest,
  numbers: Predictions,
  { besides, textsOf, width }: Reading,
): Predictions {
  for (const column of besides) assertOfPositive(request, { numbers, column, labels: textsOf(column) });
  assertLinked(request, numbers, width);
  const [chosen] = chosenColumn(request);
  const predictions =
    chosen === undefined
      ? numbers
      : scoresOfPositive(request, { predictions: numbers, chosen: textsOf(chosen) });
  return applyLink(predictions, request.link ?? null, width);
}

function inOrder(texts: Texts, order: Int32Array): readonly string[] {
  return Array.from(order, (row) => texts.at(row) ?? '');
}

/** A column of text where numbers are wanted: there is no contract for a predictions file that could say otherwise. */
async function readable<T>(request: PredictionsRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await told(request, work);
  } catch (error) {
    if (!(error instanceof ModelyardError) || !/should hold numbers/.test(error.message)) throw error;
    throw new ModelyardError(error.code, error.message, {
      cause: error,
      hint: 'Write plain numbers, 0.25, without a sign for percent or thousands. A column of labels must not be called like a score; evaluate.predictions says where a label stands beside its score, or lists are meant.',
    });
  }
}

/** Parquet keeps the type that the scores had; text holds float64. */
function scoreTypeOf(described: readonly ColumnDescription[], scores: readonly string[]): ScoreType {
  const narrow = described.some(
    ({ name, physicalType }) => physicalType === 'FLOAT' && scores.includes(name),
  );
  return narrow ? 'float32' : 'float64';
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
    { hint: 'A NaN of pandas is written as an empty cell: find out why the model says nothing of this row.' },
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
