import { type CheckHead, noneFails, type PlannedCheck, type SettledCheck } from './check.ts';
import type { Contract, ContractColumn } from './contract.ts';
import { columnRuleCheck, datasetRuleCheck } from './library-rule.ts';
import type { PlannedRule, RowRule } from './measure-plan.ts';

export interface CheckSubject {
  readonly contract: Contract | null;
  readonly columns: readonly {
    readonly name: string;
    readonly logicalType: string;
    readonly physicalType: string;
  }[];
  /** Columns that may be absent here, e.g. the target of data that arrive without labels. */
  readonly optional: readonly string[];
}

/** Every check that the contract asks for, and those that every dataset gets. Rows are counted later. */
export function planChecks(subject: CheckSubject): (PlannedCheck | SettledCheck)[] {
  return [...builtInChecks(subject), ...contractChecks(subject)];
}

/** Dataset rules that look at the number of rows; known only after counting. */
export function planRowCountChecks(contract: Contract | null, rows: number): SettledCheck[] {
  const head = {
    id: 'rows',
    column: null,
    kind: 'rows',
    severity: 'error',
    expected: 'at least one row',
  } as const;
  const reason = rows > 0 ? {} : { reason: 'there are no rows' };
  const any: SettledCheck = {
    ...head,
    outcome: { isMet: rows > 0, failing: null, checked: rows, ...reason },
  };
  const counts = (contract?.rules ?? [])
    .filter((rule) => rule.metric === 'rowCount')
    .map((rule) => datasetRuleCheck(rule, rows));
  return [any, ...counts.filter((check): check is SettledCheck => 'outcome' in check)];
}

/** NaN and infinities are almost never meant; a contract that declares a range refuses NaN outright. */
function builtInChecks({ columns, contract }: CheckSubject): PlannedCheck[] {
  return columns
    .filter((column) => column.logicalType === 'number')
    .map(({ name }) =>
      counted(
        {
          id: `${name}.finite`,
          column: name,
          kind: 'finite',
          severity: 'warning',
          expected: 'no NaN and no infinity',
        },
        { kind: 'finite', column: name },
        isClassified(contract, [name]),
      ),
    );
}

/** Whether values of any of the columns must never be shown. */
export function isClassified(contract: Contract | null, names: readonly string[]): boolean {
  return (contract?.columns ?? []).some(({ name, classified }) => classified && names.includes(name));
}

function contractChecks({ contract, columns, optional }: CheckSubject): (PlannedCheck | SettledCheck)[] {
  if (contract === null) return [];
  const present = new Map(columns.map((column) => [column.name, column]));
  const perColumn = contract.columns.flatMap((column): (PlannedCheck | SettledCheck)[] => {
    const isPresent = present.has(column.name);
    if (!isPresent && optional.includes(column.name)) return [];
    const head: CheckHead = {
      id: `${column.name}.present`,
      column: column.name,
      kind: 'present',
      severity: 'error',
      expected: 'the column is there',
    };
    const settled: SettledCheck = { ...head, outcome: { isMet: isPresent, failing: null, checked: null } };
    return [settled, ...columnChecks(column).map((check) => (isPresent ? check : notRun(check)))];
  });
  const keys = contract.rules
    .filter((rule) => rule.metric === 'duplicateValues')
    .map((rule) => datasetRuleCheck(rule, 0));
  return [
    ...perColumn,
    ...primaryKeyCheck(contract, present),
    ...keys.map((check) => withColumns(check, present)).map((check) => classifiedKey(check, contract)),
    unexpectedColumns(contract, columns),
  ];
}

/** A check that cannot run is an error, never a pass and never missing. */
function notRun({ id, column, kind, severity, expected }: CheckHead): SettledCheck {
  return {
    id,
    column,
    kind,
    severity,
    expected,
    outcome: { isMet: false, failing: null, checked: null, reason: 'not run: the column is not there' },
  };
}

function withColumns(
  check: PlannedCheck | SettledCheck,
  present: ReadonlyMap<string, unknown>,
): PlannedCheck | SettledCheck {
  if (!('rule' in check) || check.rule.kind !== 'unique') return check;
  return check.rule.columns.every((name) => present.has(name)) ? check : notRun(check);
}

function classifiedKey(check: PlannedCheck | SettledCheck, contract: Contract): PlannedCheck | SettledCheck {
  if (!('rule' in check) || check.rule.kind !== 'unique') return check;
  return { ...check, classified: isClassified(contract, check.rule.columns) };
}

