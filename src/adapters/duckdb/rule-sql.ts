import type { RowRule } from '../../domain/contract/measure-plan.ts';
import { ModelyardError } from '../../errors.ts';
import type { RelationColumn } from './relation.ts';
import { literal, textLiteral } from './sql.ts';

/** Conditions over one row; both are true or false, never null. */
export interface RuleSql {
  /** The row is looked at. */
  readonly checked: string;
  /** The row breaks the rule. */
  readonly failing: string;
  /** What an example shows. */
  readonly value: string;
}

/** Only floating-point columns can hold NaN; asking `isnan` keeps DuckDB from answering out of Parquet statistics that leave NaN out. */
export function isNan({ typed, logicalType }: RelationColumn): string {
  return logicalType === 'number' ? `isnan(${typed})` : 'false';
}

export function ruleSql(rule: RowRule, column: RelationColumn): RuleSql {
  const present = `(${column.typed}) IS NOT NULL`;
  const value = column.raw;
  const on = (failing: string): RuleSql => ({
    checked: present,
    failing: `${present} AND (${failing})`,
    value,
  });
  switch (rule.kind) {
    case 'not-null':
      return {
        checked: 'true',
        failing: `${column.raw} IS NULL OR coalesce(${isNan(column)}, false)`,
        value,
      };
    case 'not-missing':
      return { checked: 'true', failing: missingSql(rule.values, column), value };
    case 'type':
      return { checked: `${column.raw} IS NOT NULL`, failing: typeMisfit(column, rule.logicalType), value };
    case 'finite':
      return on(column.logicalType === 'number' ? `NOT isfinite(${column.typed})` : 'false');
    case 'range':
      return on(`${isNan(column)} OR ${outOfRange(rule, column)}`);
    case 'multiple-of':
      return on(
        `${isNan(column)} OR NOT isfinite((${column.typed})::DOUBLE) OR abs((${column.typed}) / ${literal(rule.factor)} - round((${column.typed}) / ${literal(rule.factor)})) > 1e-9`,
      );
    case 'length':
      return on(lengthOut(rule, column));
    case 'pattern':
      return on(`NOT regexp_matches(${column.raw}::VARCHAR, ${textLiteral(rule.pattern)})`);
    case 'one-of':
      return on(notOneOf(rule.values, column));
  }
}

function typeMisfit(column: RelationColumn, logicalType: string): string {
  if (column.logicalType !== logicalType) {
    throw new ModelyardError(
      'internal',
      `column ${column.name} was opened as ${column.logicalType}, asked for ${logicalType}`,
    );
  }
  return column.misfit;
}

function missingSql(values: readonly (string | number | boolean)[], column: RelationColumn): string {
  const empty = `${column.raw} IS NULL OR coalesce(${isNan(column)}, false)`;
  return values.length === 0 ? empty : `${empty} OR NOT (${notOneOf(values, column)})`;
}

type RangeRule = Extract<RowRule, { kind: 'range' }>;

function outOfRange(rule: RangeRule, { typed, logicalType }: RelationColumn): string {
  const bound = (value: string | number) =>
    typeof value === 'string' && (logicalType === 'date' || logicalType === 'timestamp')
      ? `${textLiteral(value)}::${logicalType === 'date' ? 'DATE' : 'TIMESTAMP'}`
      : literal(value);
  const parts = [
    rule.minimum === undefined ? null : `(${typed}) < ${bound(rule.minimum)}`,
    rule.maximum === undefined ? null : `(${typed}) > ${bound(rule.maximum)}`,
    rule.exclusiveMinimum === undefined ? null : `(${typed}) <= ${bound(rule.exclusiveMinimum)}`,
    rule.exclusiveMaximum === undefined ? null : `(${typed}) >= ${bound(rule.exclusiveMaximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}

function lengthOut(rule: Extract<RowRule, { kind: 'length' }>, { raw }: RelationColumn): string {
  const length = `length(${raw}::VARCHAR)`;
  const parts = [
    rule.minimum === undefined ? null : `${length} < ${literal(rule.minimum)}`,
    rule.maximum === undefined ? null : `${length} > ${literal(rule.maximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}

/** A list search: NOT IN inside a FILTER is forty times slower. Numbers are compared as numbers, everything else as text. */
function notOneOf(values: readonly (string | number | boolean)[], column: RelationColumn): string {
  const isNumeric = column.logicalType === 'number' || column.logicalType === 'integer';
  if (isNumeric && values.every((value) => typeof value === 'number')) {
    return `NOT list_contains([${values.map((value) => `${literal(value)}::DOUBLE`).join(', ')}], (${column.typed})::DOUBLE)`;
  }
  const text = column.logicalType === 'boolean' ? `(${column.typed})::VARCHAR` : `${column.raw}::VARCHAR`;
  return `NOT list_contains([${values.map((value) => textLiteral(String(value))).join(', ')}], ${text})`;
}
