const JAVA: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  d: 'dd',
  b: 'MMM',
  B: 'MMMM',
  a: 'EEE',
  A: 'EEEE',
  j: 'DDD',
  H: 'HH',
  I: 'hh',
  p: 'a',
  M: 'mm',
  S: 'ss',
  f: 'SSSSSS',
  z: 'XX',
};

/** `%d.%m.%Y` in the letters of Java's DateTimeFormatter; null where a part has none. */
export function strftimeFormat(format: string): string | null {
  const parts = format.match(/%.|[^%]+/g) ?? [];
  const java = parts.map((part) => {
    if (part === '%%') return '%';
    if (part.startsWith('%')) return JAVA[part.slice(1)] ?? null;
    return /[A-Za-z']/.test(part) ? `'${part.replaceAll("'", "''")}'` : part;
  });
  return parts.length === 0 || java.includes(null) || format === 'any' ? null : java.join('');
}
