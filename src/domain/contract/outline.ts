import type { ValueShape } from './value-shape.ts';

/** What the cells of a column are like, over all rows. */
export interface ColumnOutline {
  readonly column: string;
  readonly logicalType: string;
  readonly shape: ValueShape;
  readonly rows: number;
  readonly nulls: number;
  /** NaN and infinities. */
  readonly nonFinite: number;
  /** Smallest and largest of finite numbers, as numbers; of dates and times, as text; null where there is none. */
  readonly minimum: number | string | null;
  readonly maximum: number | string | null;
  /** Characters of text. */
  readonly length: { readonly shortest: number; readonly longest: number } | null;
  /** The different values with their rows, the most frequent first; null where there are more than asked for. */
  readonly values: readonly { readonly value: string; readonly rows: number }[] | null;
  /** No value stands in two rows; of text and integers alone. */
  readonly isUnique: boolean;
  /** A named format that all text has; null: none, or no text. */
  readonly format: string | null;
}

export interface OutlinePlan {
  readonly maxValues: number;
  /** Named formats of text to look for, the first that fits is taken. */
  readonly formats: readonly { readonly name: string; readonly pattern: string }[];
}
