const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos' approximation, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = LANCZOS.slice(1).reduce(
    (sum, coefficient, index) => sum + coefficient / (shifted + index + 1),
    LANCZOS[0] ?? 1,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

const MOST_STEPS = 10_000;
const PRECISION = 1e-15;

/** P(X > x) of a chi-square distribution; `degrees` may be a fraction. */
export function chiSquareSurvival(x: number, degrees: number): number {
  if (!(degrees > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  const [shape, point] = [degrees / 2, x / 2];
  return point < shape + 1 ? 1 - lowerSeries(shape, point) : upperFraction(shape, point);
}

/** Regularised lower incomplete gamma function, by its series. */
function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; step < MOST_STEPS && term > sum * PRECISION; step++) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** Regularised upper incomplete gamma function, by its continued fraction (Lentz's method). */
function upperFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; step < MOST_STEPS; step++) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, tiny);
    c = nonZero(b + a / c, tiny);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < PRECISION) break;
  }
  return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
