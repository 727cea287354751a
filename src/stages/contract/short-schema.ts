import { z } from 'zod';
import { LOGICAL_TYPES } from './contract-schema.ts';
import { elementDescription } from './odcs-description.ts';
import { quality } from './odcs-quality.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'expected one value' });
const values = z.array(scalar).min(1, { error: 'expected at least one value' });
const size = z.number().int().min(0).optional();
const bound = z.union([z.number(), z.string()], { error: 'expected a number or a date' }).optional();
const list = z.array(z.string()).min(1);

/** Options of a type that may stand beside the words. */
const options = {
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  multipleOf: z.number().positive().optional(),
  minLength: size,
  maxLength: size,
  pattern: z.string().optional(),
  format: z.string().optional(),
  timezone: z.boolean().optional(),
  defaultTimezone: z.string().optional(),
  minItems: size,
  maxItems: size,
  uniqueItems: z.boolean().optional(),
  minProperties: size,
  maxProperties: size,
};
export const OPTION_KEYS: readonly string[] = Object.keys(options);

/** Parts for machine learning; `contractProblems` knows their values. */
const parts = {
  role: z.string().optional(),
  environments: list.optional(),
  lifecycle: z.string().optional(),
  drift: z.unknown().optional(),
  skew: z.unknown().optional(),
};
export const PART_KEYS: readonly string[] = Object.keys(parts);

const words = z.string().meta({
  description:
    'Type, range and flags: integer 0..120 required; string 1..36 unique; free|pro; email personal; -> stores.id.',
});

const more = z.strictObject({
  is: words.optional(),
  values: values.optional().meta({ description: 'The values that may stand there, besides null.' }),
  type: z.enum(LOGICAL_TYPES).optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  physicalName: z.string().optional().meta({ description: 'The name in the data, where it differs.' }),
  classification: z
    .string()
    .optional()
    .meta({ description: 'Values of a classified column are never shown.' }),
  ...elementDescription,
  ...options,
  ...parts,
  quality: z.array(quality).optional().meta({ description: 'Quality rules as the standard writes them.' }),
  get fields() {
    return z.record(z.string(), column).optional().meta({ description: 'Of an object: its fields.' });
  },
  get items() {
    return column.optional().meta({ description: 'Of a list: its items.' });
  },
});

/** A column, a field or an item. */
export type ShortColumn =
  | null
  | string
  | readonly unknown[]
  | (Record<string, unknown> & { readonly is?: string | undefined });
const column: z.ZodType<ShortColumn> = z.union([words, values, more, z.null()], {
  error: 'expected words as "integer 0..120 required", a list of values, or a map',
}) as z.ZodType<ShortColumn>;

const columns = z
  .record(z.string().min(1), column)
  .refine((given) => Object.keys(given).length > 0, { error: 'expected at least one column' });

const files = z.union([z.string().min(1), list], { error: 'expected a path, a pattern or a list of them' });

const table = z.union(
  [
    files,
    z.strictObject({
      files: files.meta({ description: 'Its files, relative to modelyard.yml.' }),
      columns: columns.optional().meta({ description: 'Its columns, as those of the dataset.' }),
      key: list.optional().meta({ description: 'Columns that together identify a row.' }),
    }),
  ],
  { error: 'expected a path, or {files, columns}' },
);

const ages = z.record(z.string(), z.union([z.string(), z.number()], { error: 'expected an age as 7d' }));

const query = z.union([z.string(), z.looseObject({ query: z.string() })], {
  error: 'expected a query, or {query, mustBe…}',
});

/** The short form of a contract. */
export const shortSchema = z.strictObject({
  contract: z.string().min(1).meta({ description: 'What the contract is called.' }),
  version: z
    .union([z.string(), z.number()])
    .optional()
    .meta({ description: 'Version of the contract; 1.0.0 if not said.' }),
  status: z.string().optional().meta({ description: 'active if not said.' }),
  description: z.string().optional().meta({ description: 'What the data are for.' }),
  table: z
    .string()
    .optional()
    .meta({ description: 'What queries and keys call the dataset; as the contract if not said.' }),
  columns: columns.meta({ description: 'The columns in their order.' }),
  key: list.optional().meta({ description: 'Columns that together identify a row.' }),
  unique: z.array(list).optional().meta({ description: 'Columns that together must not repeat.' }),
  rows: z
    .union([z.number().int().min(0), z.string()], { error: 'expected a number, or a range as 1000..' })
    .optional()
    .meta({ description: 'How many rows there must be: 1000.., 1000..5000.' }),
  fresh: ages
    .optional()
    .meta({ description: 'Columns of time whose newest value is at most so old: {updated_at: 7d}.' }),
  keep: ages.optional().meta({ description: 'Columns of time whose oldest value is at most so old.' }),
  sql: z
    .record(z.string(), query)
    .optional()
    .meta({ description: 'Queries by what they look for; they must give 0 if nothing else is said.' }),
  tables: z
    .record(z.string(), table)
    .optional()
    .meta({ description: 'Other tables that keys point to, with their files.' }),
  quality: z
    .array(quality)
    .optional()
    .meta({ description: 'Quality rules of the dataset as the standard writes them.' }),
});
