/**
 * A stream of 32-bit whole numbers that depends on the seed alone: xoshiro128** (D. Blackman and S. Vigna, ACM
 * Transactions on Mathematical Software 47, 2021), its state filled by splitmix32.
 */
export function randomWords(seed: number): () => number {
  let [a, b, c, d] = [0, 1, 2, 3].map((step) => mixed(seed + Math.imul(step + 1, 0x9e3779b9))) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

function mixed(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return word ^ (word >>> 15);
}
