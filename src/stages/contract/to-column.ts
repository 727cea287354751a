import type {
  ContractColumn,
  ContractField,
  ContractValue,
  TimeReading,
  ValueRange,
} from '../../domain/contract/contract.ts';
import { namedFormat } from '../../domain/contract/named-formats.ts';
import { timeFormat } from '../../domain/contract/time-format.ts';
import type { WrittenOptions, WrittenProperty, WrittenValue } from './contract-schema.ts';
import { columnParts } from './custom-properties.ts';
import { enumRules } from './enum-values.ts';
import { columnOf } from './table-references.ts';
import { toLibraryRules } from './to-rules.ts';

export function toColumn(property: WrittenProperty): ContractColumn {
  return { ...toField(property), ...columnParts(property) };
}

function toField(property: WrittenProperty): ContractField {
  return { name: columnOf(property), ...toValue(property) };
}

const PUBLIC_CLASSES = new Set(['public', 'internal', 'none', 'unclassified']);
const TEMPORAL = ['date', 'timestamp', 'time'];

function toValue(written: WrittenValue): ContractValue {
  const options = written.logicalTypeOptions ?? {};
  const isTemporal = TEMPORAL.includes(written.logicalType ?? '');
  return {
    logicalType: written.logicalType ?? null,
    required: written.required || written.primaryKey,
    unique: written.unique,
    classified:
      written.classification !== undefined && !PUBLIC_CLASSES.has(written.classification.toLowerCase()),
    range: rangeOf(options),
    multipleOf: options.multipleOf ?? null,
    length: boundsOf(options.minLength, options.maxLength),
    pattern: options.pattern ?? null,
    format: isTemporal || options.format === undefined ? null : namedFormat(options.format),
    items: itemsOf(options),
    fields: fieldsOf(options),
    hasOffset: options.timezone ?? null,
    reading: isTemporal ? readingOf(options) : null,
    rules: [...enumRules(written), ...written.quality.flatMap((rule) => toLibraryRules(rule))],
    properties: (written.properties ?? []).map(toField),
    element: written.items === undefined ? null : toValue(written.items),
  };
}

function rangeOf(options: WrittenOptions): ValueRange | null {
  const [lowest, aboveLowest] = sides(options.minimum, options.exclusiveMinimum);
  const [highest, belowHighest] = sides(options.maximum, options.exclusiveMaximum);
  const range: ValueRange = {
    ...(lowest === undefined ? {} : { minimum: lowest }),
    ...(highest === undefined ? {} : { maximum: highest }),
    ...(aboveLowest === undefined ? {} : { exclusiveMinimum: aboveLowest }),
    ...(belowHighest === undefined ? {} : { exclusiveMaximum: belowHighest }),
  };
  if (Object.keys(range).length === 0) return null;
  return options.defaultTimezone === undefined ? range : { ...range, timezone: options.defaultTimezone };
}

type Bound = number | string | undefined;

/** The inclusive and the exclusive bound of one side; `true` makes the plain one exclusive. */
function sides(plain: Bound, exclusive: Bound | boolean): readonly [Bound, Bound] {
  if (typeof exclusive !== 'boolean') return [plain, exclusive];
  return exclusive ? [undefined, plain] : [plain, undefined];
}

function boundsOf(minimum: number | undefined, maximum: number | undefined) {
  if (minimum === undefined && maximum === undefined) return null;
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function itemsOf({ minItems, maxItems, uniqueItems = false }: WrittenOptions): ContractValue['items'] {
  const bounds = boundsOf(minItems, maxItems);
  return bounds === null && !uniqueItems ? null : { ...bounds, unique: uniqueItems };
}

function fieldsOf({ minProperties, maxProperties, required = [] }: WrittenOptions): ContractValue['fields'] {
  const bounds = boundsOf(minProperties, maxProperties);
  return bounds === null && required.length === 0 ? null : { ...bounds, required };
}

function readingOf({ format, defaultTimezone }: WrittenOptions): TimeReading | null {
  const parsed = format === undefined ? null : timeFormat(format);
  const known = parsed === null || typeof parsed === 'string' ? null : parsed;
  if (known === null && defaultTimezone === undefined) return null;
  return {
    strptime: known?.strptime ?? null,
    pattern: known?.pattern ?? null,
    timezone: defaultTimezone ?? null,
  };
}
