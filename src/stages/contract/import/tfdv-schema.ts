import type { Imported, Lose } from './imported.ts';
import { type Draft, documentOf, newDraft, propertyOf } from './imported.ts';
import { parseTextProto, type TextMessage } from './text-proto.ts';
import { type Context, child, messages, numberAt, scalar } from './tfdv-message.ts';
import { keepComparators, keepEnvironments, keepLifecycle } from './tfdv-usage.ts';
import { keepDomains, keepPresence } from './tfdv-values.ts';

const TYPES: Readonly<Record<string, string>> = {
  BYTES: 'string',
  INT: 'integer',
  FLOAT: 'number',
  STRUCT: 'object',
};
/** Reads a schema of TensorFlow Data Validation in text form (schema.pbtxt). Throws `input` where it is none. */
export function importTfdvSchema(text: string, label: string, lose: Lose): Omit<Imported, 'lost'> {
  const schema = parseTextProto(text, label);
  const name = label.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'data';
  const context: Context = { schema, lose };
  const features = messages(schema, 'feature').map((feature) => featureProperty(feature, context));
  const rules = rowRules(schema, lose);
  for (const key of schema.keys()) if (!TOP.includes(key)) lose(key, 'is not known here');
  const object = { name, properties: features, ...(rules.length === 0 ? {} : { quality: rules }) };
  return { document: documentOf({ id: name, name }, [object]) };
}

const TOP = [
  'feature',
  'string_domain',
  'float_domain',
  'int_domain',
  'default_environment',
  'dataset_constraints',
  'annotation',
];

function rowRules(schema: TextMessage, lose: Lose): Record<string, unknown>[] {
  const constraints = child(schema, 'dataset_constraints');
  const [least, most] = [
    numberAt(constraints, 'min_examples_count'),
    numberAt(constraints, 'max_examples_count'),
  ];
  for (const key of constraints?.keys() ?? [])
    if (!/^(min|max)_examples_count$/.test(key)) lose('dataset_constraints', `${key} is not checked`);
  return [
    ...(least === undefined ? [] : [{ metric: 'rowCount', mustBeGreaterOrEqualTo: least }]),
    ...(most === undefined ? [] : [{ metric: 'rowCount', mustBeLessOrEqualTo: most }]),
  ];
}

const FEATURE = new Set([
  ...[
    'name',
    'type',
    'presence',
    'value_count',
    'shape',
    'domain',
    'string_domain',
    'int_domain',
    'float_domain',
  ],
  ...[
    'bool_domain',
    'struct_domain',
    'in_environment',
    'not_in_environment',
    'lifecycle_stage',
    'deprecated',
  ],
  ...[
    'skew_comparator',
    'drift_comparator',
    'distribution_constraints',
    'annotation',
    'url_domain',
    'time_domain',
  ],
]);

function featureProperty(feature: TextMessage, context: Context): Record<string, unknown> {
  const name = String(scalar(feature, 'name') ?? '');
  const { lose } = context;
  const draft = newDraft();
  const type = TYPES[String(scalar(feature, 'type') ?? '')];
  if (type !== undefined) draft.property.logicalType = type;
  else if (feature.has('type')) lose(name, `the type ${scalar(feature, 'type')} is not known here`);
  keepDomains(draft, feature, { name, ...context });
  const item = propertyOf(draft);
  const outer = newDraft();
  keepPresence(outer, feature, { name, ...context });
  keepEnvironments(outer, feature, { name, ...context });
  keepLifecycle(outer, feature);
  keepComparators(outer, feature, { name, ...context });
  for (const key of feature.keys()) if (!FEATURE.has(key)) lose(name, `${key} is not checked`);
  const struct = child(feature, 'struct_domain');
  const fields = messages(struct, 'feature').map((inner) => featureProperty(inner, context));
  const inside = struct === undefined ? item : { ...item, logicalType: 'object', properties: fields };
  return { name, ...joined(inside, outer, listSize(feature)) };
}

/** How many values a feature has where it may have another number than one; null: one. */
function listSize(feature: TextMessage): Record<string, number> | null {
  const counts = child(feature, 'value_count');
  if (counts === undefined) return null;
  const [least, most] = [numberAt(counts, 'min'), numberAt(counts, 'max')];
  if (least === 1 && most === 1) return null;
  return {
    ...(least === undefined ? {} : { minItems: least }),
    ...(most === undefined ? {} : { maxItems: most }),
  };
}

function joined(
  inside: Record<string, unknown>,
  outer: Draft,
  size: Record<string, number> | null,
): Record<string, unknown> {
  if (size !== null) {
    Object.assign(outer.options, size);
    return { logicalType: 'array', ...propertyOf(outer), items: inside };
  }
  const {
    quality = [],
    customProperties = [],
    ...rest
  } = inside as { readonly quality?: unknown[]; readonly customProperties?: unknown[] };
  const own = propertyOf(outer) as { readonly quality?: unknown[]; readonly customProperties?: unknown[] };
  const rules = [...quality, ...(own.quality ?? [])];
  const custom = [...customProperties, ...(own.customProperties ?? [])];
  return {
    ...rest,
    ...own,
    ...(rules.length === 0 ? {} : { quality: rules }),
    ...(custom.length === 0 ? {} : { customProperties: custom }),
  };
}
