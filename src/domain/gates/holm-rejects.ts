/**
 * Which hypotheses Holm's step-down procedure rejects at level `alpha` over the whole family: the k-th smallest
 * p-value is compared with alpha / (m − k + 1), stopping at the first that is not below (Holm 1979).
 */
export function holmRejects(pValues: readonly number[], alpha: number): boolean[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const rejected = pValues.map(() => false);
  for (const [step, index] of order.entries()) {
    if (!((pValues[index] ?? 1) <= alpha / (pValues.length - step))) break;
    rejected[index] = true;
  }
  return rejected;
}
