/** Below this mean numbers are found by multiplying, above it by rejection. */
const FEW = 10;
const WORDS = 2 ** 32;

/**
 * One Poisson number of any mean. W. Hörmann's transformed rejection (PTRS, Insurance: Mathematics and Economics 12, 1993),
 * exact at every mean above 10 and as fast for millions as for dozens.
 */
export function poissonCount(mean: number, nextWord: () => number): number {
  if (mean === 0) return 0;
  const uniform = () => (nextWord() + 0.5) / WORDS;
  return mean < FEW ? byMultiplying(mean, uniform) : byRejection(mean, uniform);
}

function byMultiplying(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count += 1;
  return count;
}

function byRejection(mean: number, uniform: () => number): number {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const surely = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const [u, v] = [uniform() - 0.5, uniform()];
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= surely) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const log = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (log <= -mean + count * logMean - logFactorial(count)) return count;
  }
}

/** Stirling's series, whose error is below 10⁻¹⁰ from 10 on; the product before. */
function logFactorial(count: number): number {
  if (count < FEW) {
    let product = 1;
    for (let factor = 2; factor <= count; factor++) product *= factor;
    return Math.log(product);
  }
  const inverse = 1 / count;
  const series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
  return (count + 0.5) * Math.log(count) - count + 0.5 * Math.log(2 * Math.PI) + series;
}
