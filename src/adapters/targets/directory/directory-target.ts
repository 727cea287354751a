import { randomBytes } from 'node:crypto';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelyardError } from '../../../errors.ts';
import type { ReleaseFiles, Target } from '../../../ports/target.ts';
import { hashFile } from '../../files/hash-file.ts';
import { hashModel } from '../../files/model-files.ts';
import { syncFolder } from '../../files/write-atomic.ts';

const POINTER = 'current';
const VERSIONS = 'versions';

/**
 * A folder that a server reads: `<path>/<model>/versions/<sha256>/…`, never changed once it is there, and
 * `<path>/<model>/current`, a symbolic link that is replaced in one step.
 */
export function createDirectoryTarget(
  path: string,
  checkpoint: (step: string) => void = () => undefined,
): Target {
  const modelFolder = (model: string) => join(path, model);
  const versionFolder = (model: string, digest: string) =>
    join(modelFolder(model), VERSIONS, digest.replace(/^sha256:/, ''));

  async function stage(model: string, release: ReleaseFiles): Promise<void> {
    const target = versionFolder(model, release.digest);
    const parent = dirname(target);
    await mkdir(parent, { recursive: true });
    await removeLeftovers(parent);
    if (await holds(target, release)) return;
    const temporary = join(parent, `.${randomBytes(6).toString('hex')}.tmp`);
    for (const file of release.files) await copyDurably(file.path, join(temporary, file.name));
    checkpoint('stage files');
    // A damaged version is set aside first: a folder cannot be replaced in one step.
    await rename(target, `${temporary}.damaged.tmp`).catch(ignoreMissing);
    await rename(temporary, target);
    await syncFolder(parent);
    await removeLeftovers(parent);
  }

  async function activate(model: string, digest: string | null): Promise<void> {
    const pointer = join(modelFolder(model), POINTER);
    await assertOwnPointer(pointer);
    checkpoint('switch pointer');
    if (digest === null) {
      await rm(pointer, { force: true });
    } else {
      const temporary = join(modelFolder(model), `.${randomBytes(6).toString('hex')}.tmp`);
      await symlink(join(VERSIONS, digest.replace(/^sha256:/, '')), temporary);
      await rename(temporary, pointer);
    }
    await syncFolder(modelFolder(model));
  }

  async function observe(model: string) {
    const pointer = join(modelFolder(model), POINTER);
    const link = await readlink(pointer).catch(() => null);
    if (link === null) return null;
    const served = join(modelFolder(model), link);
    const files = await readdir(served).catch(() => null);
    if (files === null || files.length === 0) {
      throw new ModelyardError('unreadable', `${pointer} points to ${link}, which is not there`, {
        hint: 'Deploy again.',
      });
    }
    return { digest: await servedDigest(served, files), path: served };
  }

  return { location: path, stage, activate, observe };
}

/** Digest of one file, or of a folder as `sha256sum` lines; the folder of a version holds the model only. */
async function servedDigest(folder: string, names: readonly string[]): Promise<string> {
  const only = names.length === 1 ? join(folder, names[0] ?? '') : null;
  const isFile = only !== null && (await lstat(only)).isFile();
  if (only !== null && isFile) return (await hashModel(only)).digest;
  return (await hashModel(folder)).digest;
}

async function holds(folder: string, { files }: ReleaseFiles): Promise<boolean> {
  for (const file of files) {
    const found = await hashFile(join(folder, file.name)).catch(() => null);
    if (found?.sha256 !== file.sha256) return false;
  }
  return true;
}

async function copyDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o444);
  const file = await open(to, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What is called `current` and is no link was not made by us, and is not ours to remove. */
async function assertOwnPointer(pointer: string): Promise<void> {
  const info = await lstat(pointer).catch(() => null);
  if (info === null || info.isSymbolicLink()) return;
  throw new ModelyardError('conflict', `${pointer} is not a link that Modelyard made`, {
    hint: 'Move it away, or deploy to another folder.',
  });
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.') && name.endsWith('.tmp'))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
