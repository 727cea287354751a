import { rm } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';
import { resolveCommit } from './repository.ts';
import { runGit } from './run-git.ts';

/** No hook of the repository runs, whatever git would call it for. */
const NO_HOOKS = ['-c', 'core.hooksPath=/dev/null'];

export interface Worktree {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/**
 * Checks a commit out into a folder of its own, until it is removed. What a killed run left in git's list of work trees is
 * forgotten first. Throws `unreadable` where the commit is not in this clone.
 */
export async function addWorktree({
  top,
  commit,
  folder,
}: {
  readonly top: string;
  readonly commit: string;
  readonly folder: string;
}): Promise<Worktree> {
  if ((await resolveCommit(top, commit)) === null) throw notHere(commit);
  await runGit(top, ['worktree', 'prune']);
  try {
    await runGit(top, [...NO_HOOKS, 'worktree', 'add', '--quiet', '--force', '--detach', folder, commit]);
  } catch (cause) {
    await forget(top, folder);
    throw new ModelyardError('outside', `${commit.slice(0, 12)} cannot be checked out: ${messageOf(cause)}`, {
      cause,
    });
  }
  return { folder, remove: () => forget(top, folder) };
}

async function forget(top: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await runGit(top, ['worktree', 'prune']);
}

function notHere(commit: string): ModelyardError {
  return new ModelyardError('unreadable', `the commit ${commit.slice(0, 12)} is not in this clone`, {
    hint: 'Fetch it: with actions/checkout set fetch-depth: 0.',
  });
}
