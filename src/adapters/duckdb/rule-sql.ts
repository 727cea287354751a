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
  return logicalType === 'number' ? `isnan(${typed}::DOUBLE)` : 'false';
}

/** The conditions of a rule. `range` and `multiple-of` look at typed cells, the rules on text at all that are there. */
export function ruleSql(rule: RowRule, column: RelationColumn): RuleSql {
  const { raw, typed } = column;
  const on = (present: string, failing: string): RuleSql => ({
    checked: `${present} IS NOT NULL`,
    failing: `${present} IS NOT NULL AND (${failing})`,
    value: raw,
  });
  switch (rule.kind) {
    case 'not-null':
      return { checked: 'true', failing: missing(column), value: raw };
    case 'not-missing':
      return {
        checked: 'true',
        failing: `${missing(column)} OR ${isOneOf(rule.values, column)}`,
        value: raw,
      };
    case 'type':
      return on(raw, typeMisfit(column, rule.logicalType));
    case 'finite':
      return on(typed, column.logicalType === 'number' ? `NOT isfinite(${typed}::DOUBLE)` : 'false');
    case 'range':
      return rangeSql(rule, column);
    case 'multiple-of':
      return on(...multipleOf(rule.factor, column));
    case 'length':
      return on(raw, lengthOut(rule, column));
    case 'pattern':
      return on(raw, `NOT regexp_matches(${raw}::VARCHAR, ${textLiteral(rule.pattern)})`);
    case 'one-of':
      return on(raw, `NOT ${isOneOf(rule.values, column)}`);
  }
}

function missing(column: RelationColumn): string {
  return `${column.raw} IS NULL OR coalesce(${isNan(column)}, false)`;
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

type RangeRule = Extract<RowRule, { kind: 'range' }>;

/**
 * A column whose type was not declared may be anything: where it does not fit the bounds, its cells are read as what
 * the bounds are, and those that cannot be are out of range.
 */
function rangeSql(rule: RangeRule, column: RelationColumn): RuleSql {
  const { raw, typed, logicalType } = column;
  const bounds = [rule.minimum, rule.maximum, rule.exclusiveMinimum, rule.exclusiveMaximum];
  const isNumeric = bounds.every((bound) => bound === undefined || typeof bound === 'number');
  const fits = isNumeric ? isNumericType(logicalType) : ['date', 'timestamp', 'time'].includes(logicalType);
  const moment = logicalType === 'time' ? 'TIME' : 'TIMESTAMP';
  const type = isNumeric ? 'DOUBLE' : moment;
  const value = fits ? typed : `TRY_CAST(${raw}::VARCHAR AS ${type})`;
  const present = fits ? typed : raw;
  const unread = fits ? '' : `${value} IS NULL OR `;
  const nan = isNumeric && logicalType !== 'integer' ? `isnan((${value})::DOUBLE) OR ` : '';
  return {
    checked: `${present} IS NOT NULL`,
    failing: `${present} IS NOT NULL AND (${unread}${nan}${outOfRange(rule, value, isNumeric ? null : moment)})`,
    value: raw,
  };
}

function isNumericType(logicalType: string): boolean {
  return logicalType === 'number' || logicalType === 'integer';
}

function outOfRange(rule: RangeRule, value: string, moment: string | null): string {
  const bound = (limit: string | number) =>
    moment === null ? literal(limit) : `${textLiteral(String(limit))}::${moment}`;
  const parts = [
    rule.minimum === undefined ? null : `${value} < ${bound(rule.minimum)}`,
    rule.maximum === undefined ? null : `${value} > ${bound(rule.maximum)}`,
    rule.exclusiveMinimum === undefined ? null : `${value} <= ${bound(rule.exclusiveMinimum)}`,
    rule.exclusiveMaximum === undefined ? null : `${value} >= ${bound(rule.exclusiveMaximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}

/** The cells that are looked at, and when one fails: also when it is no finite number. 0.07 / 0.01 is not quite 7. */
function multipleOf(factor: number, { raw, typed, logicalType }: RelationColumn): [string, string] {
  const isNumeric = isNumericType(logicalType);
  const value = isNumeric ? `${typed}::DOUBLE` : `TRY_CAST(${raw}::VARCHAR AS DOUBLE)`;
  const ratio = `(${value} / ${literal(factor)})`;
  const failing = `${value} IS NULL OR NOT isfinite(${value}) OR abs(${ratio} - round(${ratio})) > greatest(1e-9, 1e-15 * abs(${ratio}))`;
  return [isNumeric ? typed : raw, failing];
}

function lengthOut(rule: Extract<RowRule, { kind: 'length' }>, { raw }: RelationColumn): string {
  const length = `length(${raw}::VARCHAR)`;
  const parts = [
    rule.minimum === undefined ? null : `${length} < ${literal(rule.minimum)}`,
    rule.maximum === undefined ? null : `${length} > ${literal(rule.maximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}

/**
 * The cell is one of the values, as the file writes it or as a number or a boolean; never null. A list search: NOT IN
 * inside a FILTER is forty times slower.
 */
function isOneOf(values: readonly (string | number | boolean)[], column: RelationColumn): string {
  const { raw, typed, logicalType } = column;
  const texts = `[${values.map((value) => textLiteral(String(value))).join(', ')}]::VARCHAR[]`;
  const asText = (cell: string) => `coalesce(list_contains(${texts}, ${cell}::VARCHAR), false)`;
  const parts = [asText(raw)];
  if (logicalType === 'boolean' && typed !== raw) parts.push(asText(typed));
  const numbers = isNumericType(logicalType) ? values.flatMap(numberOf) : [];
  if (numbers.length > 0) {
    const list = `[${numbers.map((value) => `${literal(value)}::DOUBLE`).join(', ')}]`;
    parts.push(`coalesce(list_contains(${list}, ${typed}::DOUBLE), false)`);
  }
  return `(${parts.join(' OR ')})`;
}

function numberOf(value: string | number | boolean): number[] {
  if (typeof value === 'boolean' || String(value).trim() === '') return [];
  const number = Number(value);
  return Number.isFinite(number) ? [number] : [];
}
