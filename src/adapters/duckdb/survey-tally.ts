import { FAR, type LabelTable } from '../../domain/data-checks/survey.ts';
import { Bins } from './bins.ts';
import { DistinctDoubles } from './distinct-doubles.ts';
import { codedSql, eachNumbers } from './number-chunks.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, numberedRows } from './relation.ts';
import { cellEdges } from './survey-edges.ts';
import { type Middle, middleOf } from './survey-middle.ts';
import { lookAtSorted } from './survey-sample.ts';
import type { SurveyBatch, Surveying } from './surveying.ts';

/** What one pass over all rows tells of a number. */
export interface Tallied {
  /** null without a finite value. */
  readonly middle: Middle | null;
  /** Rows that have the median. */
  readonly middleRows: number;
  readonly finite: number;
  /** Different finite values, about. */
  readonly distinct: number;
  /** The farthest finite values that are not far, and the rows of those that are. */
  readonly low: number;
  readonly high: number;
  readonly few: number;
  readonly many: number;
  /** null where it is not asked for. */
  readonly table: LabelTable | null;
}

/** A number of which the middle, the far values or its bins against the label are asked. */
export function isTallied({ surveyed }: Pick<Surveying, 'surveyed'>): boolean {
  return surveyed.as === 'number' || isBinned({ surveyed });
}

export function isBinned({ surveyed }: Pick<Surveying, 'surveyed'>): boolean {
  return surveyed.withLabel && surveyed.cells === 'bins';
}

/** Some rows place the middle and the bins of each number; one pass over all of them counts for all numbers together. */
export async function tallyNumbers(
  batch: SurveyBatch,
  columns: readonly Surveying[],
): Promise<ReadonlyMap<Surveying, Tallied>> {
  if (columns.length === 0) return new Map();
  const { session, relation, codes } = batch;
  const places = await lookAtSorted(session, relation, {
    values: columns.map(({ column }) => finiteSql(column)),
    look: (sorted) => ({ middle: middleOf(sorted), edges: cellEdges(sorted) }),
  });
  const classes = codes?.classes.length ?? 0;
  const tallies = places.map((place) => new Tally(place, classes));
  let labels = new Int32Array(0);
  const from = labelledRows(
    batch,
    columns.map(({ column }) => codedSql(column)),
  );
  const values = ['y', ...columns.map((_, index) => `x${index}`)];
  await eachNumbers(session, { source: relation.source, from, values }, ([label, ...numbers], rows) => {
    labels = labels.length < rows ? new Int32Array(rows) : labels;
    for (let row = 0; row < rows; row++) labels[row] = label?.[row] as number;
    for (const [index, tally] of tallies.entries()) tally.add(numbers[index] as Float64Array, rows, labels);
  });
  return new Map(
    columns.map((column, index) => {
      const tally = tallies[index] as Tally;
      const table = codes === null || !isBinned(column) ? null : tally.table(codes);
      return [column, { ...tally.result(), table }];
    }),
  );
}

/** Rows with their label and half in one number `y`, twice the place of the class and one for one of the halves; below 0 without a label. */
function labelledRows({ relation, plan, codes }: SurveyBatch, values: readonly string[]): string {
  const numbers = values.map((value, index) => `${value} AS x${index}`);
  if (codes === null) return `(SELECT -1::DOUBLE AS y, ${numbers.join(', ')} FROM ${relation.sql})`;
  const key = plan.groupBy === null ? 'row' : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
  const looked = `(SELECT ${codes.value} AS label, (hash(${key}) % 2)::INTEGER AS half, ${numbers.join(', ')} FROM ${numberedRows(relation)})`;
  const names = values.map((_, index) => `x${index}`).join(', ');
  return `(SELECT (2 * coalesce(${codes.sql('label')}, -1) + half)::DOUBLE AS y, ${names} FROM ${looked})`;
}

interface Place {
  readonly middle: Middle | null;
  readonly edges: readonly number[];
}

/** Labels of rows without a class are -2 and -1. */
const UNLABELLED = 2;

class Tally {
  readonly #middle: Middle | null;
  readonly #bins: Bins;
  readonly #width: number;
  readonly #counts: Float64Array;
  readonly #distinct = new DistinctDoubles();
  #cells = new Uint16Array(0);
  #clean = new Float64Array(0);
  readonly #bounds: { readonly below: number; readonly above: number };
  #middleRows = 0;
  #few = 0;
  #many = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor({ middle, edges }: Place, classes: number) {
    this.#middle = middle;
    const reach = FAR * (middle?.scale ?? 0);
    this.#bounds = { below: (middle?.median ?? 0) - reach, above: (middle?.median ?? 0) + reach };
    this.#bins = new Bins(edges);
    this.#width = 2 * classes + UNLABELLED;
    this.#counts = new Float64Array((this.#bins.cells + 1) * this.#width);
  }

  add(values: Float64Array, rows: number, labels: Int32Array): void {
    if (this.#cells.length < rows) {
      this.#cells = new Uint16Array(values.length);
      this.#clean = new Float64Array(values.length);
    }
    this.#bins.place(values, rows, this.#cells);
    this.#count(rows, labels);
    const finite = this.#finite(values, rows);
    this.#bound(finite);
    this.#distinct.add(this.#clean, finite);
  }

  #count(rows: number, labels: Int32Array): void {
    const [cells, counts, width] = [this.#cells, this.#counts, this.#width];
    for (let row = 0; row < rows; row++) {
      const place = (cells[row] as number) * width + (labels[row] as number) + UNLABELLED;
      counts[place] = (counts[place] as number) + 1;
    }
  }

  /** Moves the finite values together; how many there are. */
  #finite(values: Float64Array, rows: number): number {
    const [cells, clean, missing] = [this.#cells, this.#clean, this.#bins.cells];
    let count = 0;
    for (let row = 0; row < rows; row++) {
      clean[count] = values[row] as number;
      count += Number(cells[row] !== missing);
    }
    return count;
  }

  #bound(finite: number): void {
    const [clean, { below, above }] = [this.#clean, this.#bounds];
    const median = this.#middle?.median ?? Number.NaN;
    let [low, high, few, many, same] = [this.#low, this.#high, 0, 0, 0];
    for (let place = 0; place < finite; place++) {
      const value = clean[place] as number;
      same += Number(value === median);
      if (value < below) few++;
      else if (value < low) low = value;
      if (value > above) many++;
      else if (value > high) high = value;
    }
    [this.#low, this.#high] = [low, high];
    this.#few += few;
    this.#many += many;
    this.#middleRows += same;
  }

  result(): Omit<Tallied, 'table'> {
    const values = this.#counts.subarray(0, this.#bins.cells * this.#width);
    return {
      middle: this.#middle,
      middleRows: this.#middleRows,
      finite: values.reduce((sum, count) => sum + count, 0),
      distinct: this.#distinct.count(),
      low: this.#low,
      high: this.#high,
      few: this.#few,
      many: this.#many,
    };
  }

  table({ classes, isOrdered }: Pick<LabelTable, 'classes' | 'isOrdered'>): LabelTable {
    const cells = Array.from({ length: this.#bins.cells }, (_, cell) => String(cell));
    const half = (which: number) =>
      [...cells, null].map((_, cell) =>
        classes.map(
          (_class, place) => this.#counts[cell * this.#width + UNLABELLED + 2 * place + which] as number,
        ),
      );
    return { classes, isOrdered, cells: [...cells, null], counts: [half(0), half(1)] };
  }
}
