import { counted } from '../report/counted.ts';
import { type Association, associationOf } from './association.ts';
import { judgeOutliers } from './judge-outliers.ts';
import { type Judgement, MOST_SHOWN, shareText, TOO_MANY_VALUES } from './judgement.ts';
import { type ColumnSurvey, PERSONAL_KINDS, type PersonalKind, type ValueCount } from './survey.ts';

/** A check that looks at one column of one dataset. */
export interface ColumnJudge {
  /** Whether it looks at columns of this logical type. What it then finds is its answer, and never that it says nothing. */
  readonly appliesTo: (logicalType: string) => boolean;
  readonly expected: (limit: number) => string;
  readonly judge: (column: ColumnSurvey, limit: number, rows: number) => Judgement;
}

const isText = (logicalType: string) => logicalType === 'string';
const isNumeric = (logicalType: string) => logicalType === 'number' || logicalType === 'integer';

export const COLUMN_JUDGES = {
  constant: {
    appliesTo: () => true,
    expected: (limit) => `no value in more than ${shareText(limit)} of the rows`,
    judge: judgeConstant,
  },
  missing_share: {
    appliesTo: () => true,
    expected: (limit) => `at most ${shareText(limit)} without a value`,
    judge: ({ nulls }, limit, rows) => ({ isMet: nulls <= limit * rows, failing: nulls, checked: rows }),
  },
  mixed_types: {
    appliesTo: isText,
    expected: (limit) => `no mix of numbers and text, the rarer up to ${shareText(limit)}`,
    judge: judgeMixedTypes,
  },
  null_spellings: {
    appliesTo: isText,
    expected: () => 'one way to say that there is no value',
    judge: judgeNullSpellings,
  },
  variants: {
    appliesTo: isText,
    expected: () => 'one spelling of each category',
    judge: judgeVariants,
  },
  symbols: {
    appliesTo: isText,
    expected: (limit) => `a letter or a digit in all but ${shareText(limit)}`,
    judge: judgeSymbols,
  },
  outliers: {
    appliesTo: isNumeric,
    expected: (limit) => `no number beyond ${limit} deviations and far from all others`,
    judge: judgeOutliers,
  },
  personal_data: {
    // Only text can be personal data here, and whole numbers long enough to be a payment card.
    appliesTo: (logicalType) => isText(logicalType) || logicalType === 'integer',
    expected: (limit) => `no personal data in more than ${shareText(limit)}, or a classification`,
    judge: judgePersonalData,
  },
  label_leak: {
    appliesTo: () => true,
    expected: (limit) => `no column tells the label alone (${limit})`,
    judge: judgeLeak,
  },
  id_tells_label: {
    appliesTo: () => true,
    expected: (limit) => `the order of the ids says nothing of the label (${limit})`,
    judge: judgeLeak,
  },
} as const satisfies Readonly<Record<string, ColumnJudge>>;

/** One value alone is constant however few rows there are; nearly one value says something only of many rows. */
function judgeConstant({ top, nulls }: ColumnSurvey, limit: number, rows: number): Judgement {
  const present = rows - nulls;
  if (top === null || present === 0) return { isMet: true, failing: null, checked: 0 };
  const others = present - top.rows;
  const isConstant = others === 0 && present > 1 && nulls === 0;
  const isNearly = top.rows > limit * rows && rows * (1 - limit) >= 1;
  const reason = isConstant ? 'one value alone' : `${shareText(top.rows / rows)} are one value`;
  return isConstant || isNearly
    ? { isMet: false, failing: top.rows, checked: rows, reason, examples: [{ row: null, value: top.value }] }
    : { isMet: true, failing: 0, checked: rows };
}

function judgeMixedTypes({ text, nulls }: ColumnSurvey, limit: number, rows: number): Judgement {
  const present = rows - nulls;
  const numeric = text?.numeric ?? 0;
  const rarer = Math.min(numeric, present - numeric);
  const reason = numeric === rarer ? 'some cells are numbers' : 'some cells are no numbers';
  return rarer > 0 && rarer <= limit * present
    ? { isMet: false, failing: rarer, checked: present, reason }
    : { isMet: true, failing: 0, checked: present };
}

function judgeNullSpellings({ text, nulls }: ColumnSurvey, _limit: number, rows: number): Judgement {
  const spelt = text?.nullSpellings ?? [];
  const ways = spelt.length + (nulls > 0 ? 1 : 0);
  const failing = spelt.reduce((sum, each) => sum + each.rows, 0);
  if (ways < 2 || failing === 0) return { isMet: true, failing, checked: rows };
  const reason = nulls > 0 ? `besides ${nulls} that are null` : `${ways} spellings`;
  return { isMet: false, failing, checked: rows, reason, examples: shown(spelt.map(({ value }) => value)) };
}

