import type { DuckDBConnection } from '@duckdb/node-api';

const EVERY_MS = 250;

/** Rows of the running query: those that were read, of those that it will read as far as the engine knows. */
export interface QueryRows {
  readonly done: number;
  readonly total: number;
}

export type OnRows = (rows: QueryRows) => void;

/** Tells some times a second how far the query of a connection is, until what it returns is called. */
export function watchQuery(connection: Pick<DuckDBConnection, 'progress'>, onRows: OnRows): () => void {
  const timer = setInterval(() => {
    const { rows_processed, total_rows_to_process } = connection.progress;
    const [done, total] = [Number(rows_processed), Number(total_rows_to_process)];
    if (total > 0) onRows({ done: Math.min(done, total), total });
  }, EVERY_MS);
  // What only tells must not keep the process alive.
  timer.unref();
  return () => clearInterval(timer);
}
