import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { hashBytes, hashFile } from '../../adapters/files/hash-file.ts';
import type { BlobFacts } from '../../adapters/git/blob-reader.ts';
import { workState } from '../../adapters/git/repository.ts';
import type { TrackedFile } from '../../adapters/git/tree-files.ts';
import type { InputEntry } from '../../domain/lineage/input-digest.ts';
import { ModelyardError } from '../../errors.ts';

const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]*?^oid sha256:([0-9a-f]{64})$/m;
/** Git LFS takes nothing longer for a pointer. */
const LONGEST_POINTER_BYTES = 1024;

/** A file as it is committed: a Git LFS pointer by the digest of what it stands for, a submodule by its commit. */
export function cleanEntry(
  top: string,
  file: TrackedFile,
  blobs: ReadonlyMap<string, BlobFacts>,
): InputEntry {
  const { path, mode } = file;
  if (mode === '160000') return { path, mode, sha256: hashBytes(file.object) };
  const blob = blobs.get(file.object);
  if (blob === undefined) throw new ModelyardError('internal', `${path}: object ${file.object} was not read`);
  if (mode === '120000') assertInside(top, path, blob.head);
  const oid = blob.bytes < LONGEST_POINTER_BYTES ? LFS_POINTER.exec(blob.head)?.[1] : undefined;
  return { path, mode, sha256: mode === '120000' ? blob.sha256 : (oid ?? blob.sha256) };
}

/** A file that is not as committed, or that git does not track, by its own bytes; null when it is gone. */
export async function looseEntry(top: string, path: string, mode?: string): Promise<InputEntry | null> {
  const absolute = join(top, path);
  const info = await lstat(absolute).catch(() => null);
  if (info === null) return null;
  if (mode === '160000' && info.isDirectory()) return submoduleEntry(absolute, path);
  if (info.isDirectory()) return null;
  if (info.isSymbolicLink()) {
    const target = await readlink(absolute);
    assertInside(top, path, target);
    await assertLeadsInside(top, path);
    return { path, mode: '120000', sha256: hashBytes(target) };
  }
  if (!info.isFile())
    throw new ModelyardError('input', `${path} is no plain file: training cannot be identified by it`, {
      hint: 'Remove it, or leave it out with train.inputs.',
    });
  const isExecutable = (info.mode & 0o100) !== 0;
  return { path, mode: isExecutable ? '100755' : '100644', sha256: (await hashFile(absolute)).sha256 };
}

/** A submodule that is not at its committed state: its own commit, and what was changed in it since. */
async function submoduleEntry(absolute: string, path: string): Promise<InputEntry | null> {
  const isCheckedOut = (await lstat(join(absolute, '.git')).catch(() => null)) !== null;
  if (!isCheckedOut) return null;
  const { commit, changes } = await workState(absolute);
  return { path, mode: '160000', sha256: hashBytes(changes === null ? commit : `${commit}\n${changes}`) };
}

function assertInside(top: string, path: string, target: string): void {
  const reached = relative(top, join(top, dirname(path), target));
  if (target.startsWith('/') || reached === '..' || reached.startsWith('../')) throw leaves(path, target);
}

/** A link may also leave by way of another one, which git need not know. */
async function assertLeadsInside(top: string, path: string): Promise<void> {
  const real = await realpath(join(top, path)).catch(() => null);
  if (real === null) return;
  const reached = relative(await realpath(top), real);
  if (reached === '..' || reached.startsWith('../')) throw leaves(path, real);
}

function leaves(path: string, target: string): ModelyardError {
  return new ModelyardError(
    'input',
    `${path} is a symbolic link out of the repository (${target}); what it leads to cannot be identified`,
    { hint: 'Copy the file into the repository, or leave it out with train.inputs.' },
  );
}
