import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { gitText, runGit } from './run-git.ts';

/** Absolute path of the work tree's top. Throws `outside` where there is none. */
export async function repositoryTop(cwd: string): Promise<string> {
  return gitText(cwd, ['rev-parse', '--show-toplevel']);
}

/** The folder that all work trees of a repository share. */
export async function gitCommonFolder(cwd: string): Promise<string> {
  return resolve(cwd, await gitText(cwd, ['rev-parse', '--git-common-dir']));
}

/** The commit that is checked out; null in a repository without commits. */
export async function headCommit(cwd: string): Promise<string | null> {
  return resolveCommit(cwd, 'HEAD');
}

/** The commit that a revision names; null where it names none. */
export async function resolveCommit(cwd: string, revision: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { code, stdout } = await runGit(cwd, args, { okCodes: [1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : null;
}

/**
 * Commits of a branch, newest first, as its first parents tell them: merges count once. `since` and what is older is left
 * out; a commit that this clone lacks leaves nothing out.
 */
export async function firstParents(
  cwd: string,
  head: string,
  { since, most }: { readonly since: string | null; readonly most: number },
): Promise<string[]> {
  const until = since === null ? null : await resolveCommit(cwd, since);
  const range = [head, ...(until === null ? [] : [`^${until}`])];
  const text = await gitText(cwd, ['rev-list', '--first-parent', `--max-count=${most}`, ...range, '--']);
  return text === '' ? [] : text.split('\n');
}

/** Whether a commit is in the history of another one; null where this clone lacks one of them. */
export async function isAncestor(cwd: string, commit: string, of: string): Promise<boolean | null> {
  const { code } = await runGit(cwd, ['merge-base', '--is-ancestor', commit, of], { okCodes: [1, 128] });
  return code === 128 ? null : code === 0;
}

export interface WorkState {
  readonly commit: string;
  /** SHA-256 (64 hex digits) of what differs from the commit, as a patch; null when nothing does. */
  readonly changes: string | null;
}

/** The commit of a work tree and a digest of what was changed in its tracked files since. */
export async function workState(cwd: string): Promise<WorkState> {
  const commit = await gitText(cwd, ['rev-parse', '--verify', 'HEAD']);
  const hash = createHash('sha256');
  let bytes = 0;
  const options = [
    '--binary',
    '--full-index',
    '--no-color',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
  ];
  await runGit(cwd, ['-c', 'diff.autoRefreshIndex=true', 'diff', ...options, 'HEAD', '--'], {
    onStdout: (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    },
  });
  return { commit, changes: bytes === 0 ? null : hash.digest('hex') };
}

export async function treeOf(cwd: string, commit: string): Promise<string> {
  return gitText(cwd, ['rev-parse', '--verify', `${commit}^{tree}`]);
}

/** True when history was cut off at clone time: absence of a tag then proves nothing. */
export async function isShallow(cwd: string): Promise<boolean> {
  return (await gitText(cwd, ['rev-parse', '--is-shallow-repository'])) === 'true';
}

/** `Name <mail>` of whoever runs git here; falls back to the system's user, as there may be no git identity. */
export async function gitIdentity(cwd: string): Promise<{ readonly name: string; readonly email: string }> {
  const { code, stdout } = await runGit(cwd, ['var', 'GIT_COMMITTER_IDENT'], { okCodes: [1, 128] });
  const match = /^(.*) <(.*)> \d+ [+-]\d{4}$/.exec(stdout.toString('utf8').trim());
  if (code === 0 && match !== null) return { name: match[1] ?? '', email: match[2] ?? '' };
  return { name: process.env.USER ?? process.env.LOGNAME ?? 'modelyard', email: 'modelyard@localhost' };
}

export async function originUrl(cwd: string): Promise<string | null> {
  const { code, stdout } = await runGit(cwd, ['config', '--get', 'remote.origin.url'], { okCodes: [1] });
  return code === 0 ? stdout.toString('utf8').trim() : null;
}
