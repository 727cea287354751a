import { namedFormat } from '../../../domain/contract/named-formats.ts';
import {
  copyOptions,
  type Draft,
  documentOf,
  type Imported,
  isMap,
  isScalar,
  keepPattern,
  type Lose,
  newDraft,
  propertyOf,
  type Raw,
  validRule,
} from './imported.ts';
import { type Context, listOf, resolved } from './json-references.ts';

/** Formats that are types of their own here. */
const TYPE_BY_FORMAT: Readonly<Record<string, string>> = {
  date: 'date',
  'date-time': 'timestamp',
  time: 'time',
};
const LIKE_NAMED = ['string', 'number', 'integer', 'object', 'array', 'boolean'];

/** Keywords that are read, or only describe. */
const KNOWN = new Set([
  ...['type', 'format', 'enum', 'const', 'pattern', 'required', 'properties', 'items', 'nullable', '$ref'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'anyOf', 'oneOf', 'allOf'],
  ...[
    'title',
    'description',
    'examples',
    'default',
    '$id',
    '$schema',
    '$defs',
    'definitions',
    '$comment',
    'id',
  ],
  ...['readOnly', 'writeOnly', 'deprecated', 'contentEncoding', 'contentMediaType', '$anchor', 'example'],
]);

/** Reads a JSON Schema of one row, or of a list of rows. */
export function importJsonSchema(given: Raw, name: string, lose: Lose): Omit<Imported, 'lost'> {
  const context: Context = { root: given, lose };
  const whole = resolved(given, '#', context);
  const row = whole.type === 'array' && isMap(whole.items) ? resolved(whole.items, 'items', context) : whole;
  const { properties = [], quality } = objectParts(row, { where: '', ...context }) as {
    readonly properties?: readonly unknown[];
    readonly quality?: unknown;
  };
  tellOfRows(row, lose);
  const object = { name, properties, ...(quality === undefined ? {} : { quality }) };
  return {
    document: documentOf({ id: name, name, description: row.description ?? given.description }, [object]),
  };
}

/** What the schema of a row says besides its columns. */
function tellOfRows(row: Raw, lose: Lose): void {
  const unknown = Object.keys(row).filter((key) => !KNOWN.has(key) && key !== 'additionalProperties');
  for (const key of unknown) lose('', `${key} is not checked`);
  const required = listOf(row.required);
  const optional = Object.keys(isMap(row.properties) ? row.properties : {}).filter(
    (name) => !required.includes(name),
  );
  if (optional.length > 0)
    lose(
      '',
      'properties that are not required: their columns must be there all the same, and may hold nulls',
    );
}

interface Place extends Context {
  readonly where: string;
}

/** Properties of an object, each with whether it may be null. */
function objectParts(schema: Raw, { where, root, lose }: Place): Record<string, unknown> {
  const required = listOf(schema.required);
  const properties = isMap(schema.properties) ? Object.entries(schema.properties) : [];
  if (schema.additionalProperties !== undefined && where !== '')
    lose(where, 'additionalProperties: fields that are not named are not looked at');
  if (isMap(schema.additionalProperties) && where === '')
    lose(where, 'additionalProperties: columns that are not named are warned of, whatever they hold');
  const unnamed = required.filter((name) => !properties.some(([known]) => known === name));
  for (const name of unnamed) lose(where === '' ? name : `${where}.${name}`, 'is required and not described');
  return {
    properties: properties.map(([name, given]) => ({
      name,
      ...valueProperty(
        given,
        { where: where === '' ? name : `${where}.${name}`, root, lose },
        required.includes(name),
      ),
    })),
  };
}

/** One value: a column, a field or an item. `isRequired`: its key must be there. */
function valueProperty(given: unknown, place: Place, isRequired: boolean): Record<string, unknown> {
  if (!isMap(given)) {
    if (given === false) place.lose(place.where, 'false: no value may stand there');
    return {};
  }
  const { schema, isNullable } = withoutNull(resolved(given, place.where, place), place);
  const draft = newDraft();
  const type = typeOf(schema, place);
  if (type !== undefined) draft.property.logicalType = type;
  if (isRequired && !isNullable) draft.property.required = true;
  keepKeywords(draft, schema, place);
  const { where, lose } = place;
  for (const key of Object.keys(schema)) {
    const isObjects = ['additionalProperties'].includes(key) && type === 'object';
    if (!KNOWN.has(key) && !isObjects) lose(where, `${key} is not checked`);
  }
  return {
    ...(typeof schema.title === 'string' ? { businessName: schema.title } : {}),
    ...(typeof schema.description === 'string' ? { description: schema.description } : {}),
    ...propertyOf(draft),
    ...nested(schema, type, place),
  };
}

