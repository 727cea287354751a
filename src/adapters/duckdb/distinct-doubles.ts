const REGISTER_BITS = 12;
const REGISTERS = 2 ** REGISTER_BITS;
/** Of HyperLogLog with this many registers. */
const BIAS = 0.7213 / (1 + 1.079 / REGISTERS);

/**
 * About how many different doubles there are, off by some 2 %: HyperLogLog (P. Flajolet et al., 2007), with linear counting
 * of few values. 0 and -0 are one.
 */
export class DistinctDoubles {
  readonly #ranks = new Uint8Array(REGISTERS);
  #values = new Float64Array(0);
  #words = new Int32Array(0);

  add(values: Float64Array, rows: number): void {
    if (this.#values.length < rows) {
      this.#values = new Float64Array(values.length);
      this.#words = new Int32Array(this.#values.buffer);
    }
    const [own, words, ranks] = [this.#values, this.#words, this.#ranks];
    for (let row = 0; row < rows; row++) own[row] = (values[row] as number) + 0;
    for (let row = 0; row < rows; row++) {
      const hash = mixed(
        (words[2 * row] as number) ^ Math.imul(mixed(words[2 * row + 1] as number), 0x9e3779b1),
      );
      const register = hash >>> (32 - REGISTER_BITS);
      const rank = Math.clz32((hash << REGISTER_BITS) | (1 << (REGISTER_BITS - 1))) + 1;
      if (rank > (ranks[register] as number)) ranks[register] = rank;
    }
  }

  count(): number {
    const empty = this.#ranks.reduce((count, rank) => count + (rank === 0 ? 1 : 0), 0);
    const sum = this.#ranks.reduce((total, rank) => total + 2 ** -rank, 0);
    const estimate = (BIAS * REGISTERS * REGISTERS) / sum;
    const isFew = estimate <= 2.5 * REGISTERS && empty > 0;
    return Math.round(isFew ? REGISTERS * Math.log(REGISTERS / empty) : estimate);
  }
}

/** The last step of MurmurHash3: every bit of the word hangs on every other. */
function mixed(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
