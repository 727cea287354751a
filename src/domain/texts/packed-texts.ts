import { inOneGo, portions, type Steps } from '../steps.ts';
import { type Texts, textsIn } from './texts.ts';

const BLOCK_BITS = 16;
const BLOCK_ROWS = 2 ** BLOCK_BITS;
/** To compare, copy or look up a text takes as long as so many rows of simple work. */
export const ROWS_OF_A_TEXT = 16;
const FIRST_BYTES = 2 ** 16;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
/** A character of UTF-16 takes at most three bytes of UTF-8. */
const MOST_BYTES = 3;

/** The bytes of so many rows, one text after the other. */
interface Block {
  readonly bytes: Uint8Array;
  /** Where the text of each row ends. */
  readonly ends: Uint32Array;
}

/**
 * Texts as UTF-8: an id of eight characters takes 12 bytes here and 40 as a string of its own. Bytes have the order of code
 * points, which is that of the engine.
 */
export class PackedTexts implements Texts {
  readonly length: number;
  readonly #blocks: readonly Block[];

  constructor(blocks: readonly Block[], length: number) {
    this.#blocks = blocks;
    this.length = length;
  }

  /** Unlike an array's it takes no row below 0. */
  at(row: number): string {
    const { bytes, start, end } = this.bytesAt(row);
    return shortAscii(bytes, start, end) ?? decoder.decode(bytes.subarray(start, end));
  }

  [Symbol.iterator](): Iterator<string> {
    return textsIn(this);
  }

  bytesAt(row: number): Bytes {
    const { bytes, ends } = this.#blocks[row >>> BLOCK_BITS] as Block;
    const place = row & (BLOCK_ROWS - 1);
    return { bytes, start: place === 0 ? 0 : (ends[place - 1] as number), end: ends[place] as number };
  }

  /** These rows, in this order. */
  picked(rows: Int32Array): PackedTexts {
    return inOneGo(this.pickInSteps(rows));
  }

  *pickInSteps(rows: Int32Array): Steps<PackedTexts> {
    const packer = new TextPacker();
    for (const [from, to] of portions(rows.length, ROWS_OF_A_TEXT)) {
      for (let place = from; place < to; place++) packer.addBytes(this.bytesAt(rows[place] as number));
      yield (to - from) * ROWS_OF_A_TEXT;
    }
    return packer.finish();
  }
}

export interface Bytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const LONGEST_SHORT = 24;

/** Most ids: the decoder's own time would be ten times theirs. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > LONGEST_SHORT) return null;
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > 127) return null;
    text += ASCII[byte];
  }
  return text;
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

export class TextPacker {
  #blocks: Block[] = [];
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(BLOCK_ROWS);
  #used = 0;
  #rows = 0;

  add(text: string): void {
    this.#reserve(text.length * MOST_BYTES);
    if (!this.#addAscii(text))
      this.#used += encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
    this.#endRow();
  }

  addBytes({ bytes, start, end }: Bytes): void {
    this.#reserve(end - start);
    for (let at = start; at < end; at++) this.#bytes[this.#used++] = bytes[at] as number;
    this.#endRow();
  }

  finish(): PackedTexts {
    const length = this.#blocks.length * BLOCK_ROWS + this.#rows;
    if (this.#rows > 0) this.#endBlock();
    return new PackedTexts(this.#blocks, length);
  }

  #addAscii(text: string): boolean {
    let at = this.#used;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) return false;
      this.#bytes[at++] = code;
    }
    this.#used = at;
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#used + bytes));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }

  #endRow(): void {
    this.#ends[this.#rows++] = this.#used;
    if (this.#rows === BLOCK_ROWS) this.#endBlock();
  }

  #endBlock(): void {
    this.#blocks.push({ bytes: this.#bytes.slice(0, this.#used), ends: this.#ends.slice(0, this.#rows) });
    this.#used = 0;
    this.#rows = 0;
  }
}

/** The same texts as bytes. */
export function packed(texts: Texts): PackedTexts {
  if (texts instanceof PackedTexts) return texts;
  const packer = new TextPacker();
  for (const text of texts) packer.add(text);
  return packer.finish();
}
