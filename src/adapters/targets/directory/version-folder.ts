import { randomBytes } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelyardError } from '../../../errors.ts';
import type { ReleaseFiles } from '../../../ports/target.ts';
import { hashFile } from '../../files/hash-file.ts';
import { hashModel } from '../../files/model-files.ts';
import { syncTree } from '../../files/sync-tree.ts';
import { syncFolder } from '../../files/write-atomic.ts';
import { isAlive } from '../../process/is-alive.ts';

/** Puts the files into `folder`, whole or not at all; a no-op when they are there, undamaged and alone. */
export async function fillVersionFolder(
  folder: string,
  release: ReleaseFiles,
  checkpoint: (step: string) => void,
): Promise<void> {
  assertSafeNames(release);
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  if (await holdsExactly(folder, release)) return;
  const temporary = join(parent, temporaryName());
  for (const file of release.files) await copyChecked(file, join(temporary, file.name));
  await syncTree(temporary);
  // A damaged version is set aside first: a folder cannot be replaced in one step.
  checkpoint('set damaged version aside');
  await rename(folder, join(parent, temporaryName())).catch(ignoreMissing);
  checkpoint('place version');
  await rename(temporary, folder);
  await syncFolder(parent);
  await removeLeftovers(parent);
}

/** Digest of the model in a version's folder, from its bytes. A folder of one file has two: the one that it is called by counts. */
export async function versionDigest(folder: string, called: string): Promise<string> {
  const [name, another] = await readdir(folder);
  const asFolder = await hashModel(folder);
  const only = name !== undefined && another === undefined ? join(folder, name) : null;
  if (asFolder.digest === called || only === null || !(await lstat(only)).isFile()) return asFolder.digest;
  return (await hashModel(only)).digest;
}

/** Own to this process, so that another run can tell whether somebody is still filling it. */
export function temporaryName(): string {
  return `.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** Removes what runs that have ended left half-done. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^\.(\d+)-[0-9a-f]{12}\.tmp$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function holdsExactly(folder: string, { files }: ReleaseFiles): Promise<boolean> {
  const found = await hashModel(folder).catch(() => null);
  const known = new Map(found?.files.map(({ name, sha256 }) => [name, sha256]));
  return known.size === files.length && files.every(({ name, sha256 }) => known.get(name) === sha256);
}

async function copyChecked(file: ReleaseFiles['files'][number], to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(file.path, to);
  await chmod(to, 0o444);
  const { sha256 } = await hashFile(to);
  if (sha256 === file.sha256) return;
  throw new ModelyardError('unreadable', `${file.path} is sha256 ${sha256}; the release says ${file.sha256}`);
}

function assertSafeNames({ files }: ReleaseFiles): void {
  if (files.length === 0) throw new ModelyardError('unreadable', 'the release lists no file of the model');
  const unsafe = files.find(({ name }) =>
    name.split('/').some((part) => part === '' || part === '.' || part === '..' || part.includes('\\')),
  );
  if (unsafe === undefined) return;
  throw new ModelyardError('unreadable', `the release names a file ${JSON.stringify(unsafe.name)}`, {
    hint: 'A file of a model has a relative name without "..".',
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
