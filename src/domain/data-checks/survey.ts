/** What a data engine is asked to find out about a dataset beyond the rules of a contract, and what it found. */
export interface SurveyPlan {
  readonly columns: readonly SurveyedColumn[];
  /** The target: its values as classes, or as bins of its own quantiles. null: no column is held against it. */
  readonly label: { readonly column: string; readonly as: 'classes' | 'bins' } | null;
  /** Ties rows together: both halves of a cross tabulation then hold whole groups. */
  readonly groupBy: string | null;
  /** Columns of which equal rows are counted; null: not asked. */
  readonly rows: readonly string[] | null;
  /** Columns that should settle the label: rows equal in them with different labels are counted; null: not asked. */
  readonly features: readonly string[] | null;
  /** Numbers whose correlations are asked for, each with each. */
  readonly correlated: readonly string[];
  /** Columns that are no numbers, of which equal ones are looked for. */
  readonly twins: readonly string[];
  /** Column of time; rows up to `until` are counted. */
  readonly time: { readonly column: string; readonly until: string | null } | null;
}

export interface SurveyedColumn {
  readonly column: string;
  readonly as: 'number' | 'text' | 'other';
  /** Cross tabulate with the label. */
  readonly withLabel: boolean;
  /** The cells of the table: the values themselves (the rarer ones together), bins of a number, or bins of the order of the values (ids). */
  readonly cells: 'values' | 'bins' | 'order';
}

export interface ColumnSurvey {
  readonly column: string;
  readonly rows: number;
  readonly nulls: number;
  /** Different values, about (HyperLogLog). */
  readonly distinct: number;
  /** The most frequent value (of numbers and moments the middle one, which is that where it has over half) and its rows, exact; null where every cell is null. */
  readonly top: { readonly value: string; readonly rows: number } | null;
  readonly text: TextSurvey | null;
  readonly number: NumberSurvey | null;
  /** Cells that look like somebody's; null where the values cannot be any. */
  readonly personal: Readonly<Record<PersonalKind, PersonalCount>> | null;
  readonly label: LabelTable | null;
}

export interface ValueCount {
  readonly value: string;
  readonly rows: number;
}

export interface TextSurvey {
  /** Every value, the most frequent first; null where there are more than `MOST_VALUES`. */
  readonly values: readonly ValueCount[] | null;
  /** With groups: the values that one group alone has, and their rows; null without groups, or where values are not listed. */
  readonly lone: { readonly values: number; readonly rows: number } | null;
  /** Cells that read as a finite number. */
  readonly numeric: number;
  /** Cells that are text but say "there is no value". */
  readonly nullSpellings: readonly ValueCount[];
  /** Cells without a letter or a digit. */
  readonly symbols: number;
}

export const PERSONAL_KINDS = ['email', 'phone', 'iban', 'card'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export interface PersonalCount {
  /** Cells that are one, check digits included. */
  readonly found: number;
  /** Cells that have the form of one, whatever their check digits. */
  readonly alike: number;
}

/** Most different values of a text column that are listed one by one. */
export const MOST_VALUES = 1000;

export interface NumberSurvey {
  readonly finite: number;
  readonly median: number;
  /** 1.4826 × the median absolute deviation: the standard deviation of normal data. Where over half of the values are the median, of the others; 0 where all are. */
  readonly scale: number;
  /** What is beyond `FAR` scales below and above the median. */
  readonly lowest: FarSide;
  readonly highest: FarSide;
}

export interface FarSide {
  /** The farthest values, each once, the farthest first, at most `MOST_SHOWN`. */
  readonly farthest: readonly Extreme[];
  /** Where values stand apart from the next one towards the middle, the farthest first. */
  readonly gaps: readonly Gap[];
}

export interface Gap {
  /** The innermost value beyond it. */
  readonly value: number;
  /** Rows beyond it, and different values. */
  readonly rows: number;
  readonly values: number;
  /** From there to the next value towards the middle, on the scale asinh(|value − median| / scale). */
  readonly width: number;
  /** How the far values lie on its inner side, each once: the nearest `TAIL` at most. */
  readonly tail: Tail;
}

export interface Tail {
  readonly values: number;
  /** Sum of what each is beyond the next one after them (beyond `FAR`, where there is none), on the same scale. */
  readonly excess: number;
}

export interface Extreme {
  readonly value: number;
  readonly rows: number;
  /** Number of the first row, counted from 1; null where unknown. */
  readonly row: number | null;
}

/** Scales from the median from which on gaps are looked for. */
export const FAR = 3;

/** Width of a gap that is told. */
export const GAP = 0.5;

/** So many far values tell how fast a tail thins out. */
export const TAIL = 30;

/** Rows by cell of a column, class of the label and half of the rows. Cells without rows are left out. */
export interface LabelTable {
  /** Names of the classes; for bins of a number their places. */
  readonly classes: readonly string[];
  /** Classes are places of a number: neighbours are alike. */
  readonly isOrdered: boolean;
  /** Name of each cell: a value, or null for "no value"; the place of a bin. */
  readonly cells: readonly (string | null)[];
  /** counts[half][cell][class]. */
  readonly counts: readonly [readonly (readonly number[])[], readonly (readonly number[])[]];
}

export interface Survey {
  readonly rows: number;
  readonly columns: readonly ColumnSurvey[];
  /** Equal rows; null where not asked. */
  readonly repeated: Repetition | null;
  /** Rows whose features stand there with another label, too; null where not asked. */
  readonly conflicting: Repetition | null;
  /** Pearson's correlation of each pair that has one. */
  readonly correlations: readonly {
    readonly columns: readonly [string, string];
    readonly value: number;
  }[];
  /** Of the columns asked for each that is equal to an earlier one, row by row, and the first such one. */
  readonly twins: ReadonlyMap<string, string>;
  /** The latest moment, as text that sorts like it, and the rows that are not after `until`. */
  readonly time: { readonly latest: string | null; readonly early: number; readonly checked: number } | null;
}

/** What stands for a value where a whole row is meant: its number says enough. */
export const WHOLE_ROW = 'whole row';

/** Rows that are alike. */
export interface Repetition {
  readonly checked: number;
  /** Equal rows beyond the first of each; of conflicts every row that is in one. */
  readonly failing: number;
  /** Rows that have an equal row anywhere. */
  readonly shared: number;
  readonly examples: readonly { readonly row: number | null; readonly value: string }[];
}
