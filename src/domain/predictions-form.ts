export const PREDICTIONS_FORMS = ['list', 'long', 'chosen', 'ranked'] as const;

/**
 * How a predictions file is laid out where it is not one row per id with a score or a column per class:
 * `list`: one column with a list, a probability per class, or of a ranking two lists per query, ids and scores;
 * `long`: a row for each id and class; `chosen`: the label that was chosen and the score of that label;
 * `ranked`: a list of ids per query, the best first.
 */
export interface PredictionsForm {
  readonly form: (typeof PREDICTIONS_FORMS)[number];
  /** Column of the numbers. */
  readonly score: string;
  /** Column that names the class; of `long` and `chosen`. */
  readonly class: string;
  /** The classes in the order of a list; null where lists are not of classes. */
  readonly classes: readonly string[] | null;
}
