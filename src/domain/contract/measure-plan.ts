import type { ColumnProfile } from '../drift/profile.ts';
import type { Scalar, ValueRange } from './contract.ts';
import type { Place } from './place.ts';

/**
 * Rules that a data engine counts, independent of its language. One streaming pass serves all that fit one. At a place
 * inside lists a row fails where one item does.
 */
export type RowRule = Place &
  (
    | /** Null fails, and so does NaN: it is how many tools write a missing number. Inside objects only where the object is there. */
    { readonly kind: 'not-null' }
    /** Null, NaN and these values fail. */
    | { readonly kind: 'not-missing'; readonly values: readonly Scalar[] }
    /** NaN counts as out of every range; infinities are compared as numbers. */
    | ({ readonly kind: 'range' } & ValueRange)
    | { readonly kind: 'multiple-of'; readonly factor: number }
    | { readonly kind: 'length'; readonly minimum?: number; readonly maximum?: number }
    | { readonly kind: 'pattern'; readonly pattern: string }
    /** One of the values, and of the pattern, too, where there is one. */
    | { readonly kind: 'one-of'; readonly values: readonly Scalar[]; readonly pattern?: string }
    | { readonly kind: 'type'; readonly logicalType: string }
    | { readonly kind: 'finite' }
    /** How many items a list has. */
    | { readonly kind: 'items'; readonly minimum?: number; readonly maximum?: number }
    /** No item of a list stands in it twice. */
    | { readonly kind: 'unique-items' }
    /** Fields of an object that must be there and not null. */
    | { readonly kind: 'fields'; readonly names: readonly string[] }
    /** How many fields of an object are there and not null. */
    | { readonly kind: 'field-count'; readonly minimum?: number; readonly maximum?: number }
    /** Times carry an offset, or do not. */
    | { readonly kind: 'offset'; readonly isThere: boolean }
  ) & {
    /** Declared logical type of what is at a path; of a column the engine knows it. */
    readonly as?: string | null;
  };

/** Counted exactly, over the whole dataset. */
export type SetRule =
  | {
      readonly kind: 'unique';
      readonly columns: readonly string[];
      /** A path into the one column. */
      readonly path?: Place['path'];
    }
  /** Keys that are whole stand in the other table, whose files the engine is given with the plan. */
  | {
      readonly kind: 'reference';
      readonly from: readonly Place[];
      readonly to: { readonly table: string; readonly columns: readonly Place[] };
    };

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
  /** Is told how many columns of the profile are done, while it is made. */
  readonly onProfiled?: (columns: number) => void;
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
