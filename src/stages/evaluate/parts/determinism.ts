import type { DeterminismRow } from '../../../records/model-tests.ts';
import { shareGate } from '../points/share-gate.ts';
import { outputValues, type SampledOutput, saidOf, spreadRows } from '../predictions/sampled-output.ts';
import { type RunnableModel, runModel } from '../predictions/score-model.ts';
import { rowNames } from '../rows/row-names.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { allowedChange, toleranceOf } from './golden.ts';
import type { Part } from './part.ts';

/** Cheap: a model is loaded twice more, and run on so many rows. */
const AGAIN_ROWS = 2_000;
const SMALL_BATCH = { rows: 500, batch: 7 };
const MOST_NAMED = 5;

/**
 * Runs the candidate again, loaded anew, and in other batches: the same rows must get the same scores within the tolerance.
 * A model that draws at random, or mixes the rows of a batch, cannot be judged by rows. Nothing for evidence that is not run.
 */
export async function determinismPart(run: RowsRun): Promise<Part> {
  const { determinism = 'warn' } = run.judging.context.model.evaluate;
  const { candidate } = run;
  const { output } = run.judged;
  if (determinism === 'off' || candidate === null || output === null || run.nonFinite.count > 0) return {};
  const found = [
    await compare(run, candidate, { output, most: AGAIN_ROWS, batchRows: null }),
    await compare(run, candidate, { output, most: SMALL_BATCH.rows, batchRows: SMALL_BATCH.batch }),
  ];
  return {
    gates:
      determinism === 'block'
        ? found.flatMap(({ batchRows, rows, differing }) =>
            shareGate(run, {
              name: `share scored alike ${batchRows === null ? 'again' : `in batches of ${batchRows}`}`,
              held: rows - differing,
              rows,
              min: 1,
              severity: 'block',
            }),
          )
        : [],
    facts: { determinism: found },
  };
}

interface Again {
  /** What the candidate said first. */
  readonly output: SampledOutput;
  readonly most: number;
  /** Rows of one batch; null: as usual. */
  readonly batchRows: number | null;
}

async function compare(
  run: RowsRun,
  candidate: RunnableModel,
  { output: said, most, batchRows }: Again,
): Promise<DeterminismRow> {
  const { context, ports } = run.judging;
  const total = run.rows.rows;
  const rows = spreadRows(total, most);
  const count = rows.length;
  const values = saidOf(said, rows);
  const width = values.length / count;
  const output = await runModel(context, ports.runtime, {
    model: candidate,
    table: run.rows.stored.only(rows),
    ...(batchRows === null ? {} : { batchRows }),
  });
  const again = outputValues(output);
  const tolerance = toleranceOf(context.model.evaluate);
  let largest = 0;
  const differing: number[] = [];
  rows.forEach((row, place) => {
    let isOutside = again.length !== count * width;
    for (let index = 0; index < width; index++) {
      const [old, now] = [
        values[place * width + index] as number,
        again[place * width + index] ?? Number.NaN,
      ];
      const by = Math.abs(now - old);
      largest = Math.max(largest, by);
      if (!(by <= allowedChange(tolerance, old))) isOutside = true;
    }
    if (isOutside) differing.push(row);
  });
  const nameOf = rowNames(run);
  return {
    batchRows,
    rows: count,
    differing: differing.length,
    largest: Number.isFinite(largest) ? largest : null,
    tolerance: { ...tolerance },
    first: differing.slice(0, MOST_NAMED).map(nameOf),
  };
}
