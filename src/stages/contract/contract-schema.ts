import { z } from 'zod';
import {
  customProperties,
  documentDescription,
  elementDescription,
  propertyDescription,
  serviceLevelDescription,
} from './odcs-description.ts';
import { quality } from './odcs-quality.ts';
import { servers } from './odcs-servers.ts';

const bound = z.union([z.number(), z.string()], { error: 'expected a number or a date' });
/** In 3.0 true makes the bound beside it exclusive. */
const exclusive = z.union([z.number(), z.string(), z.boolean()], { error: 'expected a number or a date' });
const count = z.number().int().min(0);

export const LOGICAL_TYPES = [
  'string',
  'date',
  'timestamp',
  'time',
  'number',
  'integer',
  'object',
  'array',
  'boolean',
] as const;

const logicalTypeOptions = z.strictObject({
  minimum: bound.optional(),
  maximum: bound.optional(),
  exclusiveMinimum: exclusive.optional(),
  exclusiveMaximum: exclusive.optional(),
  multipleOf: z.number().positive().optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  timezone: z.boolean().optional(),
  defaultTimezone: z.string().optional(),
  maxProperties: count.optional(),
  minProperties: count.optional(),
  required: z.array(z.string()).min(1).optional(),
  maxItems: count.optional(),
  minItems: count.optional(),
  uniqueItems: z.boolean().optional(),
});
export type WrittenOptions = z.output<typeof logicalTypeOptions>;

const reference = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'expected table.column, or a list of them',
});

const relationship = z.strictObject({
  type: z.literal('foreignKey', { error: 'expected foreignKey' }).optional(),
  from: reference.optional(),
  to: reference,
  description: z.string().optional(),
  customProperties,
});
export type WrittenRelationship = z.output<typeof relationship>;

const baseProperty = {
  ...elementDescription,
  ...propertyDescription,
  physicalName: z.string().min(1).optional(),
  logicalType: z.enum(LOGICAL_TYPES).optional(),
  logicalTypeOptions: logicalTypeOptions.optional(),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  primaryKey: z.boolean().default(false),
  primaryKeyPosition: z.number().int().optional(),
  enum: z.array(z.unknown()).min(1).optional(),
  quality: z.array(quality).default([]),
  relationships: z.array(relationship).default([]),
  classification: z.string().optional(),
};

/** A property of an object, or what a list holds; a list's items need no name. */
type WrittenBase = z.output<z.ZodObject<typeof baseProperty>>;
export interface WrittenValue extends WrittenBase {
  readonly name?: string | undefined;
  readonly properties?: readonly WrittenProperty[] | undefined;
  readonly items?: WrittenValue | undefined;
}
export type WrittenProperty = WrittenValue & { readonly name: string };

const property: z.ZodType<WrittenProperty> = z.strictObject({
  name: z.string().min(1),
  ...baseProperty,
  get properties() {
    return z.array(property).optional();
  },
  get items() {
    return items.optional();
  },
});

const items: z.ZodType<WrittenValue> = z.strictObject({
  name: z.string().optional(),
  ...baseProperty,
  get properties() {
    return z.array(property).optional();
  },
  get items() {
    return items.optional();
  },
});

const schemaObject = z.strictObject({
  name: z.string().min(1),
  ...elementDescription,
  logicalType: z.literal('object').optional(),
  physicalName: z.string().optional(),
  dataGranularityDescription: z.string().optional(),
  properties: z.array(property).default([]),
  quality: z.array(quality).default([]),
  relationships: z.array(relationship).default([]),
});
export type WrittenObject = z.output<typeof schemaObject>;

const serviceLevel = z.strictObject({
  ...serviceLevelDescription,
  property: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'expected one value' }),
  unit: z.string().optional(),
  element: z.string().optional(),
});
export type WrittenServiceLevel = z.output<typeof serviceLevel>;

/** Data contract file, Open Data Contract Standard 3.0 to 3.1. */
export const contractSchema = z.strictObject({
  apiVersion: z.string().regex(/^v?3\.[01]\.\d+$/, { error: 'expected apiVersion v3.0.x or v3.1.x' }),
  kind: z.literal('DataContract', { error: 'expected kind: DataContract' }),
  id: z.string().min(1),
  version: z.string({ error: 'expected a text; a version of two numbers needs quotes: "1.0"' }),
  status: z.string(),
  schema: z.array(schemaObject).default([]),
  servers,
  slaProperties: z.array(serviceLevel).default([]),
  slaDefaultElement: z.string().optional(),
  ...documentDescription,
});
export type WrittenContract = z.output<typeof contractSchema>;
