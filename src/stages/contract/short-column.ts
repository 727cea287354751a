import type { KeyPath } from '../../config/problems.ts';
import { OPTION_KEYS, PART_KEYS } from './short-schema.ts';
import { readWords, typeOfValues, validValues } from './short-words.ts';
import type { WordParts } from './word-parts.ts';

/** What is found on the way: where parts come from, and what is wrong. */
export interface Place {
  readonly origins: (readonly [compiled: KeyPath, written: KeyPath])[];
  readonly problems: (readonly [path: KeyPath, message: string])[];
  /** Below zero where the first place comes before the other. */
  readonly before: (path: KeyPath, other: KeyPath) => number;
}

interface Where {
  readonly compiled: KeyPath;
  readonly written: KeyPath;
}

type Raw = Readonly<Record<string, unknown>>;

/** A column, a field or an item as a property of the standard. */
export function compileColumn(given: unknown, place: Place, where: Where): Record<string, unknown> {
  place.origins.push([where.compiled, where.written]);
  if (given === null) return {};
  if (Array.isArray(given)) return listColumn(given);
  if (typeof given === 'string') return propertyOf(wordsOf(given, place, where.written), {});
  return mapColumn(given as Raw, place, where);
}

function listColumn(values: readonly unknown[]): Record<string, unknown> {
  const type = typeOfValues(values.filter((value) => value !== null));
  return { ...(type === undefined ? {} : { logicalType: type }), quality: [validValues(values)] };
}

function wordsOf(text: string, place: Place, at: KeyPath): WordParts {
  const parts = readWords(text);
  if (typeof parts !== 'string') return parts;
  place.problems.push([at, parts]);
  return { property: {}, options: {}, rules: [], custom: {} };
}

/** Keys that are the standard's own are taken as they are. */
const OWN = [
  'is',
  'values',
  'type',
  'fields',
  'items',
  'quality',
  'customProperties',
  ...OPTION_KEYS,
  ...PART_KEYS,
];

function mapColumn(given: Raw, place: Place, where: Where): Record<string, unknown> {
  const parts = wordsOf(String(given.is ?? ''), place, [...where.written, 'is']);
  const values = given.values as readonly unknown[] | undefined;
  const found = values === undefined ? undefined : typeOfValues(values.filter((value) => value !== null));
  const type = given.type ?? parts.property.logicalType ?? found;
  for (const key of OPTION_KEYS) if (given[key] !== undefined) parts.options[key] = given[key];
  for (const key of PART_KEYS) if (given[key] !== undefined) parts.custom[key] = given[key];
  if (type !== undefined) parts.property.logicalType = type;
  if (values !== undefined) parts.rules.push(validValues(values));
  const own = ((given.quality as unknown[] | undefined) ?? []).map((rule, index) => {
    const at = [...where.compiled, 'quality', parts.rules.length + index];
    place.origins.push([at, [...where.written, 'quality', index]]);
    return rule;
  });
  return {
    ...propertyOf({ ...parts, rules: [...parts.rules, ...(own as Record<string, unknown>[])] }, given),
    ...nested(given, place, where),
  };
}

function propertyOf({ property, options, rules, custom }: WordParts, given: Raw): Record<string, unknown> {
  const described = Object.entries(given).filter(([key]) => !OWN.includes(key));
  const customProperties = [
    ...Object.entries(custom).map(([name, value]) => ({ property: name, value })),
    ...((given.customProperties as unknown[] | undefined) ?? []),
  ];
  return {
    ...property,
    ...Object.fromEntries(described),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    ...(rules.length === 0 ? {} : { quality: rules }),
    ...(customProperties.length === 0 ? {} : { customProperties }),
  };
}

function nested(given: Raw, place: Place, { compiled, written }: Where): Record<string, unknown> {
  const fields = Object.entries((given.fields ?? {}) as Raw).map(([name, field], index) => {
    const at = { compiled: [...compiled, 'properties', index], written: [...written, 'fields', name] };
    return { name, ...compileColumn(field, place, at) };
  });
  const at = { compiled: [...compiled, 'items'], written: [...written, 'items'] };
  return {
    ...(given.fields === undefined ? {} : { logicalType: 'object', properties: fields }),
    ...(given.items === undefined
      ? {}
      : { logicalType: 'array', items: compileColumn(given.items, place, at) }),
  };
}
