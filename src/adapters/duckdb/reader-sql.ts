import { textLiteral } from './sql.ts';

/** How files are read. All of it is said; nothing is left for DuckDB to detect from a sample. */
export type Reading =
  | { readonly format: 'parquet' }
  | { readonly format: 'csv'; readonly delimiter: string; readonly names: readonly string[] }
  /** Lines of text, in a column `line`. */
  | { readonly format: 'lines' }
  /** JSON Lines; without types, DuckDB reads all rows to find them. */
  | { readonly format: 'jsonl'; readonly types: readonly (readonly [name: string, type: string])[] | null };

/** The function that reads the files. CSV cells stay text: an unquoted empty cell is null, a quoted one is empty text. */
export function readerSql(files: readonly string[], reading: Reading): string {
  const list = `[${files.map((file) => textLiteral(escapeGlob(file))).join(', ')}]`;
  switch (reading.format) {
    case 'parquet':
      return `read_parquet(${list}, union_by_name = false)`;
    case 'jsonl':
      return `read_json(${list}, ${jsonOptions(reading.types)})`;
    case 'lines':
      return `read_csv(${list}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', strict_mode = false, columns = {'line': 'VARCHAR'})`;
    case 'csv':
      return `read_csv(${list}, ${csvOptions(reading.delimiter, reading.names)})`;
  }
}

function csvOptions(delimiter: string, names: readonly string[]): string {
  return [
    'auto_detect = false',
    'header = true',
    `delim = ${textLiteral(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'null_padding = false',
    `columns = ${columnTypes(names.map((name) => [name, 'VARCHAR']))}`,
  ].join(', ');
}

/** Longest line. DuckDB takes buffers of twice its length, one for each of its threads: they must fit the memory it may use. */
const LONGEST_JSON_BYTES = 16 * 1024 * 1024;

function jsonOptions(types: readonly (readonly [string, string])[] | null): string {
  const options = ["format = 'newline_delimited'", `maximum_object_size = ${LONGEST_JSON_BYTES}`];
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
