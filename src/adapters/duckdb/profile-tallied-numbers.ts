import { Bins } from './bins.ts';
import type { EngineSession } from './engine-session.ts';
import { ExactTotals, scaled, UNIT_POWER } from './exact-totals.ts';
import { ABSENT, codedSql, eachNumbers } from './number-chunks.ts';
import type { NumberShape } from './profile-numbers.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { SquareTotals } from './square-totals.ts';

interface TalliedColumn {
  readonly column: RelationColumn;
  readonly edges: readonly number[];
}

export interface TalliedNumbers {
  readonly nulls: number;
  readonly nonFinite: number;
  readonly shape: NumberShape & { readonly minimum: number | null; readonly maximum: number | null };
}

/** The profiles of numbers of independent rows in bins that are known: one pass for all columns, which keeps no values. */
export async function tallyNumbers(
  session: EngineSession,
  relation: Relation,
  columns: readonly TalliedColumn[],
): Promise<TalliedNumbers[]> {
  if (columns.length === 0) return [];
  const tallies = columns.map(({ edges }) => new NumberTally(edges));
  const asked = {
    source: relation.source,
    from: relation.sql,
    values: columns.map(({ column }) => codedSql(column)),
  };
  await eachNumbers(session, asked, (values, rows) => {
    for (const [index, tally] of tallies.entries()) tally.add(values[index] as Float64Array, rows);
  });
  return tallies.map((tally) => tally.result());
}

class NumberTally {
  readonly #edges: readonly number[];
  readonly #bins: Bins;
  readonly #counts: Float64Array;
  readonly #sums: ExactTotals;
  readonly #squares = new SquareTotals();
  #cells = new Uint16Array(0);
  #nulls = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;

  constructor(edges: readonly number[]) {
    this.#edges = edges;
    this.#bins = new Bins(edges);
    this.#counts = new Float64Array(this.#bins.cells + 1);
    this.#sums = new ExactTotals(this.#bins.cells + 1);
  }

  /** Changes the values: what is no finite number becomes 0. */
  add(values: Float64Array, rows: number): void {
    if (this.#cells.length < rows) this.#cells = new Uint16Array(values.length);
    const [cells, counts, missing] = [this.#cells, this.#counts, this.#bins.cells];
    this.#bins.place(values, rows, cells);
    let [minimum, maximum, nulls] = [this.#minimum, this.#maximum, 0];
    for (let row = 0; row < rows; row++) {
      const cell = cells[row] as number;
      const value = values[row] as number;
      counts[cell] = (counts[cell] as number) + 1;
      if (cell === missing) {
        if (value === ABSENT) nulls++;
        values[row] = 0;
      } else {
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
      }
    }
    [this.#minimum, this.#maximum] = [minimum, maximum];
    this.#nulls += nulls;
    this.#sums.add(values, rows, cells);
    this.#squares.add(values, rows, { cells, missing });
  }

  result(): TalliedNumbers {
    const cells = this.#bins.cells;
    const counts = Array.from(this.#counts.subarray(0, cells));
    const missing = this.#counts[cells] as number;
    const finite = counts.reduce((sum, count) => sum + count, 0);
    const totals = this.#sums.totals();
    const all = totals.reduce((sum, total) => sum + total, 0n);
    const extent = { minimum: this.#minimum, maximum: this.#maximum };
    const means = counts.map((rows, bin) => {
      const [minimum = extent.minimum, maximum = extent.maximum] = [this.#edges[bin - 1], this.#edges[bin]];
      return meanOf(totals[bin] ?? 0n, rows, { minimum, maximum });
    });
    const shape = {
      rows: finite + missing,
      counts,
      clusters: null,
      edges: [...this.#edges],
      categories: null,
      heldOut: null,
      means,
      mean: meanOf(all, finite, extent),
      standardDeviation: this.#squares.deviation(all, finite, extent),
      minimum: finite === 0 ? null : extent.minimum,
      maximum: finite === 0 ? null : extent.maximum,
    };
    return { nulls: this.#nulls, nonFinite: missing - this.#nulls, shape };
  }
}

interface Extent {
  readonly minimum: number;
  readonly maximum: number;
}

/** Mean of some rows, which lies between these; null without any. */
function meanOf(total: bigint, rows: number, { minimum, maximum }: Extent): number | null {
  if (rows === 0) return null;
  // More bits than a double has are kept of what is divided.
  const mean = scaled((total << 64n) / BigInt(rows), UNIT_POWER - 64);
  return Math.min(maximum, Math.max(minimum, mean));
}
