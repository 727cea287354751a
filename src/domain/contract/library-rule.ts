import { formatCount } from '../report/format-number.ts';
import type { CheckOutcome, PlannedCheck, SettledCheck } from './check.ts';
import type { LibraryRule, Operator } from './contract.ts';
import type { PlannedRule } from './measure-plan.ts';
import type { PlacedValue } from './placed-values.ts';

const WORDS: Readonly<Record<Operator['kind'], string>> = {
  mustBe: 'exactly',
  mustNotBe: 'not',
  mustBeGreaterThan: 'more than',
  mustBeGreaterOrEqualTo: 'at least',
  mustBeLessThan: 'less than',
  mustBeLessOrEqualTo: 'at most',
  mustBeBetween: 'between',
  mustNotBeBetween: 'not between',
};

const NOUNS: Readonly<Record<LibraryRule['metric'], string>> = {
  nullValues: 'null',
  missingValues: 'missing',
  invalidValues: 'invalid',
  duplicateValues: 'repeated',
  rowCount: 'rows',
};

/** `less than 1`, `between 100 and 120`. */
export function operatorText(operator: Operator): string {
  const amount = 'value' in operator ? String(operator.value) : `${operator.low} and ${operator.high}`;
  return `${WORDS[operator.kind]} ${amount}`;
}

/** `less than 1 % null`, `exactly 0 invalid`. */
export function ruleText(rule: LibraryRule): string {
  const text = `${operatorText(rule.operator)}${rule.unit === 'percent' ? ' %' : ''} ${NOUNS[rule.metric]}`;
  const valid =
    rule.metric === 'invalidValues' && rule.values !== null ? `; valid: ${listText(rule.values)}` : '';
  return `${text}${valid}${rule.pattern === null ? '' : `; pattern ${rule.pattern}`}`;
}

const SHOWN = 12;

function listText(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN).map(String).join(', ');
  return values.length > SHOWN ? `${shown} and ${values.length - SHOWN} more` : shown;
}

/** Whether a count keeps the operator. Betweens leave their ends out. */
export function keeps(operator: Operator, count: number): boolean {
  switch (operator.kind) {
    case 'mustBe':
      return count === operator.value;
    case 'mustNotBe':
      return count !== operator.value;
    case 'mustBeGreaterThan':
      return count > operator.value;
    case 'mustBeGreaterOrEqualTo':
      return count >= operator.value;
    case 'mustBeLessThan':
      return count < operator.value;
    case 'mustBeLessOrEqualTo':
      return count <= operator.value;
    case 'mustBeBetween':
      return count > operator.low && count < operator.high;
    case 'mustNotBeBetween':
      return !(count > operator.low && count < operator.high);
  }
}

/** Judges a count of rows; a share is one of all rows of the dataset. */
export function judgeCount(
  rule: LibraryRule,
  { failing, checked }: { readonly failing: number; readonly checked: number },
  rows: number,
): CheckOutcome {
  if (rule.unit === 'percent' && rows === 0)
    return { isMet: false, failing, checked, reason: 'a share of no rows is not defined' };
  const amount = rule.unit === 'percent' ? (100 * failing) / rows : failing;
  return { isMet: keeps(rule.operator, amount), failing, checked };
}

const IDS: Readonly<Record<LibraryRule['metric'], string>> = {
  nullValues: 'null_values',
  missingValues: 'missing_values',
  invalidValues: 'valid_values',
  duplicateValues: 'duplicate_values',
  rowCount: 'row_count',
};

/** What the check of a rule is called, behind the column's name. */
export function ruleId({ metric }: Pick<LibraryRule, 'metric'>): string {
  return IDS[metric];
}

/** The rule to count for a library rule of one value. */
function countedRule({ column, path, value }: PlacedValue, rule: LibraryRule): PlannedRule['rule'] {
  const place = path.length === 0 ? { column } : { column, path, as: value.logicalType };
  const pattern = rule.pattern ?? '';
  switch (rule.metric) {
    case 'nullValues':
      return { ...place, kind: 'not-null' };
    case 'missingValues':
      return { ...place, kind: 'not-missing', values: rule.values ?? [] };
    case 'duplicateValues':
      return { kind: 'unique', columns: [column], ...(path.length === 0 ? {} : { path }) };
    default:
      if (rule.values === null) return { ...place, kind: 'pattern', pattern };
      return { ...place, kind: 'one-of', values: rule.values, ...(pattern === '' ? {} : { pattern }) };
  }
}

export function valueRuleCheck(placed: PlacedValue, rule: LibraryRule): PlannedCheck {
  return {
    id: `${placed.label}.${IDS[rule.metric]}`,
    column: placed.label,
    kind: IDS[rule.metric],
    severity: rule.severity,
    expected: ruleText(rule),
    rule: countedRule(placed, rule),
    classified: placed.classified,
    judge: (measurement, rows) => judgeCount(rule, measurement, rows),
  };
}

/** Rules of the whole dataset: the number of rows, and columns that together must not repeat. */
export function datasetRuleCheck(rule: LibraryRule, rows: number): PlannedCheck | SettledCheck {
  const head = { id: IDS[rule.metric], column: null, kind: IDS[rule.metric], severity: rule.severity };
  if (rule.metric === 'rowCount') {
    const isMet = keeps(rule.operator, rows);
    const expected = ruleText(rule);
    return {
      ...head,
      expected,
      outcome: {
        isMet,
        failing: null,
        checked: rows,
        ...(isMet ? {} : { reason: rows === 1 ? 'there is 1 row' : `there are ${formatCount(rows)} rows` }),
      },
    };
  }
  const columns = rule.columns ?? [];
  return {
    ...head,
    id: `${head.id}(${columns.join(', ')})`,
    expected: `${ruleText(rule)} combinations of ${columns.join(', ')}`,
    rule: { kind: 'unique', columns },
    classified: false,
    judge: (measurement, all) => judgeCount(rule, measurement, all),
  };
}
