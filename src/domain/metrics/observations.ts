/** What the rows say: one entry per evaluation row, in the same order as every prediction and group index. */
export type Truth =
  | { readonly task: 'binary'; readonly labels: Uint8Array /* 1 = the positive class */ }
  | {
      readonly task: 'multiclass';
      readonly labels: Int32Array /* index into classes */;
      readonly classes: readonly string[];
    }
  | { readonly task: 'regression'; readonly values: Float64Array };

/** Type the scores had before they were widened to float64; log loss clips at its epsilon. */
export type ScoreType = 'float32' | 'float64';

/** What one model says about the same rows. */
export type Predictions =
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
  | { readonly task: 'regression'; readonly values: Float64Array };

/** Rows of one group (a person, a household) are not independent. `index[i]` is 0 … count − 1. */
export interface Groups {
  readonly index: Int32Array;
  readonly count: number;
}
