import type { WordParts } from './word-parts.ts';

const BOUNDS: Readonly<Record<string, string>> = {
  '<': 'exclusiveMaximum',
  '<=': 'maximum',
  '>': 'exclusiveMinimum',
  '>=': 'minimum',
};

/** `>0`, `<=100`: one bound. */
export function readComparison(word: string, parts: WordParts): true | string | null {
  const [, operator = '', text = ''] = /^(<=|>=|<|>)(\S+)$/.exec(word) ?? [];
  const bound = boundOf(text);
  if (operator === '' || bound === null) return null;
  return setBounds(parts, { [BOUNDS[operator] ?? '']: bound });
}

/** `0..120`, `2020-01-01..`, `..100`: a range; of text its length, of lists how many items. */
export function readRange(word: string, parts: WordParts): true | string | null {
  const [, low, high] = /^(.*?)\.\.(.*)$/.exec(word) ?? [];
  if (low === undefined || high === undefined) return null;
  if (word.includes('...'))
    return `${JSON.stringify(word)}: a range has two dots, and a fraction a digit before its point`;
  const [minimum, maximum] = [boundOf(low), boundOf(high)];
  if ((minimum === null && low !== '') || (maximum === null && high !== '') || (low === '' && high === ''))
    return `${word} is no range as 0..120, 1.. or 2020-01-01..2020-12-31`;
  return setBounds(parts, {
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
  });
}

function boundOf(text: string): number | string | null {
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
  return /^\d{4}-\d{2}-\d{2}|^\d{2}:\d{2}/.test(text) ? text : null;
}

/** Bounds are those of the value, or of its size where it is text or a list. */
const SIZES: Readonly<Record<string, readonly [string, string]>> = {
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
};

function setBounds({ property, options }: WordParts, bounds: Record<string, number | string>): true | string {
  const size = SIZES[String(property.logicalType)];
  for (const [key, bound] of Object.entries(bounds)) {
    if (size === undefined) options[key] = bound;
    else {
      const [least, most] = size;
      const name =
        { minimum: least, maximum: most, exclusiveMinimum: least, exclusiveMaximum: most }[key] ?? key;
      if (typeof bound !== 'number' || !Number.isInteger(bound))
        return `the size of a ${property.logicalType} is a whole number, not ${bound}`;
      options[name] = key === 'exclusiveMinimum' ? bound + 1 : key === 'exclusiveMaximum' ? bound - 1 : bound;
    }
  }
  return true;
}
