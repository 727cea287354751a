import { z } from 'zod';
import type { Profile } from '../domain/drift/profile.ts';

const count = z.number().int().nonnegative();

const cellCountsShape = {
  rows: count,
  counts: z.array(count),
  clusters: z
    .object({ groups: count, valuedGroups: count, products: z.array(z.array(z.number())) })
    .nullable(),
};

const columnProfileSchema = z.object({
  column: z.string(),
  kind: z.enum(['number', 'category']),
  ...cellCountsShape,
  nulls: count,
  nonFinite: count,
  edges: z.array(z.number()).nullable(),
  categories: z.array(z.string()).nullable(),
  means: z.array(z.number().nullable()).nullable(),
  mean: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  reason: z.string().optional(),
  classified: z.literal(true).optional(),
  heldOut: z.object(cellCountsShape).nullable(),
});

export const profileSchema: z.ZodType<Profile> = z.object({
  schema: z.literal('modelyard/profile/1'),
  toolkit: z.string(),
  model: z.string(),
  data: z.string(),
  rows: count,
  groups: count.nullable(),
  groupBy: z.string().nullable(),
  columns: z.array(columnProfileSchema),
});
