import type { Direction } from './measurement.ts';
import type { NumberTable } from './observations.ts';

/** A number per row that the user's own code gives: a judge's mark, a detection score, a cost. */
export interface OwnColumn {
  /** As gates and reports call it. */
  readonly name: string;
  /** Column of the predictions file. */
  readonly column: string;
  readonly better: Direction;
  /** The mean, or a quantile strictly between 0 and 1. */
  readonly aggregate: 'mean' | number;
}

/** Own numbers of one model, every row. */
export interface OwnNumbers extends NumberTable {
  /** What they mean; each of `names` may be asked for more than once. */
  readonly columns: readonly OwnColumn[];
}
