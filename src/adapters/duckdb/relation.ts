import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import type { DataFormat } from './recognise-file.ts';
import { identifier, textLiteral } from './sql.ts';

/** A dataset as SQL sees it. */
export interface Relation {
  readonly source: DataSource;
  readonly format: DataFormat;
  /** FROM item that gives the columns as the file has them; in CSV all are text. */
  readonly sql: string;
  readonly columns: readonly RelationColumn[];
}

export interface RelationColumn extends ColumnDescription {
  /** The column as the file has it. */
  readonly raw: string;
  /** Expression of the logical type; null where a cell does not fit it. */
  readonly typed: string;
  /** Condition that is true where a cell is there and does not fit the logical type. */
  readonly misfit: string;
}

/** The function that reads the files. CSV cells stay text: an unquoted empty cell is null, a quoted one is empty text. */
export function readerSql(files: readonly string[], format: DataFormat): string {
  const list = `[${files.map((file) => textLiteral(escapeGlob(file))).join(', ')}]`;
  if (format === 'parquet') return `read_parquet(${list}, union_by_name = false)`;
  if (format === 'jsonl') return `read_json(${list}, format = 'newline_delimited', sample_size = -1)`;
  const options = [
    'header = true',
    'all_varchar = true',
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'null_padding = false',
  ];
  return `read_csv(${list}, ${options.join(', ')})`;
}

/** DuckDB expands patterns itself; a file name that looks like one must not be expanded. */
function escapeGlob(path: string): string {
  return path.replace(/[[\]*?]/g, (sign) => `[${sign}]`);
}

const SQL_TYPE: Readonly<Record<string, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
};

/** How a column is read as its logical type. */
export function relationColumn(description: ColumnDescription): RelationColumn {
  const raw = identifier(description.name);
  const { logicalType, physicalType } = description;
  const target = SQL_TYPE[logicalType];
  if (target === undefined) return { ...description, raw, typed: raw, misfit: 'false' };
  const isText = physicalType === 'VARCHAR';
  const fits = logicalType === 'integer' ? integerFits(raw, physicalType) : null;
  const cast = `TRY_CAST(${raw} AS ${target})`;
  const typed = fits === null ? cast : `CASE WHEN ${fits} THEN ${cast} END`;
  if (!isText && fits === null && nativeType(physicalType) === logicalType)
    return { ...description, raw, typed, misfit: 'false' };
  return { ...description, raw, typed, misfit: `(${raw} IS NOT NULL AND (${typed}) IS NULL)` };
}

/** DuckDB rounds '1.5' to 2 when it casts to an integer; null: the cast alone is right. */
function integerFits(raw: string, physicalType: string): string | null {
  if (physicalType === 'VARCHAR') return `regexp_full_match(trim(${raw}), '[+-]?[0-9]{1,19}')`;
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(physicalType))
    return `${raw} = floor(${raw}) AND NOT isinf(${raw}::DOUBLE)`;
  return null;
}

const NATIVE: readonly (readonly [RegExp, string])[] = [
  [/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|BIGNUM)$/, 'integer'],
  [/^(DOUBLE|FLOAT|DECIMAL.*)$/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'timestamp'],
  [/^TIME/, 'time'],
  [/(\[\d*\]$|^LIST|^ARRAY)/, 'array'],
  [/^(STRUCT|MAP|UNION|JSON)/, 'object'],
];

/** Logical type of a DuckDB type. */
export function nativeType(physicalType: string): string {
  return NATIVE.find(([pattern]) => pattern.test(physicalType))?.[1] ?? 'string';
}
