import type { TimeReading } from '../../domain/contract/contract.ts';
import type { NumberForm } from '../../domain/data-form.ts';
import { numberSql } from './number-sql.ts';
import { textLiteral } from './sql.ts';

/** A value in SQL and what it is meant to be. */
export interface Cell {
  /** An expression: a column, a field, a variable. */
  readonly raw: string;
  readonly physicalType: string;
  readonly logicalType: string;
  /** How its text is read as a date or time; null: ISO 8601 in UTC. */
  readonly reading: TimeReading | null;
  /** How its text writes numbers; absent or null: 1234.5. */
  readonly numbers?: NumberForm | null;
}

const SQL_TYPE: Readonly<Record<string, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
};

/** Types of JSON values that each logical type may be written as. */
const JSON_TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['VARCHAR'],
  date: ['VARCHAR'],
  timestamp: ['VARCHAR'],
  time: ['VARCHAR'],
  integer: ['BIGINT', 'UBIGINT', 'DOUBLE'],
  number: ['BIGINT', 'UBIGINT', 'DOUBLE'],
  boolean: ['BOOLEAN'],
  object: ['OBJECT'],
  array: ['ARRAY'],
};

/** How a cell is read as its logical type; null: it is of that type already, or there is no way to read it so. */
export function castSql({ raw, logicalType, physicalType, reading, numbers = null }: Cell): string | null {
  const target = SQL_TYPE[logicalType];
  const native = nativeType(physicalType);
  if (physicalType === 'VARCHAR' && (logicalType === 'object' || logicalType === 'array'))
    return `TRY_CAST(${raw} AS JSON)`;
  if (target === undefined) return null;
  if (native === logicalType) return zoned(raw, physicalType, reading);
  if (native === 'integer' && logicalType === 'number') return `${raw}::DOUBLE`;
  if (native === 'number' && logicalType === 'integer') {
    return `CASE WHEN ${raw} = floor(${raw}) AND isfinite(${raw}::DOUBLE) THEN TRY_CAST(${raw} AS BIGINT) END`;
  }
  // By way of text every format gives the same answer: DuckDB casts 5 to true and true to 1, but neither "5" nor "true".
  const plain = textOf(raw, physicalType);
  const text = isNumericType(logicalType) ? numberSql(plain, numbers) : plain;
  const cast = target === 'TIMESTAMP' ? utcCast(text, reading) : `TRY_CAST(${text} AS ${target})`;
  if (reading?.strptime != null && isTemporal(logicalType)) return readingCast(text, target, reading);
  const isShaped = TEXT_SHAPE[logicalType];
  if (isShaped === undefined) return cast;
  const shaped = `CASE WHEN ${isShaped(text)} THEN ${cast} END`;
  if (physicalType !== 'JSON' || logicalType !== 'integer') return shaped;
  // A JSON number 5.0 is the integer 5, as it is in Parquet.
  const double = `TRY_CAST(${text} AS DOUBLE)`;
  return `coalesce(${shaped}, CASE WHEN ${double} = floor(${double}) THEN TRY_CAST(${double} AS BIGINT) END)`;
}

/** Condition that is true where a cell is there and does not fit; `typed` is the cell after `castSql`. */
export function misfitSql({ raw, logicalType, physicalType }: Cell, typed: string): string {
  if (physicalType === 'JSON') return jsonMisfit(raw, typed, logicalType);
  if (nativeType(physicalType) === logicalType) return 'false';
  const isRead = typed !== raw;
  if (logicalType === 'object' || logicalType === 'array')
    return isRead
      ? `(${raw} IS NOT NULL AND (${typed} IS NULL OR ${jsonMisfit(typed, typed, logicalType)}))`
      : `${raw} IS NOT NULL`;
  if (SQL_TYPE[logicalType] === undefined) return `${raw} IS NOT NULL`;
  return `(${raw} IS NOT NULL AND ${typed} IS NULL)`;
}

