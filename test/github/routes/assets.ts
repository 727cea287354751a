import { assetName } from '../asset-name.ts';
import { invalid, notFound, Refusal, unprocessable } from '../http/refusal.ts';
import { type Call, listRoute, type Route, route } from '../http/route.ts';
import { signedPath, store } from '../storage.ts';
import { assetsOf, assetView } from '../views/release-views.ts';
import type { AssetRow } from '../world.ts';
import { findRelease, isVisible } from './releases.ts';

const READ = [{ contents: 'read' }] as const;
const WRITE = [{ contents: 'write' }] as const;
const MOST_ASSETS = 1000;
const ONE_ASSET = '/repos/{owner}/{repo}/releases/assets/{asset_id}';

const upload: Route = {
  method: 'POST',
  path: '/uploads/repos/{owner}/{repo}/releases/{release_id}/assets',
  need: WRITE,
  list: null,
  handle: (call) => {
    const { site, world, tables, token, query, headers, bytes } = call;
    const release = findRelease(call);
    if (release.immutable) throw unprocessable('Cannot upload assets to an immutable release.');
    if (headers['content-type'] === undefined) throw new Refusal(400, 'Content-Type header is required');
    if (bytes.length === 0) throw new Refusal(400, 'Bad Content-Length: 0');
    const name = assetName(query.get('name') ?? '');
    if (!query.get('name')) throw invalid('ReleaseAsset', 'name', 'missing_field');
    const others = assetsOf({ tables }, release.id);
    if (others.some((asset) => asset.name === name)) throw invalid('ReleaseAsset', 'name', 'already_exists');
    if (others.length >= MOST_ASSETS) throw unprocessable(`A release may have ${MOST_ASSETS} assets`);
    const row: AssetRow = {
      id: world.nextId(),
      release: release.id,
      name,
      // GitHub keeps a changed name as the label.
      label: query.get('label') ?? (name === query.get('name') ? '' : query.get('name')),
      contentType: headers['content-type'],
      size: bytes.length,
      digest: store(world, bytes),
      state: 'uploaded',
      uploader: token.login,
      createdAt: world.clock.iso(),
    };
    tables.assets.set(row.id, row);
    return { status: 201, body: assetView(site, row) };
  },
};

export const assetRoutes = [
  upload,

  listRoute('/repos/{owner}/{repo}/releases/{release_id}/assets', READ, (call) =>
    assetsOf(call, findRelease(call).id).map((row) => assetView(call.site, row)),
  ),

  route('get', ONE_ASSET, READ, (call) => {
    const row = find(call);
    if (!(call.headers.accept ?? '').includes('application/octet-stream')) {
      return { status: 200, body: assetView(call.site, row) };
    }
    const location = `${call.site.storage}${signedPath(call.world, row.digest)}`;
    return { status: 302, body: null, headers: { location } };
  }),

  route('delete', ONE_ASSET, WRITE, (call) => {
    const row = find(call);
    if (call.tables.releases.get(row.release)?.immutable === true) {
      throw unprocessable('Cannot delete asset from an immutable release');
    }
    call.tables.assets.delete(row.id);
    return { status: 204, body: null };
  }),
];

function find(call: Call): AssetRow {
  const row = call.tables.assets.get(Number(call.params.asset_id));
  const release = row === undefined ? undefined : call.tables.releases.get(row.release);
  if (row === undefined || release === undefined || !isVisible(call, release)) throw notFound();
  return row;
}
