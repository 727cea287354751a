import { yamlScalar } from '../../domain/contract/amend/yaml-scalar.ts';
import { PART_KEYS } from './short-schema.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A value as YAML on one line, whatever is in it. */
export function flowYaml(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value !== 'object') return yamlScalar(value as string | number | boolean);
  const entries = Object.entries(value as Raw);
  return `{ ${entries.map(([key, each]) => `${yamlScalar(key)}: ${flowYaml(each)}`).join(', ')} }`;
}

/** A property of the standard as the short form says it: words where words are enough, else a map. */
export function shortColumn(property: Raw): unknown {
  const {
    name: _,
    logicalType,
    logicalTypeOptions,
    quality,
    customProperties,
    properties,
    items,
    ...more
  } = property;
  const { required, unique, primaryKey, primaryKeyPosition, relationships, ...described } = more;
  const words = [
    ...(properties === undefined && items === undefined ? [logicalType] : []),
    required === true ? 'required' : null,
    unique === true ? 'unique' : null,
    // A key that has a place is named under key:.
    primaryKey === true && primaryKeyPosition === undefined ? 'key' : null,
    ...((relationships ?? []) as readonly Raw[]).map(({ to }) => `-> ${String(to)}`),
  ].filter((word) => word !== null && word !== undefined);
  const rest = {
    ...described,
    ...(logicalTypeOptions as Raw | undefined),
    ...rulesOf((quality ?? []) as readonly Raw[]),
    ...partsOf((customProperties ?? []) as readonly Raw[]),
    ...fieldsOf(properties as readonly Raw[] | undefined),
    ...(items === undefined ? {} : { items: shortColumn(items as Raw) }),
  };
  const is = words.join(' ');
  if (Object.keys(rest).length === 0) return is === '' ? null : is;
  return { ...(is === '' ? {} : { is }), ...rest };
}

/** The first closed list stands under its own name. */
function rulesOf(rules: readonly Raw[]): Raw {
  const list = rules.find(isClosedList);
  const others = rules.filter((rule) => rule !== list);
  return {
    ...(list === undefined ? {} : { values: (list.arguments as Raw).validValues }),
    ...(others.length === 0 ? {} : { quality: others }),
  };
}

function isClosedList({ metric, mustBe, arguments: given, ...others }: Raw): boolean {
  const keys = Object.keys((given ?? {}) as Raw);
  const isPlain = Object.keys(others).length === 0 && keys.length === 1 && keys[0] === 'validValues';
  return metric === 'invalidValues' && mustBe === 0 && isPlain;
}

function partsOf(customProperties: readonly Raw[]): Raw {
  const isPart = ({ property }: Raw) => PART_KEYS.includes(String(property));
  const others = customProperties.filter((each) => !isPart(each));
  return {
    ...Object.fromEntries(
      customProperties.filter(isPart).map(({ property, value }) => [String(property), value]),
    ),
    ...(others.length === 0 ? {} : { customProperties: others }),
  };
}

function fieldsOf(properties: readonly Raw[] | undefined): Raw {
  if (properties === undefined) return {};
  return { fields: Object.fromEntries(properties.map((field) => [String(field.name), shortColumn(field)])) };
}