function jsonMisfit(raw: string, typed: string, logicalType: string): string {
  const fitting = (JSON_TYPES[logicalType] ?? []).map(textLiteral).join(', ');
  const unread = typed === raw ? '' : ` OR ${typed} IS NULL`;
  return `(${raw} IS NOT NULL AND (json_type(${raw}) NOT IN (${fitting})${unread}))`;
}

/** Text of a value; that of a JSON string is what it says, without quotes. */
export function textOf(raw: string, physicalType: string): string {
  if (physicalType === 'VARCHAR') return raw;
  return physicalType === 'JSON' ? `json_extract_string(${raw}, '$')` : `${raw}::VARCHAR`;
}

function isTemporal(logicalType: string): boolean {
  return ['date', 'timestamp', 'time'].includes(logicalType);
}

/** A time without a zone is one of the zone that is declared; null where it is read as it is. */
function zoned(raw: string, physicalType: string, reading: TimeReading | null): string | null {
  if (reading?.timezone == null || !/^TIMESTAMP(_|$)/.test(physicalType)) return null;
  return inUtc(raw, reading.timezone);
}

function inUtc(time: string, timezone: string): string {
  return `((${time}) AT TIME ZONE ${textLiteral(timezone)}) AT TIME ZONE 'UTC'`;
}

const OFFSET = '([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)\\s*$';

/** A time with an offset is the instant in UTC; the plain cast would drop the offset. */
function utcCast(text: string, reading: TimeReading | null): string {
  const cast = `(TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`;
  if (reading?.timezone == null) return cast;
  const local = inUtc(`TRY_CAST(${text} AS TIMESTAMP)`, reading.timezone);
  return `CASE WHEN regexp_matches(${text}, ${textLiteral(`:[0-9.]+\\s*${OFFSET}`)}) THEN ${cast} ELSE ${local} END`;
}

/** Text of a declared format: strptime alone takes 1/5/2020 for 01/05/2020. */
function readingCast(text: string, target: string, { strptime, pattern, timezone }: TimeReading): string {
  const hasOffset = strptime?.includes('%z') === true;
  // strptime knows no Z.
  const given = hasOffset ? `regexp_replace(${text}, '[Zz]$', '+00:00')` : text;
  const parsed = `try_strptime(${given}, ${textLiteral(strptime ?? '')})`;
  const isLocal = !hasOffset && timezone !== null && target === 'TIMESTAMP';
  const time = isLocal ? inUtc(parsed, timezone) : hasOffset ? `(${parsed} AT TIME ZONE 'UTC')` : parsed;
  return `CASE WHEN regexp_full_match(${text}, ${textLiteral(pattern ?? '')}) THEN (${time})::${target} END`;
}

/** A cast takes more than is meant: 1.5 as the integer 2, 1_000 as a number, a time of day as a date. */
const TEXT_SHAPE: Readonly<Record<string, (text: string) => string>> = {
  integer: (text) => fullMatch(text, '[+-]?[0-9]{1,19}'),
  number: (text) => `NOT contains(${text}, '_')`,
  date: (text) => fullMatch(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]00:00(:00([.]0+)?)?)?'),
};

function fullMatch(text: string, pattern: string): string {
  return `regexp_full_match(trim(${text}), ${textLiteral(pattern)})`;
}

const NATIVE: readonly (readonly [RegExp, string])[] = [
  [/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|BIGNUM)$/, 'integer'],
  [/^(DOUBLE|FLOAT|DECIMAL\([^)]*\)|DECIMAL)$/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/(\[\d*\]$|^LIST|^ARRAY)/, 'array'],
  [/^(STRUCT|MAP|UNION|JSON)/, 'object'],
  [/^TIMESTAMP/, 'timestamp'],
  [/^TIME/, 'time'],
];

/** Logical type of a DuckDB type. */
export function nativeType(physicalType: string): string {
  return NATIVE.find(([pattern]) => pattern.test(physicalType))?.[1] ?? 'string';
}

export function isNumericType(logicalType: string): boolean {
  return logicalType === 'number' || logicalType === 'integer';
}
