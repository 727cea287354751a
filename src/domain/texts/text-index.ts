import { inOneGo, STEP_ROWS, type Steps } from '../steps.ts';
import { type Bytes, type PackedTexts, packed } from './packed-texts.ts';
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
  for (let row = 0; row < own.length; row++) {
    const found = find(own.bytesAt(row));
    if (found.row === -1) places[found.place] = row + 1;
    firsts[row] = found.row === -1 ? row : found.row;
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
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
  const own = packed(texts);
  const index = yield* indexInSteps(others);
  return (row) => index.rowOf(own, row) !== -1;
}
