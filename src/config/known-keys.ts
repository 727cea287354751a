import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { KeyPath } from './problems.ts';
import { isMap } from './schema/parts.ts';

/** The keys that the schema knows at a place of a value; empty where any name may stand. */
export function knownKeys(root: unknown, path: KeyPath, value: unknown): readonly string[] {
  let schema: unknown = root;
  let here = value;
  for (const key of path) {
    schema = child(unwrap(schema, here), key);
    here = member(here, key);
  }
  const found = unwrap(schema, here);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function child(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

function member(value: unknown, key: string | number): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

/** Defaults, optionals and unions down to the object that may have keys: of a union the one of the value's kind. */
function unwrap(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return unwrap(schema.unwrap(), value);
  if (schema instanceof z.ZodPipe) return unwrap(schema.out, value);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const options = schema.options.map((option) => unwrap(option, value));
  if (Array.isArray(value)) return options.find((option) => option instanceof z.ZodArray);
  const objects = options.filter((option) => option instanceof z.ZodObject);
  if (!(schema instanceof z.ZodDiscriminatedUnion))
    return isNamed(objects[0], value) ? options.find((option) => option instanceof z.ZodRecord) : objects[0];
  const { discriminator } = schema.def;
  const kind = member(value, discriminator);
  return objects.find((option) => (option.shape[discriminator] as z.ZodType).safeParse(kind).success);
}

/** A map of names: none of its keys is one of the object's. */
function isNamed(object: z.ZodObject | undefined, value: unknown): boolean {
  if (object === undefined) return true;
  return isMap(value) && !Object.keys(value).some((key) => nearest(key, Object.keys(object.shape)) !== null);
}
