import {
  type AnyCheck,
  type CheckHead,
  noneFails,
  notRun,
  type PlannedCheck,
  type SettledCheck,
} from './check.ts';
import type { ContractColumn, ContractTable, Environment, Severity } from './contract.ts';
import { datasetRuleCheck } from './library-rule.ts';
import { MOST_SEVERE } from './lifecycle-severity.ts';
import { valuesOf } from './placed-values.ts';
import { foreignChecks, isAnythingAsked, nothingAsked } from './plan-foreign.ts';
import {
  combinationChecks,
  isClassified,
  primaryKeyCheck,
  queryChecks,
  relationshipChecks,
  serviceLevelChecks,
  unexpectedColumns,
  withoutRowsCheck,
} from './plan-table.ts';
import { valueChecks } from './plan-value.ts';
import { hasPlace, type ValueShape } from './value-shape.ts';

export { isClassified } from './plan-table.ts';

export interface CheckSubject {
  readonly contract: ContractTable | null;
  readonly columns: readonly {
    readonly name: string;
    readonly logicalType: string;
    readonly physicalType: string;
    /** What is inside its values; absent: not known. */
    readonly shape?: ValueShape;
  }[];
  /** Columns that may be absent here, e.g. the target of data that arrive without labels. */
  readonly optional: readonly string[];
  /** Where the rows come from; null: none that a column could be missing in. */
  readonly environment: Environment | null;
  /** Other objects of the contract, of which there are no rows here. */
  readonly withoutRows?: readonly string[];
  /** Time against which the age of rows is held, milliseconds since 1970. */
  readonly nowMs: number;
}

/** Every check that the contract asks for, and those that every dataset gets. Rows are counted later. */
export function planChecks(subject: CheckSubject): AnyCheck[] {
  return [...builtInChecks(subject), ...contractChecks(subject)];
}

/** Dataset rules that look at the number of rows; known only after counting. */
export function planRowCountChecks(contract: ContractTable | null, rows: number): SettledCheck[] {
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
    .map(({ name }) => ({
      id: `${name}.finite`,
      column: name,
      kind: 'finite',
      severity: 'warning',
      expected: 'no NaN and no infinity',
      rule: { kind: 'finite', column: name },
      classified: isClassified(contract, [name]),
      judge: noneFails,
    }));
}

function contractChecks(subject: CheckSubject): AnyCheck[] {
  const { contract, columns, nowMs } = subject;
  if (contract === null) return [];
  const present = new Map(columns.map((column) => [column.name, column]));
  const asked = withoutAbsent(contract, subject, present);
  return [
    ...contract.columns.flatMap((column) => columnChecks(column, subject, present.get(column.name))),
    ...primaryKeyCheck(asked, present),
    ...combinationChecks(asked, present),
    ...relationshipChecks(asked, present),
    ...serviceLevelChecks(asked, present, nowMs),
    ...ofLifecycle([...queryChecks(asked, present), ...foreignChecks(asked)], contract),
    ...outlineChecks(contract, subject),
    ...(subject.environment === 'training' ? withoutRowsCheck(subject.withoutRows ?? []) : []),
  ];
}

/** Of a table that keys point to, mostly the keys alone are described. */
function outlineChecks(contract: ContractTable, { environment, columns }: CheckSubject): SettledCheck[] {
  if (environment === null) return [];
  if (contract.columns.length === 0) return isAnythingAsked(contract) ? [] : [nothingAsked()];
  return [unexpectedColumns(contract, columns)];
}

/** What is asked of a column blocks no more than its lifecycle lets it. */
function ofLifecycle(checks: readonly AnyCheck[], { columns }: ContractTable): AnyCheck[] {
  const lifecycles = new Map(columns.map(({ name, lifecycle }) => [name, lifecycle]));
  return checks.map((check) => {
    const lifecycle = check.column === null ? undefined : lifecycles.get(check.column);
    return lifecycle === undefined ? check : atMost(check, MOST_SEVERE[lifecycle]);
  });
}

