import { columnNamed, numberedRows, type Relation } from './relation.ts';

export type Half = 'choosing' | 'held-out';

/**
 * Condition for one half of the rows: by a hash of the group, so that no group stands in both, or of the row's number.
 * The same rows at every run and on every machine.
 */
export function halfSql(relation: Relation, groupBy: string | null, half: Half): string {
  const key = groupBy === null ? 'row' : `coalesce(${columnNamed(relation, groupBy).raw}::VARCHAR, '')`;
  return `md5_number_lower(${key}::VARCHAR) % 2 = ${half === 'choosing' ? 0 : 1}`;
}

/** The FROM item with what `halfSql` needs. */
export function numbered(relation: Relation, groupBy: string | null): string {
  return groupBy === null ? numberedRows(relation) : relation.sql;
}
