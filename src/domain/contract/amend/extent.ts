/** What stands in the rows that break a rule. */
export interface Extent {
  readonly id: string;
  /** Smallest and largest finite value as text; null where there is none, or the rule looks at no order. */
  readonly low: string | null;
  readonly high: string | null;
  /** Characters. */
  readonly shortest: number | null;
  readonly longest: number | null;
  /** Different values, the most frequent first; null where there are more than `MOST_LISTED`, or the rule has no list. */
  readonly values: readonly { readonly value: string; readonly rows: number }[] | null;
  /** Some are NaN or infinite, cannot be read, or are too long for a list: nothing widens a rule to these. */
  readonly hasOthers: boolean;
}

/** Longer lists are no domain. */
export const MOST_LISTED = 20;
/** Characters; longer texts are no values of a domain either. */
export const LONGEST_LISTED = 100;
