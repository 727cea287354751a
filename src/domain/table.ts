/** How a column is wanted: `text` is the exact text of the source (CSV: the characters in the file). */
export type ColumnKind = 'number' | 'integer' | 'boolean' | 'text';

export type ColumnValues =
  | { readonly kind: 'number'; readonly data: Float64Array }
  | { readonly kind: 'integer'; readonly data: BigInt64Array }
  | { readonly kind: 'boolean'; readonly data: Uint8Array }
  | { readonly kind: 'text'; readonly data: readonly string[] };

/** `missing[i]` is 1 where the cell is null (never for NaN, which is a value); data[i] is then 0, 0n, 0 or "". */
export type Column = ColumnValues & { readonly name: string; readonly missing: Uint8Array };

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}
