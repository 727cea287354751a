import { resolveCommit } from './repository.ts';
import { gitEntries, gitText } from './run-git.ts';

/** What one commit of a branch changed against its first parent. */
export interface CommitChanges {
  readonly commit: string;
  /** Repository-relative; a renamed file counts under both names. */
  readonly paths: readonly string[];
}

/**
 * Commits of a branch, newest first, with the files that each changed. `since` and what is older is left out; a commit that
 * this clone lacks leaves nothing out.
 */
export async function firstParentChanges(
  cwd: string,
  head: string,
  since: string | null,
): Promise<CommitChanges[]> {
  const until = since === null ? null : await resolveCommit(cwd, since);
  const range = [head, ...(until === null ? [] : [`^${until}`])];
  const shown = ['--first-parent', '-m', '--no-renames', '--raw', '-z', '--format=%H'];
  const tokens = await gitEntries(cwd, ['-c', 'log.showRoot=true', 'log', ...shown, ...range, '--']);
  const changes: { commit: string; paths: string[] }[] = [];
  // `:` begins the entry of a file, whose name is the token behind it: no name can pass for a commit.
  for (let index = 0; index < tokens.length; index++) {
    const token = (tokens[index] ?? '').trimStart();
    if (token.startsWith(':')) changes.at(-1)?.paths.push(tokens[++index] ?? '');
    else changes.push({ commit: token, paths: [] });
  }
  return changes;
}

/** The oldest commit of a branch that touched a file; null where none did. */
export async function firstCommitOf(cwd: string, head: string, path: string): Promise<string | null> {
  const args = ['rev-list', '--first-parent', head, '--', `:(top,literal)${path}`];
  return (await gitText(cwd, args)).split('\n').at(-1) || null;
}
