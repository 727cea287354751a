import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobFacts, blobReader } from './blob-reader.ts';
import { gitEntries, runGit } from './run-git.ts';

/** One tracked file: mode 100644, 100755, 120000 (symlink) or 160000 (submodule), path relative to the top. */
export interface TrackedFile {
  readonly path: string;
  readonly mode: string;
  /** Object id of the blob, or the commit of a submodule. */
  readonly object: string;
}

const INDEX_ENTRY = /^\S (\d+) ([0-9a-f]+) \d\t([\s\S]*)$/;

/** Files of the index, as `git add` would commit them now; in a conflict a path stands several times. */
export async function listIndex(top: string): Promise<TrackedFile[]> {
  return (await indexEntries(top)).map((entry) => trackedFile(INDEX_ENTRY, entry));
}

function indexEntries(top: string): Promise<string[]> {
  return gitEntries(top, ['ls-files', '-v', '--stage', '-z', '--', '.']);
}

/** Files of a commit. */
export async function listCommit(top: string, commit: string): Promise<TrackedFile[]> {
  const entries = await gitEntries(top, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return entries.map((entry) => trackedFile(/^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/, entry));
}

function trackedFile(form: RegExp, entry: string): TrackedFile {
  const [, mode = '', object = '', path = ''] = form.exec(entry) ?? [];
  return { path, mode, object };
}

/**
 * Paths whose content or mode in the work tree differs from the commit; deleted ones included, and files that git was
 * told not to look at (assume-unchanged, skip-worktree) where they exist. Takes no lock: git may be at work elsewhere.
 */
export async function changedFiles(top: string, commit: string): Promise<Set<string>> {
  const options = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=untracked'];
  const refreshed = ['-c', 'diff.autoRefreshIndex=true', 'diff', ...options, commit, '--'];
  return new Set([...(await gitEntries(top, refreshed)), ...(await unwatchedFiles(top))]);
}

async function unwatchedFiles(top: string): Promise<string[]> {
  const flagged = (await indexEntries(top)).filter((entry) => /^[a-zS]/.test(entry));
  const paths = flagged.map((entry) => trackedFile(INDEX_ENTRY, entry).path);
  const exist = await Promise.all(
    paths.map((path) =>
      lstat(join(top, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_path, index) => exist[index]);
}

/** SHA-256 of blobs by object id, with one git process; read as a stream, whatever their size. */
export async function hashBlobs(top: string, objects: readonly string[]): Promise<Map<string, BlobFacts>> {
  const unique = [...new Set(objects)];
  if (unique.length === 0) return new Map();
  const reader = blobReader(unique);
  await runGit(top, ['cat-file', '--batch'], { input: `${unique.join('\n')}\n`, onStdout: reader.push });
  return reader.facts();
}
