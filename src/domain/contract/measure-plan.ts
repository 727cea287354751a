import type { ColumnProfile } from '../drift/profile.ts';

/** Rules that a data engine counts, independent of its language. One streaming pass serves all that fit one. */
export type RowRule =
  /** Null fails, and so does NaN: it is how many tools write a missing number. */
  | { readonly kind: 'not-null'; readonly column: string }
  /** Null, NaN and these values fail. */
  | {
      readonly kind: 'not-missing';
      readonly column: string;
      readonly values: readonly (string | number | boolean)[];
    }
  /** NaN counts as out of every range; infinities are compared as numbers. Bounds are inclusive unless said. */
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly minimum?: number | string;
      readonly maximum?: number | string;
      readonly exclusiveMinimum?: number | string;
      readonly exclusiveMaximum?: number | string;
    }
  | { readonly kind: 'multiple-of'; readonly column: string; readonly factor: number }
  | { readonly kind: 'length'; readonly column: string; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'pattern'; readonly column: string; readonly pattern: string }
  | {
      readonly kind: 'one-of';
      readonly column: string;
      readonly values: readonly (string | number | boolean)[];
    }
  | { readonly kind: 'type'; readonly column: string; readonly logicalType: string }
  | { readonly kind: 'finite'; readonly column: string };

/** Counted exactly, over the whole dataset. */
export type SetRule = { readonly kind: 'unique'; readonly columns: readonly string[] };

export interface PlannedRule {
  readonly id: string;
  readonly rule: RowRule | SetRule;
}

/** What the profile needs of a column: fixed bins for numbers, counts per value for the rest. */
export interface PlannedProfile {
  readonly column: string;
  readonly as: 'number' | 'category';
  /** Interior edges of the bins, ascending; null: choose from this data's quantiles. */
  readonly edges: readonly number[] | null;
  /** Categories to keep apart; null: the most frequent of this data, up to `maxCategories`. */
  readonly categories: readonly string[] | null;
}

export interface MeasurePlan {
  readonly rules: readonly PlannedRule[];
  readonly profile: readonly PlannedProfile[];
  readonly maxCategories: number;
  /** Column whose values tie rows together; the profile then carries cluster sums. */
  readonly groupBy: string | null;
  readonly maxExamples: number;
}

export interface RuleMeasurement {
  readonly id: string;
  /** Rows the rule looked at (nulls are not looked at, except by not-null). */
  readonly checked: number;
  readonly failing: number;
  readonly examples: readonly { readonly row: number | null; readonly value: string }[];
}

export interface Measurements {
  readonly rows: number;
  readonly groups: number | null;
  readonly rules: readonly RuleMeasurement[];
  readonly profile: readonly ColumnProfile[];
}
