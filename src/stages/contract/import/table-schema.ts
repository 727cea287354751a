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
import { strftimeFormat } from './strftime-format.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  year: 'integer',
  boolean: 'boolean',
  object: 'object',
  array: 'array',
  list: 'array',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
  yearmonth: 'string',
  duration: 'string',
  geopoint: 'string',
  geojson: 'object',
};

/** Types that are text of a form, or numbers of a range, here. */
const FORMS: Readonly<Record<string, Raw>> = {
  year: { minimum: 0, maximum: 9999 },
  yearmonth: { pattern: '^[0-9]{4}-[0-9]{2}$' },
};

/** What a field may say that changes how its text is read. */
const READING = [
  'bareNumber',
  'groupChar',
  'decimalChar',
  'trueValues',
  'falseValues',
  'delimiter',
  'itemType',
];
const KNOWN = [
  'name',
  'type',
  'format',
  'title',
  'description',
  'example',
  'constraints',
  'missingValues',
  'rdfType',
  'categories',
  '$schema',
];
const CONSTRAINTS = [
  'required',
  'unique',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'pattern',
  'enum',
];

/** Reads a Frictionless Table Schema, or a Data Package whose first resource has one. */
export function importTableSchema(given: Raw, name: string, lose: Lose): Omit<Imported, 'lost'> {
  const resources = Array.isArray(given.resources) ? given.resources.filter(isMap) : [];
  const [first, ...others] = resources;
  const main = first === undefined ? given : schemaOf(first);
  const table = String(first?.name ?? name);
  const known = new Map(others.map((resource) => [String(resource.name), resource]));
  const asked = new Set<string>();
  const object = tableOf({ schema: main, name: table, resources: known, asked }, lose);
  const tables = [...asked].map((resource) => referenceOf(resource, known, lose));
  for (const resource of known.keys())
    if (!asked.has(resource)) lose(resource, 'no key points to this resource');
  const description = first?.description ?? main.description ?? given.description;
  return { document: documentOf({ id: name, name, description }, [object, ...tables]) };
}

function schemaOf(resource: Raw): Raw {
  return isMap(resource.schema) ? resource.schema : {};
}

interface Table {
  readonly schema: Raw;
  readonly name: string;
  readonly resources: ReadonlyMap<string, Raw>;
  /** Resources that keys point to. */
  readonly asked: Set<string>;
}

function tableOf({ schema, name, resources, asked }: Table, lose: Lose): Record<string, unknown> {
  const fields = Array.isArray(schema.fields) ? schema.fields.filter(isMap) : [];
  const keys = [schema.primaryKey ?? []].flat().map(String);
  const missing = Array.isArray(schema.missingValues) ? schema.missingValues.map(String) : [''];
  const properties = fields.map((field) => ({
    ...fieldProperty(field, { missing, lose }),
    ...keyOf(keys, String(field.name)),
  }));
  const spelled = missing.filter((value) => value !== '');
  if (spelled.length > 0)
    lose(
      'missingValues',
      `cells that say ${spelled.map((value) => JSON.stringify(value)).join(', ')} are text here, not null`,
    );
  const unique = (Array.isArray(schema.uniqueKeys) ? schema.uniqueKeys : []).map((columns) => ({
    metric: 'duplicateValues',
    mustBe: 0,
    arguments: { properties: [columns].flat().map(String) },
  }));
  const relationships = (Array.isArray(schema.foreignKeys) ? schema.foreignKeys : [])
    .filter(isMap)
    .flatMap((key) => relationshipOf(key, { name, resources, asked }, lose));
  for (const key of Object.keys(schema)) if (!TABLE_KEYS.includes(key)) lose(key, 'is not known here');
  return {
    name,
    properties,
    ...(unique.length === 0 ? {} : { quality: unique }),
    ...(relationships.length === 0 ? {} : { relationships }),
  };
}

const TABLE_KEYS = [
  'fields',
  'primaryKey',
  'missingValues',
  'uniqueKeys',
  'foreignKeys',
  'description',
  'title',
  'name',
  '$schema',
  'fieldsMatch',
];

function keyOf(keys: readonly string[], name: string): Record<string, unknown> {
  const position = keys.indexOf(name);
  if (position === -1) return {};
  return { primaryKey: true, ...(keys.length === 1 ? {} : { primaryKeyPosition: position + 1 }) };
}

