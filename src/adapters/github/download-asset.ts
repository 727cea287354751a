import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import type { ListedAsset } from './expected-assets.ts';

/** Writes an asset to a file; answers `sha256:…` of its bytes. Throws `outside` when they are not those of the listed digest. */
export async function downloadAsset(client: GithubClient, asset: ListedAsset, path: string): Promise<string> {
  return patiently(client, asset, async (bytes) => {
    const hash = createHash('sha256');
    await pipeline(bytes, hashing(hash), createWriteStream(path, { flush: true }));
    return `sha256:${hash.digest('hex')}`;
  });
}

/** `sha256:…` of an asset's bytes, without keeping them. */
export async function hashAsset(client: GithubClient, asset: ListedAsset): Promise<string> {
  return patiently(client, asset, async (bytes) => {
    const hash = createHash('sha256');
    for await (const chunk of bytes) hash.update(chunk as Buffer);
    return `sha256:${hash.digest('hex')}`;
  });
}

function hashing(hash: ReturnType<typeof createHash>) {
  return async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

/** A connection that breaks within the bytes is begun anew, as is a download of other bytes than were listed. */
async function patiently(
  client: GithubClient,
  asset: ListedAsset,
  take: (bytes: Readable) => Promise<string>,
): Promise<string> {
  let problem = '';
  const digest = await client.patience.until(async () => {
    const bytes = await openAsset(client, asset);
    try {
      const taken = await take(bytes);
      if (asset.digest == null || asset.digest === taken) return taken;
      problem = `its bytes are ${taken}, GitHub lists ${asset.digest}`;
    } catch (error) {
      if (isOfDisk(error)) throw error;
      problem = messageOf(error);
    }
    return null;
  });
  if (digest !== null) return digest;
  throw new ModelyardError('outside', `${asset.name} cannot be downloaded from GitHub: ${problem}`, {
    hint: 'Run the command again.',
  });
}

/** GitHub answers with an address elsewhere; fetch does not carry the token there. */
async function openAsset({ raw }: GithubClient, { id }: ListedAsset): Promise<Readable> {
  const { data } = await raw('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
    asset_id: id,
    headers: { accept: 'application/octet-stream' },
    request: { parseSuccessResponseBody: false },
  } as never);
  return Readable.fromWeb(data as unknown as ReadableStream);
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
