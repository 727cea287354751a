import type { ColumnHead } from '../../domain/stored-table.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';

const MOST_NAMES = 50;

/** `[rows, 4]`; `?` for a dimension without a name. */
export function shapeText({ shape }: TensorDescription): string {
  return `[${shape.map((size) => size || '?').join(', ')}]`;
}

/** The first names, and how many more there are. */
export function nameList(columns: readonly ColumnHead[]): string {
  const shown = columns.slice(0, MOST_NAMES).map((column) => column.name);
  return columns.length > shown.length
    ? `${shown.join(', ')} and ${columns.length - shown.length} more`
    : shown.join(', ');
}
