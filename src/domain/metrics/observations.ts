import type { OwnNumbers } from './own-numbers.ts';

/** What the rows say: one entry per evaluation row, in the same order as every prediction and group index. */
export type Truth =
  | { readonly task: 'binary'; readonly labels: Uint8Array /* 1 = the positive class */ }
  | {
      readonly task: 'multiclass';
      readonly labels: Int32Array /* index into classes */;
      readonly classes: readonly string[];
    }
  | { readonly task: 'regression'; readonly values: Float64Array }
  | {
      readonly task: 'ranking';
      readonly relevance: Float64Array /* at least 0 */;
      /** Which rows are ranked together. */
      readonly queries: Groups;
    }
  /** Several values per row, each measured as a regression of its own. */
  | ({ readonly task: 'targets' } & NumberTable)
  /** Numbers that speak for themselves. */
  | { readonly task: 'scores'; readonly rows: number };

/** Several numbers per row, row-major: rows × names. */
export interface NumberTable {
  readonly names: readonly string[];
  readonly values: Float64Array;
}

/** Type the scores had before they were widened to float64; log loss clips at its epsilon. */
export type ScoreType = 'float32' | 'float64';

/** What one model says about the same rows. */
export type Predictions = Answers & { readonly own?: OwnNumbers };

type Answers =
  | {
      readonly task: 'binary';
      readonly scores: Float64Array /* of the positive class */;
      readonly scoreType: ScoreType;
    }
  | {
      readonly task: 'multiclass';
      readonly probabilities: Float64Array /* rows × classes, row-major, columns in the order of Truth.classes */;
      readonly scoreType: ScoreType;
    }
  | { readonly task: 'regression'; readonly values: Float64Array }
  /** A value per row and target. */
  | ({ readonly task: 'targets' } & NumberTable)
  /** Own numbers alone. */
  | { readonly task: 'scores'; readonly own: OwnNumbers };

/** Rows of one group (a person, a household) are not independent. `index[i]` is 0 … count − 1. */
export interface Groups {
  readonly index: Int32Array;
  readonly count: number;
}

export function rowCount(truth: Truth): number {
  switch (truth.task) {
    case 'scores':
      return truth.rows;
    case 'targets':
      return truth.values.length / truth.names.length;
    case 'regression':
      return truth.values.length;
    case 'ranking':
      return truth.relevance.length;
    default:
      return truth.labels.length;
  }
}

/** One column of a table. Throws where there is no such name. */
export function tableColumn({ names, values }: NumberTable, name: string): Float64Array {
  const column = names.indexOf(name);
  if (column === -1) throw new Error(`there is no column ${name}`);
  const width = names.length;
  // The same array, so that what is sorted once stays known.
  if (width === 1) return values;
  const picked = new Float64Array(values.length / width);
  for (let row = 0; row < picked.length; row++) picked[row] = values[row * width + column] as number;
  return picked;
}

/** Columns side by side, all of the same length. */
export function tableOf(columns: readonly (readonly [name: string, values: Float64Array])[]): NumberTable {
  const width = columns.length;
  const values = new Float64Array((columns[0]?.[1].length ?? 0) * width);
  columns.forEach(([, column], place) => {
    for (let row = 0; row < column.length; row++) values[row * width + place] = column[row] as number;
  });
  return { names: columns.map(([name]) => name), values };
}
