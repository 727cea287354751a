import { portions, type Steps } from '../steps.ts';

/** How values are spread, beyond how far. */
export interface Shape {
  /** Σ(d − d̄)³ / (Σ(d − d̄)²)^1.5, the skewness over √n: ±1 for a single value that differs, ±1/√k for k that differ alike. */
  readonly lean: number;
  /**
   * How far the lean that is seen strays with the mean that is seen, per standard error: K − 3/n − 3/2 · lean², with
   * K = Σ(d − d̄)⁴ / (Σ(d − d̄)²)² (delta method). 0 for many values that are spread like normal ones, 1/k for k alike of which half are below.
   */
  readonly stray: number;
}

export function* shapeOf(values: Float64Array): Steps<Shape> {
  const n = values.length;
  let sum = 0;
  for (const [from, to] of portions(n)) {
    for (let row = from; row < to; row++) sum += values[row] as number;
    yield to - from;
  }
  const mean = sum / n;
  let [squares, cubes, fourths] = [0, 0, 0];
  for (const [from, to] of portions(n)) {
    for (let row = from; row < to; row++) {
      const deviation = (values[row] as number) - mean;
      const square = deviation * deviation;
      squares += square;
      cubes += square * deviation;
      fourths += square * square;
    }
    yield to - from;
  }
  if (squares === 0) return { lean: 0, stray: 0 };
  const lean = cubes / squares ** 1.5;
  return { lean, stray: fourths / squares ** 2 - 3 / n - 1.5 * lean * lean };
}

export function* leanOf(values: Float64Array): Steps<number> {
  return (yield* shapeOf(values)).lean;
}

/** Below it the correction is lost in rounding. */
const UPRIGHT = 1e-6;

/**
 * The critical value of a mean whose values lean to one side: P. Hall's transformation of Student's statistic and its inverse
 * (On the removal of skewness by transformation, Journal of the Royal Statistical Society B 54, 1992, with a = 1/3, b = 1/6),
 * 3/L · ((1 + L·(x − L/6))^⅓ − 1) for a lean L; x itself where nothing leans.
 */
export function leaningCriticalValue(critical: number, lean: number): number {
  if (Math.abs(lean) < UPRIGHT) return critical;
  return (3 / lean) * (Math.cbrt(1 + lean * (critical - lean / 6)) - 1);
}

/**
 * The same for values of which few differ at all and which may lean a lot. Taken for a multiple of a Poisson count that leans as they do, a
 * count of k = 1/lean²: limits of its mean from the gamma distribution (M. P. Fay and E. J. Feuer, Statistics in Medicine 16, 1997, at the middle of the count's
 * step, k + ½), by the cube root of E. B. Wilson and M. M. Hilferty (PNAS 17, 1931). To first order x − (2x² + 1)/6 · lean, as Hall's; unlike
 * his it stays sane for a handful of values.
 *
 * The lean is learnt from those few values and strays with their mean: where that is x standard errors off, the correction is off by
 * (2x² + 1)/6 · stray of it towards the truth, and the value becomes as much larger; never smaller.
 */
export function fewCriticalValue(critical: number, { lean, stray }: Shape): number {
  const widening = 1 + ((2 * critical * critical + 1) / 6) * Math.max(0, stray);
  if (Math.abs(lean) < UPRIGHT) return critical * widening;
  return Math.sign(lean) * gammaDistance(Math.sign(lean) * critical, lean ** -2) * widening;
}

/** From a count to the limit of its mean x standard errors below it (above it for x < 0), in √count. */
function gammaDistance(x: number, count: number): number {
  const middle = count + 0.5;
  const root = 1 - 1 / (9 * middle) - x / (3 * Math.sqrt(middle));
  return (count - middle * root ** 3) / Math.sqrt(count);
}
