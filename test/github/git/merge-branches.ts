import type { BareRepository } from './bare-repository.ts';
import { type Commit, formatCommit, type Person, parseCommit } from './git-objects.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface Merge {
  readonly base: string;
  readonly head: string;
  readonly method: MergeMethod;
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

/** The commits that a merge adds to the base branch, oldest first; null on a conflict. The branch does not move. */
export async function mergeBranches(git: BareRepository, merge: Merge): Promise<readonly string[] | null> {
  if (merge.method === 'rebase') return rebase(git, merge);
  const { base, head, message, author, committer } = merge;
  const tree = await mergedTree(git, base, head);
  if (tree === null) return null;
  const parents = merge.method === 'merge' ? [base, head] : [base];
  return [git.write('commit', formatCommit({ tree, parents, author, committer, message }))];
}

export async function commitsBetween(git: BareRepository, base: string, head: string): Promise<string[]> {
  const out = await git.run(['rev-list', '--reverse', '--topo-order', `${base}..${head}`]);
  return out.split('\n').filter(Boolean);
}

export async function readCommit(git: BareRepository, sha: string): Promise<Commit> {
  const object = await git.read(`${sha}^{commit}`);
  if (object === null) throw new Error(`no commit ${sha}`);
  return parseCommit(object.body);
}

async function mergedTree(git: BareRepository, ours: string, theirs: string): Promise<string | null> {
  try {
    const out = await git.run(['merge-tree', '--write-tree', '--allow-unrelated-histories', ours, theirs]);
    return out.split('\n')[0] ?? null;
  } catch (error) {
    // Status 1 is a conflict, anything else a failure.
    if (error instanceof Error && exitCode(error.cause) === 1) return null;
    throw error;
  }
}

function exitCode(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}

async function rebase(git: BareRepository, { base, head, committer }: Merge): Promise<string[] | null> {
  const landed: string[] = [];
  for (const sha of await commitsBetween(git, base, head)) {
    const commit = await readCommit(git, sha);
    if (commit.parents.length > 1) continue;
    const onto = landed.at(-1) ?? base;
    const tree = await pickedTree(git, commit, onto);
    if (tree === null) return null;
    landed.push(git.write('commit', formatCommit({ ...commit, tree, parents: [onto], committer })));
  }
  return landed;
}

/** A cherry-pick is a merge whose base is the picked commit's parent: the three trees get a history that says so. */
async function pickedTree(git: BareRepository, commit: Commit, onto: string): Promise<string | null> {
  const write = (tree: string, parents: readonly string[]) =>
    git.write('commit', formatCommit({ ...commit, tree, parents, message: 'cherry-pick\n' }));
  const parent = commit.parents[0];
  const before =
    parent === undefined ? git.write('tree', Buffer.alloc(0)) : (await readCommit(git, parent)).tree;
  const fork = write(before, []);
  return mergedTree(git, write((await readCommit(git, onto)).tree, [fork]), write(commit.tree, [fork]));
}
