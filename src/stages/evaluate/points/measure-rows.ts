import type { Observed } from '../../../domain/experiments/observed.ts';
import { cutRows, sliceColumns } from '../../../domain/gates/cut-rows.ts';
import { judgeSlices } from '../../../domain/gates/judge-slices.ts';
import type { NamedRows } from '../../../domain/gates/slice-rows.ts';
import { measureMetricsInSteps } from '../../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import { inTurn } from '../../../domain/steps.ts';
import { type StoredTable, wholeTable } from '../../../domain/stored-table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { SliceRow } from '../../../records/gate-row.ts';
import { restingIn } from '../../resting.ts';
import { observedOn } from '../rows/evaluation-set.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { metricRows } from './metric-rows.ts';
import type { CutSlice } from './slice-gates.ts';

export interface Measured {
  /** What the candidate said of the rows, without its baseline: kept to compare candidates with each other later. */
  readonly observed: Observed;
  readonly measurements: readonly Measurement[];
  readonly cut: readonly CutSlice[];
  readonly slices: SliceRow[];
}

/** The metrics on all rows of the first dataset and on each of its slices. */
export async function measureRows(run: RowsRun): Promise<Measured> {
  const base = observedOn(run.judging, run);
  const { metrics } = run.judging.context.model.evaluate;
  const rest = restingIn(run.judging.context);
  const measurements = await inTurn(measureMetricsInSteps({ ...base, metrics, subset: null }), rest);
  const cut: CutSlice[] = [];
  for (const slice of run.judging.context.model.evaluate.slices)
    for (const { name, rows: subset } of await cutStored(run.rows.stored, slice, rest)) {
      const own = await inTurn(measureMetricsInSteps({ ...base, metrics, subset }), rest);
      const groups = own[0]?.groups ?? null;
      cut.push({
        slice: name,
        rows: subset.length,
        groups,
        measurements: own,
        isProven: slice.prove === true,
      });
    }
  const { baseline: _, baselineThreshold: __, confidence: ___, factorsOf: ____, ...observed } = base;
  return { observed, measurements, cut, slices: slicesOf(run, cut) };
}

/** `cutRows` by columns that are in memory as long as it takes. */
export async function cutStored(
  stored: StoredTable,
  definition: Parameters<typeof cutRows>[1],
  rest: () => Promise<void>,
): Promise<NamedRows[]> {
  const { columns } = await wholeTable(stored, sliceColumns(definition));
  const columnOf = (name: string) => {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) throw new ModelyardError('internal', `column ${name} was not read`);
    return column;
  };
  return inTurn(cutRows(columnOf, definition), rest);
}

function slicesOf({ judging, dataset }: RowsRun, cut: readonly CutSlice[]): SliceRow[] {
  const { context, baseline, identical } = judging;
  const { evaluate, gates, data } = context.model;
  const against = baseline?.source ?? null;
  const verdicts = judgeSlices({
    slices: cut,
    gates: gates.filter(
      (gate) => gate.slice === undefined && (gate.dataset === undefined || gate.dataset === dataset),
    ),
    primary: evaluate.metrics[0] ?? '',
    against,
    identical,
    confidence: evaluate.confidence,
    groupBy: data.groupBy,
  });
  return verdicts.map((verdict, index) => ({
    ...verdict,
    metrics: metricRows(cut[index]?.measurements ?? [], { dataset, against, identical }),
  }));
}
