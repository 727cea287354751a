import {
  type CheckHead,
  noneFails,
  notRun,
  type PlannedCheck,
  type QueryCheck,
  type SettledCheck,
} from './check.ts';
import type { ContractTable, QueryRule, Relationship, ServiceLevel } from './contract.ts';
import { datasetRuleCheck, keeps, operatorText } from './library-rule.ts';
import { placeLabel } from './place.ts';
import { renderQuery } from './query-text.ts';

/** Columns of the data by name. */
type Present = ReadonlyMap<string, unknown>;

const NOT_THERE = 'the column is not there';

export function primaryKeyCheck(table: ContractTable, present: Present): (PlannedCheck | SettledCheck)[] {
  const { primaryKey } = table;
  if (primaryKey.length === 0) return [];
  const head = {
    id: 'primary_key',
    column: primaryKey.length === 1 ? (primaryKey[0] ?? null) : null,
    kind: 'primary_key',
    severity: 'error',
    expected: `${primaryKey.join(', ')}: no key twice`,
  } as const;
  const isThere = primaryKey.every((name) => present.has(name));
  const rule = { kind: 'unique', columns: primaryKey } as const;
  return [
    isThere
      ? { ...head, rule, classified: isClassified(table, primaryKey), judge: noneFails }
      : notRun(head, NOT_THERE),
  ];
}

/** Columns that together must not repeat. */
export function combinationChecks(table: ContractTable, present: Present): (PlannedCheck | SettledCheck)[] {
  return table.rules
    .filter((rule) => rule.metric === 'duplicateValues')
    .map((rule) => {
      const check = datasetRuleCheck(rule, 0);
      const columns = rule.columns ?? [];
      if (!('rule' in check) || !columns.every((name) => present.has(name))) return notRun(check, NOT_THERE);
      return { ...check, classified: isClassified(table, columns) };
    });
}

export function relationshipChecks(table: ContractTable, present: Present): (PlannedCheck | SettledCheck)[] {
  return table.relationships.map((relationship) => relationshipCheck(table, relationship, present));
}

function relationshipCheck(
  table: ContractTable,
  { from, to }: Relationship,
  present: Present,
): PlannedCheck | SettledCheck {
  const keys = from.map(placeLabel).join(', ');
  const targets = to.columns.map(placeLabel).join(', ');
  const head = {
    id: `foreign_key(${keys})`,
    column: from.length === 1 ? keys : null,
    kind: 'foreign_key',
    severity: 'error',
    expected: `${keys} stands in ${targets} of ${to.table}`,
  } as const;
  if (!to.hasRows) return notRun(head, `the contract names no files of ${to.table}`);
  if (!from.every(({ column }) => present.has(column))) return notRun(head, NOT_THERE);
  const classified = isClassified(
    table,
    from.map(({ column }) => column),
  );
  return { ...head, rule: { kind: 'reference', from, to }, classified, judge: noneFails };
}

const LONGEST_QUERY = 200;

/** Questions of the contract's author to the data. */
export function queryChecks(table: ContractTable, present: Present): (QueryCheck | SettledCheck)[] {
  return table.queries.map((rule) => queryCheck(table, rule, present));
}

function queryCheck(table: ContractTable, rule: QueryRule, present: Present): QueryCheck | SettledCheck {
  const { column, title, operator, severity } = rule;
  const told = title ?? rule.query.replaceAll(/\s+/g, ' ').trim();
  const shown = told.length > LONGEST_QUERY ? `${told.slice(0, LONGEST_QUERY)}…` : told;
  const head = {
    id: column === null ? 'sql' : `${column}.sql`,
    column,
    kind: 'sql',
    severity,
    expected: `${operatorText(operator)}: ${shown}`,
  } as const;
  if (column !== null && !present.has(column)) return notRun(head, NOT_THERE);
  const query = renderQuery(rule.query, { object: table.name, property: column });
  return {
    ...head,
    query,
    judge: (value) => {
      const isMet = keeps(operator, value);
      return {
        isMet,
        failing: null,
        checked: null,
        ...(isMet ? {} : { reason: `the query gives ${value}` }),
      };
    },
  };
}

/** Ages of rows, at a time that is given (milliseconds since 1970). */
export function serviceLevelChecks(
  { serviceLevels }: ContractTable,
  present: Present,
  nowMs: number,
): (PlannedCheck | SettledCheck)[] {
  return serviceLevels.map((level) => {
    const head = {
      id: `${level.column}.${level.kind}`,
      column: level.column,
      kind: level.kind,
      severity: 'error',
      expected:
        level.kind === 'freshness'
          ? `the newest row at most ${level.age} old`
          : `no row older than ${level.age}`,
    } as const;
    if (level.problem !== null) return notRun({ ...head, column: null }, level.problem);
    return present.has(level.column) ? ageCheck(head, level, nowMs) : notRun(head, NOT_THERE);
  });
}

/** Rows before the limit fail: all of them where data are not fresh, any where they are kept too long. */
function ageCheck(head: CheckHead, { kind, column, ageMs }: ServiceLevel, nowMs: number): PlannedCheck {
  const limit = new Date(nowMs - ageMs).toISOString();
  const rule = { kind: 'range', column, minimum: limit } as const;
  if (kind === 'retention') return { ...head, rule, classified: false, judge: noneFails };
  return {
    ...head,
    rule,
    classified: true,
    judge: ({ checked, failing }) => {
      const isMet = checked > failing;
      const reason = checked === 0 ? 'no row has a time' : `no row is from ${limit} or later`;
      return { isMet, failing: null, checked, ...(isMet ? {} : { reason }) };
    },
  };
}

/** Whether values of any of the columns must never be shown. */
export function isClassified(
  contract: Pick<ContractTable, 'columns'> | null,
  names: readonly string[],
): boolean {
  return (contract?.columns ?? []).some(({ name, classified }) => classified && names.includes(name));
}

/** Objects of the contract that nobody looks at are named, once for all of them. */
export function withoutRowsCheck(names: readonly string[]): SettledCheck[] {
  if (names.length === 0) return [];
  const shown = `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`;
  return [
    {
      id: 'objects',
      column: null,
      kind: 'objects',
      severity: 'warning',
      expected: 'the contract names the files of every other object (customProperties: files)',
      outcome: {
        isMet: false,
        failing: null,
        checked: null,
        verdict: 'insufficient',
        reason: `not checked, for want of rows: ${shown}`,
      },
    },
  ];
}

const SHOWN = 10;

export function unexpectedColumns(
  table: ContractTable,
  columns: readonly { readonly name: string }[],
): SettledCheck {
  const known = new Set(table.columns.map((column) => column.name));
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
  const reason = `also there: ${shown}${extra.length > SHOWN ? ' …' : ''}`;
  return { ...head, outcome: { isMet: false, failing: null, checked: null, reason } };
}
