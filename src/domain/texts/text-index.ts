import { inOneGo, portions, type Steps } from '../steps.ts';
import { type Bytes, type PackedTexts, packed, ROWS_OF_A_TEXT } from './packed-texts.ts';
import type { Texts } from './texts.ts';

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Finds the row of a text. A map of strings would take ten times the memory and ends at 2²⁴ texts. */
export interface TextIndex {
  /** The row with this text, the first of several; −1 where there is none. */
  rowOf(texts: PackedTexts, row: number): number;
  /** For every row the first row with the same text. */
  readonly firsts: Int32Array;
}

export function indexTexts(given: Texts): TextIndex {
  return inOneGo(indexInSteps(given));
}

export function* indexInSteps(given: Texts): Steps<TextIndex> {
  const own = packed(given);
  const mask = 2 ** Math.ceil(Math.log2(2 * own.length + 1)) - 1;
  // A place holds a row + 1; 0 is an empty one.
  const places = new Int32Array(mask + 1);
  const find = (bytes: Bytes) => {
    let place = hashOf(bytes) & mask;
    for (; ; place = (place + 1) & mask) {
      const row = (places[place] as number) - 1;
      if (row === -1 || isSame(own.bytesAt(row), bytes)) return { place, row };
    }
  };
  const firsts = new Int32Array(own.length);
  for (const [from, to] of portions(own.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const found = find(own.bytesAt(row));
      if (found.row === -1) places[found.place] = row + 1;
      firsts[row] = found.row === -1 ? row : found.row;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return { firsts, rowOf: (texts, row) => find(texts.bytesAt(row)).row };
}

/** FNV-1a over the bytes, its high bits mixed into the low ones. */
function hashOf({ bytes, start, end }: Bytes): number {
  let hash = FNV_START;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function isSame(one: Bytes, other: Bytes): boolean {
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  for (let at = 0; at < length; at++)
    if (one.bytes[one.start + at] !== other.bytes[other.start + at]) return false;
  return true;
}

/** Whether the text of a row stands among others. */
export function standingIn(texts: Texts, others: Texts): (row: number) => boolean {
  return inOneGo(standingInSteps(texts, others));
}

export function* standingInSteps(texts: Texts, others: Texts): Steps<(row: number) => boolean> {
  const [own, other] = [packed(texts), packed(others)];
  if (own.length > other.length) {
    const index = yield* indexInSteps(other);
    return (row) => index.rowOf(own, row) !== -1;
  }
  // The smaller of both is indexed.
  const { firsts, rowOf } = yield* indexInSteps(own);
  const stands = new Uint8Array(own.length);
  for (const [from, to] of portions(other.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const found = rowOf(other, row);
      if (found !== -1) stands[found] = 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return (row) => stands[firsts[row] as number] === 1;
}
