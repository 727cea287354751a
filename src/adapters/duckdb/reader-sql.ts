import type { CsvForm } from '../../domain/data-form.ts';
import { textLiteral } from './sql.ts';

/** How files are read. All of it is said; nothing is left for DuckDB to detect from a sample. */
export type Reading =
  /**
   * `isNumbered` adds the column `file_row_number`, which counts from 0; `isText` takes bytes for text that do not say what
   * they are.
   */
  | { readonly format: 'parquet'; readonly isNumbered?: boolean; readonly isText?: boolean }
  | {
      readonly format: 'csv';
      readonly delimiter: string;
      readonly names: readonly string[];
      readonly form: CsvForm;
      /** What ends a line; without it DuckDB takes the first line break of the file, be it in quotes or not. */
      readonly newLine?: '\r\n';
    }
  /** Lines of text, in a column `line`. */
  | { readonly format: 'lines' }
  /** JSON, one object a line or a list of objects; without types, DuckDB reads all rows to find them. */
  | {
      readonly format: 'jsonl';
      readonly isList: boolean;
      readonly types: readonly (readonly [name: string, type: string])[] | null;
    }
  /** Whole JSON values, in a column `json`. */
  | { readonly format: 'json-values'; readonly isList: boolean }
  /** A table of an attached DuckDB file, as SQL names it. */
  | { readonly format: 'duckdb'; readonly table: string };

/**
 * The FROM item that reads the files. CSV cells stay text: an unquoted empty cell is null, a quoted one is empty text.
 * `partitioned` adds the folders named `key=value` as columns of text.
 */
export function readerSql(files: readonly string[], reading: Reading, partitioned = false): string {
  const list = `[${files.map((file) => textLiteral(escapeGlob(file))).join(', ')}]`;
  const folders = partitioned
    ? 'hive_partitioning = true, hive_types_autocast = false'
    : 'hive_partitioning = false';
  switch (reading.format) {
    case 'parquet':
      return `read_parquet(${list}, union_by_name = false, ${folders}${parquetOptions(reading)})`;
    case 'jsonl':
      return `read_json(${list}, ${jsonOptions(reading)}, ${folders})`;
    case 'json-values':
      return `read_json(${list}, ${jsonOptions({ ...reading, types: [['json', 'JSON']] })}, records = false)`;
    case 'lines':
      return `read_csv(${list}, auto_detect = false, header = false, delim = '${NO_CHARACTER}', quote = '', escape = '', strict_mode = false, ${LINE_SIZES}, columns = {'line': 'VARCHAR'})`;
    case 'csv':
      return `read_csv(${list}, ${csvOptions(reading)}, ${folders})`;
    case 'duckdb':
      return reading.table;
  }
}

function parquetOptions({
  isNumbered = false,
  isText = false,
}: Extract<Reading, { readonly format: 'parquet' }>): string {
  return `${isNumbered ? ', file_row_number = true' : ''}${isText ? ', binary_as_string = true' : ''}`;
}

function csvOptions({
  delimiter,
  names,
  form,
  newLine,
}: Extract<Reading, { readonly format: 'csv' }>): string {
  return [
    'auto_detect = false',
    `header = ${form.names === null}`,
    `delim = ${textLiteral(delimiter)}`,
    `quote = ${textLiteral(form.quote)}`,
    `escape = ${textLiteral(form.escape)}`,
    `nullstr = [${nullSpellings(form).map(textLiteral).join(', ')}]`,
    LINE_SIZES,
    // DuckDB wants the two signs spelt out.
    ...(newLine === undefined ? [] : [`new_line = '\\r\\n'`]),
    'allow_quoted_nulls = false',
    'null_padding = false',
    `columns = ${columnTypes(names.map((name) => [name, 'VARCHAR']))}`,
  ].join(', ');
}

/** Longest line. DuckDB takes buffers of twice its length, one for each of its threads: they must fit the memory it may use. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const LINE_SIZES = `max_line_size = ${LONGEST_LINE_BYTES}, buffer_size = ${2 * LONGEST_LINE_BYTES}`;

/** No text holds this sign. */
const NO_CHARACTER = '\u{10ffff}';

/** DuckDB takes no empty list. */
function nullSpellings({ nulls }: CsvForm): readonly string[] {
  return nulls.length === 0 ? [NO_CHARACTER] : nulls;
}

function jsonOptions({
  types,
  isList,
}: Pick<Extract<Reading, { readonly format: 'jsonl' }>, 'types' | 'isList'>): string {
  const options = [
    `format = '${isList ? 'array' : 'newline_delimited'}'`,
    `maximum_object_size = ${LONGEST_LINE_BYTES}`,
  ];
  const shape =
    types === null
      ? ['sample_size = -1', 'records = true', 'map_inference_threshold = -1']
      : [`columns = ${columnTypes(types)}`];
  return [...options, ...shape].join(', ');
}

function columnTypes(types: readonly (readonly [string, string])[]): string {
  return `{${types.map(([name, type]) => `${textLiteral(name)}: ${textLiteral(type)}`).join(', ')}}`;
}

/** DuckDB expands patterns itself; a file name that looks like one must not be expanded. */
function escapeGlob(path: string): string {
  return path.replace(/[[\]*?]/g, (sign) => `[${sign}]`);
}
