import { hashFile } from '../../../adapters/files/hash-file.ts';
import type { DataPaths } from '../../../config/resolved.ts';
import type { LabelKind } from '../../../domain/metrics/canonical-label.ts';
import { groupIndexInSteps } from '../../../domain/metrics/group-index.ts';
import type { Groups } from '../../../domain/metrics/observations.ts';
import { counted } from '../../../domain/report/counted.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import { selectRows } from '../../../domain/select-rows.ts';
import { inTurn, type Steps } from '../../../domain/steps.ts';
import type { StoredTable } from '../../../domain/stored-table.ts';
import type { Column, ColumnKind, Table } from '../../../domain/table.ts';
import { repeatedRow } from '../../../domain/texts/text-order.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ColumnDescription, ColumnRequest, DataEngine } from '../../../ports/data-engine.ts';
import type { FileEntry } from '../../../records/common.ts';
import type { StageContext } from '../../context.ts';
import { watchSource } from '../../data-source.ts';
import { displayPath } from '../../paths.ts';
import { restingIn } from '../../resting.ts';
import { rowWeights } from './row-weights.ts';

/** The evaluation rows, sorted by id where there is one; every array has one entry per row. */
export interface EvaluationRows {
  readonly rows: number;
  readonly ids: Texts | null;
  /** Of the first target; none where nothing is labelled. */
  readonly labels: Texts;
  readonly targets: readonly { readonly name: string; readonly labels: Texts }[];
  readonly labelKind: LabelKind;
  readonly groups: Groups | null;
  /** null: all rows count the same. */
  readonly weights: Float64Array | null;
  /** Features of candidate and baseline and columns of slices, as read. */
  readonly stored: StoredTable;
  readonly files: readonly FileEntry[];
  /** Rows left out because their label is null (`null_labels: exclude`). */
  readonly excluded: number;
  /** Ids of rows that were left out: a predictions file may speak of them. */
  readonly excludedIds: readonly string[];
  /** Rows left out because the baseline was trained on them; absent: none. */
  readonly taught?: number;
}

export interface RowsRequest {
  readonly engine: DataEngine;
  readonly paths: DataPaths;
  /** Declared logical types (the contract's); empty without a contract. */
  readonly types: Readonly<Record<string, string>>;
  /** Columns wanted besides target, id, group and weight. */
  readonly columns: readonly string[];
}

/**
 * Reads what evaluation needs. Throws `input` for missing columns, no rows, null, float or duplicate ids, null groups,
 * null labels and weights that are none.
 */
export async function readEvaluationRows(
  context: StageContext,
  request: RowsRequest,
): Promise<EvaluationRows> {
  const { data } = context.model;
  const { source, files, assertUnchanged } = await watchSource(context, request.paths, {
    types: request.types,
  });
  const described = new Map((await request.engine.describe(source)).map((column) => [column.name, column]));
  const roles = [...data.targets, data.id, data.groupBy, data.weight].filter((name) => name !== null);
  const where = request.paths.patterns.map((pattern) => pattern.written).join(', ');
  assertColumns([...roles, ...request.columns], described, where);
  assertIdType(data.id, described);
  const asText = [...data.targets, data.id, data.groupBy];
  const { table: read, stored } = await request.engine.store(source, {
    columns: columnRequests(roles, asText, described),
    stored: columnRequests(request.columns, asText, described),
    orderBy: data.id,
  });
  const rest = restingIn(context);
  if (data.id !== null) await inTurn(assertIds(textColumn(read, data.id), columnOf(read, data.id)), rest);
  if (data.groupBy !== null) assertGroups(columnOf(read, data.groupBy));
  const labelled = labelledRows(read, data.targets, data.nullLabels);
  const table = labelled === null ? read : selectRows(read, labelled);
  assertRows(table, read);
  const [target] = data.targets;
  const ids = data.id === null ? null : textColumn(table, data.id);
  const groups =
    data.groupBy === null ? null : await inTurn(groupIndexInSteps(textColumn(table, data.groupBy)), rest);
  await assertUnchanged();
  return {
    rows: table.rows,
    ids,
    labels: target === undefined ? [] : textColumn(table, target),
    targets: data.targets.map((name) => ({ name, labels: textColumn(table, name) })),
    labelKind: labelKindOf(described.get(target ?? '')?.logicalType),
    groups,
    weights: data.weight === null ? null : rowWeights(columnOf(table, data.weight), ids),
    stored: labelled === null ? stored : stored.only(labelled),
    files,
    excluded: read.rows - table.rows,
    excludedIds: data.id === null ? [] : idsWithoutLabel(read, data.id, data.targets),
  };
}

