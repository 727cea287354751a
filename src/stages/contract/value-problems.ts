import type { KeyPath } from '../../config/problems.ts';
import { formatsOf } from '../../domain/contract/named-formats.ts';
import { patternProblem } from '../../domain/contract/pattern-problem.ts';
import { timeFormat } from '../../domain/contract/time-format.ts';
import type { Finding } from './contract-problems.ts';
import type { WrittenOptions, WrittenValue } from './contract-schema.ts';
import { enumFindings } from './enum-values.ts';
import { repeatedNames } from './repeated-names.ts';
import { ruleFindings } from './rule-problems.ts';
import { isTimezone, MOMENT } from './times.ts';

export interface ValuePlace {
  readonly at: KeyPath;
  readonly isStrict: boolean;
  /** A column, a field of an object in it, or what is inside lists. */
  readonly depth: 'column' | 'field' | 'item';
}

/** What is wrong with a property and everything inside it. */
export function valueFindings(value: WrittenValue, place: ValuePlace): Finding[] {
  const { at, isStrict, depth } = place;
  const level = depth === 'column' ? 'property' : depth;
  return [
    ...optionFindings(value, [...at, 'logicalTypeOptions']),
    ...value.quality.flatMap((rule, q) =>
      ruleFindings(rule, [...at, 'quality', q], { level, isStrict, properties: [] }),
    ),
    ...enumFindings(value, at),
    ...nestingFindings(value, place),
  ];
}

function nestingFindings(value: WrittenValue, { at, isStrict, depth }: ValuePlace): Finding[] {
  const { logicalType, properties, items } = value;
  const findings: Finding[] = [];
  if (properties !== undefined && logicalType !== 'object')
    findings.push([[...at, 'properties'], 'only a property of logicalType object has properties']);
  if (items !== undefined && logicalType !== 'array')
    findings.push([[...at, 'items'], 'only a property of logicalType array has items']);
  if (depth === 'item' && value.unique)
    findings.push([
      [...at, 'unique'],
      'unique inside a list cannot be checked; uniqueItems looks at the items of one list',
    ]);
  if (depth !== 'column' && value.primaryKey)
    findings.push([[...at, 'primaryKey'], 'a primary key is a column, not a part of one']);
  if (depth === 'item' && value.relationships.length > 0)
    findings.push([[...at, 'relationships'], 'keys inside of lists cannot be followed']);
  const inner = depth === 'item' ? 'item' : 'field';
  const fields = (properties ?? []).flatMap((property, index) =>
    valueFindings(property, { at: [...at, 'properties', index], isStrict, depth: inner }),
  );
  const names = repeatedNames(properties ?? [], [...at, 'properties']);
  const element =
    items === undefined ? [] : valueFindings(items, { at: [...at, 'items'], isStrict, depth: 'item' });
  return [...findings, ...names, ...fields, ...element];
}

type Options = WrittenOptions;
type Type = WrittenValue['logicalType'];

const NUMERIC: readonly Type[] = ['number', 'integer'];
const TEMPORAL: readonly Type[] = ['date', 'timestamp', 'time'];

/** Types that each option is for. */
const TYPES: Readonly<Record<keyof Options, readonly Type[]>> = {
  minimum: [...NUMERIC, ...TEMPORAL],
  maximum: [...NUMERIC, ...TEMPORAL],
  exclusiveMinimum: [...NUMERIC, ...TEMPORAL],
  exclusiveMaximum: [...NUMERIC, ...TEMPORAL],
  multipleOf: NUMERIC,
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  format: ['string', ...NUMERIC, ...TEMPORAL],
  timezone: ['timestamp', 'time'],
  defaultTimezone: ['timestamp', 'time'],
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  minProperties: ['object'],
  maxProperties: ['object'],
  required: ['object'],
};

/** Options that say nothing without a type. */
const NEEDS_TYPE: readonly (keyof Options)[] = [
  'format',
  'timezone',
  'defaultTimezone',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
];

