/** How the files of a dataset are to be read, as far as they do not say it themselves. */
export interface DataForm {
  /** null: the usual CSV. */
  readonly csv: CsvForm | null;
  /** Table of a DuckDB file, `name` or `schema.name`; null: its only one. */
  readonly table: string | null;
  /** Whether folders named `key=value` give columns. */
  readonly partitions: 'hive' | 'none';
  /** What a column is in a file that lacks it: an error, or null, which is then told. */
  readonly missingColumns: 'error' | 'null';
  /** The rows that belong to the dataset: those that have one of these values in each of these columns; absent: all. */
  readonly rows?: readonly RowChoice[];
}

export interface RowChoice {
  readonly column: string;
  readonly values: readonly (string | number | boolean)[];
}

export interface CsvForm {
  /** null: found in the header. */
  readonly delimiter: string | null;
  /** Empty: nothing is quoted. */
  readonly quote: string;
  /** The sign before a quote inside of quotes. */
  readonly escape: string;
  /** null: UTF-8, or UTF-16 where a byte order mark says so. */
  readonly encoding: string | null;
  readonly numbers: NumberForm;
  /** Unquoted cells that are null. */
  readonly nulls: readonly string[];
  /** Names of the columns of a file without a header; null: it has one. */
  readonly names: readonly string[] | null;
  /** Lines that begin with it are left out; null: none is. */
  readonly comment: string | null;
}

/** How people write numbers: 1.234,5 has the decimal sign `,` and the thousands sign `.`. */
export interface NumberForm {
  readonly decimal: string;
  /** null: digits are not grouped. */
  readonly thousands: string | null;
}

export const USUAL_CSV: CsvForm = {
  delimiter: null,
  quote: '"',
  escape: '"',
  encoding: null,
  numbers: { decimal: '.', thousands: null },
  nulls: [''],
  names: null,
  comment: null,
};

export const USUAL_FORM: DataForm = { csv: null, table: null, partitions: 'hive', missingColumns: 'error' };

/** Names of encodings that a config may say. */
export const ENCODINGS = [
  'utf-8',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'latin-1',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;
