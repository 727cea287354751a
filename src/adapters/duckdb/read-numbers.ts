import type { EngineSession } from './engine-session.ts';
import type { Relation } from './relation.ts';

/** A column of numbers in memory. */
export interface ReadNumbers {
  /** In the order of the rows. */
  readonly finite: Float64Array;
  readonly nulls: number;
  readonly nonFinite: number;
}

interface Place {
  readonly session: EngineSession;
  readonly relation: Relation;
  /** The FROM item that is read. */
  readonly from: string;
  /** No more than so many rows are there. */
  readonly rows: number;
}

/**
 * Reads columns of doubles, given as SQL, at once: to read and sort some ten thousand values here takes a tenth of the time of
 * the queries, two a column, that would tell their quantiles and count their bins.
 */
export async function readNumbers(
  { session, relation, from, rows }: Place,
  values: readonly string[],
): Promise<ReadNumbers[]> {
  if (values.length === 0) return [];
  const columns = values.map(() => new Float64Array(rows));
  const counts = values.map(() => ({ finite: 0, nulls: 0, nonFinite: 0 }));
  const select = values.map((value, index) => `${value} AS v${index}`);
  await session.eachChunk(`SELECT ${select.join(', ')} FROM ${from}`, relation.source, (chunk) => {
    const { rowCount } = chunk;
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index);
      const count = counts[index] as (typeof counts)[number];
      for (let item = 0; item < rowCount; item++) {
        const value = vector.getItem(item) as number | null;
        if (value === null) count.nulls++;
        else if (Number.isFinite(value)) column[count.finite++] = value;
        else count.nonFinite++;
      }
    }
  });
  return columns.map((column, index) => {
    const { finite, nulls, nonFinite } = counts[index] as (typeof counts)[number];
    return { finite: column.subarray(0, finite), nulls, nonFinite };
  });
}
