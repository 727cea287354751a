import { z } from 'zod';
import type { KeyPath } from './problems.ts';

/** The keys that the schema knows at a place; empty where any name may stand. */
export function knownKeys(root: unknown, path: KeyPath): readonly string[] {
  let schema: unknown = root;
  for (const key of path) schema = child(unwrap(schema), key);
  const here = unwrap(schema);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function child(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

/** Defaults, optionals and unions down to the object that may have keys. */
function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion)
    return unwrap(schema.options.find((option) => unwrap(option) instanceof z.ZodObject));
  return schema;
}
