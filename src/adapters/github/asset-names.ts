import { ModelyardError } from '../../errors.ts';

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

/** GitHub takes assets below 2 GiB. */
const MOST_BYTES = 2 ** 31 - 1;
const MOST_ASSETS = 1000;

/** Throws `input` for what GitHub cannot hold, before anything is made there. */
export function assertFits(assets: readonly { readonly name: string; readonly bytes: number }[]): void {
  const large = assets.find(({ bytes }) => bytes > MOST_BYTES);
  if (large !== undefined)
    throw new ModelyardError(
      'input',
      `${large.name} has ${(large.bytes / 1e9).toFixed(2)} GB: an asset of a GitHub release must be smaller than 2 GiB`,
      {
        hint: 'Write the model as a folder of smaller files (ONNX: external data in several files) and name the folder in train.model, or use --forge local.',
      },
    );
  if (assets.length > MOST_ASSETS)
    throw new ModelyardError(
      'input',
      `the release has ${assets.length} files: a GitHub release holds at most ${MOST_ASSETS}`,
      { hint: 'Write the model as fewer files, or as one archive.' },
    );
}
