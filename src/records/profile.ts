import { z } from 'zod';
import type { Profile } from '../domain/drift/profile.ts';

const clusterSumsSchema = z.object({
  groups: z.number().int(),
  products: z.array(z.array(z.number())),
  sizes: z.array(z.number()),
  sizeSquares: z.number(),
});

const columnProfileSchema = z.object({
  column: z.string(),
  kind: z.enum(['number', 'category']),
  rows: z.number().int(),
  nulls: z.number().int(),
  nonFinite: z.number().int(),
  edges: z.array(z.number()).nullable(),
  categories: z.array(z.string()).nullable(),
  counts: z.array(z.number().int()),
  mean: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  distinct: z.number().int().nullable(),
  clusters: clusterSumsSchema.nullable(),
});

export const profileSchema: z.ZodType<Profile> = z.object({
  schema: z.literal('modelyard/profile/1'),
  toolkit: z.string(),
  model: z.string(),
  data: z.string(),
  rows: z.number().int(),
  groups: z.number().int().nullable(),
  groupBy: z.string().nullable(),
  columns: z.array(columnProfileSchema),
});
