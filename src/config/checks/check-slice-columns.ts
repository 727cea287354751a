import type { Finding } from '../finding.ts';
import type { KeyPath } from '../problems.ts';
import type { WrittenModel } from '../schema/config.ts';

/** What rows are cut by, as written. */
export type WrittenCut = string | Omit<Exclude<WrittenModel['evaluate']['slices'][number], string>, 'prove'>;
type WrittenColumn = Exclude<NonNullable<Exclude<WrittenCut, string>['cross']>[number], string>;

/** What a slice is cut by: one column, or several that differ; no slice twice. */
export function checkSlices({ evaluate }: WrittenModel): Finding[] {
  return evaluate.slices.flatMap((slice, index): Finding[] => {
    const path = ['evaluate', 'slices', index];
    const key = JSON.stringify(slice);
    if (evaluate.slices.findIndex((each) => JSON.stringify(each) === key) !== index)
      return [{ path, message: 'the same slice stands twice' }];
    return checkCut(slice, path);
  });
}

/** Columns of a slice in the order in which its name has them; none where nothing is written. */
export function writtenColumns(slice: WrittenCut): string[] {
  if (typeof slice === 'string') return [slice];
  if (slice.cross === undefined) return slice.column === undefined ? [] : [slice.column];
  return slice.cross.map((each) => (typeof each === 'string' ? each : each.column));
}

export function checkCut(slice: WrittenCut, path: KeyPath): Finding[] {
  if (typeof slice === 'string') return [];
  const { column, bins, cross } = slice;
  const restsOn = [[...path, 'cross']];
  if (cross === undefined)
    return column === undefined
      ? [{ path, message: 'missing; expected column, or cross with two or three columns', restsOn }]
      : checkEdges({ bins }, path);
  if (column !== undefined)
    return [{ path: [...path, 'column'], message: 'cross names the columns: leave column out', restsOn }];
  if (bins !== undefined)
    return [
      {
        path: [...path, 'bins'],
        message: 'bins belong to one column of cross: {column: age, bins: [0, 30]}',
        restsOn,
      },
    ];
  const names = writtenColumns(slice);
  return cross.flatMap((each, index): Finding[] => {
    const place = [...path, 'cross', index];
    if (names.indexOf(names[index] ?? '') !== index)
      return [{ path: place, message: `${names[index]} stands twice` }];
    return typeof each === 'string' ? [] : checkEdges(each, place);
  });
}

function checkEdges({ bins }: Pick<WrittenColumn, 'bins'>, path: KeyPath): Finding[] {
  const isAscending = bins?.every((edge, i, edges) => i === 0 || edge > (edges[i - 1] ?? edge)) ?? true;
  return isAscending ? [] : [{ path: [...path, 'bins'], message: 'edges must ascend' }];
}
