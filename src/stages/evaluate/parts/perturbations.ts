import type { GateVerdict } from '../../../domain/gates/gate.ts';
import { decideLabels } from '../../../domain/metrics/decide-labels.ts';
import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { selectPredictions, selectTruth } from '../../../domain/metrics/select-observations.ts';
import { changeColumn } from '../../../domain/perturbations/change-column.ts';
import { type Kept, keepsExpectation, type Said } from '../../../domain/perturbations/keeps-expectation.ts';
import { changeText, type Perturbation } from '../../../domain/perturbations/perturbation.ts';
import { inOneGo } from '../../../domain/steps.ts';
import { type StoredTable, wholeTable, windowsOf } from '../../../domain/stored-table.ts';
import type { Table } from '../../../domain/table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { PerturbationRow } from '../../../records/model-tests.ts';
import { shareGate } from '../points/share-gate.ts';
import { rowNames } from '../rows/row-names.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { askAgain, shownTo } from './ask-again.ts';
import type { Part } from './part.ts';

/** More rows than these tell little more and cost a run each. */
const MOST_ROWS = 10_000;
const MOST_NAMED = 10;

/**
 * Changes one column of the evaluation rows, asks the candidate again, and counts the rows whose score does what is expected.
 * The count is read off these rows: nothing is estimated. Nothing where the config asks for none.
 */
export async function perturbationsPart(run: RowsRun): Promise<Part> {
  const { perturbations = [] } = run.judging.context.model.evaluate;
  if (perturbations.length === 0) return {};
  const tried: Tried[] = [];
  for (const perturbation of perturbations) tried.push(await tryOne(run, perturbation));
  return {
    gates: tried.flatMap((each) => gateOf(run, each)),
    facts: { perturbations: tried.map((each) => rowOf(run, each)) },
  };
}

interface Tried {
  readonly perturbation: Perturbation;
  /** Rows that the change speaks of, and those of them that were tried. */
  readonly changed: number;
  readonly rows: Int32Array;
  readonly kept: Kept;
}

async function tryOne(run: RowsRun, perturbation: Perturbation): Promise<Tried> {
  const shown = shownTo(run);
  const all = await changedRows(shown, perturbation);
  const rows = spread(all);
  if (rows.length === 0)
    return { perturbation, changed: 0, rows, kept: { held: 0, failing: [], largest: 0 } };
  const table = changedTable(await wholeTable(shown.only(rows)), perturbation, rows);
  const width = widthOf(run.judged.truth);
  const truth = inOneGo(selectTruth(run.judged.truth, rows));
  const before = said(run, truth, inOneGo(selectPredictions(run.judged.candidate, rows, width)));
  const { name, column } = perturbation;
  const after = said(run, truth, await askAgain(run, { name, column, table, rows, truth }));
  const kept = keepsExpectation({ before, after }, perturbation, indexOf(run.judged.truth, perturbation));
  return { perturbation, changed: all.length, rows, kept };
}

/** The rows that the change speaks of. Throws `config` for a column that the model does not look at: nothing could change. */
async function changedRows(
  features: StoredTable,
  { name, column: wanted, change }: Perturbation,
): Promise<Int32Array> {
  const names = features.columns.map((each) => each.name);
  if (!names.includes(wanted))
    throw new ModelyardError(
      'config',
      `evaluate.perturbations.${name}: ${wanted} is no feature of the model`,
      {
        hint: `The features are: ${names.slice(0, 50).join(', ')}.`,
      },
    );
  const found = new Int32Array(features.rows);
  let count = 0;
  for await (const { from, table } of windowsOf(features, [wanted]))
    for (const column of table.columns)
      for (const row of changeColumn(column, change, (each) => from + each).rows) found[count++] = from + row;
  return found.slice(0, count);
}

/** Rows of the table with their column changed; `rows` are their numbers among all. */
function changedTable(table: Table, { column: wanted, change }: Perturbation, rows: Int32Array): Table {
  const columns = table.columns.map((column) =>
    column.name === wanted ? changeColumn(column, change, (row) => rows[row] as number).column : column,
  );
  return { ...table, columns };
}

/** Evenly over all of them, where there are more than are tried. */
function spread(rows: Int32Array): Int32Array {
  if (rows.length <= MOST_ROWS) return rows;
  return Int32Array.from(
    { length: MOST_ROWS },
    (_, index) => rows[Math.floor((index * rows.length) / MOST_ROWS)] as number,
  );
}

function widthOf(truth: Truth): number {
  if (truth.task === 'multiclass') return truth.classes.length;
  return truth.task === 'targets' ? truth.names.length : 1;
}

function said(run: RowsRun, truth: Truth, predictions: Predictions): Said {
  const width = widthOf(truth);
  if (predictions.task === 'scores')
    throw new ModelyardError('internal', 'own numbers are of no model that can be run');
  if (predictions.task === 'regression' || predictions.task === 'targets')
    return { values: predictions.values, width, decisions: null };
  const { threshold } = run.judging.context.model.evaluate;
  const decisions = inOneGo(decideLabels({ truth, predictions, threshold, epsilon: 0, weights: null }));
  return predictions.task === 'binary'
    ? { values: predictions.scores, width, decisions }
    : { values: predictions.probabilities, width, decisions };
}

/** The class or target that is spoken of. Throws `config` for one that the model does not have. */
function indexOf(truth: Truth, { name, of }: Perturbation): number | null {
  if (of === null) return null;
  const names = truth.task === 'multiclass' ? truth.classes : truth.task === 'targets' ? truth.names : [];
  const index = names.indexOf(of);
  if (index !== -1) return index;
  throw new ModelyardError('config', `evaluate.perturbations.${name}.of: there is no ${of}`, {
    hint: names.length === 0 ? 'Leave of out.' : `There are: ${names.slice(0, 20).join(', ')}.`,
  });
}

/** The share that keeps it is judged as any other number: at least so much is asked. */
function gateOf(run: RowsRun, { perturbation, rows, kept }: Tried): GateVerdict[] {
  const { name, minShare, severity } = perturbation;
  return shareGate(run, {
    name: `share that keeps ${name}`,
    held: kept.held,
    rows: rows.length,
    min: minShare,
    severity,
    ...(rows.length === 0 ? { reason: 'the change touches none of the rows' } : {}),
  });
}

function rowOf(run: RowsRun, { perturbation, changed, rows, kept }: Tried): PerturbationRow {
  const { name, column, change, expect, of, tolerance, minShare } = perturbation;
  const nameOf = rowNames(run);
  return {
    name,
    change: changeText(column, change),
    expect,
    ...(of === null ? {} : { of }),
    tolerance,
    minShare,
    changed,
    rows: rows.length,
    held: kept.held,
    largest: Number.isFinite(kept.largest) ? kept.largest : null,
    failing: kept.failing.slice(0, MOST_NAMED).map((place) => nameOf(rows[place] as number)),
  };
}
