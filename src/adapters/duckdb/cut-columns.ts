import { type FileHandle, open } from 'node:fs/promises';
import type { Reading } from './reader-sql.ts';

export type CsvReading = Extract<Reading, { readonly format: 'csv' }>;

interface Cut {
  readonly path: string;
  readonly reading: CsvReading;
  readonly parts: readonly CutPart[];
}

/** A file that is written. */
export interface CutPart {
  readonly path: string;
  /** Its last column, counted from 1: each part has those that follow the one before. Of one column alone an empty cell would be no line. */
  readonly last: number;
}

const CHUNK_BYTES = 1024 * 1024;
const [LINE_FEED, RETURN] = [10, 13];
const NEW_LINE = Buffer.of(LINE_FEED);

/**
 * Cuts a CSV file lengthwise in one pass, so that each part can be parsed without going through all of it. Only what is plain
 * is cut: nothing is quoted, every line has all cells and none is empty. Says whether it was; else the parts are of no use.
 */
export async function cutColumns({ path, reading, parts }: Cut): Promise<boolean> {
  const signs = [reading.form.quote, reading.form.escape].filter((sign) => sign !== '');
  if (/\.(gz|zst)$/i.test(path) || ![reading.delimiter, ...signs].every(isByte)) return false;
  const files: FileHandle[] = [];
  try {
    files.push(await open(path));
    for (const part of parts) files.push(await open(part.path, 'w'));
    const [whole, ...cut] = files as [FileHandle, ...FileHandle[]];
    return await cutFile(whole, cut, { ...reading, signs, ends: parts.map(({ last }) => last) });
  } finally {
    for (const file of files) await file.close();
  }
}

function isByte(sign: string): boolean {
  return sign.length === 1 && sign.charCodeAt(0) < 128;
}

type Dialect = Pick<CsvReading, 'delimiter' | 'names' | 'form'> & {
  readonly signs: readonly string[];
  readonly ends: readonly number[];
};

async function cutFile(whole: FileHandle, parts: readonly FileHandle[], dialect: Dialect): Promise<boolean> {
  const cutter = new LineCutter(dialect);
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await whole.read(chunk, 0, CHUNK_BYTES);
    if (bytesRead === 0) return cutter.isWhole();
    const bytes = chunk.subarray(0, bytesRead);
    if (dialect.signs.some((sign) => bytes.includes(sign)) || !cutter.cut(bytes)) return false;
    for (const [index, part] of parts.entries()) {
      const pieces = cutter.take(index);
      if (pieces.length > 0) await part.writev(pieces);
    }
  }
}

/** Tells which bytes of a file belong to which part. */
class LineCutter {
  readonly #columns: number;
  readonly #delimiter: number;
  readonly #last: readonly number[];
  readonly #pieces: Buffer[][];
  #isHeader: boolean;
  /** Columns that have ended in this line. */
  #ended = 0;
  #part = 0;
  #lineBytes = 0;
  #previous = LINE_FEED;

  constructor({ delimiter, names, form, ends }: Dialect) {
    this.#columns = names.length;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#last = ends;
    this.#pieces = this.#last.map(() => []);
    this.#isHeader = form.names === null;
  }

  /** false where the bytes are not plain. */
  cut(bytes: Buffer): boolean {
    if (!this.#hasWholeReturns(bytes)) return false;
    let from = 0;
    const delimiter = this.#delimiter;
    let boundary = this.#last[this.#part] as number;
    for (let place = 0; place < bytes.length; place++) {
      const byte = bytes[place];
      if (byte === delimiter) {
        this.#ended++;
        if (this.#ended !== boundary) continue;
        this.#give(bytes.subarray(from, place), true);
        from = place + 1;
        this.#part++;
        boundary = this.#last[this.#part] ?? -1;
      } else if (byte === LINE_FEED) {
        if (this.#ended !== this.#columns - 1) return false;
        this.#give(bytes.subarray(from, place), true);
        from = place + 1;
        [this.#part, this.#ended, this.#isHeader] = [0, 0, false];
        boundary = this.#last[0] as number;
      }
    }
    if (this.#part >= this.#last.length) return false;
    this.#lineBytes = bytes.length - from;
    this.#give(bytes.subarray(from), false);
    this.#previous = bytes.at(-1) ?? LINE_FEED;
    return true;
  }

  #give(piece: Buffer, isEnd: boolean): void {
    if (this.#isHeader) return;
    const pieces = this.#pieces[this.#part];
    if (piece.length > 0) pieces?.push(piece);
    if (isEnd) pieces?.push(NEW_LINE);
  }

  /** Every return stands before a line feed. */
  #hasWholeReturns(bytes: Buffer): boolean {
    if (this.#previous === RETURN && bytes[0] !== LINE_FEED) return false;
    for (let place = bytes.indexOf(RETURN); place !== -1; place = bytes.indexOf(RETURN, place + 1))
      if (place + 1 < bytes.length && bytes[place + 1] !== LINE_FEED) return false;
    return true;
  }

  /** The pieces of a part that were found, once. */
  take(part: number): Buffer[] {
    const pieces = this.#pieces[part] ?? [];
    this.#pieces[part] = [];
    return pieces;
  }

  /** Nothing is left of a line that has too few cells. A last line need not end. */
  isWhole(): boolean {
    if (this.#previous === RETURN) return false;
    const isEmpty = this.#ended === 0 && this.#lineBytes === 0;
    return isEmpty || this.#ended === this.#columns - 1;
  }
}