/** One record entry for a file that was read. */
export async function fileEntry(context: StageContext, path: string): Promise<FileEntry> {
  return { path: displayPath(context.project, path), ...(await hashFile(path)) };
}

function assertColumns(
  names: readonly string[],
  described: ReadonlyMap<string, ColumnDescription>,
  where: string,
): void {
  const missing = [...new Set(names)].filter((name) => !described.has(name));
  if (missing.length === 0) return;
  throw new ModelyardError('input', `${where}: there is no column ${missing.join(', ')}`, {
    hint: `The columns are: ${[...described.keys()].slice(0, 50).join(', ')}.`,
  });
}

function assertIdType(id: string | null, described: ReadonlyMap<string, ColumnDescription>): void {
  if (id === null || described.get(id)?.logicalType !== 'number') return;
  throw new ModelyardError(
    'input',
    `data.id: column ${id} holds floating-point numbers; ids must compare exactly`,
    {
      hint: 'Store the id as text or as an integer.',
    },
  );
}

const KIND_BY_LOGICAL_TYPE: Readonly<Record<string, ColumnKind>> = {
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
};

function columnRequests(
  names: readonly string[],
  asText: readonly (string | null)[],
  described: ReadonlyMap<string, ColumnDescription>,
): ColumnRequest[] {
  return [...new Set(names)].map((name) => ({
    name,
    as: asText.includes(name)
      ? 'text'
      : (KIND_BY_LOGICAL_TYPE[described.get(name)?.logicalType ?? ''] ?? 'text'),
  }));
}

function labelKindOf(logicalType: string | undefined): LabelKind {
  if (logicalType === 'boolean') return 'boolean';
  return logicalType === 'integer' || logicalType === 'number' ? 'number' : 'text';
}

/** A row needs a label of every target; null: every row has them. */
function labelledRows(
  table: Table,
  targets: readonly string[],
  policy: 'error' | 'exclude',
): Int32Array | null {
  const missing = targets.map((target) => columnOf(table, target).missing);
  if (missing.every((each) => !each.includes(1))) return null;
  const labelled: number[] = [];
  for (let row = 0; row < table.rows; row++) if (missing.every((each) => each[row] !== 1)) labelled.push(row);
  if (policy === 'exclude') return Int32Array.from(labelled);
  throw new ModelyardError(
    'input',
    `${formatCount(table.rows - labelled.length)} of ${counted(table.rows, 'evaluation row')} ${table.rows - labelled.length === 1 ? 'has' : 'have'} no label in ${targets.join(', ')}`,
    {
      hint: 'Label them, or set data.null_labels: exclude to leave them out (they are then counted in the report).',
    },
  );
}

function* assertIds(ids: Texts, column: Column): Steps<void> {
  if (column.missing.includes(1)) {
    throw new ModelyardError(
      'input',
      `data.id: column ${column.name} has empty cells in the evaluation data`,
    );
  }
  const again = yield* repeatedRow(ids);
  if (again === -1) return;
  throw new ModelyardError(
    'input',
    `data.id: ${JSON.stringify(ids.at(again))} stands more than once in column ${column.name} of the evaluation data`,
  );
}

/** Rows whose group is not known are neither one group nor many. */
function assertGroups({ name, missing }: Column): void {
  if (!missing.includes(1)) return;
  const count = missing.reduce((sum, each) => sum + each, 0);
  throw new ModelyardError(
    'input',
    `data.group_by: column ${name} has ${count} empty cells in the evaluation data`,
    { hint: 'Say which group every row belongs to; a row of its own needs a group of its own.' },
  );
}

function assertRows(labelled: Table, read: Table): void {
  if (labelled.rows > 0) return;
  const problem =
    read.rows === 0 ? 'hold no rows' : `hold ${counted(read.rows, 'row')}, none of them with a label`;
  throw new ModelyardError('input', `the evaluation data ${problem}: there is nothing to judge a model by`);
}

function idsWithoutLabel(table: Table, id: string, targets: readonly string[]): string[] {
  const missing = targets.map((target) => columnOf(table, target).missing);
  if (missing.every((each) => !each.includes(1))) return [];
  const ids = textColumn(table, id);
  const unlabelled: string[] = [];
  for (let row = 0; row < table.rows; row++)
    if (missing.some((each) => each[row] === 1)) unlabelled.push(ids.at(row) ?? '');
  return unlabelled;
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) throw new ModelyardError('internal', `column ${name} was not read`);
  return column;
}

function textColumn(table: Table, name: string): Texts {
  const column = columnOf(table, name);
  if (column.kind !== 'text') throw new ModelyardError('internal', `column ${name} was not read as text`);
  return column.data;
}
