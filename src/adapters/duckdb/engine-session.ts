import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import { USUAL_FORM } from '../../domain/data-form.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { chooseRows } from './choose-rows.ts';
import { type Connected, connectDuckdb } from './connect.ts';
import { dataError, fileIn, isBadText, type StandInFile } from './data-error.ts';
import { labelOf } from './label-of.ts';
import { openRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';
import { reshapeRelation } from './reshape-relation.ts';
import { textLiteral } from './sql.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { badTextError } from './text/bad-text-error.ts';
import { type OnRows, watchQuery } from './watch-query.ts';

/** So many folders above a file may be partitions. */
const MOST_FOLDERS = 20;

/** Cells of a group of rows, which each thread holds in memory while it writes them; and the rows that DuckDB allows. */
const GROUP_CELLS = 400_000;
const LEAST_GROUP_ROWS = 2048;
const MOST_GROUP_ROWS = 122_880;

export type SqlRow = Readonly<Record<string, unknown>>;

/** One open DuckDB and what is known about the datasets that were opened with it. */
export class EngineSession {
  readonly #memoryLimitMb: number;
  readonly #relations = new Map<string, Promise<Relation>>();
  #connected: Promise<Connected> | null = null;
  #temporaryFolder: string | null = null;
  /** The dataset that a file was last opened for. */
  readonly #datasets = new Map<string, DataSource>();
  readonly #standIns = new Map<string, StandInFile>();
  readonly #attached = new Map<string, Promise<string>>();
  #tables = 0;
  readonly #closers: (() => Promise<void>)[] = [];

  readonly #onRows: OnRows | null;

  constructor(memoryLimitMb: number, onRows: OnRows | null = null) {
    this.#memoryLimitMb = memoryLimitMb;
    this.#onRows = onRows;
  }

  async connection() {
    this.#connected ??= this.#open();
    return (await this.#connected).connection;
  }

  async #open(): Promise<Connected> {
    this.#temporaryFolder = await makeTemporaryFolder();
    return connectDuckdb({ memoryLimitMb: this.#memoryLimitMb, temporaryFolder: this.#temporaryFolder });
  }

  /** All rows of a query; `source` names the files in errors. */
  async rows(sql: string, source: DataSource): Promise<SqlRow[]> {
    const connection = await this.connection();
    const stop = this.#onRows === null ? null : watchQuery(connection, this.#onRows);
    try {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjects() as SqlRow[];
    } catch (cause) {
      throw await this.told(cause, source);
    } finally {
      stop?.();
    }
  }

  /** Gives the rows of a query chunk by chunk, in their order, and keeps none. */
  async eachChunk(
    sql: string,
    source: DataSource,
    look: (chunk: DuckDBDataChunk) => void | Promise<void>,
  ): Promise<void> {
    const connection = await this.connection();
    const stop = this.#onRows === null ? null : watchQuery(connection, this.#onRows);
    try {
      const result = await connection.stream(sql);
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        await look(chunk);
    } catch (cause) {
      throw cause instanceof ModelyardError ? cause : await this.told(cause, source);
    } finally {
      stop?.();
    }
  }

  /** What went wrong with a query, as an error of ours. */
  async told(cause: unknown, given: DataSource): Promise<unknown> {
    const file = fileIn(messageOf(cause), { source: given, standIns: this.#standIns });
    const dataset = file === null ? undefined : this.#datasets.get(file);
    const source = dataset === undefined ? given : { ...dataset, files: given.files };
    if (file === null || !isBadText(messageOf(cause)) || !/\.(csv|tsv|txt)/i.test(file))
      return dataError(cause, { source, standIns: this.#standIns });
    return badTextError({ path: file, label: labelOf(source, file), csv: source.form?.csv ?? null }, 'utf-8');
  }

  /** The path of a file that DuckDB is to read in the place of another one; it lasts until `close`. */
  async standIn(original: string): Promise<string> {
    await this.connection();
    const folder = join(this.#temporaryFolder ?? tmpdir(), `text-${this.#standIns.size}`);
    // Folders of partitions are read off the path.
    const parts = original
      .split(sep)
      .slice(-MOST_FOLDERS, -1)
      .filter((part) => part.includes('='));
    await mkdir(join(folder, ...parts), { recursive: true });
    const path = join(folder, ...parts, basename(original).replace(/\.(gz|zst)$/i, ''));
    this.#standIns.set(path, { original, removed: [] });
    return path;
  }

  /** Says which lines of the original a stand-in lacks. */
  describeStandIn(path: string, removed: readonly number[]): void {
    const known = this.#standIns.get(path);
    if (known !== undefined) this.#standIns.set(path, { ...known, removed });
  }

  /** Opens a DuckDB file for reading and gives the name that SQL knows it by. */
  attach(path: string, source: DataSource): Promise<string> {
    const known = this.#attached.get(path);
    if (known !== undefined) return known;
    const name = `file_${this.#attached.size}`;
    const attached = this.rows(`ATTACH ${textLiteral(path)} AS ${name} (TYPE duckdb, READ_ONLY)`, {
      ...source,
      files: [path],
    }).then(() => name);
    this.#attached.set(path, attached);
    attached.catch(() => this.#attached.delete(path));
    return attached;
  }

  /** Runs a query once and keeps its rows, in their order, until `close` or `drop`; gives the name of the table. */
  async keep(query: string, source: DataSource): Promise<string> {
    this.#tables += 1;
    const table = `kept_${this.#tables}`;
    await this.rows(`CREATE TEMP TABLE ${table} AS ${query}`, source);
    return table;
  }

  async drop(table: string, source: DataSource): Promise<void> {
    await this.rows(`DROP TABLE ${table}`, source);
  }

  /** Runs a query once and keeps its rows, in their order, in a Parquet file until `close` or `remove`; gives its path. */
  async store(
    query: string,
    { source, columns }: { readonly source: DataSource; readonly columns: number },
  ): Promise<string> {
    await this.connection();
    this.#tables += 1;
    const path = join(this.#temporaryFolder ?? tmpdir(), `stored-${this.#tables}.parquet`);
    const rows = Math.min(MOST_GROUP_ROWS, Math.max(LEAST_GROUP_ROWS, Math.floor(GROUP_CELLS / columns)));
    await this.rows(
      `COPY (${query}) TO ${textLiteral(path)} (FORMAT parquet, ROW_GROUP_SIZE ${rows})`,
      source,
    );
    return path;
  }

  /** A path for a file of columns that lasts until `close`. */
  async newPath(name: string): Promise<string> {
    await this.connection();
    this.#tables += 1;
    return join(this.#temporaryFolder ?? tmpdir(), `${name}-${this.#tables}`);
  }

  /** What has to be done before the temporary files are removed. */
  beforeClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** A folder for files of its own beside DuckDB's. */
  async makeFolder(name: string): Promise<string> {
    await this.connection();
    return mkdtemp(join(this.#temporaryFolder ?? tmpdir(), `${name}-`));
  }

  /** Opens a dataset: format, columns and types. Remembered for the session. */
  relation(source: DataSource): Promise<Relation> {
    const key = JSON.stringify([
      source.files,
      source.types,
      source.readings ?? {},
      source.form ?? null,
      source.base ?? null,
      source.reshape ?? null,
    ]);
    const known = this.#relations.get(key);
    if (known !== undefined) return known;
    for (const file of source.files) this.#datasets.set(file, source);
    const opened = this.#relation(source);
    this.#relations.set(key, opened);
    opened.catch(() => this.#relations.delete(key));
    return opened;
  }

  async #relation({ reshape, ...source }: DataSource): Promise<Relation> {
    if (reshape !== undefined)
      return reshapeRelation(this, { relation: await this.relation(source), source, reshape });
    const { rows: choices, ...form } = source.form ?? {};
    if (choices === undefined) return openRelation(this, source);
    const relation = await this.relation({ ...source, form: { ...USUAL_FORM, ...form } });
    return chooseRows(this, { relation, source, choices });
  }

  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0)) await closer();
    const connected = await this.#connected?.catch(() => null);
    connected?.connection.closeSync();
    connected?.instance.closeSync();
    this.#connected = null;
    this.#relations.clear();
    this.#datasets.clear();
    this.#standIns.clear();
    this.#attached.clear();
    if (this.#temporaryFolder !== null) await rm(this.#temporaryFolder, { recursive: true, force: true });
  }
}
