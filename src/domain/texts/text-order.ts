import { inOneGo, portions, type Steps } from '../steps.ts';
import { type Bytes, type PackedTexts, packed, ROWS_OF_A_TEXT } from './packed-texts.ts';
import type { Texts } from './texts.ts';

/** Fewer rows than this are put in order by comparing them. */
const FEW = 24;
/** A byte and the end of a text. */
const BUCKETS = 257;

interface Part {
  readonly from: number;
  readonly to: number;
  /** Bytes that all of its texts share. */
  readonly depth: number;
}

/**
 * Rows by ascending text, compared by code point; those of equal texts in their own order. null: they are in order. A radix
 * sort from the first byte on, which looks no further than texts differ.
 */
export function textOrder(given: Texts): Int32Array | null {
  return inOneGo(textOrderInSteps(given));
}

export function* textOrderInSteps(given: Texts): Steps<Int32Array | null> {
  const texts = packed(given);
  if (yield* isOrdered(texts)) return null;
  const order = new Int32Array(texts.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  const work = { texts, order, spare: new Int32Array(order.length), keys: new Uint16Array(order.length) };
  const parts: Part[] = [{ from: 0, to: order.length, depth: 0 }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.to - part.from > FEW) parts.push(...(yield* distribute(work, part)));
    else {
      insertInOrder(work, part);
      yield (part.to - part.from) * ROWS_OF_A_TEXT;
    }
  }
  return order;
}

interface Work {
  readonly texts: PackedTexts;
  readonly order: Int32Array;
  readonly spare: Int32Array;
  readonly keys: Uint16Array;
}

/** Puts the rows of a part into the order of one byte; what is left are the buckets with several rows. */
function* distribute({ texts, order, spare, keys }: Work, { from, to, depth }: Part): Steps<Part[]> {
  const ends = new Int32Array(BUCKETS + 1);
  for (const [first, last] of portions(to - from, ROWS_OF_A_TEXT)) {
    for (let place = from + first; place < from + last; place++) {
      const { bytes, start, end } = texts.bytesAt(order[place] as number);
      const key = start + depth < end ? (bytes[start + depth] as number) + 1 : 0;
      keys[place] = key;
      ends[key + 1]! += 1;
    }
    yield (last - first) * ROWS_OF_A_TEXT;
  }
  for (let key = 1; key <= BUCKETS; key++) ends[key]! += ends[key - 1] as number;
  const next = ends.slice();
  for (const [first, last] of portions(to - from)) {
    for (let place = from + first; place < from + last; place++) {
      const key = keys[place] as number;
      spare[from + (next[key] as number)] = order[place] as number;
      next[key]! += 1;
    }
    yield last - first;
  }
  order.set(spare.subarray(from, to), from);
  const rest: Part[] = [];
  // Texts that have ended are equal.
  for (let key = 1; key < BUCKETS; key++) {
    const [start, end] = [ends[key] as number, ends[key + 1] as number];
    if (end - start > 1) rest.push({ from: from + start, to: from + end, depth: depth + 1 });
  }
  return rest;
}

function insertInOrder({ texts, order }: Work, { from, to, depth }: Part): void {
  for (let place = from + 1; place < to; place++) {
    const row = order[place] as number;
    const bytes = texts.bytesAt(row);
    let hole = place;
    while (hole > from && compare(texts.bytesAt(order[hole - 1] as number), bytes, depth) > 0) {
      order[hole] = order[hole - 1] as number;
      hole -= 1;
    }
    order[hole] = row;
  }
}

/** Of texts in order the first row whose text is that of the row before; −1 where each is another. */
export function* repeatedRow(texts: Texts): Steps<number> {
  return yield* firstBeside(packed(texts), (difference) => difference === 0);
}

function* isOrdered(texts: PackedTexts): Steps<boolean> {
  return (yield* firstBeside(texts, (difference) => difference > 0)) === -1;
}

/** The first row that stands like that to the row before: below 0 it is larger, above 0 smaller. −1 where none does. */
function* firstBeside(texts: PackedTexts, isWanted: (difference: number) => boolean): Steps<number> {
  for (const [from, to] of portions(texts.length, ROWS_OF_A_TEXT)) {
    for (let row = Math.max(1, from); row < to; row++)
      if (isWanted(compare(texts.bytesAt(row - 1), texts.bytesAt(row), 0))) return row;
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return -1;
}

function compare(one: Bytes, other: Bytes, depth: number): number {
  const [length, otherLength] = [one.end - one.start, other.end - other.start];
  const shorter = Math.min(length, otherLength);
  for (let at = depth; at < shorter; at++) {
    const difference = (one.bytes[one.start + at] as number) - (other.bytes[other.start + at] as number);
    if (difference !== 0) return difference;
  }
  return length - otherLength;
}
