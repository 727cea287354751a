import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { gitEntries, runGit } from './run-git.ts';

/** Git object ids of files by path, in a commit and in the work tree; null where the file is not there. */
export interface ChangedFile {
  readonly path: string;
  readonly base: string | null;
  readonly head: string | null;
}

const NOTHING = /^0+$/;

/** Tracked files under some paths whose content differs between a commit and the work tree. Patterns are git's `glob` pathspecs. */
export async function changedSince(
  top: string,
  commit: string,
  patterns: readonly string[],
): Promise<ChangedFile[]> {
  if (patterns.length === 0) return [];
  await runGit(top, ['update-index', '-q', '--refresh'], { okCodes: [1], env: { GIT_OPTIONAL_LOCKS: '1' } });
  const specs = patterns.map((pattern) => `:(top,glob)${pattern}`);
  const args = ['diff-index', '--raw', '--no-abbrev', '--no-renames', '-z', commit, '--', ...specs];
  const entries = await gitEntries(top, args);
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < entries.length; index += 2) {
    const [, , base = '', head = '', status = ''] = (entries[index] ?? '').split(' ');
    const known = (object: string) => (NOTHING.test(object) ? null : object);
    const isGone = status.startsWith('D');
    files.push({
      path: entries[index + 1] ?? '',
      base: known(base),
      // A file that is changed and not staged has no object yet.
      head: isGone ? null : (known(head) ?? 'changed'),
    });
  }
  return files;
}

/** Text of a file in a commit; null where the commit has none. */
export async function fileAt(top: string, commit: string, path: string): Promise<string | null> {
  const { code, stdout } = await runGit(top, ['cat-file', 'blob', `${commit}:${path}`], { okCodes: [128] });
  return code === 0 ? stdout.toString('utf8') : null;
}

/** Lays the files of a commit out in a temporary folder for the time of some work. Git LFS pointers stay pointers: nothing is fetched. */
export async function withFilesOf<T>(
  top: string,
  commit: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'modelyard-base-'));
  const env = { GIT_INDEX_FILE: join(folder, '.index') };
  const noFilters = [
    '-c',
    'filter.lfs.smudge=',
    '-c',
    'filter.lfs.process=',
    '-c',
    'filter.lfs.required=false',
  ];
  const files = join(folder, 'files');
  try {
    await mkdir(files);
    await runGit(top, ['read-tree', commit], { env });
    await runGit(top, [...noFilters, 'checkout-index', '--all', '--force', `--prefix=${files}${sep}`], {
      env,
    });
    return await work(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
