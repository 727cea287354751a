import { editTree } from '../git/edit-tree.ts';
import { formatCommit } from '../git/git-objects.ts';
import type { World } from '../world.ts';
import type { Files } from '../zip-files.ts';

export interface NewCommit {
  /** Branch that gets the commit; made when it is not there. The default branch unless told. */
  readonly branch?: string;
  /** `owner/name` of the fork that the branch is in. */
  readonly fork?: string;
  /** Where a new branch starts; the default branch unless told. */
  readonly from?: string;
  /** Content by path; null removes the file. */
  readonly files?: Readonly<Record<string, Files[string] | null>>;
  readonly message?: string;
  readonly author?: string;
}

/** A commit as a push would bring it; answers its hash. */
export async function seedCommit(world: World, commit: NewCommit = {}): Promise<string> {
  const { git, defaultBranch } = world;
  const branch = commit.branch ?? defaultBranch;
  const ref =
    commit.fork === undefined
      ? `refs/heads/${branch}`
      : `refs/forks/${commit.fork.split('/')[0]}/heads/${branch}`;
  const start = commit.from ?? defaultBranch;
  const parent = (await git.read(`${ref}^{commit}`))?.sha ?? (await git.commitOf(start));
  const sha = await writeCommit(world, commit, parent);
  await git.setRefs([ref, sha]);
  return sha;
}

/** The root commit, without a child process: most tests need no more. */
export async function seedFirstCommit(world: World, files: Files): Promise<void> {
  const sha = await writeCommit(world, { files, message: 'first commit' }, null);
  world.git.writeFirstRef(`refs/heads/${world.defaultBranch}`, sha);
}

async function writeCommit(world: World, commit: NewCommit, parent: string | null): Promise<string> {
  const { git, clock } = world;
  const edits = Object.entries(commit.files ?? {}).map(([path, content]) => ({
    path,
    mode: '100644',
    sha: content === null ? null : git.write('blob', Buffer.from(content)),
  }));
  const tree = await editTree(git, parent, edits);
  clock.advance(1);
  const login = commit.author ?? world.owner;
  const person = { name: login, email: `${login}@users.noreply.github.com`, date: clock.iso() };
  const message = `${commit.message ?? `change ${Object.keys(commit.files ?? {}).join(', ')}`}\n`;
  const parents = parent === null ? [] : [parent];
  return git.write('commit', formatCommit({ tree, parents, author: person, committer: person, message }));
}
