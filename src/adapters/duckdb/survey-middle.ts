/** Where a number has its middle, and how far from it values usually are. */
export interface Middle {
  readonly median: number;
  readonly scale: number;
}

/** The standard deviation of normal data over their median absolute deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;

/** Of values that mostly are the median, the scale is that of the others. The values ascend; null without any. */
export function middleOf(sorted: Float64Array): Middle | null {
  if (sorted.length === 0) return null;
  const median = middle(sorted);
  const away = distances(sorted, median);
  const others = away.subarray(away.findIndex((each) => each > 0));
  const deviation = middle(away) || (away.at(-1) === 0 ? 0 : middle(others));
  return { median, scale: NORMAL * deviation };
}

/** The smallest value that has at least half of these, which ascend, at or below it. */
function middle(sorted: Float64Array): number {
  return sorted[Math.ceil(sorted.length / 2) - 1] as number;
}

/** How far ascending values are from one of them, ascending: from there on both sides are walked at once. */
function distances(sorted: Float64Array, from: number): Float64Array {
  const found = new Float64Array(sorted.length);
  let above = Math.ceil(sorted.length / 2) - 1;
  let below = above - 1;
  for (let place = 0; place < found.length; place++) {
    const up = above < sorted.length ? (sorted[above] as number) - from : Number.POSITIVE_INFINITY;
    const down = below >= 0 ? from - (sorted[below] as number) : Number.POSITIVE_INFINITY;
    found[place] = Math.min(up, down);
    if (down < up || above >= sorted.length) below--;
    else above++;
  }
  return found;
}
