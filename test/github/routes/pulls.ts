import { changedFiles } from '../git/changed-files.ts';
import { commitsBetween, readCommit } from '../git/merge-branches.ts';
import { notFound } from '../http/refusal.ts';
import { type Call, listRoute, route } from '../http/route.ts';
import { diffEntryView } from '../views/diff-view.ts';
import { commitView } from '../views/git-views.ts';
import { pullView, reviewView, simplePullView } from '../views/pull-views.ts';
import type { PullRow } from '../world.ts';

const READ = [{ 'pull-requests': 'read' }] as const;

export const pullRoutes = [
  listRoute('/repos/{owner}/{repo}/pulls', READ, ({ site, tables, query }) => {
    const [state, base, head] = [query.get('state') ?? 'open', query.get('base'), query.get('head')];
    const found = [...tables.pulls.values()].filter(
      (row) =>
        (state === 'all' || row.state === state) &&
        (base === null || row.base === base) &&
        // GitHub ignores a head without its owner.
        (head === null || !head.includes(':') || head === `${row.headRepo.split('/')[0]}:${row.headRef}`),
    );
    return sorted(found, query).map((row) => simplePullView(site, row));
  }),

  route('get', '/repos/{owner}/{repo}/pulls/{pull_number}', READ, async (call) => {
    const row = find(call);
    const [commits, files] = [await proposed(call, row), await filesOf(call, row)];
    const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
    const counts = {
      commits: commits.length,
      additions: sum('additions'),
      deletions: sum('deletions'),
      files: files.length,
    };
    return { status: 200, body: pullView(call.site, row, counts) };
  }),

  listRoute('/repos/{owner}/{repo}/pulls/{pull_number}/files', READ, async (call) => {
    const row = find(call);
    return (await filesOf(call, row)).map((file) => diffEntryView(call.site, row.headSha, file));
  }),

  listRoute('/repos/{owner}/{repo}/pulls/{pull_number}/commits', READ, async (call) => {
    const shas = await proposed(call, find(call));
    return Promise.all(
      shas.map(async (sha) => commitView(call.site, sha, await readCommit(call.world.git, sha))),
    );
  }),

  listRoute('/repos/{owner}/{repo}/pulls/{pull_number}/reviews', READ, (call) => {
    const { number } = find(call);
    return [...call.tables.reviews.values()]
      .filter(({ pull }) => pull === number)
      .map((row) => reviewView(call.site, row));
  }),
];

function find({ tables, params }: Call): PullRow {
  const row = tables.pulls.get(Number(params.pull_number));
  if (row === undefined) throw notFound();
  return row;
}

function sorted(rows: readonly PullRow[], query: URLSearchParams): PullRow[] {
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = (query.get('direction') ?? 'desc') === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => sign * (Date.parse(a[key]) - Date.parse(b[key]) || a.number - b.number));
}

function proposed({ world }: Call, row: PullRow): Promise<string[]> {
  return commitsBetween(world.git, row.baseSha, row.headSha);
}

async function filesOf({ world }: Call, row: PullRow) {
  const fork = (await world.git.run(['merge-base', row.baseSha, row.headSha])).trim();
  return changedFiles(world.git, fork, row.headSha);
}
