import { inertLine } from './escape-markdown.ts';

export type Align = 'left' | 'right';

/** Lines of cells in columns that two spaces part, for a terminal. Nothing in a cell hides or moves the cursor. */
export function textTable(lines: readonly (readonly string[])[], align: readonly Align[]): string {
  const cells = lines.map((line) => line.map(inertLine));
  const widths = align.map((_, column) => Math.max(0, ...cells.map((line) => width(line[column] ?? ''))));
  return cells
    .map((line) =>
      line
        .map((cell, column) => padded(cell, widths[column] ?? 0, align[column] ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function padded(cell: string, size: number, align: Align): string {
  const padding = ' '.repeat(Math.max(0, size - width(cell)));
  return align === 'right' ? padding + cell : cell + padding;
}

/** Characters, not UTF-16 units. */
function width(text: string): number {
  return Array.from(text).length;
}
