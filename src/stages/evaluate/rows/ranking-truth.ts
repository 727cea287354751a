import type { Groups, Truth } from '../../../domain/metrics/observations.ts';
import { wholeTable } from '../../../domain/stored-table.ts';
import { type Column, cellAt } from '../../../domain/table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { EvaluationRows } from './evaluation-rows.ts';

/**
 * Relevance of each document to its query. Throws `input` for a relevance that is no number of at least 0, and for slices that
 * would cut a query in two.
 */
export async function rankingTruth(
  { labels, groups, stored }: Pick<EvaluationRows, 'labels' | 'groups' | 'stored'>,
  { groupBy, slices }: { readonly groupBy: string | null; readonly slices: readonly string[] },
): Promise<Truth> {
  if (groups === null) throw new ModelyardError('config', 'task ranking needs data.group_by: the query');
  const relevance = new Float64Array(labels.length);
  for (let row = 0; row < relevance.length; row++) relevance[row] = Number(labels.at(row));
  const bad = relevance.findIndex(
    (value, row) => !(value >= 0 && Number.isFinite(value)) || labels.at(row)?.trim() === '',
  );
  if (bad !== -1)
    throw new ModelyardError(
      'input',
      `the target of a ranking is the relevance of a document, a number of at least 0; row ${bad + 1} has ${JSON.stringify(labels.at(bad))}`,
    );
  for (const column of (await wholeTable(stored, slices)).columns) assertWhole(column, { groups, groupBy });
  return { task: 'ranking', relevance, queries: groups };
}

function assertWhole(
  column: Column,
  { groups, groupBy }: { readonly groups: Groups; readonly groupBy: string | null },
): void {
  const first = new Int32Array(groups.count).fill(-1);
  const cell = (row: number) => (column.missing[row] === 1 ? null : String(cellAt(column, row)));
  for (let row = 0; row < groups.index.length; row++) {
    const query = groups.index[row] as number;
    if (first[query] === -1) first[query] = row;
    else if (cell(first[query] as number) !== cell(row))
      throw new ModelyardError(
        'input',
        `evaluate.slices: ${column.name} differs within one ${groupBy} (rows ${(first[query] as number) + 1} and ${row + 1}, sorted by id); slices of a ranking are whole queries`,
        { hint: 'Slice by a column that says something about the query, not about a document.' },
      );
  }
}
