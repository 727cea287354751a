import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { identifier, textLiteral } from './sql.ts';

/** A dataset as SQL sees it. */
export interface Relation {
  readonly source: DataSource;
  /**
   * FROM item with the columns `r0`, `r1` … as the file has them and `t0`, `t1` … as their logical types. Names that
   * come from data stand nowhere else in SQL.
   */
  readonly sql: string;
  /** Every query parses text again. */
  readonly isText: boolean;
  readonly columns: readonly RelationColumn[];
}

export interface RelationColumn extends ColumnDescription {
  /** The column as the file has it. */
  readonly raw: string;
  /** The column as its logical type; null where a cell does not fit it. */
  readonly typed: string;
  /** Condition that is true where a cell is there and does not fit the logical type. */
  readonly misfit: string;
}

/** `from` is a FROM item that has the columns under their own names. */
export function relationOf(
  source: DataSource,
  {
    from,
    columns,
    isText,
  }: { readonly from: string; readonly columns: readonly ColumnDescription[]; readonly isText: boolean },
): Relation {
  const described = columns.map((column, index) => ({ column, index, cast: castSql(column) }));
  const select = described.flatMap(({ column, index, cast }) => [
    `${identifier(column.name)} AS r${index}`,
    ...(cast === null ? [] : [`${cast} AS t${index}`]),
  ]);
  return {
    source,
    isText,
    sql: `(SELECT ${select.join(', ')} FROM ${from})`,
    columns: described.map(({ column, index, cast }) => ({
      ...column,
      raw: `r${index}`,
      typed: cast === null ? `r${index}` : `t${index}`,
      misfit: misfitSql(column, index),
    })),
  };
}

/** The rows with their number in a column `row`, which counts data rows from 1 over the files in their order. */
export function numberedRows(relation: Relation): string {
  return `(SELECT row_number() OVER () AS row, * FROM ${relation.sql})`;
}

/** The column of a name. Throws `input` where the data have none. */
export function columnNamed(relation: Relation, name: string): RelationColumn {
  const column = relation.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  const names = relation.columns.map((each) => each.name);
  throw new ModelyardError('input', `${relation.source.files[0]}: there is no column ${name}`, {
    hint: `The columns are: ${names.slice(0, 50).join(', ')}.`,
  });
}

const SQL_TYPE: Readonly<Record<string, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
};

function misfitSql({ logicalType, physicalType }: ColumnDescription, index: number): string {
  if (nativeType(physicalType) === logicalType) return 'false';
  if (SQL_TYPE[logicalType] === undefined) return `r${index} IS NOT NULL`;
  return `(r${index} IS NOT NULL AND t${index} IS NULL)`;
}

/** How a cell is read as its logical type; null: it is of that type already, or there is no way to read it so. */
function castSql({ name, logicalType, physicalType }: ColumnDescription): string | null {
  const target = SQL_TYPE[logicalType];
  const native = nativeType(physicalType);
  if (target === undefined || native === logicalType) return null;
  const raw = identifier(name);
  if (native === 'integer' && logicalType === 'number') return `${raw}::DOUBLE`;
  if (native === 'number' && logicalType === 'integer') {
    return `CASE WHEN ${raw} = floor(${raw}) AND isfinite(${raw}::DOUBLE) THEN TRY_CAST(${raw} AS BIGINT) END`;
  }
  // By way of text every format gives the same answer: DuckDB casts 5 to true and true to 1, but neither "5" nor "true".
  const text = physicalType === 'VARCHAR' ? raw : `${raw}::VARCHAR`;
  const cast = target === 'TIMESTAMP' ? utcCast(text) : `TRY_CAST(${text} AS ${target})`;
  const shape = TEXT_SHAPE[logicalType];
  return shape === undefined
    ? cast
    : `CASE WHEN regexp_full_match(trim(${text}), ${textLiteral(shape)}) THEN ${cast} END`;
}

/** A time with an offset is the instant in UTC; the plain cast would drop the offset. */
function utcCast(text: string): string {
  return `(TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`;
}

/** A cast takes more than is meant: 1.5 as the integer 2, 1_000 as a number, a time of day as a date. */
const TEXT_SHAPE: Readonly<Record<string, string>> = {
  integer: '[+-]?[0-9]{1,19}',
  number: '[^_]*',
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]00:00(:00([.]0+)?)?)?',
};

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
