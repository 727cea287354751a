import { inOneGo, portions, type Steps } from '../steps.ts';

/** Digits of eleven bits: as many places as are written to at a time stay in the cache of the processor. */
const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const SHIFTS = [0, DIGIT_BITS, 2 * DIGIT_BITS];
/** Below this, counting buckets takes longer than comparing (slices are often small). */
const FEW_ROWS = 20_000;

/** Rows by ascending value. */
export interface Order {
  /** Row numbers, those of equal values in their own order. */
  readonly rows: Uint32Array;
  /** 1 at each place whose value is above that of the place before, and at the first. */
  readonly starts: Uint8Array;
}

/** Row numbers in ascending order of their values; equal values keep their order. No NaN, no infinities. */
export function radixArgsort(values: Float64Array): Uint32Array {
  return inOneGo(orderInSteps(values)).rows;
}

/**
 * No NaN, no infinities. O(n) for many rows: three passes where all values are float32, as scores of models are, else six; a
 * pass whose digit is the same everywhere is skipped.
 */
export function* orderInSteps(values: Float64Array): Steps<Order> {
  if (values.length < FEW_ROWS) {
    const rows = comparisonArgsort(values);
    return { rows, starts: yield* startsOfValues(values, rows) };
  }
  const narrow = yield* narrowKeys(values);
  if (narrow !== null) {
    const { rows, keys } = yield* sortedBy(narrow, null);
    return { rows, starts: yield* startsOfKeys(keys) };
  }
  const { low, high } = yield* wideKeys(values);
  const byLow = (yield* sortedBy(low, null)).rows;
  const { rows } = yield* sortedBy(yield* picked(high, byLow), byLow);
  return { rows, starts: yield* startsOfValues(values, rows) };
}

function rowNumbers(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

function comparisonArgsort(values: Float64Array): Uint32Array {
  return rowNumbers(values.length).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

function* startsOfValues(values: Float64Array, rows: Uint32Array): Steps<Uint8Array> {
  const starts = new Uint8Array(rows.length);
  let before = Number.NaN;
  for (const [from, to] of portions(rows.length)) {
    for (let place = from; place < to; place++) {
      const value = values[rows[place] as number] as number;
      if (value !== before) starts[place] = 1;
      before = value;
    }
    yield to - from;
  }
  return starts;
}

function* startsOfKeys(keys: Uint32Array): Steps<Uint8Array> {
  const starts = new Uint8Array(keys.length);
  let before = -1;
  for (const [from, to] of portions(keys.length)) {
    for (let place = from; place < to; place++) {
      const key = keys[place] as number;
      if (key !== before) starts[place] = 1;
      before = key;
    }
    yield to - from;
  }
  return starts;
}

/** 32-bit keys in numerical order of values that are float32, −0 as 0; null where one is not. */
function* narrowKeys(values: Float64Array): Steps<Uint32Array | null> {
  const floats = new Float32Array(values.length);
  const keys = new Uint32Array(floats.buffer);
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) {
      const value = values[row] as number;
      floats[row] = value;
      if (floats[row] !== value) return null;
      const bits = value === 0 ? 0 : (keys[row] as number);
      keys[row] = bits >>> 31 === 1 ? ~bits : bits | 0x80000000;
    }
    yield to - from;
  }
  return keys;
}

/** Both halves of the bits, changed so that unsigned order is numerical order; −0 counts as 0. */
function* wideKeys(values: Float64Array): Steps<{ readonly low: Uint32Array; readonly high: Uint32Array }> {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const one = new Float64Array(1);
  const halves = new Uint32Array(one.buffer);
  for (const [from, to] of portions(values.length)) {
    for (let row = from; row < to; row++) {
      const value = values[row] as number;
      one[0] = value === 0 ? 0 : value;
      const lowBits = halves[0] as number;
      const highBits = halves[1] as number;
      const isNegative = highBits >>> 31 === 1;
      low[row] = isNegative ? ~lowBits : lowBits;
      high[row] = isNegative ? ~highBits : highBits | 0x80000000;
    }
    yield to - from;
  }
  return { low, high };
}

function* picked(keys: Uint32Array, rows: Uint32Array): Steps<Uint32Array> {
  const found = new Uint32Array(rows.length);
  for (const [from, to] of portions(rows.length)) {
    for (let place = from; place < to; place++) found[place] = keys[rows[place] as number] as number;
    yield to - from;
  }
  return found;
}

interface Sorted {
  readonly keys: Uint32Array;
  readonly rows: Uint32Array;
}

/** Keys, which are changed, and the rows that they stand for (null: 0, 1, 2 …), by ascending key. */
function* sortedBy(given: Uint32Array, ofKeys: Uint32Array | null): Steps<Sorted> {
  const digits = yield* countDigits(given);
  let sorted: Sorted = { keys: given, rows: ofKeys ?? rowNumbers(given.length) };
  let spare: Sorted | null = null;
  for (const [digit, shift] of SHIFTS.entries()) {
    const counts = digits.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (counts.includes(given.length)) continue;
    const target: Sorted = spare ?? {
      keys: new Uint32Array(given.length),
      rows: new Uint32Array(given.length),
    };
    yield* scatter(sorted, target, { shift, ends: startsOf(counts) });
    [sorted, spare] = [target, sorted];
  }
  return sorted;
}

/** How often each digit stands at each of the three places. */
function* countDigits(keys: Uint32Array): Steps<Uint32Array> {
  const counts = new Uint32Array(SHIFTS.length * BUCKETS);
  const mask = BUCKETS - 1;
  for (const [from, to] of portions(keys.length)) {
    for (let place = from; place < to; place++) {
      const key = keys[place] as number;
      counts[key & mask]! += 1;
      counts[BUCKETS + ((key >>> DIGIT_BITS) & mask)]! += 1;
      counts[2 * BUCKETS + (key >>> (2 * DIGIT_BITS))]! += 1;
    }
    yield to - from;
  }
  return counts;
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(BUCKETS);
  for (let bucket = 1; bucket < BUCKETS; bucket++)
    starts[bucket] = (starts[bucket - 1] as number) + (counts[bucket - 1] as number);
  return starts;
}

interface Digit {
  readonly shift: number;
  /** The place after the last one that each digit has taken; moved on. */
  readonly ends: Uint32Array;
}

/** One counting-sort pass. */
function* scatter({ keys, rows }: Sorted, target: Sorted, { shift, ends }: Digit): Steps<void> {
  const mask = BUCKETS - 1;
  const [intoKeys, intoRows] = [target.keys, target.rows];
  for (const [from, to] of portions(keys.length)) {
    for (let place = from; place < to; place++) {
      const key = keys[place] as number;
      const digit = (key >>> shift) & mask;
      const end = ends[digit] as number;
      intoKeys[end] = key;
      intoRows[end] = rows[place] as number;
      ends[digit] = end + 1;
    }
    yield to - from;
  }
}
