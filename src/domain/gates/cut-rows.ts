import { formatCount } from '../report/format-number.ts';
import { portions, type Steps } from '../steps.ts';
import type { Column } from '../table.ts';
import { JudgingError } from './judging-error.ts';
import { type NamedRows, type SliceDefinition, sliceRows } from './slice-rows.ts';

/** One slice for every combination of the slices of several columns that has rows. */
export interface CrossingDefinition {
  readonly kind: 'crossing';
  readonly parts: readonly SliceDefinition[];
}

const MOST_CROSSINGS = 200;

/** Columns that a slice is cut by, in the order in which it names them. */
export function sliceColumns(definition: SliceDefinition | CrossingDefinition): string[] {
  return definition.kind === 'crossing' ? definition.parts.map(({ column }) => column) : [definition.column];
}

/**
 * Cuts rows by one column, or by several crossed: `region = north & age 0 … 30`. Crossings are disjoint and hold every
 * row together; those without rows are left out, the others come in the order of the first column, then of the next.
 * Throws JudgingError for more than 200 crossings with rows, and as `sliceRows` does.
 */
export function* cutRows(
  columnOf: (name: string) => Column,
  definition: SliceDefinition | CrossingDefinition,
): Steps<NamedRows[]> {
  if (definition.kind !== 'crossing') return yield* sliceRows(columnOf(definition.column), definition);
  let crossed: NamedRows[] | null = null;
  for (const part of definition.parts) {
    const cut: NamedRows[] = yield* sliceRows(columnOf(part.column), part);
    crossed = crossed === null ? cut : yield* cross(crossed, cut);
    if (crossed.length > MOST_CROSSINGS) throw tooMany(sliceColumns(definition));
  }
  return crossed ?? [];
}

/** Both lists hold every row once. */
function* cross(left: readonly NamedRows[], right: readonly NamedRows[]): Steps<NamedRows[]> {
  const place = yield* placesOf(right);
  const crossed: NamedRows[] = [];
  for (const { name, rows } of left) {
    const cut = right.map((): number[] => []);
    for (const [from, to] of portions(rows.length)) {
      for (let at = from; at < to; at++) {
        const row = rows[at] as number;
        cut[place[row] as number]?.push(row);
      }
      yield to - from;
    }
    for (const [index, both] of cut.entries())
      if (both.length > 0)
        crossed.push({ name: `${name} & ${right[index]?.name}`, rows: Int32Array.from(both) });
  }
  return crossed;
}

/** The place in the list of each row. */
function* placesOf(lists: readonly NamedRows[]): Steps<Int32Array> {
  const place = new Int32Array(lists.reduce((sum, { rows }) => sum + rows.length, 0));
  for (const [index, { rows }] of lists.entries()) {
    for (const row of rows) place[row] = index;
    yield rows.length;
  }
  return place;
}

function tooMany(columns: readonly string[]): JudgingError {
  return new JudgingError(
    `evaluate.slices: ${columns.join(' × ')} gives more than ${formatCount(MOST_CROSSINGS)} crossings with rows`,
    'Slices need enough rows each, and the more there are, the less each can show. Cross fewer columns, cut numbers into fewer bins, or cross coarser columns.',
  );
}