function counted(head: CheckHead, rule: PlannedRule['rule'], classified: boolean): PlannedCheck {
  return { ...head, rule, classified, judge: noneFails };
}

function columnChecks(column: ContractColumn): PlannedCheck[] {
  const { name, classified } = column;
  const check = (kind: string, expected: string, rule: PlannedRule['rule']) =>
    counted({ id: `${name}.${kind}`, column: name, kind, severity: 'error', expected }, rule, classified);
  const checks: (PlannedCheck | null)[] = [
    column.logicalType === null
      ? null
      : check('type', column.logicalType, { kind: 'type', column: name, logicalType: column.logicalType }),
    column.required ? check('required', 'no null and no NaN', { kind: 'not-null', column: name }) : null,
    column.range === null
      ? null
      : check('range', rangeText(column.range), { kind: 'range', column: name, ...column.range }),
    column.multipleOf === null
      ? null
      : check('multiple_of', `a multiple of ${column.multipleOf}`, {
          kind: 'multiple-of',
          column: name,
          factor: column.multipleOf,
        }),
    column.length === null
      ? null
      : check('length', lengthText(column.length), { kind: 'length', column: name, ...column.length }),
    column.pattern === null
      ? null
      : check('pattern', `pattern ${column.pattern}`, {
          kind: 'pattern',
          column: name,
          pattern: column.pattern,
        }),
    column.unique ? check('unique', 'no value twice', { kind: 'unique', columns: [name] }) : null,
  ];
  return [
    ...checks.filter((each) => each !== null),
    ...column.rules.map((rule) => columnRuleCheck(column, rule)),
  ];
}

function rangeText(range: Omit<Extract<RowRule, { kind: 'range' }>, 'kind' | 'column'>): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum}`;
  const parts = [
    minimum === undefined ? null : `at least ${minimum}`,
    exclusiveMinimum === undefined ? null : `more than ${exclusiveMinimum}`,
    maximum === undefined ? null : `at most ${maximum}`,
    exclusiveMaximum === undefined ? null : `less than ${exclusiveMaximum}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function lengthText({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum} characters`;
  return minimum === undefined ? `at most ${maximum} characters` : `at least ${minimum} characters`;
}

function primaryKeyCheck(
  contract: Contract,
  present: ReadonlyMap<string, unknown>,
): (PlannedCheck | SettledCheck)[] {
  const { primaryKey } = contract;
  if (primaryKey.length === 0) return [];
  const head = {
    id: 'primary_key',
    column: primaryKey.length === 1 ? (primaryKey[0] ?? null) : null,
    kind: 'primary_key',
    severity: 'error',
    expected: `${primaryKey.join(', ')}: no key twice`,
  } as const;
  const check = counted(head, { kind: 'unique', columns: primaryKey }, isClassified(contract, primaryKey));
  return [primaryKey.every((name) => present.has(name)) ? check : notRun(check)];
}

const SHOWN = 10;

function unexpectedColumns(contract: Contract, columns: CheckSubject['columns']): SettledCheck {
  const known = new Set(contract.columns.map((column) => column.name));
  const extra = columns.map((column) => column.name).filter((name) => !known.has(name));
  const head = {
    id: 'unexpected_columns',
    column: null,
    kind: 'unexpected_columns',
    severity: 'warning',
    expected: 'only columns that the contract names',
  } as const;
  if (extra.length === 0) return { ...head, outcome: { isMet: true, failing: null, checked: null } };
  const shown = extra.slice(0, SHOWN).join(', ');
  return {
    ...head,
    outcome: {
      isMet: false,
      failing: null,
      checked: null,
      reason: `also there: ${shown}${extra.length > SHOWN ? ' …' : ''}`,
    },
  };
}

/** Every check gets an id of its own: a second `age.range` becomes `age.range#2`. The first in the list keeps its id. */
export function withUniqueIds<T extends { readonly id: string }>(checks: readonly T[]): T[] {
  const taken = new Set(checks.map(({ id }) => id));
  const seen = new Set<string>();
  return checks.map((check) => {
    if (!seen.has(check.id)) {
      seen.add(check.id);
      return check;
    }
    let count = 2;
    while (taken.has(`${check.id}#${count}`)) count += 1;
    const id = `${check.id}#${count}`;
    taken.add(id);
    return { ...check, id };
  });
}