function relationshipOf(key: Raw, { name, resources, asked }: Omit<Table, 'schema'>, lose: Lose) {
  const reference = isMap(key.reference) ? key.reference : {};
  const resource = String(reference.resource ?? '');
  const table = resource === '' ? name : resource;
  if (table !== name && !resources.has(table)) {
    lose(`foreignKeys ${[key.fields].flat().join(', ')}`, `the resource ${table} is not in this file`);
    return [];
  }
  if (table !== name) asked.add(table);
  const from = [key.fields ?? []].flat().map((field) => `${name}.${field}`);
  const to = [reference.fields ?? []].flat().map((field) => `${table}.${field}`);
  return [from.length === 1 ? { from: from[0], to: to[0] } : { from, to }];
}

function referenceOf(name: string, resources: ReadonlyMap<string, Raw>, lose: Lose): Record<string, unknown> {
  const resource = resources.get(name) ?? {};
  const asked = new Set<string>();
  const table = tableOf({ schema: schemaOf(resource), name, resources: new Map(), asked }, (where, what) =>
    lose(`${name}.${where}`, what),
  );
  const files = [resource.path ?? `data/${name}.csv`].flat().map(String);
  return {
    ...table,
    customProperties: [{ property: 'files', value: files.length === 1 ? files[0] : files }],
  };
}

interface FieldContext {
  readonly missing: readonly string[];
  readonly lose: Lose;
}

function fieldProperty(field: Raw, { missing, lose }: FieldContext): Record<string, unknown> {
  const name = String(field.name);
  const draft = newDraft();
  const type = typeof field.type === 'string' ? field.type : 'any';
  if (TYPES[type] !== undefined) draft.property.logicalType = TYPES[type];
  else if (type !== 'any') lose(name, `the type ${type} is not known here`);
  copyOptions(draft, FORMS[type] ?? {}, Object.keys(FORMS[type] ?? {}));
  if (['duration', 'geopoint', 'geojson'].includes(type)) lose(name, `the form of ${type} is not checked`);
  keepFormat(draft, field, { name, type, lose });
  if (isMap(field.constraints)) keepConstraints(draft, field.constraints, { name, missing, lose });
  for (const key of Object.keys(field)) {
    if (READING.includes(key)) lose(name, `${key}: text is not read so here`);
    else if (!KNOWN.includes(key)) lose(name, `${key} is not known here`);
  }
  return { name, ...describedBy(field), ...propertyOf(draft) };
}

function describedBy({ title, description, example }: Raw): Record<string, unknown> {
  return {
    ...(typeof title === 'string' ? { businessName: title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

interface FieldPlace {
  readonly name: string;
  readonly type: string;
  readonly lose: Lose;
}

function keepFormat(draft: Draft, { format }: Raw, { name, type, lose }: FieldPlace): void {
  if (typeof format !== 'string' || format === 'default') return;
  if (['date', 'time', 'datetime'].includes(type)) {
    const java = strftimeFormat(format);
    if (java === null) lose(name, `the format ${format} cannot be read`);
    else draft.options.format = java;
  } else if (type === 'string' && namedFormat(format) !== null) draft.options.format = format;
  else lose(name, `the format ${format} is not checked`);
}

function keepConstraints(
  draft: Draft,
  constraints: Raw,
  { name, missing, lose }: FieldContext & { readonly name: string },
): void {
  const type = draft.property.logicalType;
  if (constraints.required === true) {
    draft.property.required = true;
    const spelled = missing.filter((value) => value !== '');
    if (spelled.length > 0)
      draft.rules.push({ metric: 'missingValues', mustBe: 0, arguments: { missingValues: [...missing] } });
  }
  if (constraints.unique === true) draft.property.unique = true;
  const bounds =
    type === 'array' ? { minItems: constraints.minLength, maxItems: constraints.maxLength } : constraints;
  copyOptions(draft, bounds, type === 'array' ? ['minItems', 'maxItems'] : CONSTRAINTS.slice(2, 8));
  // A pattern of a table schema is the whole text's.
  if (typeof constraints.pattern === 'string')
    keepPattern(draft, `^(?:${constraints.pattern})$`, { where: name, lose });
  if (Array.isArray(constraints.enum)) draft.rules.push(validRule(constraints.enum.filter(isScalar)));
  for (const key of Object.keys(constraints))
    if (!CONSTRAINTS.includes(key)) lose(name, `the constraint ${key} is not known here`);
}
