import type { Reading } from './reader-sql.ts';

export interface FileColumn {
  readonly name: string;
  readonly physicalType: string;
  /** The type says only that the cells are text: the logical type is found in them. */
  readonly isOpen: boolean;
  /** The file gives it no type, because it has no value there: it fits every type that other files give. */
  readonly isVoid?: boolean;
}

/** One file of a dataset: where DuckDB reads it, how, and what is in it. */
export interface OpenedFile {
  readonly path: string;
  /** How errors name it. */
  readonly label: string;
  readonly reading: Reading;
  readonly columns: readonly FileColumn[];
}
