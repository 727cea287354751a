import type { PlannedProfile } from '../../domain/contract/measure-plan.ts';
import { allTimesPower, type Extent, timesPower, unitPower } from './exact-sums.ts';
import { binOf, edgesOf, quantileRanks } from './profile-edges.ts';
import type { NumberShape } from './profile-numbers.ts';
import type { ReadNumbers } from './read-numbers.ts';

type Moments = Pick<NumberShape, 'mean' | 'standardDeviation'>;
type ReadShape = NumberShape & { readonly minimum: number | null; readonly maximum: number | null };

/** The profile of a number of independent rows whose values are in memory, in their order. */
export function shapeOfNumbers(
  { finite, nulls, nonFinite }: ReadNumbers,
  { edges: given }: Pick<PlannedProfile, 'edges'>,
  bins: number,
): ReadShape {
  const extent = extentOf(finite);
  const edges = given ?? quantileEdges(finite, { bins, lowest: extent?.minimum ?? 0 });
  const power = extent === null ? 0 : unitPower(extent);
  const scaled = allTimesPower(finite, power);
  const placed = new Int32Array(finite.length);
  for (let row = 0; row < finite.length; row++) placed[row] = binOf(edges, finite[row] as number);
  const { counts, means } = cellMeans(scaled, placed, edges.length + 1);
  return {
    rows: finite.length + nulls + nonFinite,
    counts,
    clusters: null,
    edges: [...edges],
    categories: null,
    means: means.map((mean) => (mean === null ? null : timesPower(mean, -power))),
    heldOut: null,
    minimum: extent?.minimum ?? null,
    maximum: extent?.maximum ?? null,
    ...momentsOf(scaled, power),
  };
}

function extentOf(finite: Float64Array): Extent | null {
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of finite) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return finite.length === 0 ? null : { minimum, maximum };
}

function quantileEdges(
  finite: Float64Array,
  { bins, lowest }: { readonly bins: number; readonly lowest: number },
): number[] {
  const sorted = finite.slice().sort();
  const ranks = finite.length === 0 ? [] : quantileRanks(finite.length, bins);
  return edgesOf(
    ranks.map((rank) => sorted[rank - 1] as number),
    lowest,
  );
}

/** Rows of each cell, and their mean: what the values are away from a first mean corrects it by what adding up has lost. */
function cellMeans(scaled: Float64Array, placed: Int32Array, cells: number) {
  const counts = new Array<number>(cells).fill(0);
  const [sums, rests] = [new Float64Array(cells), new Float64Array(cells)];
  for (let row = 0; row < scaled.length; row++) {
    const cell = placed[row] as number;
    counts[cell] = (counts[cell] as number) + 1;
    sums[cell] = (sums[cell] as number) + (scaled[row] as number);
  }
  const first = sums.map((sum, cell) => sum / Math.max(1, counts[cell] as number));
  for (let row = 0; row < scaled.length; row++) {
    const cell = placed[row] as number;
    const away = (scaled[row] as number) - (first[cell] as number);
    rests[cell] = (rests[cell] as number) + away;
  }
  const means = counts.map((rows, cell) =>
    rows === 0 ? null : (first[cell] as number) + (rests[cell] as number) / rows,
  );
  return { counts, means };
}

function momentsOf(scaled: Float64Array, power: number): Moments {
  const rows = scaled.length;
  if (rows === 0) return { mean: null, standardDeviation: null };
  const first = scaled.reduce((sum, value) => sum + value, 0) / rows;
  let [rest, squares] = [0, 0];
  for (const value of scaled) {
    const away = value - first;
    rest += away;
    squares += away * away;
  }
  const mean = timesPower(first + rest / rows, -power);
  if (rows === 1) return { mean, standardDeviation: null };
  const variance = Math.max(0, squares - rest * (rest / rows)) / (rows - 1);
  const deviation = timesPower(Math.sqrt(variance), -power);
  return { mean, standardDeviation: Number.isFinite(deviation) ? deviation : null };
}
