import { gitEntries, gitText, runGit } from './run-git.ts';

/** Files below a folder, relative to it, as git sees them. */
export interface FolderFiles {
  /** What was deleted is not among them. */
  readonly tracked: readonly string[];
  /** Neither tracked nor ignored. */
  readonly untracked: readonly string[];
  /** Ignored files; a folder that is ignored as a whole is one entry that ends in `/`. */
  readonly ignored: readonly string[];
}

/** Lists a folder of the work tree. `skipped`: names of folders that git need not enter. */
export async function listFolder(folder: string, skipped: readonly string[]): Promise<FolderFiles> {
  const list = (...options: readonly string[]) => gitEntries(folder, ['ls-files', '-z', ...options]);
  const notInto = skipped.map((name) => `--exclude=${name}/`);
  const deleted = new Set(await list('--deleted'));
  return {
    tracked: (await list('--cached')).filter((path) => !deleted.has(path)),
    untracked: await list('--others', '--exclude-standard', ...notInto),
    ignored: await list('--others', '--ignored', '--exclude-standard', '--directory'),
  };
}

/** Which of some paths git ignores. */
export async function ignoredPaths(folder: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const input = `${paths.join('\0')}\0`;
  return new Set(await gitEntries(folder, ['check-ignore', '-z', '--stdin'], { input, okCodes: [1] }));
}

/** The branch that releases come from, and what says so; null in a repository that has no branch yet. */
export async function defaultBranch(
  top: string,
): Promise<{ readonly branch: string; readonly because: string } | null> {
  const remote = await symbolicRef(top, 'refs/remotes/origin/HEAD');
  if (remote !== null)
    return { branch: remote.replace(/^refs\/remotes\/origin\//, ''), because: 'what origin/HEAD names' };
  const known = await gitText(top, [
    'for-each-ref',
    '--format=%(refname)',
    'refs/heads/main',
    'refs/remotes/origin/main',
    'refs/heads/master',
    'refs/remotes/origin/master',
  ]);
  for (const branch of ['main', 'master'])
    if (known.split('\n').some((ref) => ref.endsWith(`/${branch}`)))
      return { branch, because: 'a branch of that name is there' };
  const current = await symbolicRef(top, 'HEAD');
  return current === null
    ? null
    : { branch: current.replace(/^refs\/heads\//, ''), because: 'the branch that is checked out' };
}

async function symbolicRef(top: string, name: string): Promise<string | null> {
  const { code, stdout } = await runGit(top, ['symbolic-ref', '--quiet', name], { okCodes: [1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : null;
}
