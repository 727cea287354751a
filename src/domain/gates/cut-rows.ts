import { formatCount } from '../report/format-number.ts';
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
export function cutRows(
  columnOf: (name: string) => Column,
  definition: SliceDefinition | CrossingDefinition,
): NamedRows[] {
  if (definition.kind !== 'crossing') return sliceRows(columnOf(definition.column), definition);
  const [first = [], ...others] = definition.parts.map((part) => sliceRows(columnOf(part.column), part));
  return others.reduce((crossed, part) => {
    const next = cross(crossed, part);
    if (next.length > MOST_CROSSINGS) throw tooMany(sliceColumns(definition));
    return next;
  }, first);
}

/** Both lists hold every row once. */
function cross(left: readonly NamedRows[], right: readonly NamedRows[]): NamedRows[] {
  const place = new Int32Array(right.reduce((sum, { rows }) => sum + rows.length, 0));
  for (const [index, { rows }] of right.entries()) for (const row of rows) place[row] = index;
  return left.flatMap(({ name, rows }) => {
    const cut = right.map((): number[] => []);
    for (const row of rows) cut[place[row] as number]?.push(row);
    return cut.flatMap((both, index) =>
      both.length === 0 ? [] : [{ name: `${name} & ${right[index]?.name}`, rows: Int32Array.from(both) }],
    );
  });
}

function tooMany(columns: readonly string[]): JudgingError {
  return new JudgingError(
    `evaluate.slices: ${columns.join(' × ')} gives more than ${formatCount(MOST_CROSSINGS)} crossings with rows`,
    'Slices need enough rows each, and the more there are, the less each can show. Cross fewer columns, cut numbers into fewer bins, or cross coarser columns.',
  );
}