/** An option that does not fit the type would be compared as something else, or not at all. */
function optionFindings({ logicalType, logicalTypeOptions = {} }: WrittenValue, at: KeyPath): Finding[] {
  const options = logicalTypeOptions;
  const given = (Object.keys(options) as (keyof Options)[]).filter((key) => options[key] !== undefined);
  return [
    ...given.flatMap((key): Finding[] => {
      const message = misplaced(key, logicalType) ?? valueProblem(key, options, logicalType);
      return message === null ? [] : [[[...at, key], message]];
    }),
    ...boundsFindings(options, at),
  ];
}

function misplaced(key: keyof Options, logicalType: Type): string | null {
  if (logicalType === undefined)
    return NEEDS_TYPE.includes(key) ? `${key} needs a logicalType: ${TYPES[key].join(', ')}` : null;
  return TYPES[key].includes(logicalType)
    ? null
    : `${key} is for logicalType ${TYPES[key].join(', ')}, not for ${logicalType}`;
}

function valueProblem(key: keyof Options, options: Options, logicalType: Type): string | null {
  const value = options[key];
  switch (key) {
    case 'minimum':
    case 'maximum':
      return boundProblem(options[key], logicalType);
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return exclusiveProblem(key, options, logicalType);
    case 'pattern':
      return patternProblem(String(value));
    case 'format':
      return formatProblem(String(value), logicalType);
    case 'defaultTimezone':
      return isTimezone(String(value))
        ? null
        : `${JSON.stringify(value)} is no time zone as Europe/Berlin or Etc/UTC`;
    default:
      return null;
  }
}

/** In 3.0 true makes the bound beside it exclusive. */
function exclusiveProblem(
  key: 'exclusiveMinimum' | 'exclusiveMaximum',
  options: Options,
  logicalType: Type,
): string | null {
  const value = options[key];
  if (typeof value !== 'boolean') return boundProblem(value, logicalType);
  const plain = key === 'exclusiveMinimum' ? 'minimum' : 'maximum';
  return value && options[plain] === undefined ? `${key}: true needs ${plain}` : null;
}

function boundProblem(bound: string | number | undefined, logicalType: Type): string | null {
  if (bound === undefined) return null;
  if (typeof bound === 'number') {
    if (!Number.isFinite(bound)) return 'a bound must be a finite number';
    if (logicalType === undefined || NUMERIC.includes(logicalType)) return null;
    return `a number bounds columns of numbers, not of logicalType ${logicalType}`;
  }
  if (logicalType !== undefined && !TEMPORAL.includes(logicalType))
    return `${JSON.stringify(bound)} bounds dates and times, not logicalType ${logicalType}`;
  const isMoment = MOMENT.test(bound) && /^\d{2}:/.test(bound) === (logicalType === 'time');
  return isMoment ? null : `${JSON.stringify(bound)} is no date or time as 2026-01-31 or 2026-01-31T12:00:00`;
}

function formatProblem(format: string, logicalType: Type): string | null {
  if (TEMPORAL.includes(logicalType)) {
    const known = timeFormat(format);
    return typeof known === 'string'
      ? `${known}; formats are those of Java's DateTimeFormatter, as yyyy-MM-dd`
      : null;
  }
  const known = formatsOf(logicalType ?? '');
  return known.includes(format)
    ? null
    : `the format ${JSON.stringify(format)} cannot be checked; of ${logicalType} there are ${known.join(', ')}`;
}

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

/** Bounds of two kinds, and pairs that nothing can keep. */
function boundsFindings(options: Options, at: KeyPath): Finding[] {
  const given = BOUNDS.flatMap((key) => (typeof options[key] === 'boolean' ? [] : [options[key]]));
  const kinds = new Set(given.flatMap((bound) => (bound === undefined ? [] : [typeof bound])));
  if (kinds.size > 1) return [[at, 'numbers and dates cannot bound one column together']];
  const pairs = [
    ['minimum', 'maximum'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ] as const;
  return pairs.flatMap(([low, high]): Finding[] => {
    const [from, to] = [options[low], options[high]];
    const isEmpty = from !== undefined && to !== undefined && typeof from === typeof to && from > to;
    return isEmpty ? [[[...at, low], `${low} ${from} is above ${high} ${to}: no value fits`]] : [];
  });
}
