import type { DuckDBVector } from '@duckdb/node-api';
import type { Cells, FixedColumn, FixedData, RowFile } from './row-file.ts';
import { fixedArray } from './row-file.ts';

/** Fills a file of columns, each with as many rows as the others. */
export interface RowWriter {
  /** Vectors of the same rows, one for each column of the file. */
  add(vectors: readonly DuckDBVector[]): Promise<void>;
  /** Writes what is left; names of columns with a null. */
  finish(): Promise<ReadonlySet<string>>;
}

export function rowWriter(file: RowFile): RowWriter {
  const { columns, blockRows } = file;
  const blocks = columns.map(({ kind }) => ({
    data: fixedArray(kind, blockRows),
    missing: new Uint8Array(blockRows),
  }));
  const withNulls = new Set<string>();
  let [written, used] = [0, 0];
  const flush = async () => {
    for (const [place, block] of blocks.entries())
      await file.write(place, written, {
        data: block.data.subarray(0, used),
        missing: block.missing.subarray(0, used),
      });
    written += used;
    used = 0;
  };
  return {
    async add(vectors) {
      const count = vectors[0]?.itemCount ?? 0;
      for (let done = 0; done < count; ) {
        const rows = Math.min(count - done, blockRows - used);
        for (const [place, vector] of vectors.entries()) {
          const column = columns[place] as FixedColumn;
          const at = { vector, from: done, rows, place: used };
          if (fill(blocks[place] as Cells, column, at)) withNulls.add(column.name);
        }
        used += rows;
        done += rows;
        if (used === blockRows) await flush();
      }
    },
    async finish() {
      await flush();
      return withNulls;
    },
  };
}

interface Filling {
  readonly vector: DuckDBVector;
  /** First row of the vector, and how many. */
  readonly from: number;
  readonly rows: number;
  /** First row of the block. */
  readonly place: number;
}

/** Whether one of them is null. */
function fill(
  { data, missing }: Cells,
  { kind }: FixedColumn,
  { vector, from, rows, place }: Filling,
): boolean {
  const empty = kind === 'integer' ? 0n : 0;
  const cells = data as { [row: number]: unknown };
  let hasNull = false;
  for (let row = 0; row < rows; row++) {
    const value = vector.getItem(from + row);
    if (value === null) hasNull = true;
    missing[place + row] = value === null ? 1 : 0;
    cells[place + row] = value === null ? empty : kind === 'boolean' ? Number(value) : value;
  }
  return hasNull;
}

/** The same rows in another order, column by column, so that no two columns are in memory at once. The old file is removed. */
export async function reorderRows(from: RowFile, to: RowFile, order: Int32Array): Promise<RowFile> {
  for (const [place, { kind }] of from.columns.entries()) {
    const whole = { data: fixedArray(kind, order.length), missing: new Uint8Array(order.length) };
    await from.read(place, 0, whole);
    for (let start = 0; start < order.length; start += to.blockRows) {
      const rows = order.subarray(start, start + to.blockRows);
      await to.write(place, start, { data: pick(whole.data, rows), missing: pick(whole.missing, rows) });
    }
  }
  await from.remove();
  return to;
}

function pick<T extends FixedData>(data: T, rows: Int32Array): T {
  const picked = new (data.constructor as new (length: number) => T)(rows.length);
  for (let place = 0; place < rows.length; place++) picked[place] = data[rows[place] as number] as T[number];
  return picked;
}
