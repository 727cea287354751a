/** How text of a format is read. */
export interface TimeFormat {
  /** As C's strptime takes it. */
  readonly strptime: string;
  /** What text of this format looks like, a regular expression without anchors. */
  readonly pattern: string;
}

type Part = readonly [strptime: string, pattern: string];

/** Letters of Java's DateTimeFormatter, by how often they are repeated. */
const PARTS: Readonly<Record<string, Part>> = {
  yyyy: ['%Y', '[0-9]{4}'],
  uuuu: ['%Y', '[0-9]{4}'],
  yy: ['%y', '[0-9]{2}'],
  MM: ['%m', '[0-9]{2}'],
  M: ['%m', '[0-9]{1,2}'],
  MMM: ['%b', '[A-Za-z]{3}'],
  MMMM: ['%B', '[A-Za-z]+'],
  dd: ['%d', '[0-9]{2}'],
  d: ['%d', '[0-9]{1,2}'],
  DDD: ['%j', '[0-9]{3}'],
  EEE: ['%a', '[A-Za-z]{3}'],
  EEEE: ['%A', '[A-Za-z]+'],
  HH: ['%H', '[0-9]{2}'],
  H: ['%H', '[0-9]{1,2}'],
  hh: ['%I', '[0-9]{2}'],
  h: ['%I', '[0-9]{1,2}'],
  a: ['%p', '(AM|PM|am|pm)'],
  mm: ['%M', '[0-9]{2}'],
  m: ['%M', '[0-9]{1,2}'],
  ss: ['%S', '[0-9]{2}'],
  s: ['%S', '[0-9]{1,2}'],
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digits): [string, Part] => [
      'S'.repeat(digits),
      [digits > 6 ? '%n' : '%f', `[0-9]{${digits}}`],
    ]),
  ),
  ...Object.fromEntries(
    ['Z', 'X', 'XX', 'XXX', 'x', 'xx', 'xxx', 'ZZZZZ'].map((offset): [string, Part] => [
      offset,
      ['%z', '(Z|[+-][0-9]{2}(:?[0-9]{2})?)'],
    ]),
  ),
};

/** Spellings in use that Java itself would refuse. */
const ALIASES: Readonly<Record<string, string>> = { YYYY: 'yyyy', DD: 'dd', T: "'T'" };

const TOKEN = /'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z]/g;

/** A format as Java's DateTimeFormatter writes it, `dd.MM.yyyy HH:mm`; a text says what of it cannot be read. */
export function timeFormat(format: string): TimeFormat | string {
  const parts: Part[] = [];
  for (const token of format.match(TOKEN) ?? []) {
    const part = partOf(ALIASES[token] ?? token);
    if (part === null) return `${token} in the format ${JSON.stringify(format)} is not known`;
    parts.push(part);
  }
  if (parts.length === 0) return 'the format is empty';
  const [strptime, pattern] = [0, 1].map((index) => parts.map((part) => part[index]).join(''));
  return { strptime: strptime ?? '', pattern: pattern ?? '' };
}

function partOf(token: string): Part | null {
  if (/^[A-Za-z]/.test(token)) return PARTS[token] ?? null;
  const text = token.startsWith("'") && token.length > 1 ? quoted(token) : token;
  return text === "'" && token === "'" ? null : [text.replaceAll('%', '%%'), escapePattern(text)];
}

/** `''` is an apostrophe, inside and outside of quotes. */
function quoted(token: string): string {
  return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}

/** Text as a regular expression that fits just it. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
