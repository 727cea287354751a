import { nearest } from '../../config/nearest.ts';
import { ENVIRONMENTS, LIFECYCLES, ROLES } from '../../domain/contract/contract.ts';
import { readComparison, readRange } from './short-bounds.ts';
import type { WordParts } from './word-parts.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  text: 'string',
  integer: 'integer',
  int: 'integer',
  number: 'number',
  float: 'number',
  boolean: 'boolean',
  bool: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  datetime: 'timestamp',
  time: 'time',
  object: 'object',
  list: 'array',
  array: 'array',
};

const TEXT_FORMATS = ['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6'];
const NUMBER_FORMATS = ['i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64', 'f32', 'f64'];
/** `time` is a type, and after one a role. */
const ROLE_WORDS = ROLES.filter((role) => role !== 'time');
const FLAGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  required: { required: true },
  unique: { unique: true },
  key: { primaryKey: true },
  personal: { classification: 'confidential' },
};

const KNOWN = [
  ...Object.keys(TYPES),
  ...TEXT_FORMATS,
  ...NUMBER_FORMATS,
  ...Object.keys(FLAGS),
  ...ROLES,
  ...LIFECYCLES,
  ...ENVIRONMENTS,
];

/** `integer 0..120 required` → the parts of a property; a text says which word is not understood. */
export function readWords(text: string): WordParts | string {
  const parts: WordParts = { property: {}, options: {}, rules: [], custom: {} };
  const words = splitWords(text);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '->') {
      index += 1;
      const to = words[index];
      if (to === undefined) return '-> needs a column to point to, as -> stores.store_id';
      parts.property.relationships = [
        ...((parts.property.relationships as unknown[] | undefined) ?? []),
        { to },
      ];
      continue;
    }
    const taken = readWord(word, parts);
    if (taken === null) return unknownWord(word);
    if (typeof taken === 'string') return taken;
  }
  return parts;
}

/** Words stand between spaces; a pattern between slashes may hold some. */
function splitWords(text: string): string[] {
  return text.match(/\/(?:[^/\\]|\\.)+\/(?=\s|$)|\S+/g) ?? [];
}

function unknownWord(word: string): string {
  const near = nearest(word, KNOWN);
  return `${JSON.stringify(word)} is not understood${near === null ? '' : `; did you mean ${near}?`}`;
}

/** null: not of this kind; true: taken; a text: of this kind, and wrong. */
type Reader = (word: string, parts: WordParts) => true | string | null;

const READERS: readonly Reader[] = [
  readType,
  readFlag,
  readFormat,
  readPart,
  readPattern,
  readShare,
  readComparison,
  readRange,
  readValues,
];

/** The first reader that knows the word takes it. */
function readWord(word: string, parts: WordParts): true | string | null {
  for (const read of READERS) {
    const taken = read(word, parts);
    if (taken !== null) return taken;
  }
  return null;
}

function readType(word: string, { property }: WordParts): true | string | null {
  const [, name = '', lists = ''] = /^([a-z]+)((?:\[\])*)$/.exec(word) ?? [];
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return null;
  // After a type, time is a role.
  if (word === 'time' && property.logicalType !== undefined) return null;
  if (property.logicalType !== undefined) return `a second type: ${word}`;
  let value: Record<string, unknown> = { logicalType: type };
  for (let depth = 0; depth < lists.length / 2; depth += 1) value = { logicalType: 'array', items: value };
  Object.assign(property, value);
  return true;
}

function readFlag(word: string, { property }: WordParts): true | null {
  if (!Object.hasOwn(FLAGS, word)) return null;
  Object.assign(property, FLAGS[word]);
  return true;
}

function readFormat(word: string, { property, options }: WordParts): true | string | null {
  const isText = TEXT_FORMATS.includes(word);
  if (!isText && !NUMBER_FORMATS.includes(word)) return null;
  const type = isText ? 'string' : word.startsWith('f') ? 'number' : 'integer';
  if (property.logicalType !== undefined && property.logicalType !== type) return `${word} is for ${type}`;
  property.logicalType = type;
  options.format = word;
  return true;
}

function readPart(word: string, { custom }: WordParts): true | string | null {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['role', [...ROLE_WORDS, 'time']],
    ['lifecycle', LIFECYCLES],
    ['environments', ENVIRONMENTS],
  ];
  const kind = kinds.find(([, words]) => words.includes(word))?.[0];
  if (kind === undefined) return null;
  if (kind === 'environments') {
    custom.environments = [...((custom.environments as string[] | undefined) ?? []), word];
    return true;
  }
  if (custom[kind] !== undefined) return `a second ${kind}: ${word}`;
  custom[kind] = word;
  return true;
}

function readPattern(word: string, { options }: WordParts): true | null {
  if (!/^\/.+\/$/s.test(word)) return null;
  options.pattern = word.slice(1, -1).replaceAll('\\/', '/');
  return true;
}

const SHARES = { nulls: 'nullValues', duplicates: 'duplicateValues' } as const;
const OPERATORS: Readonly<Record<string, string>> = {
  '<': 'mustBeLessThan',
  '<=': 'mustBeLessOrEqualTo',
  '=': 'mustBe',
  '>': 'mustBeGreaterThan',
  '>=': 'mustBeGreaterOrEqualTo',
};

/** `nulls<5%`, `duplicates<=10`. */
function readShare(word: string, { rules }: WordParts): true | null {
  const [, name = '', operator = '', amount = '', percent = ''] =
    /^(nulls|duplicates)(<=|>=|<|>|=)(\d+(?:\.\d+)?)(%?)$/.exec(word) ?? [];
  if (name === '') return null;
  rules.push({
    metric: SHARES[name as keyof typeof SHARES],
    [OPERATORS[operator] ?? '']: Number(amount),
    ...(percent === '%' ? { unit: 'percent' } : {}),
  });
  return true;
}

/** `free|pro`: the values that may stand there. */
function readValues(word: string, { rules, property }: WordParts): true | string | null {
  if (!word.includes('|')) return null;
  const values = word.split('|');
  if (values.some((value) => value === '')) return `${word}: a value is missing`;
  const typed = values.map((value) => wordValue(value, String(property.logicalType ?? '')));
  rules.push(validValues(typed));
  return true;
}

function wordValue(text: string, type: string): unknown {
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return type === 'boolean' && ['true', 'false'].includes(text) ? text === 'true' : text;
}

export function validValues(values: readonly unknown[]): Record<string, unknown> {
  return { metric: 'invalidValues', mustBe: 0, arguments: { validValues: values } };
}

/** The type that all of the values have; undefined where they have several. */
export function typeOfValues(values: readonly unknown[]): string | undefined {
  const types = new Set(
    values.map((value) =>
      typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value,
    ),
  );
  if (types.size === 2 && types.has('integer') && types.has('number')) return 'number';
  return types.size === 1 ? [...types][0] : undefined;
}
