import { classTotals } from './association.ts';
import { type Judgement, MOST_SHOWN, shareText, TOO_MANY_VALUES } from './judgement.ts';
import type { ColumnSurvey, LabelTable, Repetition, Survey } from './survey.ts';

/**
 * Pairs of rows that would be equal by chance if the columns were independent and their values equally frequent, at
 * least: n²/2 over the product of the numbers of different values. In coarse data equal rows are no sign of anything.
 */
export function pairsByChance({ columns, rows }: Survey, names: readonly string[]): number {
  const logCapacity = columns
    .filter(({ column }) => names.includes(column))
    .reduce((sum, { distinct, nulls }) => sum + Math.log(Math.max(1, distinct + (nulls > 0 ? 1 : 0))), 0);
  return Math.exp(2 * Math.log(Math.max(1, rows)) - Math.log(2) - logCapacity);
}

export function judgeRepeated(found: Repetition, byChance: number, limit: number): Judgement {
  const { failing, checked, examples } = found;
  if (failing <= limit * checked) return { isMet: true, failing, checked };
  if (byChance >= 1) return { isMet: null, failing, checked, reason: COARSE };
  return { isMet: false, failing, checked, examples: examples.slice(0, MOST_SHOWN) };
}

const COARSE = 'the columns take so few values that equal rows come about by chance';

/** Pairs of equal rows by chance that are as good as none. */
const NEVER = 0.01;

/** z beyond which a share is larger than another (one side, 0.0005). */
const CLEARLY = 3.29;

/** Fewer rows that are alike in a part of their columns are taken for chance: two people of one household, a document found twice. */
const LEAST_COPIED = 10;

/** Where more of the training rows than this have an equal one, a part of the columns tells no copy from another row. */
const MOST_ALIKE = 0.1;

/**
 * Rows of the evaluation data that stand in the training data, against the rows of the training data that stand there
 * twice: where both come from one source and no row was copied, the shares are alike. Where the columns take so many values
 * that no two rows are equal by chance (`byChance` pairs), every shared row was copied. `byChance` is null where other columns
 * than the id are left out, so that rows of different things may be equal without any chance.
 */
export function judgeOverlap(
  { checked, shared }: { readonly checked: number; readonly shared: number },
  train: Repetition,
  byChance: number | null,
): Judgement {
  if (shared === 0) return { isMet: true, failing: 0, checked };
  const [here, there] = [shared / checked, train.shared / train.checked];
  const usual = `of the training rows ${shareText(there)} have an equal one`;
  if (byChance === null && there > MOST_ALIKE)
    return {
      isMet: true,
      failing: shared,
      checked,
      reason: `too many rows are alike to tell copies: ${usual}`,
    };
  const isMore = isClearlyMore({ found: shared, of: checked }, { found: train.shared, of: train.checked });
  const isCopied = byChance === null ? isMore && shared >= LEAST_COPIED : isMore || byChance < NEVER;
  return isCopied
    ? {
        isMet: false,
        failing: shared,
        checked,
        reason: `${shareText(here)} stand in the training data; ${usual}`,
      }
    : { isMet: true, failing: shared, checked, reason: `no more than by chance: ${usual}` };
}

/** Labels of rows that stood there before, against those of today; `limit` is the largest share that may be others. */
export function judgeChangedLabels(
  found: {
    readonly checked: number;
    readonly changed: number;
    readonly examples: NonNullable<Judgement['examples']>;
  },
  { name, limit }: { readonly name: string; readonly limit: number },
): Judgement {
  const { checked, changed, examples } = found;
  if (checked === 0)
    return {
      isMet: null,
      failing: null,
      checked: 0,
      reason: `none of the ids stands in the data of ${name}`,
    };
  if (changed <= limit * checked) return { isMet: true, failing: changed, checked };
  const reason = `${shareText(changed / checked)} of the rows that ${name} has, too`;
  return { isMet: false, failing: changed, checked, reason, examples: examples.slice(0, MOST_SHOWN) };
}

interface Share {
  readonly found: number;
  readonly of: number;
}

/** One share is larger than another (two-proportion z test). */
function isClearlyMore(here: Share, there: Share): boolean {
  const pooled = (here.found + there.found) / (here.of + there.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / here.of + 1 / there.of));
  const difference = here.found / here.of - there.found / there.of;
  return error === 0 ? difference > 0 : difference / error > CLEARLY;
}

/** `latest` is the last moment of the training data; null: none of its rows has one. */
export function judgeTime({ early, checked }: NonNullable<Survey['time']>, latest: string | null): Judgement {
  if (latest === null)
    return { isMet: null, failing: null, checked: null, reason: 'no training row has a time' };
  return { isMet: early === 0, failing: early, checked };
}

