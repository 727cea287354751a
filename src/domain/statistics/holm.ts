/** Holm's step-down adjustment: p-values that may be compared with one level for the whole family. NaN stays NaN and does not count. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).filter(({ p }) => !Number.isNaN(p));
  order.sort((a, b) => a.p - b.p);
  const adjusted = pValues.map(() => Number.NaN);
  let largest = 0;
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
