import type { ValueRange } from './contract.ts';

const LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const BYTE = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = `${BYTE}([.]${BYTE}){3}`;
const GROUP = '[0-9A-Fa-f]{1,4}';

/** Every place where `::` may stand in an address of eight groups. */
const IPV6 = [
  `(${GROUP}:){7}${GROUP}`,
  ...[1, 2, 3, 4, 5, 6, 7].map((before) =>
    before === 7 ? `(${GROUP}:){7}:` : `(${GROUP}:){1,${before}}(:${GROUP}){1,${7 - before}}`,
  ),
  `:((:${GROUP}){1,7}|:)`,
  `(${GROUP}:){1,7}:`,
  `((${GROUP}:){6}|::((${GROUP}:){0,5}))${IPV4}`,
].join('|');

/** Formats of text that can be told by a pattern; null: names how text is used, which no pattern can tell. */
const TEXT_FORMATS: Readonly<Record<string, string | null>> = {
  email: `[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}([.]${LABEL})+`,
  uuid: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
  uri: '[A-Za-z][A-Za-z0-9+.-]*:[^ \\t\\r\\n<>"{}|^`]+',
  hostname: `${LABEL}([.]${LABEL})*[.]?`,
  ipv4: IPV4,
  ipv6: IPV6,
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
  'date-time':
    '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})',
  time: '[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?',
  byte: '([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
  binary: null,
  password: null,
};

/** Whole numbers of so many bits, and floats. Bounds beyond 2^53 are those that a float can say. */
const NUMBER_FORMATS: Readonly<Record<string, ValueRange>> = {
  i8: { minimum: -128, maximum: 127 },
  i16: { minimum: -32768, maximum: 32767 },
  i32: { minimum: -2147483648, maximum: 2147483647 },
  i64: { minimum: -(2 ** 63), exclusiveMaximum: 2 ** 63 },
  i128: { minimum: -(2 ** 127), exclusiveMaximum: 2 ** 127 },
  u8: { minimum: 0, maximum: 255 },
  u16: { minimum: 0, maximum: 65535 },
  u32: { minimum: 0, maximum: 4294967295 },
  u64: { minimum: 0, exclusiveMaximum: 2 ** 64 },
  u128: { minimum: 0, exclusiveMaximum: 2 ** 128 },
  f32: { minimum: -3.4028234663852886e38, maximum: 3.4028234663852886e38 },
};

const INTEGER = ['i8', 'i16', 'i32', 'i64', 'i128', 'u8', 'u16', 'u32', 'u64', 'u128'];
/** f64 is what every number is kept in: there is nothing to check. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  string: Object.keys(TEXT_FORMATS),
  integer: INTEGER,
  number: ['f32', 'f64'],
};

export interface NamedFormat {
  readonly name: string;
  readonly pattern: string | null;
  readonly range: ValueRange | null;
}

/** The named formats of a logical type; none for types without. */
export function formatsOf(logicalType: string): readonly string[] {
  return FORMATS[logicalType] ?? [];
}

/** What a named format asks of a value; null where there is nothing that can be told. */
export function namedFormat(name: string): NamedFormat | null {
  const pattern = TEXT_FORMATS[name] ?? null;
  const range = NUMBER_FORMATS[name] ?? null;
  if (pattern === null && range === null) return null;
  return { name, pattern: pattern === null ? null : `^(${pattern})$`, range };
}
