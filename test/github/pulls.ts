import { toIso } from './git/git-objects.ts';
import { commitsBetween, type MergeMethod, mergeBranches, readCommit } from './git/merge-branches.ts';
import type { PullRow, World } from './world.ts';

/** Where a fork's branches live: forks share the object store, as on GitHub. */
export function headRefName(
  { owner, repo }: World,
  { headRepo, headRef }: Pick<PullRow, 'headRepo' | 'headRef'>,
): string {
  const isOwn = headRepo === `${owner}/${repo}`;
  return isOwn ? `refs/heads/${headRef}` : `refs/forks/${headRepo.split('/')[0]}/heads/${headRef}`;
}

/** Open pull requests follow their branches, pushed over git or made over HTTP. */
export async function followBranches(world: World): Promise<void> {
  for (const row of world.tables.pulls.values()) if (row.state === 'open') await follow(world, row);
}

const seen = new WeakMap<PullRow, string>();

async function follow(world: World, row: PullRow): Promise<void> {
  const { git } = world;
  const head = await git.read(`${headRefName(world, row)}^{commit}`);
  const base = await git.read(`refs/heads/${row.base}^{commit}`);
  // A deleted branch leaves the pull request at its last commit.
  const headSha = head?.sha ?? row.headSha;
  const key = `${headSha} ${base?.sha} ${row.base}`;
  if (base === null || seen.get(row) === key) return;
  seen.set(row, key);
  if (row.headSha !== headSha || row.baseSha === '') row.baseSha = base.sha;
  row.headSha = headSha;
  row.mergeCommit = (await merged(world, row, { method: 'merge', base: base.sha }))?.at(-1) ?? null;
  const name = `refs/pull/${row.number}`;
  const merge = row.mergeCommit === null ? [] : [[`${name}/merge`, row.mergeCommit] as const];
  await git.setRefs([`${name}/head`, headSha], ...merge);
}

/** Merges as the button does: real commits on the base branch, the pull request closed. Answers the newest commit. */
export async function landPull(
  world: World,
  number: number,
  method: MergeMethod,
  by: string,
): Promise<string> {
  const row = world.tables.pulls.get(number);
  if (row?.state !== 'open') throw new Error(`pull request ${number} is not open`);
  await follow(world, row);
  const ref = `refs/heads/${row.base}`;
  const base = (await world.git.read(`${ref}^{commit}`))?.sha ?? '';
  const proposed = await commitsBetween(world.git, base, row.headSha);
  const made = await merged(world, row, { method, base });
  const newest = made?.at(-1);
  if (made === null || newest === undefined) throw new Error(`pull request ${number} does not merge`);
  if (!(await world.git.moveRef(ref, newest, base))) throw new Error(`${ref} moved`);
  close(world, row, { by, newest, landed: method === 'merge' ? [...proposed, newest] : made });
  return newest;
}

/** What the platform says of a pull request from its merge on. */
export function close(
  { clock }: World,
  row: PullRow,
  {
    by,
    newest,
    landed,
  }: { readonly by: string; readonly newest: string; readonly landed: readonly string[] },
): void {
  clock.advance(1);
  const at = clock.iso();
  Object.assign(row, { state: 'closed', closedAt: at, mergedAt: at, updatedAt: at, mergedBy: by });
  row.mergeCommit = newest;
  row.landed = [...landed];
}

/** The commits that merging would add to `base`, oldest first; null on a conflict. */
export async function merged(
  { git, clock }: World,
  row: PullRow,
  { method, base }: { readonly method: MergeMethod; readonly base: string },
) {
  const date = toIso(clock.now());
  const committer = { name: 'GitHub', email: 'noreply@github.com', date };
  const author = { name: row.author, email: `${row.author}@users.noreply.github.com`, date };
  const title = `${row.title} (#${row.number})`;
  const message =
    method === 'squash'
      ? `${title}\n`
      : `Merge pull request #${row.number} from ${row.headRepo.split('/')[0]}/${row.headRef}\n\n${row.title}\n`;
  await readCommit(git, row.headSha);
  return mergeBranches(git, { base, head: row.headSha, method, message, author, committer });
}
