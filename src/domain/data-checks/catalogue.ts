import type { Severity } from '../contract/contract.ts';

export interface DataCheck {
  readonly kind: string;
  readonly severity: Severity;
  /** What `limit:` moves; null: the check has none. */
  readonly limit: number | null;
  /** One line for people, of what it finds. */
  readonly finds: string;
}

/** The checks that data for learning need besides a contract, in the order of the docs. */
export const DATA_CHECKS = [
  check('overlap_rows', 'error', null, 'evaluation rows that stand in the training data'),
  check('overlap_time', 'warning', null, 'evaluation rows from before the end of the training data'),
  check('label_leak', 'warning', 0.98, 'a column that alone tells the label'),
  check('id_tells_label', 'warning', 0.7, 'ids or groups whose order tells the label'),
  check('label_link', 'warning', 0.2, 'a column that tells the label in one dataset only'),
  check('conflicting_labels', 'warning', 0, 'equal features with different labels'),
  check('duplicate_rows', 'warning', 0, 'rows that stand there twice'),
  check('class_balance', 'warning', 0.01, 'a class that is rare'),
  check('changed_labels', 'warning', 0, 'known rows that got another label'),
  check('unseen_labels', 'error', null, 'labels in the evaluation data that training never saw'),
  check('evaluation_size', 'warning', 100, 'too few rows to evaluate on'),
  check('constant', 'warning', 0.999, 'a column with (nearly) one value'),
  check('missing_share', 'warning', 0.5, 'a column that is mostly empty'),
  check('mixed_types', 'warning', 0.1, 'text with some numbers in it, or numbers with some text'),
  check('null_spellings', 'warning', null, 'several ways to write that there is no value'),
  check('variants', 'warning', null, 'one category in several spellings'),
  check('symbols', 'warning', 0.001, 'cells without a letter or a digit'),
  check('new_categories', 'warning', null, 'categories that training never saw'),
  check('missing_categories', 'info', null, 'categories of the training data that evaluation lacks'),
  check('outliers', 'warning', 5, 'single numbers far from all others'),
  check('redundant', 'info', 0.999, 'two columns that say the same'),
  check('representation', 'warning', 0.01, 'a slice with too few rows'),
  check('label_rate', 'info', 0.8, 'slices whose label rates differ'),
  check('personal_data', 'warning', 0.01, 'personal data in columns that do not say so'),
] as const satisfies readonly DataCheck[];

export type DataCheckKind = (typeof DATA_CHECKS)[number]['kind'];

export interface CheckSetting {
  readonly severity: Severity;
  readonly limit: number | null;
  /** Columns that it does not look at. */
  readonly except: readonly string[];
}

/** How each check runs; the ones that are missing do not. */
export type CheckSettings = Readonly<Partial<Record<DataCheckKind, CheckSetting>>>;

export const DEFAULT_CHECK_SETTINGS: CheckSettings = Object.fromEntries(
  DATA_CHECKS.map(({ kind, severity, limit }) => [kind, { severity, limit, except: [] }]),
);

function check<const K extends string>(kind: K, severity: Severity, limit: number | null, finds: string) {
  return { kind, severity, limit, finds };
}
