import { createHash } from 'node:crypto';
import { ModelyardError } from '../../errors.ts';
import { gitEntries, runGit } from './run-git.ts';

/** One tracked file: mode 100644, 100755, 120000 (symlink) or 160000 (submodule), path relative to the top. */
export interface TrackedFile {
  readonly path: string;
  readonly mode: string;
  /** Object id of the blob, or the commit of a submodule. */
  readonly object: string;
}

/** Files of the index, as `git add` would commit them now. `under` is relative to the top; '' is everything. */
export async function listIndex(top: string, under: string): Promise<TrackedFile[]> {
  const entries = await gitEntries(top, ['ls-files', '--stage', '-z', '--', under === '' ? '.' : under]);
  return entries.map((entry) => {
    const [, mode = '', object = '', path = ''] = /^(\d+) ([0-9a-f]+) \d\t([\s\S]*)$/.exec(entry) ?? [];
    return { path, mode, object };
  });
}

/** Files of a commit. */
export async function listCommit(top: string, commit: string, under: string): Promise<TrackedFile[]> {
  const scope = under === '' ? [] : ['--', under];
  const entries = await gitEntries(top, ['ls-tree', '-r', '-z', '--full-tree', commit, ...scope]);
  return entries.map((entry) => {
    const [, mode = '', object = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
    return { path, mode, object };
  });
}

/** Paths whose content or mode in the work tree differs from the commit; deleted ones included. */
export async function changedFiles(top: string, commit: string): Promise<Set<string>> {
  await runGit(top, ['update-index', '-q', '--refresh'], { okCodes: [1], env: { GIT_OPTIONAL_LOCKS: '1' } });
  return new Set(await gitEntries(top, ['diff-index', '--name-only', '-z', '--no-renames', commit, '--']));
}

export interface BlobFacts {
  /** 64 hex digits: of the blob's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  /** The first bytes, enough to recognise a Git LFS pointer. */
  readonly head: string;
}

const HEAD_BYTES = 200;

/** SHA-256 of blobs by object id, with one git process. */
export async function hashBlobs(top: string, objects: readonly string[]): Promise<Map<string, BlobFacts>> {
  const unique = [...new Set(objects)];
  const facts = new Map<string, BlobFacts>();
  if (unique.length === 0) return facts;
  const { stdout } = await runGit(top, ['cat-file', '--batch'], { input: `${unique.join('\n')}\n` });
  let offset = 0;
  for (const object of unique) {
    const lineEnd = stdout.indexOf(10, offset);
    const header = stdout.toString('utf8', offset, lineEnd);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1] ?? Number.NaN);
    if (Number.isNaN(size))
      throw new ModelyardError('outside', `git cannot read object ${object}: ${header}`);
    const content = stdout.subarray(lineEnd + 1, lineEnd + 1 + size);
    facts.set(object, {
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: size,
      head: content.toString('utf8', 0, HEAD_BYTES),
    });
    offset = lineEnd + 1 + size + 1;
  }
  return facts;
}
