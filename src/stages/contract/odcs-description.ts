import { z } from 'zod';

/** Parts of the standard that describe and ask for no check: their shape is checked, and nothing else. */

const text = z.string();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'expected one value' });
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a date as "2026-01-31"' })
  .optional();

/** Stable name of an element, for references. */
export const stableId = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, { error: 'expected letters, digits, _ and -' })
  .optional();

export const tags = z.array(text).optional();

export const customProperties = z
  .array(
    z.strictObject({
      id: stableId,
      property: text,
      value: z.unknown(),
      description: text.optional(),
    }),
  )
  .optional();

export const authoritativeDefinitions = z
  .array(z.strictObject({ id: stableId, url: text, type: text, description: text.optional() }))
  .optional();

const described = { tags, customProperties, authoritativeDefinitions };

const teamMember = z.strictObject({
  id: stableId,
  username: text.optional(),
  name: text.optional(),
  description: text.optional(),
  role: text.optional(),
  dateIn: date,
  dateOut: date,
  replacedByUsername: text.optional(),
  ...described,
});

/** A list of members is the older form. */
const team = z.union([
  z.strictObject({
    id: stableId,
    name: text.optional(),
    description: text.optional(),
    members: z.array(teamMember).optional(),
    ...described,
  }),
  z.array(teamMember),
]);

const support = z.array(
  z.strictObject({
    id: stableId,
    channel: text,
    url: text.optional(),
    description: text.optional(),
    tool: text.optional(),
    scope: text.optional(),
    invitationUrl: text.optional(),
    customProperties,
  }),
);

const price = z.strictObject({
  id: stableId,
  priceAmount: z.number().optional(),
  priceCurrency: text.optional(),
  priceUnit: text.optional(),
});

const roles = z.array(
  z.strictObject({
    id: stableId,
    role: text,
    description: text.optional(),
    access: text.optional(),
    firstLevelApprovers: text.optional(),
    secondLevelApprovers: text.optional(),
    customProperties,
  }),
);

const description = z.looseObject({
  usage: text.optional(),
  purpose: text.optional(),
  limitations: text.optional(),
  authoritativeDefinitions,
  customProperties,
});

/** Keys of a contract's head that describe. */
export const documentDescription = {
  name: text.optional(),
  tenant: text.optional(),
  domain: text.optional(),
  dataProduct: text.optional(),
  contractCreatedTs: z.iso
    .datetime({ offset: true, error: 'expected a time as "2026-01-31T12:00:00Z"' })
    .optional(),
  description: description.optional(),
  support: support.optional(),
  price: price.optional(),
  team: team.optional(),
  roles: roles.optional(),
  ...described,
};

/** Keys of an object or a property that describe. */
export const elementDescription = {
  id: stableId,
  physicalType: text.optional(),
  description: text.optional(),
  businessName: text.optional(),
  ...described,
};

/** Keys of a property that describe, besides those of every element. */
export const propertyDescription = {
  partitioned: z.boolean().optional(),
  partitionKeyPosition: z.number().int().optional(),
  criticalDataElement: z.boolean().optional(),
  encryptedName: text.optional(),
  transformSourceObjects: z.array(text).optional(),
  transformLogic: text.optional(),
  transformDescription: text.optional(),
  examples: z.array(z.unknown()).optional(),
};

export const DIMENSIONS = [
  'accuracy',
  'completeness',
  'conformity',
  'consistency',
  'coverage',
  'timeliness',
  'uniqueness',
] as const;

/** Keys of a quality rule that describe. */
export const ruleDescription = {
  id: stableId,
  name: text.optional(),
  description: text.optional(),
  dimension: z.enum(DIMENSIONS).optional(),
  businessImpact: text.optional(),
  method: text.optional(),
  scheduler: text.optional(),
  schedule: text.optional(),
  ...described,
};

/** Keys of a service level that describe. */
export const serviceLevelDescription = {
  id: stableId,
  valueExt: scalar.optional(),
  driver: text.optional(),
  description: text.optional(),
  scheduler: text.optional(),
  schedule: text.optional(),
};
