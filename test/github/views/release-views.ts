import type { AssetRow, ReleaseRow } from '../world.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';
import { userView } from './user-view.ts';

export function releaseView(site: Site, row: ReleaseRow): Schemas['release'] {
  const url = `${repoApi(site)}/releases/${row.id}`;
  const { owner, repo } = site.world;
  const shown = row.draft ? `untagged-${row.id.toString(16)}` : row.tag;
  return {
    url,
    html_url: `${repoHtml(site)}/releases/tag/${encodeURIComponent(shown)}`,
    assets_url: `${url}/assets`,
    upload_url: `${site.uploads}/repos/${owner}/${repo}/releases/${row.id}/assets{?name,label}`,
    tarball_url: row.draft ? null : `${repoApi(site)}/tarball/${row.tag}`,
    zipball_url: row.draft ? null : `${repoApi(site)}/zipball/${row.tag}`,
    id: row.id,
    node_id: nodeId('Release', row.id),
    tag_name: row.tag,
    target_commitish: row.target,
    name: row.name,
    body: row.body,
    draft: row.draft,
    prerelease: row.prerelease,
    immutable: row.immutable,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    published_at: row.publishedAt,
    author: userView(site, row.author),
    assets: assetsOf(site, row.id).map((asset) => assetView(site, asset)),
  };
}

export function assetView(site: Site, row: AssetRow): Schemas['release-asset'] {
  const release = site.tables.releases.get(row.release);
  const folder = release?.draft === false ? release.tag : `untagged-${row.release.toString(16)}`;
  return {
    url: `${repoApi(site)}/releases/assets/${row.id}`,
    browser_download_url: `${repoHtml(site)}/releases/download/${encodeURIComponent(folder)}/${row.name}`,
    id: row.id,
    node_id: nodeId('ReleaseAsset', row.id),
    name: row.name,
    label: row.label,
    state: row.state,
    content_type: row.contentType,
    size: row.size,
    digest: `sha256:${row.digest}`,
    download_count: 0,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    uploader: userView(site, row.uploader),
  };
}

export function assetsOf({ tables }: Pick<Site, 'tables'>, release: number): AssetRow[] {
  return [...tables.assets.values()].filter((asset) => asset.release === release);
}
