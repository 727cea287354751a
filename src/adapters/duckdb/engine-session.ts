import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { type Connected, connectDuckdb } from './connect.ts';
import { inferTypes } from './infer-types.ts';
import { assertDataFile, type DataFormat, formatOf } from './recognise-file.ts';
import { nativeType, type Relation, readerSql, relationColumn } from './relation.ts';

export type SqlRow = Readonly<Record<string, unknown>>;

/** One open DuckDB and what is known about the datasets that were opened with it. */
export class EngineSession {
  readonly #memoryLimitMb: number;
  readonly #relations = new Map<string, Promise<Relation>>();
  #connected: Promise<Connected> | null = null;
  #temporaryFolder: string | null = null;

  constructor(memoryLimitMb: number) {
    this.#memoryLimitMb = memoryLimitMb;
  }

  async connection() {
    this.#connected ??= this.#open();
    return (await this.#connected).connection;
  }

  async #open(): Promise<Connected> {
    this.#temporaryFolder = await mkdtemp(join(tmpdir(), 'modelyard-duckdb-'));
    return connectDuckdb({ memoryLimitMb: this.#memoryLimitMb, temporaryFolder: this.#temporaryFolder });
  }

  /** All rows of a query; `source` names the files in errors. */
  async rows(sql: string, source: DataSource): Promise<SqlRow[]> {
    const connection = await this.connection();
    try {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjects() as SqlRow[];
    } catch (cause) {
      throw dataError(cause, source);
    }
  }

  /** Opens a dataset: format, columns and types. Remembered for the session. */
  relation(source: DataSource): Promise<Relation> {
    const key = JSON.stringify([source.files, source.types]);
    const known = this.#relations.get(key);
    if (known !== undefined) return known;
    const opened = this.#openRelation(source);
    this.#relations.set(key, opened);
    opened.catch(() => this.#relations.delete(key));
    return opened;
  }

  async #openRelation(source: DataSource): Promise<Relation> {
    const format = commonFormat(source.files);
    for (const file of source.files) await assertDataFile(file, format);
    const physical = await this.#sameColumns(source, format);
    const sql = readerSql(source.files, format);
    const inferred =
      format === 'csv'
        ? await inferTypes(this, { sql, source, columns: physical.map(({ name }) => name) })
        : {};
    const columns = physical.map(({ name, physicalType }): ColumnDescription => {
      const own = format === 'csv' ? (inferred[name] ?? 'string') : nativeType(physicalType);
      return { name, physicalType, logicalType: source.types[name] ?? own };
    });
    return { source, format, sql, columns: columns.map(relationColumn) };
  }

  /** Every file must have the same columns in the same order: a silent union would invent nulls. */
  async #sameColumns(source: DataSource, format: DataFormat) {
    let first: { name: string; physicalType: string }[] | null = null;
    for (const file of source.files) {
      const one = { ...source, files: [file] };
      const rows = await this.rows(`DESCRIBE SELECT * FROM ${readerSql([file], format)}`, one);
      const columns = rows.map((row) => ({
        name: String(row.column_name),
        physicalType: String(row.column_type),
      }));
      assertColumns(
        columns.map(({ name }) => name),
        file,
      );
      first ??= columns;
      const difference =
        columns.find((column, index) => column.name !== first?.[index]?.name) ?? first[columns.length];
      if (difference !== undefined) {
        throw new ModelyardError(
          'input',
          `${file}: its columns differ from those of ${source.files[0]}, beginning with ${difference.name}`,
          {
            hint: 'All files of one dataset must have the same columns in the same order.',
          },
        );
      }
    }
    return first ?? [];
  }

  async close(): Promise<void> {
    const connected = await this.#connected?.catch(() => null);
    connected?.connection.closeSync();
    connected?.instance.closeSync();
    this.#connected = null;
    if (this.#temporaryFolder !== null) await rm(this.#temporaryFolder, { recursive: true, force: true });
  }
}

function commonFormat(files: readonly string[]): DataFormat {
  const formats = new Set(files.map(formatOf));
  const [format] = formats;
  if (format === undefined) throw new ModelyardError('internal', 'a dataset without files');
  if (formats.size === 1) return format;
  throw new ModelyardError(
    'input',
    `files of one dataset must have one format; found ${[...formats].join(', ')}`,
  );
}

function assertColumns(names: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (seen.has(folded))
      throw new ModelyardError(
        'input',
        `${file}: column ${JSON.stringify(name)} stands twice (upper and lower case count as equal)`,
      );
    seen.add(folded);
  }
}

/** What DuckDB says about bad data, without its internals. */
function dataError(cause: unknown, source: DataSource): ModelyardError {
  const message = messageOf(cause);
  const label =
    source.files.length === 1
      ? (source.files[0] ?? '')
      : `${source.files[0]} and ${source.files.length - 1} more files`;
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (/Invalid unicode|not utf-8|Invalid Input Error.*unicode/i.test(message)) {
    return new ModelyardError(
      'input',
      `${label} is not UTF-8 text${line === undefined ? '' : ` (line ${line})`}`,
      { cause, hint: 'Convert it to UTF-8.' },
    );
  }
  const ragged = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (ragged !== null) {
    return new ModelyardError(
      'input',
      `${label}: line ${line ?? '?'} has ${ragged[2]} cells, the header has ${ragged[1]}`,
      { cause },
    );
  }
  const known = KNOWN_PROBLEMS.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return new ModelyardError('input', `${label} ${known[1]}`, { cause });
  const isOutside = /^(IO Error|Out of Memory|Permission)/i.test(message);
  return new ModelyardError(
    isOutside ? 'unreadable' : 'input',
    `${basename(label)} cannot be read as data: ${message.split('\n')[0]?.slice(0, 300)}`,
    { cause },
  );
}

const KNOWN_PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [
    /Maximum line size|Value with unterminated quote/i,
    'has a line of more than 2 MB, or a quote that is never closed',
  ],
  [/sniffing file|not possible to automatically detect/i, 'is not a CSV file whose delimiter can be told'],
  [
    /No magic bytes|Parquet.*(corrupt|invalid)|Invalid Parquet|TProtocolException|Footer/i,
    'is a damaged Parquet file',
  ],
  [/Malformed JSON|JSON transform error/i, 'is not JSON Lines: every line must be one object'],
];
