import { isClassified } from '../../../domain/contract/plan-checks.ts';
import { showsValues } from '../../shows-values.ts';
import type { RowsRun } from './run-on-rows.ts';

/** How a row is called: by its id where values may be shown and the contract does not classify ids, else by its place, from 1. */
export function rowNames({
  judging: { context, contract },
  rows: { ids },
}: Pick<RowsRun, 'judging' | 'rows'>): (row: number) => string {
  const { id } = context.model.data;
  const isShown = id !== null && ids !== null && showsValues(context) && !isClassified(contract, [id]);
  return (row) => (isShown ? (ids.at(row) ?? String(row + 1)) : `row ${row + 1}`);
}
