import type { Imported, Lose } from './imported.ts';
import { type Draft, documentOf, newDraft, propertyOf, validRule } from './imported.ts';
import { strftimeFormat } from './strftime-format.ts';
import { parseTextProto, type TextMessage, type TextValue } from './text-proto.ts';

const TYPES: Readonly<Record<string, string>> = {
  BYTES: 'string',
  INT: 'integer',
  FLOAT: 'number',
  STRUCT: 'object',
};
const LIFECYCLES: Readonly<Record<string, string>> = {
  PLANNED: 'planned',
  ALPHA: 'alpha',
  BETA: 'beta',
  PRODUCTION: 'production',
  DEPRECATED: 'deprecated',
  DEBUG_ONLY: 'debug',
  DISABLED: 'disabled',
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

interface Context {
  readonly schema: TextMessage;
  readonly lose: Lose;
}

function messages(message: TextMessage | undefined, field: string): TextMessage[] {
  return (message?.get(field) ?? []).filter((value): value is TextMessage => value instanceof Map);
}

const child = (message: TextMessage | undefined, field: string) => messages(message, field)[0];

/** The last value of a field, as protocol buffers have it. */
function scalar(
  message: TextMessage | undefined,
  field: string,
): Exclude<TextValue, TextMessage> | undefined {
  const value = message?.get(field)?.at(-1);
  return value instanceof Map ? undefined : (value as Exclude<TextValue, TextMessage> | undefined);
}

function numberAt(message: TextMessage | undefined, field: string): number | undefined {
  const value = scalar(message, field);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function textsAt(message: TextMessage | undefined, field: string): string[] {
  return (message?.get(field) ?? []).filter((value) => typeof value === 'string');
}

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

interface Place extends Context {
  readonly name: string;
}

function keepPresence(draft: Draft, feature: TextMessage, { name, lose }: Place): void {
  const presence = child(feature, 'presence');
  const fraction = numberAt(presence, 'min_fraction');
  if (fraction === 1) draft.property.required = true;
  else if (fraction !== undefined && fraction > 0)
    draft.rules.push({ metric: 'nullValues', mustBeLessOrEqualTo: percentLeft(fraction), unit: 'percent' });
  const count = numberAt(presence, 'min_count');
  if (count !== undefined && count > 1) lose(name, `presence: at least ${count} values are not asked for`);
}

/** What is left of a fraction, in percent and without the noise of 1 - 0.99. */
function percentLeft(fraction: number): number {
  return Number((100 * (1 - fraction)).toFixed(10));
}

function keepDomains(draft: Draft, feature: TextMessage, place: Place): void {
  const { name, schema, lose } = place;
  const called = scalar(feature, 'domain');
  const named = messages(schema, 'string_domain').find((domain) => scalar(domain, 'name') === called);
  const texts = child(feature, 'string_domain') ?? named;
  if (called !== undefined && named === undefined) lose(name, `the domain ${called} is not in this file`);
  if (texts !== undefined) keepValues(draft, textsAt(texts, 'value'), feature);
  for (const domain of ['int_domain', 'float_domain'] as const)
    keepRange(draft, child(feature, domain), place);
  const truths = child(feature, 'bool_domain');
  if (truths !== undefined) {
    const [yes, no] = [scalar(truths, 'true_value'), scalar(truths, 'false_value')];
    if (yes !== undefined || no !== undefined)
      keepValues(
        draft,
        [yes, no].filter((value) => value !== undefined),
        feature,
      );
    else if (draft.property.logicalType === 'integer') keepValues(draft, [0, 1], feature);
  }
  if (feature.has('url_domain')) draft.options.format = 'uri';
  keepTime(draft, child(feature, 'time_domain'), place);
}

/** `min_domain_mass` is the share of values that must be in the domain. */
function keepValues(draft: Draft, values: readonly unknown[], feature: TextMessage): void {
  const mass = numberAt(child(feature, 'distribution_constraints'), 'min_domain_mass') ?? 1;
  if (values.length === 0) return;
  const { mustBe: _, ...rule } = validRule(values);
  draft.rules.push(
    mass >= 1 ? validRule(values) : { ...rule, mustBeLessOrEqualTo: percentLeft(mass), unit: 'percent' },
  );
}

function keepRange(draft: Draft, domain: TextMessage | undefined, { name, lose }: Place): void {
  if (domain === undefined) return;
  const [minimum, maximum] = [numberAt(domain, 'min'), numberAt(domain, 'max')];
  if (minimum !== undefined) draft.options.minimum = minimum;
  if (maximum !== undefined) draft.options.maximum = maximum;
  if (scalar(domain, 'is_embedding') !== undefined) lose(name, 'is_embedding is not checked');
  const refuses = ['disallow_nan', 'disallow_inf'].filter((key) => scalar(domain, key) === true);
  const isBounded = minimum !== undefined || maximum !== undefined;
  if (refuses.length > 0 && !isBounded)
    lose(name, `${refuses.join(', ')}: NaN and infinities are warned of, and do not block`);
}

function keepTime(draft: Draft, domain: TextMessage | undefined, { name, lose }: Place): void {
  if (domain === undefined) return;
  const format = scalar(domain, 'string_format');
  const java = typeof format === 'string' ? strftimeFormat(format) : null;
  if (java === null) {
    lose(name, 'time_domain: the format cannot be read');
    return;
  }
  draft.property.logicalType = /[Hhms]/.test(java) ? 'timestamp' : 'date';
  draft.options.format = java;
}

const ENVIRONMENTS: readonly (readonly [RegExp, string])[] = [
  [/^train/i, 'training'],
  [/^eval|^valid|^test/i, 'evaluation'],
  [/^serv|^infer|^predict/i, 'serving'],
];

function keepEnvironments(draft: Draft, feature: TextMessage, { name, schema, lose }: Place): void {
  const [added, left] = [textsAt(feature, 'in_environment'), textsAt(feature, 'not_in_environment')];
  if (added.length + left.length === 0) return;
  const defaults = textsAt(schema, 'default_environment');
  const known = (names: readonly string[]) =>
    names.flatMap((each) => {
      const found = ENVIRONMENTS.find(([pattern]) => pattern.test(each))?.[1];
      if (found === undefined)
        lose(name, `the environment ${each} is none of training, evaluation and serving`);
      return found ?? [];
    });
  const all = defaults.length > 0 ? known(defaults) : ENVIRONMENTS.map(([, environment]) => environment);
  const [without, withThem] = [known(left), known(added)];
  const environments = [...new Set([...all, ...withThem])].filter(
    (environment) => !without.includes(environment),
  );
  // Data to judge by are like those to train on, where nothing is said of them.
  const isSilent = !defaults.some((each) => ENVIRONMENTS[1]?.[0].test(each));
  if (isSilent && environments.includes('training') && !environments.includes('evaluation'))
    environments.push('evaluation');
  if (environments.length > 0) draft.custom.environments = environments;
}

function keepLifecycle(draft: Draft, feature: TextMessage): void {
  const stage = LIFECYCLES[String(scalar(feature, 'lifecycle_stage') ?? '')];
  const isDeprecated = scalar(feature, 'deprecated') === true;
  if (stage !== undefined && stage !== 'production') draft.custom.lifecycle = stage;
  else if (isDeprecated) draft.custom.lifecycle = 'deprecated';
}

/** The distance of Jensen and Shannon is the root of their divergence. */
function keepComparators(draft: Draft, feature: TextMessage, { name, lose }: Place): void {
  for (const kind of ['skew', 'drift'] as const) {
    const comparator = child(feature, `${kind}_comparator`);
    if (comparator === undefined) continue;
    const norm = numberAt(child(comparator, 'infinity_norm'), 'threshold');
    const divergence = numberAt(child(comparator, 'jensen_shannon_divergence'), 'threshold');
    const limits = {
      ...(norm === undefined || norm <= 0 ? {} : { l_infinity: norm }),
      ...(divergence === undefined || divergence <= 0
        ? {}
        : { js: Number(Math.sqrt(divergence).toPrecision(6)) }),
    };
    if (Object.keys(limits).length > 0) draft.custom[kind] = limits;
    for (const key of comparator.keys())
      if (!['infinity_norm', 'jensen_shannon_divergence'].includes(key))
        lose(name, `${kind}_comparator: ${key} is not compared`);
  }
}
