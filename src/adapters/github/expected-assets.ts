import { sha256sumLines } from '../../domain/lineage/model-digest.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { recordText } from '../../records/store.ts';
import { hashBytes } from '../files/hash-file.ts';
import { toAssetName } from './asset-names.ts';

/** One file of a release. */
export interface ExpectedAsset {
  /** In the release's folder. */
  readonly name: string;
  /** On GitHub. */
  readonly asset: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** An asset as GitHub lists it. */
export interface ListedAsset {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly size: number;
  /** `sha256:…`, computed by GitHub; absent on older servers. */
  readonly digest?: string | null;
}

/** Every file of a release, by its record alone: the assets, release.json and SHA256SUMS. */
export function expectedAssets(record: ReleaseRecord): ExpectedAsset[] {
  const text = recordText(record);
  const own = { name: 'release.json', sha256: hashBytes(text), bytes: Buffer.byteLength(text) };
  const sums = sha256sumLines([...record.assets, own]);
  const last = { name: 'SHA256SUMS', sha256: hashBytes(sums), bytes: Buffer.byteLength(sums) };
  return [...record.assets, own, last].map((file) => ({ ...file, asset: toAssetName(file.name) }));
}

/** GitHub takes no empty asset: an empty file is known by the record alone. */
export function isStored({ bytes }: { readonly bytes: number }): boolean {
  return bytes > 0;
}

/** What is wrong with the assets of a release; null when they are exactly the expected ones, byte for byte. */
export function assetProblem(
  listed: readonly ListedAsset[],
  expected: readonly ExpectedAsset[],
): string | null {
  const wanted = new Map(expected.filter(isStored).map((each) => [each.asset, each]));
  for (const asset of listed) {
    const file = wanted.get(asset.name);
    if (file === undefined) return `${asset.name} does not belong to it`;
    if (!isSame(asset, file)) return `${asset.name} is not the file that was released`;
  }
  const names = new Set(listed.map(({ name }) => name));
  const missing = [...wanted.keys()].find((name) => !names.has(name));
  return missing === undefined ? null : `${missing} is missing`;
}

export function isSame(asset: ListedAsset, { sha256, bytes }: ExpectedAsset): boolean {
  return asset.state === 'uploaded' && asset.size === bytes && asset.digest === `sha256:${sha256}`;
}
