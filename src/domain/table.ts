import type { Texts } from './texts/texts.ts';

/** How a column is wanted: `text` is the exact text of the source (CSV: the characters in the file). */
export type ColumnKind = 'number' | 'integer' | 'boolean' | 'text';

export type ColumnValues =
  | { readonly kind: 'number'; readonly data: Float64Array }
  | { readonly kind: 'integer'; readonly data: BigInt64Array }
  | { readonly kind: 'boolean'; readonly data: Uint8Array }
  | { readonly kind: 'text'; readonly data: Texts };

/**
 * `missing[i]` is 1 where the cell is null (never for NaN, which is a value); data[i] is then 0, 0n, 0 or "". Columns
 * without nulls may share one `missing`.
 */
export type Column = ColumnValues & { readonly name: string; readonly missing: Uint8Array };

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** What stands in a row, whatever the kind. */
export function cellAt(column: ColumnValues, row: number): number | bigint | string | undefined {
  return column.kind === 'text' ? column.data.at(row) : column.data[row];
}
