import { z } from 'zod';

/** Documentation: accepted as it is, nothing is checked by it. */
const documentation = z.unknown().optional();

/** A part of the standard that asks for a check which does not exist yet: refused by name, never skipped. */
function notBuilt(what: string) {
  return z
    .unknown()
    .refine((value) => value === undefined || (Array.isArray(value) && value.length === 0), {
      error: `${what} is not built yet; take it out, or check it elsewhere`,
    })
    .optional();
}

const number = z.number({ error: 'expected a number' });
const pair = z.tuple([number, number], { error: 'expected two numbers' });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.number(), z.string()], { error: 'expected a number or a date' });

const operators = {
  mustBe: number.optional(),
  mustNotBe: number.optional(),
  mustBeGreaterThan: number.optional(),
  mustBeGreaterOrEqualTo: number.optional(),
  mustBeLessThan: number.optional(),
  mustBeLessOrEqualTo: number.optional(),
  mustBeBetween: pair.optional(),
  mustNotBeBetween: pair.optional(),
};
export const OPERATORS = Object.keys(operators) as (keyof typeof operators)[];

const METRICS = ['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'] as const;
const metric = z.enum(METRICS, {
  error: (issue) => `${String(issue.input)} is no library metric; expected ${METRICS.join(', ')}`,
});

const quality = z.strictObject({
  type: z
    .enum(['library', 'text'], {
      error: (issue) =>
        ['sql', 'custom'].includes(String(issue.input))
          ? `quality rules of type ${issue.input} are not built yet`
          : 'expected library or text',
    })
    .optional(),
  metric: metric.optional(),
  rule: metric.optional(),
  arguments: z
    .strictObject({
      validValues: z.array(scalar).min(1).optional(),
      missingValues: z.array(scalar.nullable()).min(1).optional(),
      pattern: z.string().optional(),
      properties: z.array(z.string()).min(1).optional(),
    })
    .optional(),
  validValues: z.array(scalar).min(1).optional(),
  unit: z.enum(['rows', 'percent'], { error: 'expected rows or percent' }).default('rows'),
  severity: z
    .enum(['error', 'warning', 'info'], { error: 'expected error, warning or info' })
    .default('error'),
  ...operators,
  query: notBuilt('query'),
  engine: notBuilt('engine'),
  implementation: notBuilt('implementation'),
  id: documentation,
  name: documentation,
  description: documentation,
  dimension: documentation,
  businessImpact: documentation,
  method: documentation,
  scheduler: documentation,
  schedule: documentation,
  tags: documentation,
  customProperties: documentation,
  authoritativeDefinitions: documentation,
});

const count = z.number().int().min(0);
const LOGICAL_TYPES = ['string', 'date', 'timestamp', 'time', 'number', 'integer', 'boolean'] as const;

const logicalTypeOptions = z.strictObject({
  minimum: bound.optional(),
  maximum: bound.optional(),
  exclusiveMinimum: bound.optional(),
  exclusiveMaximum: bound.optional(),
  multipleOf: z.number().positive().optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: z.string().optional(),
  format: notBuilt('logicalTypeOptions.format'),
  timezone: notBuilt('logicalTypeOptions.timezone'),
  defaultTimezone: notBuilt('logicalTypeOptions.defaultTimezone'),
  maxProperties: notBuilt('logicalTypeOptions.maxProperties'),
  minProperties: notBuilt('logicalTypeOptions.minProperties'),
  required: notBuilt('logicalTypeOptions.required'),
  maxItems: notBuilt('logicalTypeOptions.maxItems'),
  minItems: notBuilt('logicalTypeOptions.minItems'),
  uniqueItems: notBuilt('logicalTypeOptions.uniqueItems'),
});

const property = z.strictObject({
  name: z.string().min(1),
  logicalType: z
    .enum(LOGICAL_TYPES, {
      error: (issue) =>
        ['object', 'array'].includes(String(issue.input))
          ? `logicalType ${issue.input} is not built yet`
          : `expected ${LOGICAL_TYPES.join(', ')}`,
    })
    .optional(),
  logicalTypeOptions: logicalTypeOptions.optional(),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  primaryKey: z.boolean().default(false),
  primaryKeyPosition: z.number().int().optional(),
  quality: z.array(quality).default([]),
  classification: z.string().optional(),
  relationships: notBuilt('relationships'),
  items: notBuilt('items'),
  properties: notBuilt('properties of a property'),
  id: documentation,
  businessName: documentation,
  description: documentation,
  physicalName: documentation,
  physicalType: documentation,
  partitioned: documentation,
  partitionKeyPosition: documentation,
  criticalDataElement: documentation,
  encryptedName: documentation,
  transformSourceObjects: documentation,
  transformLogic: documentation,
  transformDescription: documentation,
  examples: documentation,
  tags: documentation,
  customProperties: documentation,
  authoritativeDefinitions: documentation,
});

const schemaObject = z.strictObject({
  name: z.string().min(1),
  properties: z.array(property).min(1, { error: 'expected at least one property' }),
  quality: z.array(quality).default([]),
  logicalType: z.literal('object').optional(),
  relationships: notBuilt('relationships'),
  id: documentation,
  physicalName: documentation,
  physicalType: documentation,
  businessName: documentation,
  description: documentation,
  dataGranularityDescription: documentation,
  tags: documentation,
  customProperties: documentation,
  authoritativeDefinitions: documentation,
});

/** Data contract file, Open Data Contract Standard 3.0 to 3.1. */
export const contractSchema = z.strictObject({
  apiVersion: z.string().regex(/^v?3\.[01]\.\d+$/, { error: 'expected apiVersion v3.0.x or v3.1.x' }),
  kind: z.literal('DataContract', { error: 'expected kind: DataContract' }),
  id: z.string().min(1),
  version: z.union([z.string(), z.number()]).transform(String),
  status: z.string(),
  schema: z
    .array(schemaObject)
    .length(1, { error: 'expected one object under schema: one contract describes one dataset' }),
  slaProperties: notBuilt('slaProperties'),
  name: documentation,
  tenant: documentation,
  domain: documentation,
  dataProduct: documentation,
  contractCreatedTs: documentation,
  description: documentation,
  tags: documentation,
  servers: documentation,
  support: documentation,
  price: documentation,
  team: documentation,
  roles: documentation,
  slaDefaultElement: documentation,
  customProperties: documentation,
  authoritativeDefinitions: documentation,
});

export type WrittenContract = z.output<typeof contractSchema>;
export type WrittenQuality = z.output<typeof quality>;
export type WrittenProperty = z.output<typeof property>;
