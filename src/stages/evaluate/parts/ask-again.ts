import { firstSet } from '../../../config/evaluation-sets.ts';
import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { inTurn } from '../../../domain/steps.ts';
import { heldTable, type StoredTable, storedColumns } from '../../../domain/stored-table.ts';
import { type Column, cellAt, type Table } from '../../../domain/table.ts';
import { pickTexts } from '../../../domain/texts/pick-texts.ts';
import { ModelyardError } from '../../../errors.ts';
import { restingIn } from '../../resting.ts';
import { readPredictions } from '../predictions/predictions-file.ts';
import {
  checkedPredictions,
  featureTable,
  type RunnableModel,
  runModel,
} from '../predictions/score-model.ts';
import { joinedTo } from '../rows/judge-predictions.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { labelReading } from '../rows/truth-of-rows.ts';

/** Rows with other cells in one column. */
export interface ChangedRows {
  /** Tells this change from others. */
  readonly name: string;
  readonly column: string;
  /** What the candidate is shown of these rows, with the cells that they have now. */
  readonly table: Table;
  /** Their numbers among all rows, and their truth. */
  readonly rows: Int32Array;
  readonly truth: Truth;
}

/** The columns that may be changed: features of a model that is run here, and of a command the columns that changes name. */
export function shownTo({ rows, candidate, judging: { context } }: RowsRun): StoredTable {
  if (candidate !== null) return featureTable(rows.stored, candidate);
  const { perturbations = [] } = context.model.evaluate;
  return storedColumns(rows.stored, [...new Set(perturbations.map(({ column }) => column))]);
}

/** Asks the candidate once more, of these rows as they were changed. */
export function askAgain(run: RowsRun, changed: ChangedRows): Promise<Predictions> {
  return run.candidate === null ? askCommand(run, changed) : askModel(run, run.candidate, changed);
}

async function askModel(
  { judging: { context, ports }, rows: { labelKind } }: RowsRun,
  candidate: RunnableModel,
  { table, truth }: ChangedRows,
): Promise<Predictions> {
  const output = await runModel(context, ports.runtime, { model: candidate, table: heldTable(table) });
  const reading = { ...labelReading(context, labelKind), who: 'the candidate' };
  return inTurn(checkedPredictions(output, truth, reading), restingIn(context));
}

/** A cell as a CSV has it. */
function textAt(column: Column, row: number): string {
  return column.kind === 'boolean' ? String(column.data[row] === 1) : String(cellAt(column, row));
}

async function askCommand(
  run: RowsRun,
  { name, column, table, rows, truth }: ChangedRows,
): Promise<Predictions> {
  const { context, ports, commands } = run.judging;
  const { ids, labels, labelKind } = run.rows;
  if (commands === undefined || ids === null)
    throw new ModelyardError('internal', 'changed rows were asked of a model that is not run here');
  const asked = { ids: pickTexts(ids, rows), labels: pickTexts(labels, rows), labelKind };
  const changed = table.columns.find((each) => each.name === column);
  if (changed === undefined) throw new ModelyardError('internal', `column ${column} was not read`);
  const texts = Array.from(asked.ids, (id, row) => [id, textAt(changed, row)] as const);
  const change = { column, cells: new Map(texts) };
  const path = await commands.ofChanged(run.judging, { set: firstSet(context.model.data), name, change });
  const { link = null, predictions: form = null } = context.model.evaluate;
  return readPredictions({
    ...joinedTo(context, asked, truth),
    engine: ports.engine,
    otherIds: [],
    path,
    label: `what evaluate.predict wrote for the rows that were changed for ${name}`,
    link,
    form,
  });
}
