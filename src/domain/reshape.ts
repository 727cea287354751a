/** How rows become other rows before anything is read from them. Columns that are not named stay as they are. */
export type Reshape =
  /** A column of lists becomes a column for each of `names`, in this order; every list has as many numbers. */
  | {
      readonly kind: 'elements';
      readonly id: string;
      readonly list: string;
      readonly names: readonly string[];
    }
  /** The rows of an id become one row with a column for each of `columns`: the value of the row whose key is one of its `keys`. */
  | {
      readonly kind: 'pivot';
      readonly id: string;
      readonly key: string;
      readonly value: string;
      readonly columns: readonly { readonly name: string; readonly keys: readonly string[] }[];
    }
  /**
   * A row with a list of ids becomes a row for each of them, with the number that stands at its place of the other list in a
   * column `score`; without another list the place says it: −1 for the first, −2 for the second.
   */
  | { readonly kind: 'unnest'; readonly id: string; readonly value: string | null };

/** The column that `unnest` makes. */
export const UNNESTED = 'score';
