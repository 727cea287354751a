import type { ModelOutput } from '../../../ports/model-runtime.ts';

/** So many rows of what a model said are kept, to ask it again and to release some. */
const SAMPLED_ROWS = 2_000;

/** What a model said of some of the rows, without its own labels. */
export type SampledOutput = ModelOutput & {
  /** The numbers of these rows among all, ascending. */
  readonly sampled: Int32Array;
};

/**
 * At most so many row numbers, evenly over all rows. Those of a divisor of 2000, as of 500 and 50, are among those of 2000.
 */
export function spreadRows(rows: number, most: number): Int32Array {
  const count = Math.min(most, rows);
  const spread = new Int32Array(count);
  for (let index = 0; index < count; index++) spread[index] = Math.floor((index * rows) / count);
  return spread;
}

/** Of what a model said of every row what is needed later. */
export function sampleOutput(output: ModelOutput, rows: number): SampledOutput {
  const sampled = spreadRows(rows, SAMPLED_ROWS);
  const values = outputValues(output);
  const width = values.length / rows;
  const kept = new Float64Array(sampled.length * width);
  for (const [place, row] of sampled.entries())
    kept.set(values.subarray(row * width, (row + 1) * width), place * width);
  return output.kind === 'classes'
    ? { ...output, probabilities: kept, labels: null, sampled }
    : { ...output, values: kept, sampled };
}

/** The numbers that were said of rows of the sample, row-major. */
export function saidOf(output: SampledOutput, rows: Int32Array): Float64Array {
  const values = outputValues(output);
  const width = values.length / output.sampled.length;
  const said = new Float64Array(rows.length * width);
  for (const [place, row] of rows.entries()) {
    const from = output.sampled.indexOf(row);
    if (from === -1) throw new Error(`row ${row} was not sampled`);
    said.set(values.subarray(from * width, (from + 1) * width), place * width);
  }
  return said;
}

/** The numbers of an output, row-major. */
export function outputValues(output: ModelOutput): Float64Array {
  return output.kind === 'classes' ? output.probabilities : output.values;
}
