/**
 * Complementary error function, relative error below 1e-15 near the centre; it grows with x² (below 1e-12 at x = 26).
 * Rational approximations of W. J. Cody, "Rational Chebyshev approximation for the error function", Math. Comp. 23 (1969).
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  const tail = size <= 0.46875 ? 1 - size * smallErf(size * size) : Math.exp(-size * size) * scaledErfc(size);
  return x >= 0 ? tail : 2 - tail;
}

const SMALL_TOP = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694];
const SMALL_BOTTOM = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];

function smallErf(square: number): number {
  return ratio(square, 0.18577770618460315, SMALL_TOP, SMALL_BOTTOM);
}

const MIDDLE_TOP = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const MIDDLE_BOTTOM = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const LARGE_TOP = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
];
const LARGE_BOTTOM = [
  2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];

/** exp(x²) · erfc(x) for x > 0.46875. */
function scaledErfc(x: number): number {
  if (x <= 4) return ratio(x, 2.1531153547440383e-8, MIDDLE_TOP, MIDDLE_BOTTOM);
  const inverse = 1 / (x * x);
  const correction = inverse * ratio(inverse, 0.016315387137302097, LARGE_TOP, LARGE_BOTTOM);
  return (1 / Math.sqrt(Math.PI) - correction) / x;
}

/** (lead·xⁿ + top[0]·xⁿ⁻¹ + …) / (xⁿ + bottom[0]·xⁿ⁻¹ + …). */
function ratio(x: number, lead: number, top: readonly number[], bottom: readonly number[]): number {
  const numerator = top.reduce((sum, coefficient) => sum * x + coefficient, lead);
  const denominator = bottom.reduce((sum, coefficient) => sum * x + coefficient, 1);
  return numerator / denominator;
}

/** P(Z <= z) of the standard normal distribution; accurate in both tails. */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

const CENTRE_TOP = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const CENTRE_BOTTOM = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const TAIL_TOP = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BOTTOM = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;

/**
 * z with P(Z <= z) = p, 0 < p < 1; ±Infinity at the ends, NaN outside.
 * P. J. Acklam's approximation, refined by one step of Halley's method to full precision.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  const start = p < TAIL ? tailQuantile(p) : centreQuantile(p - 0.5);
  const error = normalCdf(start) - p;
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((start * start) / 2);
  return start - step / (1 + (start * step) / 2);
}

function tailQuantile(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
}

function centreQuantile(q: number): number {
  return (horner(CENTRE_TOP, q * q) * q) / horner(CENTRE_BOTTOM, q * q);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
