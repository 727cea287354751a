import { z } from 'zod';
import { columnName } from './parts.ts';

const bins = z
  .array(z.number())
  .min(2, { error: 'expected at least two edges' })
  .optional()
  .meta({ description: 'Edges of the ranges, ascending; without them every value is a slice.' });

const crossedColumn = z.union(
  [columnName, z.strictObject({ column: columnName.meta({ description: 'One of the columns.' }), bins })],
  {
    error: 'expected the name of a column, or {column, bins}',
  },
);

/** What rows are cut by; `checkCut` holds that it is one column, or several that are crossed. */
const cutKeys = {
  column: columnName
    .optional()
    .meta({ description: 'Column whose values, or ranges of values, are the slices.' }),
  bins,
  cross: z
    .array(crossedColumn)
    .min(2, { error: 'expected two or three columns' })
    .max(3, { error: 'expected two or three columns' })
    .optional()
    .meta({
      description:
        'Instead of column: two or three columns, names or {column, bins}; every combination of their values with rows is a slice.',
    }),
};
const CUT_ERROR = {
  error: 'expected the name of a column, {column, bins} or {cross: [column, column]}',
};

export const slice = z.union(
  [
    columnName,
    z.strictObject({
      ...cutKeys,
      prove: z.boolean().default(false).meta({
        description:
          'Every slice of it must be shown to be no worse than max_worse allows; else only proven harm counts.',
      }),
    }),
  ],
  CUT_ERROR,
);

/** Groups of people, or of whatever else must be treated alike. */
export const fairness = z.strictObject({
  by: z
    .array(z.union([columnName, z.strictObject(cutKeys)], CUT_ERROR))
    .min(1)
    .meta({ description: 'What groups are told apart by: columns, {column, bins} or {cross}.' }),
  positive: z
    .union([z.string(), z.number(), z.boolean()], { error: 'expected text, a number, true or false' })
    .optional()
    .meta({
      description: 'Multiclass: the class that is asked about; the others together are the negatives.',
    }),
  min_rows: z.number().int().min(10).default(50).meta({
    description: 'A rate that rests on fewer rows of a group is shown as insufficient data and left out.',
  }),
});
