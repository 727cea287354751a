const PLAIN = /^[A-Za-z_][A-Za-z0-9_ ./%+-]*$/;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

/** A value as YAML that reads as the same value everywhere: plain where that is safe, else in double quotes, on one line. */
export function yamlScalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !RESERVED.test(value) && !value.endsWith(' ')) return value;
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const point = (character.codePointAt(0) ?? 0).toString(16);
    return point.length > 4 ? `\\U${point.padStart(8, '0')}` : `\\u${point.padStart(4, '0')}`;
  });
}

export function yamlList(values: readonly (string | number | boolean)[]): string {
  return `[${values.map(yamlScalar).join(', ')}]`;
}
