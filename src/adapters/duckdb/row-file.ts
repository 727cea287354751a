import { type FileHandle, open, rm } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';

/** A column whose cells all take the same number of bytes. */
export interface FixedColumn {
  readonly name: string;
  readonly kind: FixedKind;
}

export type FixedKind = 'number' | 'integer' | 'boolean';
export type FixedData = Float64Array | BigInt64Array | Uint8Array;

const BYTES: Readonly<Record<FixedKind, number>> = { number: 8, integer: 8, boolean: 1 };

/** Cells of a block, which is in memory while it is filled; and its rows. */
const BLOCK_CELLS = 1_000_000;
const MOST_BLOCK_ROWS = 2 ** 16;
const LEAST_BLOCK_ROWS = 2 ** 10;

/** Neighbouring rows of one column, with a flag for each that is 1 where the cell is null. */
export interface Cells {
  readonly data: FixedData;
  readonly missing: Uint8Array;
}

/** Columns of fixed width in a file, block by block: within a block all cells of the first column, then its flags, then the next. */
export interface RowFile {
  readonly columns: readonly FixedColumn[];
  readonly blockRows: number;
  /** Writes rows that lie within one block. */
  write(column: number, from: number, cells: Cells): Promise<void>;
  /** Fills `cells` with the rows from `from` on. */
  read(column: number, from: number, cells: Cells): Promise<void>;
  /** Closes the file and removes it. */
  remove(): Promise<void>;
}

export async function createRowFile(path: string, columns: readonly FixedColumn[]): Promise<RowFile> {
  const fitting = Math.floor(BLOCK_CELLS / Math.max(1, columns.length));
  const blockRows = Math.min(MOST_BLOCK_ROWS, Math.max(LEAST_BLOCK_ROWS, fitting));
  const starts: number[] = [];
  let blockBytes = 0;
  for (const { kind } of columns) {
    starts.push(blockBytes);
    blockBytes += (BYTES[kind] + 1) * blockRows;
  }
  const file = await told(path, () => open(path, 'wx+', 0o600));
  const each = (transfer: Transfer) => (column: number, from: number, cells: Cells) => {
    const width = BYTES[(columns[column] as FixedColumn).kind];
    return told(path, async () => {
      for (const { block, first, place, rows } of parts(from, cells.data.length, blockRows)) {
        const start = block * blockBytes + (starts[column] as number);
        await transfer(file, bytesOf(cells.data, place, rows), start + first * width);
        await transfer(file, bytesOf(cells.missing, place, rows), start + blockRows * width + first);
      }
    });
  };
  return {
    columns,
    blockRows,
    write: each(writeAll),
    read: each(readAll),
    remove: async () => {
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** An array for so many cells. */
export function fixedArray(kind: FixedKind, rows: number): FixedData {
  if (kind === 'number') return new Float64Array(rows);
  return kind === 'integer' ? new BigInt64Array(rows) : new Uint8Array(rows);
}

interface Part {
  readonly block: number;
  /** First row within the block. */
  readonly first: number;
  /** Where it stands in the array that is filled or written. */
  readonly place: number;
  readonly rows: number;
}

/** The parts of neighbouring rows that lie in one block each. */
function* parts(from: number, count: number, blockRows: number): Generator<Part, void> {
  for (let place = 0; place < count; ) {
    const [block, first] = [Math.floor((from + place) / blockRows), (from + place) % blockRows];
    const rows = Math.min(blockRows - first, count - place);
    yield { block, first, place, rows };
    place += rows;
  }
}

function bytesOf(data: FixedData, place: number, rows: number): Uint8Array {
  const width = data.BYTES_PER_ELEMENT;
  return new Uint8Array(data.buffer, data.byteOffset + place * width, rows * width);
}

type Transfer = (file: FileHandle, bytes: Uint8Array, position: number) => Promise<void>;

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

async function readAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new Error('it ends too early');
    done += bytesRead;
  }
}

/** Most often the disk is full. */
async function told<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (cause) {
    throw new ModelyardError('outside', `columns cannot be kept in ${path}: ${messageOf(cause)}`, {
      cause,
      hint: 'Make room there, or let TMPDIR name a folder on a larger disk.',
    });
  }
}