/** A choice between null and one other is that other, and may be null. */
function withoutNull(schema: Raw, place: Place): { readonly schema: Raw; readonly isNullable: boolean } {
  const types = [schema.type ?? []].flat();
  const isNull = types.includes('null') || schema.nullable === true || listHas(schema.enum, null);
  for (const key of ['anyOf', 'oneOf'] as const) {
    const options = Array.isArray(schema[key]) ? schema[key].filter(isMap) : [];
    if (options.length === 0) continue;
    const others = options.filter((option) => option.type !== 'null');
    const { [key]: _, ...rest } = schema;
    const [only] = others;
    if (others.length === 1 && only !== undefined)
      return {
        schema: { ...rest, ...resolved(only, place.where, place) },
        isNullable: isNull || options.length > 1,
      };
    place.lose(place.where, `${key}: a choice between ${others.length} schemas cannot be checked`);
    return { schema: rest, isNullable: isNull };
  }
  return { schema, isNullable: isNull };
}

function listHas(list: unknown, value: unknown): boolean {
  return Array.isArray(list) && list.includes(value);
}

function typeOf(schema: Raw, { where, lose }: Place): string | undefined {
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  if (types.length === 2 && types.includes('integer') && types.includes('number')) return 'number';
  if (types.length > 1) {
    lose(where, `type: a choice between ${types.join(' and ')} is not checked`);
    return undefined;
  }
  const type = String(types[0] ?? '');
  if (type === 'string' && typeof schema.format === 'string' && TYPE_BY_FORMAT[schema.format] !== undefined)
    return TYPE_BY_FORMAT[schema.format];
  if (LIKE_NAMED.includes(type)) return type;
  if (isMap(schema.properties)) return 'object';
  return isMap(schema.items) ? 'array' : undefined;
}

const SIZES: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
};

function keepKeywords(draft: Draft, schema: Raw, { where, lose }: Place): void {
  const type = String(draft.property.logicalType ?? '');
  const isNumber = type === 'number' || type === 'integer';
  copyOptions(draft, schema, SIZES[type] ?? []);
  if (isNumber) copyOptions(draft, schema, ['multipleOf', 'minimum', 'maximum']);
  if (isNumber) keepExclusive(draft, schema);
  if (type === 'array' && schema.uniqueItems === true) draft.options.uniqueItems = true;
  if (typeof schema.pattern === 'string') keepPattern(draft, schema.pattern, { where, lose });
  if (Array.isArray(schema.enum)) keepValues(draft, schema.enum, { where, lose });
  if (schema.const !== undefined) keepValues(draft, [schema.const], { where, lose });
  const { format } = schema;
  if (typeof format !== 'string' || TYPE_BY_FORMAT[format] !== undefined) return;
  if (type === 'string' && namedFormat(format)?.pattern != null) draft.options.format = format;
  else lose(where, `the format ${format} is not checked`);
}

/** Numbers since draft 6, true beside a bound before. */
function keepExclusive(draft: Draft, schema: Raw): void {
  for (const [exclusive, plain] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] === 'number') draft.options[exclusive] = schema[exclusive];
    else if (schema[exclusive] === true && draft.options[plain] !== undefined) {
      draft.options[exclusive] = draft.options[plain];
      delete draft.options[plain];
    }
  }
}

function keepValues(
  draft: Draft,
  values: readonly unknown[],
  { where, lose }: Pick<Place, 'where' | 'lose'>,
): void {
  const scalars = values.filter(isScalar);
  const others = values.filter((value) => value !== null && !isScalar(value));
  if (others.length > 0) lose(where, 'enum: objects and lists cannot be compared');
  else if (scalars.length > 0) draft.rules.push(validRule(scalars));
}

function nested(schema: Raw, type: string | undefined, place: Place): Record<string, unknown> {
  if (type === 'object' && isMap(schema.properties)) return objectParts(schema, place);
  if (type !== 'array' || schema.items === undefined) return {};
  if (Array.isArray(schema.items)) {
    place.lose(place.where, 'items: a schema for each place of a list is not checked');
    return {};
  }
  return { items: valueProperty(schema.items, { ...place, where: `${place.where}[]` }, true) };
}
