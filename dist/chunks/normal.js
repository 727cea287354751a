// src/domain/statistics/normal.ts
/**
* Complementary error function, relative error below 1e-15 near the centre; it grows with x² (below 1e-12 at x = 26).
* Rational approximations of W. J. Cody, "Rational Chebyshev approximation for the error function", Math. Comp. 23 (1969).
*/
function erfc(x) {
	const size = Math.abs(x);
	const tail = size <= .46875 ? 1 - size * smallErf(size * size) : Math.exp(-size * size) * scaledErfc(size);
	return x >= 0 ? tail : 2 - tail;
}
const SMALL_TOP = [
	3.1611237438705655,
	113.86415415105016,
	377.485237685302,
	3209.3775891384694
];
const SMALL_BOTTOM = [
	23.601290952344122,
	244.02463793444417,
	1282.6165260773723,
	2844.236833439171
];
function smallErf(square) {
	return ratio(square, .18577770618460315, SMALL_TOP, SMALL_BOTTOM);
}
const MIDDLE_TOP = [
	.5641884969886701,
	8.883149794388377,
	66.11919063714163,
	298.6351381974001,
	881.952221241769,
	1712.0476126340707,
	2051.0783778260716,
	1230.3393547979972
];
const MIDDLE_BOTTOM = [
	15.744926110709835,
	117.6939508913125,
	537.1811018620099,
	1621.3895745666903,
	3290.7992357334597,
	4362.619090143247,
	3439.3676741437216,
	1230.3393548037495
];
const LARGE_TOP = [
	.30532663496123236,
	.36034489994980445,
	.12578172611122926,
	.016083785148742275,
	.0006587491615298378
];
const LARGE_BOTTOM = [
	2.568520192289822,
	1.8729528499234673,
	.5279051029514285,
	.06051834131244132,
	.0023352049762686918
];
/** exp(x²) · erfc(x) for x > 0.46875. */
function scaledErfc(x) {
	if (x <= 4) return ratio(x, 2.1531153547440383e-8, MIDDLE_TOP, MIDDLE_BOTTOM);
	const inverse = 1 / (x * x);
	const correction = inverse * ratio(inverse, .016315387137302097, LARGE_TOP, LARGE_BOTTOM);
	return (1 / Math.sqrt(Math.PI) - correction) / x;
}
/** (lead·xⁿ + top[0]·xⁿ⁻¹ + …) / (xⁿ + bottom[0]·xⁿ⁻¹ + …). */
function ratio(x, lead, top, bottom) {
	return top.reduce((sum, coefficient) => sum * x + coefficient, lead) / bottom.reduce((sum, coefficient) => sum * x + coefficient, 1);
}
/** P(Z <= z) of the standard normal distribution; accurate in both tails. */
function normalCdf(z) {
	return erfc(-z / Math.SQRT2) / 2;
}
const CENTRE_TOP = [
	-39.69683028665376,
	220.9460984245205,
	-275.9285104469687,
	138.357751867269,
	-30.66479806614716,
	2.506628277459239
];
const CENTRE_BOTTOM = [
	-54.47609879822406,
	161.5858368580409,
	-155.6989798598866,
	66.80131188771972,
	-13.28068155288572,
	1
];
const TAIL_TOP = [
	-.007784894002430293,
	-.3223964580411365,
	-2.400758277161838,
	-2.549732539343734,
	4.374664141464968,
	2.938163982698783
];
const TAIL_BOTTOM = [
	.007784695709041462,
	.3224671290700398,
	2.445134137142996,
	3.754408661907416,
	1
];
const TAIL = .02425;
/**
* z with P(Z <= z) = p, 0 < p < 1; ±Infinity at the ends, NaN outside.
* P. J. Acklam's approximation, refined by one step of Halley's method to full precision.
*/
function normalQuantile(p) {
	if (!(p >= 0 && p <= 1)) return NaN;
	if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (p > .5) return -normalQuantile(1 - p);
	const start = p < TAIL ? tailQuantile(p) : centreQuantile(p - .5);
	const step = (normalCdf(start) - p) * Math.sqrt(2 * Math.PI) * Math.exp(start * start / 2);
	return start - step / (1 + start * step / 2);
}
function tailQuantile(p) {
	const q = Math.sqrt(-2 * Math.log(p));
	return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
}
function centreQuantile(q) {
	return horner(CENTRE_TOP, q * q) * q / horner(CENTRE_BOTTOM, q * q);
}
function horner(coefficients, x) {
	return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

export { normalQuantile as n, normalCdf as t };