/** The first step among fewer than 64 edges. */
const UNROLLED = 32;

/** Places of values among edges, found by halving in as many steps for every value: without branches a processor does not stall. */
export class Bins {
  /** Cells of values; one more, the last, is for what is no finite number. */
  readonly cells: number;
  readonly #edges: Float64Array;
  readonly #first: number;

  /** Edges ascend; bin k holds edges[k-1] <= v < edges[k]. */
  constructor(edges: readonly number[]) {
    this.cells = edges.length + 1;
    this.#first = 2 ** Math.max(0, Math.ceil(Math.log2(edges.length + 1)) - 1);
    // No value reaches the edges that fill it up.
    this.#edges = new Float64Array(2 * Math.max(UNROLLED, this.#first)).fill(Number.NaN);
    this.#edges.set(edges);
  }

  /** Writes the cell of each of the first values. */
  place(values: Float64Array, rows: number, cells: Uint16Array): void {
    if (this.#first > UNROLLED) this.#placeInSteps(values, rows, cells);
    else this.#placeAtOnce(values, rows, cells);
  }

  /** Written out, the steps take half the time of a loop. */
  #placeAtOnce(values: Float64Array, rows: number, cells: Uint16Array): void {
    const [edges, missing] = [this.#edges, this.cells];
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      let place = Number(value >= (edges[31] as number)) << 5;
      place += Number(value >= (edges[place + 15] as number)) << 4;
      place += Number(value >= (edges[place + 7] as number)) << 3;
      place += Number(value >= (edges[place + 3] as number)) << 2;
      place += Number(value >= (edges[place + 1] as number)) << 1;
      place += Number(value >= (edges[place] as number));
      cells[row] = value - value === 0 ? place : missing;
    }
  }

  #placeInSteps(values: Float64Array, rows: number, cells: Uint16Array): void {
    const [edges, first, missing] = [this.#edges, this.#first, this.cells];
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      let place = 0;
      for (let step = first; step > 0; step >>= 1)
        place += Number(value >= (edges[place + step - 1] as number)) * step;
      cells[row] = value - value === 0 ? place : missing;
    }
  }
}
