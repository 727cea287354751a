import { randomWords } from './random.ts';

/** Chances below these, in steps of 2⁻³², give 0, 1, 2 … : the distribution function of Poisson with mean 1. */
const THRESHOLDS = thresholds();

function thresholds(): Float64Array {
  const found: number[] = [];
  let [term, sum] = [Math.exp(-1), 0];
  for (let count = 0; sum < 1 - 2 ** -33; count++) {
    sum += term;
    term /= count + 1;
    found.push(Math.round(sum * 2 ** 32));
  }
  return Float64Array.from(found);
}

/** Fills an array with independent Poisson numbers of mean 1; call it again for the next set. Seeded. */
export function poissonWeights(seed: number): (into: Float64Array | Uint8Array) => void {
  const next = randomWords(seed);
  return (into) => {
    for (let row = 0; row < into.length; row++) {
      const word = next();
      let count = 0;
      while (word >= (THRESHOLDS[count] as number)) count++;
      into[row] = count;
    }
  };
}
