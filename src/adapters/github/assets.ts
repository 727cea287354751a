import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { hashAsset } from './download-asset.ts';
import { assetProblem, type ExpectedAsset, isSame, isStored, type ListedAsset } from './expected-assets.ts';
import { GithubError, hasStatus, orNull } from './github-error.ts';

/** A release as far as its assets are concerned. */
export interface AssetHolder {
  readonly id: number;
  readonly upload_url: string;
}

/** All assets, each with a digest: of GitHub's, or of the bytes where the server tells none. */
export async function listAssets(client: GithubClient, release: number): Promise<ListedAsset[]> {
  const route = 'GET /repos/{owner}/{repo}/releases/{release_id}/assets';
  const listed: ListedAsset[] = await client.list(route, { release_id: release });
  const digested: ListedAsset[] = [];
  for (const asset of listed) {
    const knows = asset.digest != null || asset.state !== 'uploaded';
    digested.push(knows ? asset : { ...asset, digest: await hashAsset(client, asset) });
  }
  return digested;
}

/** Uploads what is not there yet, and compares what GitHub has with what it should have. Throws `outside` when it differs. */
export async function uploadAssets(
  client: GithubClient,
  holder: AssetHolder,
  { folder, expected }: { readonly folder: string; readonly expected: readonly ExpectedAsset[] },
): Promise<void> {
  // One after the other: GitHub limits how much is created at once.
  for (const file of expected.filter(isStored)) await uploadAsset(client, holder, { folder, file });
  let problem: string | null = null;
  const same = await client.patience.until(async () => {
    problem = assetProblem(await listAssets(client, holder.id), expected);
    return problem === null ? true : null;
  });
  if (same === null)
    throw new ModelyardError('outside', `what GitHub stored is not what was uploaded: ${problem}`, {
      hint: 'Run the command again.',
    });
}

interface Upload {
  readonly folder: string;
  readonly file: ExpectedAsset;
}

/** When nobody can say whether an upload arrived, its name is looked at first; half an upload is removed. */
async function uploadAsset(client: GithubClient, holder: AssetHolder, upload: Upload): Promise<void> {
  for (const pauseMs of [...client.patience.pausesMs, null]) {
    const error = await sendAsset(client, holder, upload);
    if (error === null) return;
    if (!error.outcomeUnknown && !isTaken(error)) throw error;
    if (await isThere(client, holder, upload.file)) return;
    if (pauseMs === null) throw error;
    await client.patience.sleep(pauseMs);
  }
}

function isTaken(error: GithubError): boolean {
  return hasStatus(error, 422) && /already_exists/.test(error.detail);
}

async function sendAsset(
  { raw }: GithubClient,
  { upload_url }: AssetHolder,
  { folder, file }: Upload,
): Promise<GithubError | null> {
  const path = join(folder, file.name);
  try {
    await raw(`POST ${upload_url}`, {
      name: file.asset,
      label: file.name,
      headers: { 'content-type': 'application/octet-stream', 'content-length': file.bytes },
      request: { body: () => createReadStream(path) },
    });
    return null;
  } catch (error) {
    if (error instanceof GithubError) return error;
    throw error;
  }
}

async function isThere(client: GithubClient, { id }: AssetHolder, file: ExpectedAsset): Promise<boolean> {
  const found = (await listAssets(client, id)).find(({ name }) => name === file.asset);
  if (found === undefined) return false;
  if (isSame(found, file)) return true;
  const route = 'DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}';
  await orNull(client.ask(route, { asset_id: found.id, request: { repeatable: true } }));
  return false;
}
