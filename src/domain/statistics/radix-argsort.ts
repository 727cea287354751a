const DIGIT_BITS = 16;
const BUCKETS = 1 << DIGIT_BITS;
/** Below this, counting buckets takes longer than comparing (slices are often small). */
const FEW_ROWS = 20_000;

/**
 * Row numbers in ascending order of their values; equal values keep their order. No NaN, no infinities. O(n) for many
 * rows: two passes of 16 bits where all values are float32, else four; a pass whose digit is the same everywhere is skipped.
 */
export function radixArgsort(values: Float64Array): Uint32Array {
  if (values.length < FEW_ROWS) return comparisonArgsort(values);
  let order: Uint32Array = rowNumbers(values.length);
  let spare: Uint32Array = new Uint32Array(values.length);
  for (const word of narrowWords(values) ?? wideWords(values)) {
    for (const shift of [0, DIGIT_BITS]) {
      if (!scatter({ word, shift, order, target: spare })) continue;
      [order, spare] = [spare, order];
    }
  }
  return order;
}

function rowNumbers(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

function comparisonArgsort(values: Float64Array): Uint32Array {
  return rowNumbers(values.length).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

/** 32-bit keys in numerical order of values that are float32, as scores of models are; null where one is not. */
function narrowWords(values: Float64Array): [Uint32Array] | null {
  const floats = new Float32Array(values.length);
  const keys = new Uint32Array(floats.buffer);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    floats[row] = value;
    if (floats[row] !== value) return null;
    const bits = value === 0 ? 0 : (keys[row] as number);
    keys[row] = bits >>> 31 === 1 ? ~bits : bits | 0x80000000;
  }
  return [keys];
}

function wideWords(values: Float64Array): [Uint32Array, Uint32Array] {
  const words = new Uint32Array(values.length * 2);
  new Float64Array(words.buffer).set(values);
  return sortableWords(words, values);
}

/** Bits of the values, changed so that unsigned order is numerical order; −0 counts as 0. */
function sortableWords(words: Uint32Array, values: Float64Array): [Uint32Array, Uint32Array] {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const isZero = values[row] === 0;
    const lowBits = isZero ? 0 : (words[2 * row] ?? 0);
    const highBits = isZero ? 0 : (words[2 * row + 1] ?? 0);
    const isNegative = highBits >>> 31 === 1;
    low[row] = isNegative ? ~lowBits : lowBits;
    high[row] = isNegative ? ~highBits : highBits | 0x80000000;
  }
  return [low, high];
}

interface Pass {
  readonly word: Uint32Array;
  readonly shift: number;
  readonly order: Uint32Array;
  readonly target: Uint32Array;
}

/** One counting-sort pass; false when all digits are equal and nothing had to be moved. */
function scatter({ word, shift, order, target }: Pass): boolean {
  const starts = new Uint32Array(BUCKETS + 1);
  const mask = BUCKETS - 1;
  for (let row = 0; row < word.length; row++) starts[(((word[row] as number) >>> shift) & mask) + 1]! += 1;
  const first = ((word[0] ?? 0) >>> shift) & mask;
  if (starts[first + 1] === word.length) return false;
  for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket] as number;
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    const digit = ((word[row] as number) >>> shift) & mask;
    target[starts[digit] as number] = row;
    starts[digit]! += 1;
  }
  return true;
}
