import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import { type ReleaseRecord, releaseRecordSchema } from '../../records/release.ts';
import { parseRecord } from '../../records/store.ts';
import { hashBytes, hashFile } from '../files/hash-file.ts';
import { fromAssetName } from './asset-names.ts';
import { listAssets } from './assets.ts';
import type { GithubClient } from './create-client.ts';
import { downloadAsset } from './download-asset.ts';
import type { ListedAsset } from './expected-assets.ts';

/** Where the files of a release are kept on this machine. */
export interface Cache {
  readonly folder: string;
  /** For files that are being downloaded; on the same file system. */
  readonly workFolder: string;
}

interface Wanted extends Cache {
  readonly tag: ReleaseTag;
}

/**
 * Brings a folder to what GitHub holds for a release now. Files that have the digest that GitHub lists stay; what is
 * missing or differs is downloaded and hashed; what GitHub does not hold goes.
 */
export async function fetchRelease(
  client: GithubClient,
  id: number,
  wanted: Wanted,
): Promise<{ readonly stored: StoredRelease; readonly assets: readonly ListedAsset[] }> {
  const assets = await listAssets(client, id);
  return { stored: await fetchListed(client, assets, wanted), assets };
}

/** The same for assets that were listed a moment ago: the files here are hashed all the same. */
export async function fetchListed(
  client: GithubClient,
  assets: readonly ListedAsset[],
  wanted: Wanted,
): Promise<StoredRelease> {
  const { tag, folder } = wanted;
  for (const asset of assets) await fetchAsset(client, asset, wanted);
  const record = await readOwnRecord(tag, join(folder, 'release.json'));
  const empty = record.assets.filter(({ bytes }) => bytes === 0).map(({ name }) => name);
  for (const name of empty) await writeFile(await madeFor(join(folder, name)), '');
  await removeOthers(folder, new Set([...assets.map(fileName), ...empty]));
  return { tag, record, folder };
}

/** The record of a release, without its other files. Throws `unreadable` when it is not the one that the tag names. */
export async function fetchRecord(
  client: GithubClient,
  assets: readonly ListedAsset[],
  wanted: Wanted,
): Promise<ReleaseRecord> {
  const asset = assets.find(({ name }) => name === 'release.json');
  if (asset !== undefined) await fetchAsset(client, asset, wanted);
  return readOwnRecord(wanted.tag, join(wanted.folder, 'release.json'));
}

const RECORDS: readonly string[] = ['train.json', 'evaluate.json'];

/** The record of a release and those of its training and evaluation, without its other files. */
export async function fetchRecords(
  client: GithubClient,
  assets: readonly ListedAsset[],
  wanted: Wanted,
): Promise<StoredRelease> {
  const record = await fetchRecord(client, assets, wanted);
  for (const asset of assets) if (RECORDS.includes(asset.name)) await fetchAsset(client, asset, wanted);
  return { tag: wanted.tag, record, folder: wanted.folder };
}

async function removeOthers(folder: string, expected: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !expected.has(relative(folder, path).split(sep).join('/'))) await rm(path);
  }
}

function fileName({ name }: ListedAsset): string {
  const file = fromAssetName(name);
  if (file !== null) return file;
  // Somebody else's: kept under its own name, where verify finds it.
  if (/^[\w@+-][\w@+.-]*$/.test(name)) return name;
  throw new ModelyardError(
    'unreadable',
    `the release has an asset with a name that cannot be written: ${name}`,
  );
}

async function fetchAsset(
  client: GithubClient,
  asset: ListedAsset,
  { folder, workFolder }: Cache,
): Promise<void> {
  const path = join(folder, fileName(asset));
  const here = await hashFile(path).catch(() => null);
  if (here !== null && asset.digest === `sha256:${here.sha256}`) return;
  const temporary = await madeFor(join(workFolder, `${process.pid}-${randomBytes(6).toString('hex')}`));
  try {
    await downloadAsset(client, asset, temporary);
    await rename(temporary, await madeFor(path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The path, with the folder that it needs. */
async function madeFor(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  return path;
}

async function readOwnRecord(tag: ReleaseTag, path: string): Promise<ReleaseRecord> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new ModelyardError('unreadable', `the release ${tag.tag} on GitHub holds no release.json`, {
      hint: withdrawHint(tag),
    });
  const digest = `sha256:${hashBytes(text)}`;
  if (digest !== tag.record)
    throw new ModelyardError(
      'unreadable',
      `release.json of ${tag.tag} is ${digest}; the tag names ${tag.record}`,
      {
        hint: `The record was changed after the release. ${withdrawHint(tag)}`,
      },
    );
  return parseRecord(text, `release.json of ${tag.tag}`, releaseRecordSchema);
}

/** How a release that cannot be used is put out of the way. */
export function withdrawHint({ tag }: ReleaseTag): string {
  return `Withdraw the release: git tag -a -m 'assets lost' '${tag}!' && git push origin '${tag}!'`;
}
