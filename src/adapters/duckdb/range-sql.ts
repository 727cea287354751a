import type { RowRule } from '../../domain/contract/measure-plan.ts';
import { isNumericType } from './cell-sql.ts';
import type { RelationColumn } from './relation.ts';
import type { RuleSql } from './rule-sql.ts';
import { literal, textLiteral } from './sql.ts';

type RangeRule = Extract<RowRule, { kind: 'range' }>;

/**
 * A column whose type was not declared may be anything: where it does not fit the bounds, its cells are read as what
 * the bounds are, and those that cannot be are out of range.
 */
export function rangeSql(rule: RangeRule, column: RelationColumn): RuleSql {
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

function outOfRange(rule: RangeRule, value: string, moment: string | null): string {
  const bound = (limit: string | number) =>
    moment === null ? literal(limit) : momentSql(String(limit), moment, rule.timezone);
  const parts = [
    rule.minimum === undefined ? null : `${value} < ${bound(rule.minimum)}`,
    rule.maximum === undefined ? null : `${value} > ${bound(rule.maximum)}`,
    rule.exclusiveMinimum === undefined ? null : `${value} <= ${bound(rule.exclusiveMinimum)}`,
    rule.exclusiveMaximum === undefined ? null : `${value} >= ${bound(rule.exclusiveMaximum)}`,
  ];
  return parts.filter((part) => part !== null).join(' OR ') || 'false';
}

/** A time as the instant in UTC: that of its offset, of the declared zone, or UTC itself. */
function momentSql(text: string, moment: string, timezone: string | undefined): string {
  const plain = `${textLiteral(text)}::${moment}`;
  if (moment === 'TIME') return plain;
  if (/:.*([Zz]|[+-]\d{2}(:?\d{2})?)$/.test(text))
    return `(${textLiteral(text)}::TIMESTAMPTZ AT TIME ZONE 'UTC')`;
  return timezone === undefined
    ? plain
    : `((${plain} AT TIME ZONE ${textLiteral(timezone)}) AT TIME ZONE 'UTC')`;
}
