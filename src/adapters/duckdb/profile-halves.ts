import { identifier } from './sql.ts';

export type Half = 'choosing' | 'held-out';

/** Number of a row within its file order, where rows have no groups. */
export const ROW_NUMBER = '"modelyard row"';

/**
 * Condition for one half of the rows: by a hash of the group, so that no group stands in both, or of the row's number.
 * The same rows at every run and on every machine.
 */
export function halfSql(groupBy: string | null, half: Half): string {
  const key = groupBy === null ? ROW_NUMBER : `coalesce(${identifier(groupBy)}::VARCHAR, '')`;
  return `md5_number_lower(${key}::VARCHAR) % 2 = ${half === 'choosing' ? 0 : 1}`;
}

/** The FROM item with what `halfSql` needs. */
export function numbered(sql: string, groupBy: string | null): string {
  return groupBy === null ? `(SELECT row_number() OVER () AS ${ROW_NUMBER}, * FROM ${sql})` : sql;
}
