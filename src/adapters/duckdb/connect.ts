import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ModelyardError, messageOf } from '../../errors.ts';
import { loadAddOn } from '../add-ons/load-add-on.ts';

export interface Connected {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

export interface ConnectOptions {
  /** DuckDB spills to disk beyond it. */
  readonly memoryLimitMb: number;
  readonly temporaryFolder: string;
}

/** Opens DuckDB in memory; nothing is installed, loaded or fetched from anywhere. The add-on is loaded here and not before. */
export async function connectDuckdb({ memoryLimitMb, temporaryFolder }: ConnectOptions): Promise<Connected> {
  const load = loadAddOn('@duckdb/node-api', () => import('@duckdb/node-api'));
  const { DuckDBInstance: Instance } = await load.catch((cause: unknown) => {
    throw new ModelyardError(
      'outside',
      `DuckDB cannot be loaded on ${process.platform}-${process.arch}: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run npm ci; if the platform has no build of @duckdb/node-api, use Linux or macOS on x64 or arm64.',
      },
    );
  });
  const instance = await Instance.create(':memory:', {
    memory_limit: `${memoryLimitMb}MB`,
    temp_directory: temporaryFolder,
    // What is read of files the system keeps in memory already.
    enable_external_file_cache: 'false',
    // Memory goes back to the system when a query ends: what follows needs it.
    allocator_flush_threshold: '1MB',
    allocator_bulk_deallocation_flush_threshold: '1MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  // Progress is asked for, never printed.
  await connection.run(
    "SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET lock_configuration = true",
  );
  return { instance, connection };
}
