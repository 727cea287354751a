import { STEP_ROWS, type Steps } from '../steps.ts';

/**
 * The values at some places of the ascending order, counted from 0, the places ascending. Moves the values, none of them NaN.
 * C. A. R. Hoare's FIND (Communications of the ACM 4, 1961): sorting all takes three times as long.
 */
export function* nthSmallest(values: Float64Array, places: readonly number[]): Steps<number[]> {
  const found: number[] = [];
  let from = 0;
  for (const place of places) {
    yield* moveThere(values, from, place);
    found.push(values[place] as number);
    from = place;
  }
  return found;
}

/** Moves values from there on so that no value before the place is larger than the one at it, and none after it smaller. */
function* moveThere(values: Float64Array, from: number, place: number): Steps<void> {
  let [left, right] = [from, values.length - 1];
  while (left < right) {
    const [i, j] = yield* partition(values, left, right);
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

/** Smaller ones to the left, larger ones to the right: up to the second place, and from the first on. */
function* partition(values: Float64Array, left: number, right: number): Steps<readonly [number, number]> {
  const pivot = middleOf(
    values[left] as number,
    values[(left + right) >>> 1] as number,
    values[right] as number,
  );
  let [i, j] = [left, right];
  while (i <= j) {
    const apart = j - i;
    for (let swaps = 0; i <= j && swaps < STEP_ROWS; swaps++) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const value = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = value;
    }
    yield apart - (j - i);
  }
  return [i, j];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
