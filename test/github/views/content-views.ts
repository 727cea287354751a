import type { TreeEntry } from '../git/git-objects.ts';
import type { GitObject } from '../git/object-reader.ts';
import { base64Lines } from './git-views.ts';
import { repoApi, repoHtml, type Schemas, type Site } from './site.ts';

interface Place {
  readonly path: string;
  readonly ref: string;
}

/** Above a megabyte the content is left out: `encoding` is `none`. */
export function contentFileView(
  site: Site,
  { path, ref, object, isInline }: Place & { readonly object: GitObject; readonly isInline: boolean },
): Schemas['content-file'] {
  return {
    type: 'file',
    name: path.split('/').at(-1) ?? '',
    path,
    sha: object.sha,
    size: object.body.length,
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? base64Lines(object.body) : '',
    ...contentLinks(site, { path, ref }, { sha: object.sha, isFolder: false }),
  };
}

export function directoryItemView(
  site: Site,
  { path, ref, entry }: Place & { readonly entry: TreeEntry },
): Schemas['content-directory'][number] {
  const full = path === '' ? entry.name : `${path}/${entry.name}`;
  const isFolder = entry.mode === '40000';
  return {
    type: isFolder ? 'dir' : 'file',
    name: entry.name,
    path: full,
    sha: entry.sha,
    size: 0,
    ...contentLinks(site, { path: full, ref }, { sha: entry.sha, isFolder }),
  };
}

function contentLinks(
  site: Site,
  { path, ref }: Place,
  { sha, isFolder }: { sha: string; isFolder: boolean },
) {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const self = `${repoApi(site)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const git = `${repoApi(site)}/git/${isFolder ? 'trees' : 'blobs'}/${sha}`;
  const html = `${repoHtml(site)}/${isFolder ? 'tree' : 'blob'}/${ref}/${escaped}`;
  return {
    url: self,
    git_url: git,
    html_url: html,
    download_url: isFolder ? null : `${repoHtml(site)}/raw/${ref}/${escaped}`,
    _links: { self, git, html },
  };
}
