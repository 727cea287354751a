import type { PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { RelationColumn } from './relation.ts';
import { literal } from './sql.ts';

/** The value as number or as text. */
export function valueSql(column: RelationColumn, planned: PlannedProfile): string {
  if (planned.as === 'number') return `(${column.typed})::DOUBLE`;
  return column.logicalType === 'boolean' ? `(${column.typed})::VARCHAR` : `${column.raw}::VARCHAR`;
}

/** The value as number, null where it is not finite. */
export function finiteSql(column: RelationColumn): string {
  const value = `(${column.typed})::DOUBLE`;
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/** Beyond it a sum of squares over any number of rows may leave the range of a double, which DuckDB refuses. */
export const WIDE = 1e140;

/** The value as number, null where it is not finite or its square could not be added up. */
export function usualSql(column: RelationColumn): string {
  const value = `(${column.typed})::DOUBLE`;
  return `CASE WHEN abs(${value}) <= ${literal(WIDE)} THEN ${value} END`;
}
