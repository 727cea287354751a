import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from '../../ports/data-engine.ts';
import { type Connected, connectDuckdb } from './connect.ts';
import { dataError } from './data-error.ts';
import { openRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

export type SqlRow = Readonly<Record<string, unknown>>;

/** One open DuckDB and what is known about the datasets that were opened with it. */
export class EngineSession {
  readonly #memoryLimitMb: number;
  readonly #relations = new Map<string, Promise<Relation>>();
  #connected: Promise<Connected> | null = null;
  #temporaryFolder: string | null = null;
  #tables = 0;

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

  /** A folder for files of its own beside DuckDB's. */
  async makeFolder(name: string): Promise<string> {
    await this.connection();
    return mkdtemp(join(this.#temporaryFolder ?? tmpdir(), `${name}-`));
  }

  /** Opens a dataset: format, columns and types. Remembered for the session. */
  relation(source: DataSource): Promise<Relation> {
    const key = JSON.stringify([source.files, source.types, source.readings ?? {}]);
    const known = this.#relations.get(key);
    if (known !== undefined) return known;
    const opened = openRelation(this, source);
    this.#relations.set(key, opened);
    opened.catch(() => this.#relations.delete(key));
    return opened;
  }

  async close(): Promise<void> {
    const connected = await this.#connected?.catch(() => null);
    connected?.connection.closeSync();
    connected?.instance.closeSync();
    this.#connected = null;
    this.#relations.clear();
    if (this.#temporaryFolder !== null) await rm(this.#temporaryFolder, { recursive: true, force: true });
  }
}
