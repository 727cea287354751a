/**
 * GitHub rewrites names with other characters than letters, digits, `_`, `-`, `+` and single dots inside. These names survive:
 * every other byte, and a dot at either end or after a dot, becomes `+` and two hexadecimal digits.
 * `model/weights.bin` is `model+2Fweights.bin`.
 */
export function toAssetName(name: string): string {
  const bytes = Buffer.from(name, 'utf8');
  let text = '';
  for (const [index, byte] of bytes.entries()) {
    const letter = String.fromCharCode(byte);
    const isEdge = index === 0 || index === bytes.length - 1 || bytes[index - 1] === DOT;
    const isPlain = /[A-Za-z0-9_-]/.test(letter) || (byte === DOT && !isEdge);
    text += isPlain ? letter : `+${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

const DOT = 46;

/** The name behind an asset's; null where it was not made by `toAssetName`, or leads out of a folder. */
export function fromAssetName(asset: string): string | null {
  const bytes: number[] = [];
  for (const [match] of asset.matchAll(/\+[0-9A-F]{2}|[\s\S]/gu)) {
    if (match.length === 3 && match.startsWith('+')) bytes.push(Number.parseInt(match.slice(1), 16));
    else bytes.push(...Buffer.from(match, 'utf8'));
  }
  const name = Buffer.from(bytes).toString('utf8');
  return toAssetName(name) === asset && isInside(name) ? name : null;
}

/** True for a relative POSIX path that stays where it is put. */
function isInside(name: string): boolean {
  if (/[\\\0]/.test(name)) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
