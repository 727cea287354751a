import type { DuckDBVector } from '@duckdb/node-api';
import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import type { RelationColumn } from './relation.ts';

/** What stands for a cell without a value; one that is no finite number is NaN. */
export const ABSENT = Number.POSITIVE_INFINITY;

/** A column as `eachNumbers` gives it. */
export function codedSql({ typed }: Pick<RelationColumn, 'typed'>): string {
  const value = `(${typed})::DOUBLE`;
  return `CASE WHEN ${value} IS NULL THEN 'inf'::DOUBLE WHEN isfinite(${value}) THEN ${value} ELSE 'nan'::DOUBLE END`;
}

interface Asked {
  readonly source: DataSource;
  /** The FROM item that is read. */
  readonly from: string;
  /** Doubles in SQL, none of them null. */
  readonly values: readonly string[];
}

/**
 * Gives columns of doubles some thousand rows at a time, in the order of the rows; they are overwritten by the next ones. To
 * count, bin and add up numbers here takes a third of the time of the queries that would, and one pass for all of it.
 */
export async function eachNumbers(
  session: EngineSession,
  { source, from, values }: Asked,
  look: (columns: readonly Float64Array[], rows: number) => void,
): Promise<void> {
  let columns: readonly Float64Array[] = [];
  const select = values.map((value, index) => `${value} AS v${index}`);
  await session.eachChunk(`SELECT ${select.join(', ')} FROM ${from}`, source, (chunk) => {
    const { rowCount } = chunk;
    if (rowCount > (columns[0]?.length ?? 0)) columns = values.map(() => new Float64Array(rowCount));
    for (const [index, column] of columns.entries())
      copyItems(chunk.getColumnVector(index) as DuckDBVector<number>, column, rowCount);
    look(columns, rowCount);
  });
}

function copyItems(vector: DuckDBVector<number>, column: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) column[row] = vector.getItem(row) as number;
}
