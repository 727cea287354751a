import type { BareRepository } from '../git/bare-repository.ts';
import { changedFiles } from '../git/changed-files.ts';
import { parseTree } from '../git/git-objects.ts';
import { commitsBetween, readCommit } from '../git/merge-branches.ts';
import { notFound, Refusal, unprocessable } from '../http/refusal.ts';
import { listRoute, route } from '../http/route.ts';
import { contentFileView, directoryItemView } from '../views/content-views.ts';
import { diffEntryView } from '../views/diff-view.ts';
import { commitView } from '../views/git-views.ts';
import { simplePullView } from '../views/pull-views.ts';
import { repoApi, repoHtml, type Site } from '../views/site.ts';
import type { PullRow } from '../world.ts';

const READ = [{ contents: 'read' }] as const;
const COMMITS_SHOWN = 250;
const FILES_SHOWN = 300;
const INLINE_BYTES = 1_000_000;

export const commitRoutes = [
  listRoute(
    '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    [{ 'pull-requests': 'read', contents: 'read' }],
    async ({ site, world, tables, params }) => {
      const sha = await known(world.git, params.commit_sha ?? '');
      const pulls = [...tables.pulls.values()];
      const landed = pulls.filter((row) => row.mergeCommit === sha || row.landed.includes(sha));
      const merged = landed.filter(({ mergedAt }) => mergedAt !== null);
      const found = merged.length > 0 ? merged : await proposing(world.git, pulls, sha);
      return found.map((row) => simplePullView(site, row));
    },
  ),

  route('get', '/repos/{owner}/{repo}/commits/{ref}', READ, async ({ site, world, params }) => {
    const sha = await known(world.git, params.ref ?? '');
    const commit = await readCommit(world.git, sha);
    const files = await changedFiles(world.git, commit.parents[0] ?? null, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    const body = {
      ...commitView(site, sha, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.slice(0, FILES_SHOWN).map((file) => diffEntryView(site, sha, file)),
    };
    return { status: 200, body };
  }),

  route('get', '/repos/{owner}/{repo}/compare/{basehead}', READ, async ({ site, world, params }) => {
    const { git } = world;
    const [from = '', to = ''] = (params.basehead ?? '').split('...');
    const [base, head] = [await git.commitOf(from), await git.commitOf(to)];
    if (base === null || head === null) throw notFound();
    return { status: 200, body: await comparison(site, base, head) };
  }),

  route(
    'get',
    '/repos/{owner}/{repo}/contents/{path}',
    READ,
    async ({ site, world, params, query, headers }) => {
      const { git } = world;
      const ref = query.get('ref') ?? world.defaultBranch;
      const commit = await git.commitOf(ref);
      if (commit === null) throw new Refusal(404, `No commit found for the ref ${ref}`);
      const path = (params.path ?? '').replace(/\/$/, '');
      const object = await git.read(`${commit}:${path}`);
      if (object === null) throw notFound();
      if (object.type === 'tree') {
        const items = parseTree(object.body).map((entry) => directoryItemView(site, { path, ref, entry }));
        return { status: 200, body: items };
      }
      if (/\.raw(\+json)?$/.test(headers.accept ?? '')) return { status: 200, body: object.body };
      const isInline = object.body.length <= INLINE_BYTES;
      return { status: 200, body: contentFileView(site, { path, ref, object, isInline }) };
    },
  ),
];

async function known(git: BareRepository, name: string): Promise<string> {
  const sha = await git.commitOf(name);
  if (sha === null) throw unprocessable(`No commit found for SHA: ${name}`);
  return sha;
}

/** Pull requests whose branch holds the commit and whose base does not. */
async function proposing(git: BareRepository, pulls: readonly PullRow[], sha: string): Promise<PullRow[]> {
  const found: PullRow[] = [];
  for (const row of pulls) {
    const isNew = row.headSha === sha || (await commitsBetween(git, row.baseSha, row.headSha)).includes(sha);
    if (isNew) found.push(row);
  }
  return found;
}

async function comparison(site: Site, base: string, head: string) {
  const { git } = site.world;
  const fork = (await git.run(['merge-base', base, head]).catch(() => '')).trim();
  if (fork === '') throw new Refusal(404, 'No common ancestor between the two commits.');
  const ahead = await commitsBetween(git, base, head);
  const behind = (await commitsBetween(git, head, base)).length;
  const files = await changedFiles(git, fork, head);
  const view = async (sha: string) => commitView(site, sha, await readCommit(git, sha));
  const html = `${repoHtml(site)}/compare/${base}...${head}`;
  const status =
    behind === 0 ? (ahead.length === 0 ? 'identical' : 'ahead') : ahead.length === 0 ? 'behind' : 'diverged';
  return {
    url: `${repoApi(site)}/compare/${base}...${head}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await view(base),
    merge_base_commit: await view(fork),
    status,
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: await Promise.all(ahead.slice(0, COMMITS_SHOWN).map(view)),
    files: files.slice(0, FILES_SHOWN).map((file) => diffEntryView(site, head, file)),
  } as const;
}
