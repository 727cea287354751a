import { counted } from '../../domain/report/counted.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { effectiveRows } from '../../domain/statistics/variance.ts';
import { inOneGo } from '../../domain/steps.ts';
import { rowNames } from './rows/row-names.ts';
import type { RowsRun } from './rows/run-on-rows.ts';

/** What a reader has to know of the rows of the first dataset. */
export function runNotes(run: RowsRun): string[] {
  const { judged, rows, nonFinite } = run;
  const list = [...judged.notes];
  const { baseline, candidate, graph, identical } = run.judging;
  const sameBytes = graph !== null && baseline !== null && candidate.model?.digest === baseline.digest;
  if (sameBytes && !identical)
    list.push(
      `the model is the same bytes as ${baseline.source}, but it is fed or read in another way and says other things: they are what is judged`,
    );
  if (rows.excluded > 0)
    list.push(
      `${counted(rows.excluded, 'row without a label was', 'rows without a label were')} left out (null_labels: exclude)`,
    );
  if (rows.weights !== null)
    list.push(
      `rows count by their weight: these ${formatCount(rows.rows)} tell as much as about ${formatCount(Math.round(inOneGo(effectiveRows(rows.weights))))} that count the same`,
    );
  if (nonFinite.count > 0) {
    const nameOf = rowNames(run);
    const first = nonFinite.first.map(nameOf).join(', ');
    list.push(
      `the candidate gave NaN or an infinity on ${formatCount(nonFinite.count)} of ${counted(rows.rows, 'row')}, the first: ${first}`,
    );
  }
  return list;
}
