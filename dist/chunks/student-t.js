import { n as normalQuantile } from "./normal.js";

// src/domain/statistics/chi-square.ts
const LANCZOS = [
	.9999999999998099,
	676.5203681218851,
	-1259.1392167224028,
	771.3234287776531,
	-176.6150291621406,
	12.507343278686905,
	-.13857109526572012,
	9984369578019572e-21,
	1.5056327351493116e-7
];
/** Natural logarithm of the gamma function for x > 0 (Lanczos' approximation, g = 7). */
function logGamma(x) {
	if (x < .5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
	const shifted = x - 1;
	const base = shifted + 7.5;
	const series = LANCZOS.slice(1).reduce((sum, coefficient, index) => sum + coefficient / (shifted + index + 1), LANCZOS[0] ?? 1);
	return .5 * Math.log(2 * Math.PI) + (shifted + .5) * Math.log(base) - base + Math.log(series);
}
const MOST_STEPS$2 = 1e4;
const PRECISION$1 = 1e-15;
/** P(X > x) of a chi-square distribution; `degrees` may be a fraction. */
function chiSquareSurvival(x, degrees) {
	if (!(degrees > 0) || Number.isNaN(x)) return NaN;
	if (x <= 0) return 1;
	const [shape, point] = [degrees / 2, x / 2];
	return point < shape + 1 ? 1 - lowerSeries(shape, point) : upperFraction(shape, point);
}
/** Regularised lower incomplete gamma function, by its series. */
function lowerSeries(shape, x) {
	let term = 1 / shape;
	let sum = term;
	for (let step = 1; step < MOST_STEPS$2 && term > sum * PRECISION$1; step++) {
		term *= x / (shape + step);
		sum += term;
	}
	return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
/** Regularised upper incomplete gamma function, by its continued fraction (Lentz's method). */
function upperFraction(shape, x) {
	const tiny = 1e-300;
	let b = x + 1 - shape;
	let c = 1 / tiny;
	let d = 1 / b;
	let fraction = d;
	for (let step = 1; step < MOST_STEPS$2; step++) {
		const a = -step * (step - shape);
		b += 2;
		d = 1 / nonZero(a * d + b, tiny);
		c = nonZero(b + a / c, tiny);
		const change = d * c;
		fraction *= change;
		if (Math.abs(change - 1) < PRECISION$1) break;
	}
	return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
function nonZero(value, tiny) {
	return Math.abs(value) < tiny ? tiny : value;
}

// src/domain/statistics/f-distribution.ts
/** P(F > x) of Fisher's distribution; degrees may be fractions. Relative error below 1e-9. */
function fisherSurvival(x, numerator, denominator) {
	if (!(numerator > 0) || !(denominator > 0) || Number.isNaN(x)) return NaN;
	if (x <= 0) return 1;
	return incompleteBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
}
/** Regularised incomplete beta function I_x(a, b). */
function incompleteBeta(x, a, b) {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
	const front = Math.exp(logFront);
	if (x < (a + 1) / (a + b + 2)) return front * betaFraction(x, a, b) / a;
	return 1 - front * betaFraction(1 - x, b, a) / b;
}
const MOST_STEPS$1 = 1e4;
const PRECISION = 1e-15;
const TINY = 1e-300;
/** The continued fraction of DLMF 8.17.22, by Lentz's method. */
function betaFraction(x, a, b) {
	let c = 1;
	let d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
	let fraction = d;
	const step = (coefficient) => {
		d = 1 / awayFromZero(1 + coefficient * d);
		c = awayFromZero(1 + coefficient / c);
		fraction *= c * d;
		return c * d;
	};
	for (let m = 1; m < MOST_STEPS$1; m++) {
		step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
		const change = step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
		if (Math.abs(change - 1) < PRECISION) break;
	}
	return fraction;
}
function awayFromZero(value) {
	return Math.abs(value) < TINY ? TINY : value;
}

// src/domain/statistics/student-t.ts
/** P(T > t) of Student's t; T² has Fisher's distribution with 1 and `degrees`. Relative error below 1e-9. */
function studentSurvival(t, degrees) {
	const tail = fisherSurvival(t * t, 1, degrees) / 2;
	return t >= 0 ? tail : 1 - tail;
}
const MOST_STEPS = 100;
/**
* t with P(T <= t) = p, 0 < p < 1; NaN outside. Relative error below 1e-9. Newton's method from the normal quantile:
* beyond 0 the survival function is convex and the start lies left of the root, so every step stays left of it.
*/
function studentQuantile(p, degrees) {
	if (!(p > 0 && p < 1) || !(degrees > 0)) return NaN;
	if (p < .5) return -studentQuantile(1 - p, degrees);
	const tail = 1 - p;
	let t = normalQuantile(p);
	for (let step = 0; step < MOST_STEPS; step++) {
		const move = (studentSurvival(t, degrees) - tail) / density(t, degrees);
		t += move;
		if (Math.abs(move) <= 1e-13 * t) break;
	}
	return t;
}
function density(t, degrees) {
	const scale = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - Math.log(degrees * Math.PI) / 2;
	return Math.exp(scale - (degrees + 1) / 2 * Math.log1p(t * t / degrees));
}

export { chiSquareSurvival as i, studentSurvival as n, fisherSurvival as r, studentQuantile as t };