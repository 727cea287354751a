/** Σ(d − d̄)³ / (Σ(d − d̄)²)^1.5, the skewness over √n: ±1 for a single value that differs, ±1/√k for k that differ alike. */
export function leanOf(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] as number;
  const mean = sum / values.length;
  let [squares, cubes] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const deviation = (values[row] as number) - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  return squares === 0 ? 0 : cubes / squares ** 1.5;
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