/** The table without what it asks of columns that this environment need not have and has not. */
function withoutAbsent(
  contract: ContractTable,
  subject: CheckSubject,
  present: ReadonlyMap<string, unknown>,
): ContractTable {
  const absent = new Set(
    contract.columns
      .filter((column) => !present.has(column.name) && !isAskedFor(column, subject))
      .map(({ name }) => name),
  );
  const isAsked = (names: readonly string[]) => !names.some((name) => absent.has(name));
  const { primaryKey, rules, relationships, serviceLevels, queries, foreignRules } = contract;
  return {
    ...contract,
    primaryKey: isAsked(primaryKey) ? primaryKey : [],
    rules: rules.filter(({ columns }) => isAsked(columns ?? [])),
    relationships: relationships.filter(({ from }) => isAsked(from.map(({ column }) => column))),
    serviceLevels: serviceLevels.filter(({ column }) => isAsked([column])),
    queries: queries.filter(({ column }) => column === null || isAsked([column])),
    foreignRules: foreignRules.filter(({ column }) => column === null || isAsked([column])),
  };
}

/** A column that is not asked for in this environment is checked where it is there all the same. */
export function isAskedFor(
  { name, environments }: ContractColumn,
  { environment, optional }: Pick<CheckSubject, 'environment' | 'optional'>,
): boolean {
  if (environments !== null) return environment === null || environments.includes(environment);
  return !optional.includes(name);
}

function columnChecks(
  column: ContractColumn,
  subject: CheckSubject,
  found: CheckSubject['columns'][number] | undefined,
): AnyCheck[] {
  if (found === undefined && !isAskedFor(column, subject)) return [];
  const head: CheckHead = {
    id: `${column.name}.present`,
    column: column.name,
    kind: 'present',
    severity: 'error',
    expected: 'the column is there',
  };
  const isPresent = found !== undefined;
  const alike = isPresent ? undefined : nameInOtherLetters(column.name, subject);
  const present: SettledCheck = {
    ...head,
    outcome: {
      isMet: isPresent,
      failing: null,
      checked: null,
      ...(alike === undefined ? {} : { reason: `there is ${JSON.stringify(alike)}, and names are exact` }),
    },
  };
  const checks = valuesOf(column).flatMap((placed) =>
    valueChecks(placed).map((check) => {
      if (!isPresent) return notRun(check, 'the column is not there');
      return hasPlace(found.shape ?? { kind: 'open' }, placed.path)
        ? check
        : absentPlace(check, found.physicalType);
    }),
  );
  return [present, ...checks].map((check) => atMost(check, MOST_SEVERE[column.lifecycle]));
}

function nameInOtherLetters(name: string, { columns }: CheckSubject): string | undefined {
  const plain = (text: string) => text.trim().toLowerCase();
  return columns.find((column) => plain(column.name) === plain(name))?.name;
}

/** The type of a nested column is told by what is inside it: a field that is not there is of no type. */
function absentPlace(check: PlannedCheck, physicalType: string): SettledCheck {
  const where = `${physicalType} has no such place`;
  if (check.kind !== 'type') return notRun(check, where);
  const { id, column, kind, severity, expected } = check;
  return {
    id,
    column,
    kind,
    severity,
    expected,
    outcome: { isMet: false, failing: null, checked: null, reason: where },
  };
}

const GRAVITY: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function atMost<T extends AnyCheck>(check: T, most: Severity): T {
  if (GRAVITY[check.severity] <= GRAVITY[most]) return check;
  const lowered = { ...check, severity: most };
  if (!('outcome' in lowered) || lowered.outcome.verdict !== 'error' || most === 'error') return lowered;
  // Of a column that nobody relies on, a check that could not run blocks no more than one that is broken.
  return { ...lowered, outcome: { ...lowered.outcome, verdict: 'insufficient' } };
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
