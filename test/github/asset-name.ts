/** What GitHub makes of the name of an uploaded asset: no accents, no odd letters, no dots at the ends. */
export function assetName(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  const dotted = plain.replace(/[^A-Za-z0-9_@+.-]+/g, '.').replace(/\.{2,}/g, '.');
  const trimmed = dotted.replace(/\.$/, '');
  return trimmed.startsWith('.') || trimmed === '' ? `default${trimmed}` : trimmed;
}
