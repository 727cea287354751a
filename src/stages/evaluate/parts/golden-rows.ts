import { isClassified } from '../../../domain/contract/plan-checks.ts';
import { heldTable, type StoredTable, wholeTable } from '../../../domain/stored-table.ts';
import type { Column, Table } from '../../../domain/table.ts';
import { ModelyardError, messageOf } from '../../../errors.ts';
import type { ModelOutput } from '../../../ports/model-runtime.ts';
import type { Golden } from '../../../records/golden.ts';
import type { Findings, Judging } from '../judging.ts';
import { outputValues, type SampledOutput, saidOf, spreadRows } from '../predictions/sampled-output.ts';
import { modelTask, type RunnableModel, runModel } from '../predictions/score-model.ts';
import { goldenOf, toleranceOf } from './golden.ts';

const GOLDEN_ROWS = 50;

export interface JudgedModel {
  readonly candidate: RunnableModel;
  /** The features as the model was fed, every evaluation row. */
  readonly features: StoredTable;
  readonly output: SampledOutput;
}

export type GoldenFindings = Pick<Findings, 'golden' | 'goldenReason'>;

/**
 * Rows spread evenly over the evaluation data, with the candidate's own outputs. They are released: cells of columns that
 * the contract classifies are replaced by 0 and 1 in turn (text: empty), and the model is run on these rows anew. A model
 * that such rows cannot be fed to has no golden rows, with the reason.
 */
export async function goldenRows(judging: Judging, judged: JudgedModel): Promise<GoldenFindings> {
  const { features, output } = judged;
  const picked = spreadRows(features.rows, GOLDEN_ROWS);
  const table = await wholeTable(features.only(picked));
  const hidden = table.columns.filter(({ name }) => isClassified(judging.contract, [name]));
  if (hidden.length > 0) return madeUpRows(judging, judged.candidate, withoutValues(table, hidden));
  return { golden: golden(judging, { table, output, outputs: [...saidOf(output, picked)] }) };
}

async function madeUpRows(judging: Judging, candidate: RunnableModel, table: Table): Promise<GoldenFindings> {
  const none = (why: string): GoldenFindings => ({
    golden: null,
    goldenReason: `the contract classifies features, and the model cannot be tried on made-up values: ${why}`,
  });
  try {
    const output = await runModel(judging.context, judging.ports.runtime, {
      model: candidate,
      table: heldTable(table),
    });
    const outputs = [...outputValues(output)];
    if (!outputs.every(Number.isFinite)) return none('it gives no finite numbers for them');
    return { golden: golden(judging, { table, output, outputs }) };
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code !== 'input') throw error;
    return none(messageOf(error));
  }
}

function golden(
  { context, candidate }: Judging,
  {
    table,
    output,
    outputs,
  }: { readonly table: Table; readonly output: ModelOutput; readonly outputs: number[] },
): Golden | null {
  if (candidate.model === null) return null;
  const { name: model } = context.model;
  const task = modelTask(context.model.task);
  const name = context.model.evaluate.output ?? null;
  const tolerance = toleranceOf(context.model.evaluate);
  return goldenOf({
    model,
    name,
    candidate: candidate.model.digest,
    task,
    features: table,
    output,
    outputs,
    tolerance,
  });
}

function withoutValues(table: Table, hidden: readonly Column[]): Table {
  const names = new Set(hidden.map(({ name }) => name));
  return {
    ...table,
    columns: table.columns.map((column) => (names.has(column.name) ? madeUp(column) : column)),
  };
}

function madeUp(column: Column): Column {
  const missing = new Uint8Array(column.missing.length);
  const bit = (_: unknown, row: number) => row % 2;
  switch (column.kind) {
    case 'number':
      return { ...column, missing, data: Float64Array.from(column.data, bit) };
    case 'integer':
      return { ...column, missing, data: BigInt64Array.from(column.data, (_, row) => BigInt(row % 2)) };
    case 'boolean':
      return { ...column, missing, data: Uint8Array.from(column.data, bit) };
    case 'text':
      return { ...column, missing, data: Array.from(column.data, () => '') };
  }
}