/** Rows with one of the rarer spellings of a value: equal but for case, spaces at the ends or doubled, and how accents are encoded. */
function judgeVariants({ text, nulls }: ColumnSurvey, _limit: number, rows: number): Judgement {
  if (text?.values === null) return TOO_MANY_VALUES;
  const bySense = new Map<string, ValueCount[]>();
  for (const each of text?.values ?? []) {
    const sense = each.value.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
    if (sense !== '') bySense.set(sense, [...(bySense.get(sense) ?? []), each]);
  }
  const variants = [...bySense.values()].filter(({ length }) => length > 1);
  const failing = variants
    .flatMap((spellings) => spellings.slice(1))
    .reduce((sum, each) => sum + each.rows, 0);
  const examples = shown(variants.map((spellings) => spellings.map(({ value }) => `“${value}”`).join(' = ')));
  return { isMet: failing === 0, failing, checked: rows - nulls, ...(failing === 0 ? {} : { examples }) };
}

/** Where most cells are signs, signs are what the column is about. */
function judgeSymbols({ text, nulls }: ColumnSurvey, limit: number, rows: number): Judgement {
  const [failing, checked] = [text?.symbols ?? 0, rows - nulls];
  return { isMet: failing <= limit * checked || failing > checked / 2, failing, checked };
}

const PERSONAL_NAMES: Readonly<Record<PersonalKind, string>> = {
  email: 'e-mail addresses',
  phone: 'phone numbers',
  iban: 'bank accounts (IBAN)',
  card: 'payment cards',
};

/**
 * Of any numbers of that length one in ten (card) or in a hundred (IBAN) has right check digits. Of any codes of three, three
 * and four digits two in three could be phone numbers of North America, of others one in ten has the zero before the area.
 */
const SHARE_BY_DESIGN: Readonly<Record<PersonalKind, number>> = {
  email: 0,
  phone: 0.9,
  iban: 0.3,
  card: 0.3,
};

function judgePersonalData({ personal, nulls }: ColumnSurvey, limit: number, rows: number): Judgement {
  const checked = rows - nulls;
  const found = PERSONAL_KINDS.flatMap((kind) => {
    const count = personal?.[kind] ?? { found: 0, alike: 0 };
    const isMeant = count.found > limit * checked && count.found >= SHARE_BY_DESIGN[kind] * count.alike;
    return isMeant ? [{ kind, rows: count.found }] : [];
  });
  const failing = found.reduce((most, each) => Math.max(most, each.rows), 0);
  if (found.length === 0) return { isMet: true, failing: 0, checked };
  return {
    isMet: false,
    failing,
    checked,
    reason: `looks like ${found.map(({ kind }) => PERSONAL_NAMES[kind]).join(' and ')}; classify the column in the contract, or leave it out`,
  };
}

/** Fewer rows of a class tell apart too much by chance. */
const LEAST_OF_CLASS = 20;

function judgeLeak({ label }: ColumnSurvey, limit: number): Judgement {
  const found = label === null ? null : associationOf(label);
  if (found === null) return { isMet: null, failing: null, checked: null, reason: 'the label has one value' };
  const { auc, lowestAuc, strength, rows, rarest } = found;
  const isTold = Math.max(auc ?? strength, lowestAuc ?? 0) >= limit;
  if (rarest < LEAST_OF_CLASS && label?.isOrdered === false && isTold)
    return {
      isMet: null,
      failing: null,
      checked: rows,
      reason: `${counted(rarest, 'row')} of one class: too few to tell`,
    };
  const told = auc === null ? toldOfClasses(found, limit) : `AUC ${auc.toFixed(3)}`;
  return {
    isMet: !isTold,
    failing: null,
    checked: rows,
    ...(isTold ? { reason: `alone: ${told}, learnt on one half of the rows, tried on the other` } : {}),
  };
}

function toldOfClasses({ strength, lowestAuc }: Association, limit: number): string {
  if (strength >= limit || lowestAuc === null) return `${shareText(strength)} of the label`;
  return `AUC ${lowestAuc.toFixed(3)} or more for each class against the others`;
}

function shown(values: readonly string[]): { readonly row: null; readonly value: string }[] {
  return values.slice(0, MOST_SHOWN).map((value) => ({ row: null, value }));
}
