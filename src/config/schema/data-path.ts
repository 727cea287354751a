import { z } from 'zod';
import { ENCODINGS } from '../../domain/data-form.ts';
import { MODEL_NAME } from '../../domain/names.ts';
import { nearest } from '../nearest.ts';
import { columnName, isMap, text } from './parts.ts';

const paths = z.union([text, z.array(text).min(1)], { error: 'expected a path, a glob or a list of them' });

const oneSign = /^[^\r\n\0\w]$/u;
const sign = (what: string) => z.string().regex(oneSign, { error: `expected one sign, such as ${what}` });
const spelling = z.string({ error: 'expected text in quotes' });

const csv = z.strictObject({
  delimiter: z
    .string()
    .regex(/^([^"\r\n\0\w]|\\t|tab)$/u, { error: "expected one sign, such as ';', or tab" })
    .optional()
    .meta({ description: 'What separates cells. Without it: found in the header.' }),
  quote: z
    .union([z.literal(''), sign("'")], { error: "expected one sign, or '' where nothing is quoted" })
    .default('"')
    .meta({ description: "What quotes cells; '' where nothing is quoted." }),
  escape: sign("'\\'").optional().meta({
    description: 'The sign before a quote inside of quotes. Without it: the quote itself, written twice.',
  }),
  encoding: z
    .enum(ENCODINGS, { error: `expected ${ENCODINGS.join(', ')}` })
    .optional()
    .meta({
      description: 'Encoding of the text. Without it: UTF-8, or UTF-16 where a byte order mark says so.',
    }),
  decimal: z
    .enum(['.', ','], { error: "expected '.' or ','" })
    .default('.')
    .meta({ description: 'The sign before the fraction of a number.' }),
  thousands: sign("'.'").optional().meta({ description: 'The sign between groups of three digits.' }),
  null: z
    .union([spelling, z.array(spelling)], { error: "expected text or a list, such as ['NA', '']" })
    .default('')
    .meta({ description: 'Unquoted cells that are null.' }),
  names: z
    .array(columnName)
    .min(1)
    .optional()
    .meta({ description: 'Names of the columns of a file that has no header.' }),
  comment: sign("'#'").optional().meta({ description: 'Lines that begin with it are left out.' }),
});

const value = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});

const entry = z.strictObject({
  path: paths.meta({ description: 'File, glob or list.' }),
  csv: csv.optional().meta({ description: 'How the CSV is written, where it is not the usual way.' }),
  table: text.optional().meta({
    description: 'Table of a DuckDB file, name or schema.name. Without it: its only one.',
  }),
  partitions: z
    .enum(['hive', 'none'])
    .default('hive')
    .meta({ description: 'hive: folders named key=value give columns; none: they do not.' }),
  missing_columns: z.enum(['error', 'allow']).default('error').meta({
    description: 'A column that only some files have: an error, or null in the others, which is told.',
  }),
  rows: z
    .record(
      columnName,
      z.union([value, z.array(value).min(1)], { error: 'expected a value or a list of them' }),
    )
    .refine((rows) => Object.keys(rows).length > 0, { error: 'expected a column with its values' })
    .optional()
    .meta({
      description:
        'The rows that belong to the dataset, by column: {split: train}, {month: [2026-01, 2026-02]}. Without it: all.',
    }),
});

/** A map of datasets by name is no entry of one: it is told as what it is. */
const described = z.preprocess((input) => (isSeveral(input) ? 'several datasets' : input), entry);

function isSeveral(input: unknown): boolean {
  const known = Object.keys(entry.shape);
  return isMap(input) && Object.keys(input).every((key) => nearest(key, known) === null);
}

/** A file, a glob, or a list of them, or a map that also says how they are read. */
export const dataPath = z.union([text, z.array(text).min(1), described], {
  error: ({ input }) =>
    isMap(input)
      ? 'several datasets by name stand under data.evaluation only'
      : 'expected a path, a glob, a list of them, or {path, …}',
});

const named = z
  .record(z.string(), dataPath)
  .refine((sets) => Object.keys(sets).length > 0, { error: 'expected at least one dataset' })
  .meta({ propertyNames: { pattern: MODEL_NAME.source } });

/** One dataset, or several by name. */
export const evaluationPath = z.union(
  [
    text,
    z.array(text).min(1),
    described,
    z.preprocess((input) => (isSeveral(input) ? input : 'one dataset'), named),
  ],
  { error: 'expected a path, a glob, a list of them, {path, …}, or several of these by name' },
);
export type WrittenEvaluation = z.output<typeof evaluationPath>;

export type WrittenData = z.output<typeof dataPath>;
export type WrittenCsv = z.output<typeof csv>;

/** The paths of an entry with their keys below it. */
export function pathsIn(
  written: WrittenData,
): readonly (readonly [key: readonly (string | number)[], path: string])[] {
  if (typeof written === 'string') return [[[], written]];
  if (Array.isArray(written)) return written.map((path, index) => [[index], path]);
  return pathsIn((written as z.output<typeof entry>).path).map(([key, path]) => [['path', ...key], path]);
}
