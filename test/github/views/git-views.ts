import type { Ref } from '../git/bare-repository.ts';
import { type Commit, parseTree, type Tag, type TreeEntry } from '../git/git-objects.ts';
import { nodeId, repoApi, repoHtml, type Schemas, type Site } from './site.ts';

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
} as const;
const KINDS: Readonly<Record<string, string>> = {
  commit: 'commits',
  tag: 'tags',
  tree: 'trees',
  blob: 'blobs',
};

export function refView(site: Site, { ref, sha, type }: Ref): Schemas['git-ref'] {
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${repoApi(site)}/git/${ref}`,
    object: { sha, type, url: `${repoApi(site)}/git/${KINDS[type]}/${sha}` },
  };
}

export function branchView(
  site: Site,
  { ref, sha }: Ref,
  protectedOnes: ReadonlySet<string>,
): Schemas['short-branch'] {
  const name = ref.replace('refs/heads/', '');
  const commit = { sha, url: `${repoApi(site)}/commits/${sha}` };
  return { name, commit, protected: protectedOnes.has(name) };
}

export function tagView(
  site: Site,
  sha: string,
  { object, type, tag, tagger, message }: Tag,
): Schemas['git-tag'] {
  return {
    node_id: nodeId('Tag', sha),
    tag,
    sha,
    url: `${repoApi(site)}/git/tags/${sha}`,
    message,
    tagger,
    object: { sha: object, type, url: `${repoApi(site)}/git/${KINDS[type]}/${object}` },
    verification: UNSIGNED,
  };
}

export function gitCommitView(site: Site, sha: string, commit: Commit): Schemas['git-commit'] {
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${repoApi(site)}/git/commits/${sha}`,
    html_url: `${repoHtml(site)}/commit/${sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${repoApi(site)}/git/trees/${commit.tree}` },
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${repoApi(site)}/git/commits/${parent}`,
      html_url: `${repoHtml(site)}/commit/${parent}`,
    })),
    verification: UNSIGNED,
  };
}

export function commitView(site: Site, sha: string, commit: Commit): Schemas['commit'] {
  const { author, committer, message, tree, parents } = gitCommitView(site, sha, commit);
  const url = `${repoApi(site)}/commits/${sha}`;
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url,
    html_url: `${repoHtml(site)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${repoApi(site)}/git/commits/${sha}`,
      author,
      committer,
      message,
      comment_count: 0,
      tree,
      verification: UNSIGNED,
    },
    author: null,
    committer: null,
    parents: parents.map((parent) => ({ ...parent, url: `${repoApi(site)}/commits/${parent.sha}` })),
  };
}

type TreeItem = Schemas['git-tree']['tree'][number];

export function treeItemView(site: Site, entry: TreeEntry & { readonly size?: number }): TreeItem {
  const type = entry.mode === '40000' ? 'tree' : entry.mode === '160000' ? 'commit' : 'blob';
  return {
    path: entry.name,
    mode: entry.mode.padStart(6, '0'),
    type,
    sha: entry.sha,
    ...(entry.size === undefined ? {} : { size: entry.size }),
    url: `${repoApi(site)}/git/${KINDS[type]}/${entry.sha}`,
  };
}

export function treeView(site: Site, sha: string, entries: readonly TreeItem[]): Schemas['git-tree'] {
  return { sha, url: `${repoApi(site)}/git/trees/${sha}`, tree: [...entries], truncated: false };
}

export function flatTree(site: Site, body: Buffer): TreeItem[] {
  return parseTree(body).map((entry) => treeItemView(site, entry));
}

export function blobView(site: Site, sha: string, body: Buffer): Schemas['blob'] {
  return {
    sha,
    node_id: nodeId('Blob', sha),
    size: body.length,
    url: `${repoApi(site)}/git/blobs/${sha}`,
    content: base64Lines(body),
    encoding: 'base64',
  };
}

/** GitHub breaks Base64 after 60 characters. */
export function base64Lines(body: Buffer): string {
  return body.toString('base64').replace(/.{1,60}/g, '$&\n');
}
