import { isMap, type Lose, type Raw } from './imported.ts';

export interface Context {
  readonly root: Raw;
  readonly lose: Lose;
}

const MOST_HOPS = 20;

/** Follows references inside of the file, and puts the parts of `allOf` together. */
export function resolved(given: Raw, where: string, { root, lose }: Context): Raw {
  let schema = given;
  for (let hop = 0; typeof schema.$ref === 'string' && hop < MOST_HOPS; hop += 1) {
    const target = pointedAt(root, schema.$ref);
    if (target === null) {
      lose(where, `${schema.$ref} is not in this file`);
      break;
    }
    const { $ref: _, ...beside } = schema;
    schema = { ...target, ...beside };
  }
  const parts = (Array.isArray(schema.allOf) ? schema.allOf : []).filter(isMap);
  if (parts.length === 0) return schema;
  const { allOf: _, ...rest } = schema;
  return [rest, ...parts.map((part) => resolved(part, where, { root, lose }))].reduce(merged);
}

function pointedAt(root: Raw, pointer: string): Raw | null {
  if (!pointer.startsWith('#')) return null;
  const keys = pointer.slice(1).split('/').slice(1);
  let found: unknown = root;
  for (const key of keys) {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    found = isMap(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return isMap(found) ? found : null;
}

function merged(one: Raw, other: Raw): Raw {
  const maps = ['properties', '$defs'].flatMap((key) =>
    isMap(one[key]) && isMap(other[key]) ? [[key, { ...one[key], ...other[key] }]] : [],
  );
  const required = [...listOf(one.required), ...listOf(other.required)];
  return { ...one, ...other, ...Object.fromEntries(maps), ...(required.length === 0 ? {} : { required }) };
}

export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
