/**
 * The averaged inverse of the weighted distribution (Hyndman and Fan 1996, definition 2; numpy's
 * `averaged_inverted_cdf`): the value at which the share q of the weight is reached; where it is reached exactly, the
 * mean of it and of the next that has a weight. NaN where there is no weight.
 */
export function weightedQuantile(
  {
    values,
    order,
    weights,
  }: {
    readonly values: Float64Array;
    readonly order: Uint32Array;
    readonly weights: Float64Array | Uint8Array;
  },
  q: number,
): number {
  let total = 0;
  for (let row = 0; row < weights.length; row++) total += weights[row] as number;
  if (total === 0) return Number.NaN;
  const wanted = q * total;
  const slack = total * 1e-12;
  let [sum, place] = [0, -1];
  while (sum < wanted - slack && place + 1 < order.length) sum += weights[order[++place] as number] as number;
  const value = values[order[place] as number] as number;
  if (sum > wanted + slack) return value;
  let next = place + 1;
  while (next < order.length && weights[order[next] as number] === 0) next++;
  return next < order.length ? (value + (values[order[next] as number] as number)) / 2 : value;
}
