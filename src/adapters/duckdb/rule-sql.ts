import type { Scalar } from '../../domain/contract/contract.ts';
import type { RowRule } from '../../domain/contract/measure-plan.ts';
import { ModelyardError } from '../../errors.ts';
import { isNumericType } from './cell-sql.ts';
import { nestedRuleSql } from './nested-rule-sql.ts';
import { type PlacedCell, placedValues } from './nested-value.ts';
import { rangeSql } from './range-sql.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { literal, outOfBounds, textLiteral } from './sql.ts';

/** Conditions over one row; both are true or false, never null. */
export interface RuleSql {
  /** The row is looked at. */
  readonly checked: string;
  /** The row breaks the rule. */
  readonly failing: string;
  /** What an example shows. */
  readonly value: string;
}

/** The conditions of a rule at its place. Inside lists a row fails where one item does. */
export function placedRuleSql(rule: RowRule, relation: Relation): RuleSql {
  const { list, value } = placedValues(relation, rule);
  const sql = ruleSql(rule, value);
  if (list === null) return sql;
  const any = (condition: string) =>
    `coalesce(list_bool_or(list_transform(${list}, lambda x: ${condition})), false)`;
  return {
    checked: any(sql.checked),
    failing: any(sql.failing),
    value: `list_transform(list_filter(${list}, lambda x: ${sql.failing}), lambda x: (${sql.value})::VARCHAR)[1]`,
  };
}

/** Only floating-point columns can hold NaN; asking `isnan` keeps DuckDB from answering out of Parquet statistics that leave NaN out. */
export function isNan({ typed, logicalType }: Pick<RelationColumn, 'typed' | 'logicalType'>): string {
  return logicalType === 'number' ? `isnan(${typed}::DOUBLE)` : 'false';
}

/** The conditions of a rule. `range` and `multiple-of` look at typed cells, the rules on text at all that are there. */
function ruleSql(rule: RowRule, cell: PlacedCell): RuleSql {
  const { raw, typed, there, within } = cell;
  const on = (present: string, failing: string, value = raw): RuleSql => ({
    checked: `${present} IS NOT NULL`,
    failing: failing === 'false' ? failing : `${present} IS NOT NULL AND (${failing})`,
    value,
  });
  switch (rule.kind) {
    case 'not-null':
      return { checked: within, failing: `${within} AND (${missing(cell)})`, value: raw };
    case 'not-missing':
      return {
        checked: within,
        failing: `${within} AND (${missing(cell)} OR ${isOneOf(rule.values, cell)})`,
        value: raw,
      };
    case 'type':
      return on(there, typeMisfit(cell, rule.logicalType), there);
    case 'finite':
      return on(typed, cell.logicalType === 'number' ? `NOT isfinite(${typed}::DOUBLE)` : 'false');
    case 'range':
      return rangeSql(rule, cell);
    case 'multiple-of':
      return on(...multipleOf(rule.factor, cell));
    case 'length':
      return on(raw, outOfBounds(`length(${raw}::VARCHAR)`, rule));
    case 'pattern':
      return on(raw, isNoMatch(rule.pattern, cell));
    case 'one-of':
      return on(
        raw,
        [
          `NOT ${isOneOf(rule.values, cell)}`,
          ...(rule.pattern === undefined ? [] : [isNoMatch(rule.pattern, cell)]),
        ].join(' OR '),
      );
    default:
      return nestedRuleSql(rule, cell);
  }
}

function missing(column: RelationColumn): string {
  const nan = isNan(column);
  return nan === 'false' ? `${column.raw} IS NULL` : `${column.raw} IS NULL OR coalesce(${nan}, false)`;
}

function isNoMatch(pattern: string, { raw }: RelationColumn): string {
  return `NOT regexp_matches(${raw}::VARCHAR, ${textLiteral(pattern)})`;
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

/** The cells that are looked at, and when one fails: also when it is no finite number. 0.07 / 0.01 is not quite 7. */
function multipleOf(factor: number, { raw, typed, logicalType }: RelationColumn): [string, string] {
  const isNumeric = isNumericType(logicalType);
  const value = isNumeric ? `${typed}::DOUBLE` : `TRY_CAST(${raw}::VARCHAR AS DOUBLE)`;
  const ratio = `(${value} / ${literal(factor)})`;
  const failing = `${value} IS NULL OR NOT isfinite(${value}) OR abs(${ratio} - round(${ratio})) > greatest(1e-9, 1e-15 * abs(${ratio}))`;
  return [isNumeric ? typed : raw, failing];
}

/**
 * The cell is one of the values, as the file writes it or as a number or a boolean; never null. A list search: NOT IN
 * inside a FILTER is forty times slower.
 */
function isOneOf(values: readonly Scalar[], column: RelationColumn): string {
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

function numberOf(value: Scalar): number[] {
  if (typeof value === 'boolean' || String(value).trim() === '') return [];
  const number = Number(value);
  return Number.isFinite(number) ? [number] : [];
}