export function judgeClasses(table: LabelTable, limit: number): Judgement {
  const totals = classTotals(table);
  const rows = totals.reduce((sum, count) => sum + count, 0);
  const rarest = Math.min(...totals.filter((count) => count > 0));
  if (rows === 0) return { isMet: null, failing: null, checked: 0, reason: 'no row has a label' };
  const rare = table.classes.filter((_, index) => (totals[index] ?? 0) < limit * rows);
  const examples = rare.slice(0, MOST_SHOWN).map((value) => ({ row: null, value }));
  return rare.length === 0
    ? { isMet: true, failing: 0, checked: rows }
    : { isMet: false, failing: rarest, checked: rows, reason: 'rows of the rarest class', examples };
}

/**
 * Categories that the training data do not have. Where rare categories never end
 * some are always new: their share is about that of the rows whose category stands there once (I. J. Good, "The population
 * frequencies of species", Biometrika 40, 1953). More than that is a change. With groups a category is rare that one group
 * alone has, in however many rows, and a group counts once.
 */
export function judgeNewCategories(before: ColumnSurvey, evaluation: ColumnSurvey): Judgement {
  const [known, seen] = [before.text?.values ?? null, evaluation.text?.values ?? null];
  if (known === null || seen === null) return noCategories(before, evaluation);
  const names = new Set(known.map(({ value }) => value));
  const unknown = seen.filter(({ value }) => !names.has(value));
  const failing = unknown.reduce((sum, { rows }) => sum + rows, 0);
  const checked = seen.reduce((sum, { rows }) => sum + rows, 0);
  const once = known.filter(({ rows }) => rows === 1).length;
  const lone = before.text?.lone ?? { values: once, rows: once };
  const each = lone.rows === 0 ? 1 : lone.rows / lone.values;
  const train = { found: lone.values, of: known.reduce((sum, { rows }) => sum + rows, 0) / each };
  if (failing === 0) return { isMet: true, failing, checked };
  if (!isClearlyMore({ found: failing / each, of: checked / each }, train))
    return {
      isMet: true,
      failing,
      checked,
      reason: 'no more than by chance: rare categories never end here',
    };
  const examples = unknown.slice(0, MOST_SHOWN).map(({ value }) => ({ row: null, value }));
  return { isMet: false, failing, checked, examples };
}

/** Why the values of a column cannot be compared one by one. */
function noCategories(train: ColumnSurvey, evaluation: ColumnSurvey): Judgement {
  if (train.text !== null && evaluation.text !== null) return TOO_MANY_VALUES;
  return { isMet: null, failing: null, checked: null, reason: 'text in one dataset, and not in the other' };
}

/** Chance of an alarm by accident over all categories of a column. */
const BY_ACCIDENT = 0.001;

/** Categories so frequent in the training data that the evaluation data would have them unless drawn otherwise. */
export function judgeMissingCategories(train: ColumnSurvey, evaluation: ColumnSurvey): Judgement {
  const [known, seen] = [train.text?.values ?? null, evaluation.text?.values ?? null];
  if (known === null || seen === null) return noCategories(train, evaluation);
  const names = new Set(seen.map(({ value }) => value));
  const total = known.reduce((sum, { rows }) => sum + rows, 0);
  const drawn = seen.reduce((sum, { rows }) => sum + rows, 0);
  const isDue = (rows: number) => (1 - rows / total) ** drawn < BY_ACCIDENT / known.length;
  const missing = known.filter(({ value, rows }) => !names.has(value) && isDue(rows));
  const examples = missing.slice(0, MOST_SHOWN).map(({ value }) => ({ row: null, value }));
  return {
    isMet: missing.length === 0,
    failing: null,
    checked: drawn,
    ...(missing.length === 0 ? {} : { reason: `${missing.length} categories`, examples }),
  };
}

/** Labels of the evaluation data that training never saw. */
export function judgeUnseenLabels(train: LabelTable, evaluation: LabelTable): Judgement {
  const [known, totals] = [classTotals(train), classTotals(evaluation)];
  const names = new Set(train.classes.filter((_, index) => (known[index] ?? 0) > 0));
  const unseen = evaluation.classes.flatMap((value, index) => {
    const rows = totals[index] ?? 0;
    return rows > 0 && !names.has(value) ? [{ value, rows }] : [];
  });
  const failing = unseen.reduce((sum, { rows }) => sum + rows, 0);
  const checked = totals.reduce((sum, count) => sum + count, 0);
  const examples = unseen.slice(0, MOST_SHOWN).map(({ value }) => ({ row: null, value }));
  return { isMet: failing === 0, failing, checked, ...(failing === 0 ? {} : { examples }) };
}
