import { counted } from './counted.ts';

/** What rows are about. `groupBy` names the column that says which rows belong together. */
export interface RowCounts {
  readonly rows: number | null;
  readonly groups: number | null;
  readonly groupBy: string | null;
}

/** `5,069 rows of 1,478 persons`; `600 rows` where rows are independent; null where rows are not known. */
export function rowsText(counts: RowCounts): string | null {
  if (counts.rows === null) return null;
  const rows = counted(counts.rows, 'row');
  return counts.groups === null ? rows : `${rows} of ${groupsText(counts.groups, counts.groupBy)}`;
}

/** What statistics count as one: `1,478 persons` where rows are grouped, `600 rows` otherwise. */
export function unitsText(units: number, { groups, groupBy }: RowCounts): string {
  if (groups !== null) return groupsText(units, groupBy);
  return counted(units, 'row');
}

/** `1,478 persons`; a column whose name is no plain English noun is named: `1,478 groups (customer_id)`. */
function groupsText(count: number, groupBy: string | null): string {
  if (groupBy === null) return counted(count, 'group');
  if (!/^[a-z]{2,30}$/.test(groupBy) || /(s|x|z|ch|sh)$/.test(groupBy)) {
    return `${counted(count, 'group')} (${groupBy})`;
  }
  return counted(count, groupBy, /[^aeiou]y$/.test(groupBy) ? `${groupBy.slice(0, -1)}ies` : `${groupBy}s`);
}
