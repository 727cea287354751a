import { lstat, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelyardError, messageOf } from '../../../errors.ts';
import type { Target } from '../../../ports/target.ts';
import { syncFolder } from '../../files/write-atomic.ts';
import { fillVersionFolder, removeLeftovers, temporaryName, versionDigest } from './version-folder.ts';

const POINTER = 'current';
const VERSIONS = 'versions';
const OWN_LINK = new RegExp(`^${VERSIONS}/[0-9a-f]{64}$`);

/**
 * A folder that a server reads: `<path>/<model>/versions/<sha256>/…`, never changed once it is there, and
 * `<path>/<model>/current`, a symbolic link that is replaced in one step. All versions are kept.
 */
export function createDirectoryTarget(
  path: string,
  checkpoint: (step: string) => void = () => undefined,
): Target {
  const pointerOf = (model: string) => join(path, model, POINTER);
  const linkTo = (digest: string) => `${VERSIONS}/${digest.replace(/^sha256:/, '')}`;

  async function activate(model: string, digest: string | null): Promise<void> {
    const folder = join(path, model);
    await mkdir(folder, { recursive: true });
    await readPointer(pointerOf(model));
    if (digest === null) {
      checkpoint('remove pointer');
      await rm(pointerOf(model), { force: true });
    } else {
      await assertStaged(join(folder, linkTo(digest)));
      await switchPointer(folder, linkTo(digest));
    }
    await syncFolder(folder);
  }

  async function switchPointer(folder: string, link: string): Promise<void> {
    await removeLeftovers(folder);
    const temporary = join(folder, temporaryName());
    checkpoint('prepare pointer');
    await symlink(link, temporary);
    checkpoint('switch pointer');
    await rename(temporary, join(folder, POINTER));
  }

  async function observe(model: string) {
    const link = await readPointer(pointerOf(model));
    if (link === null) return null;
    const served = join(path, model, link);
    if ((await lstat(served).catch(() => null)) === null) {
      throw new ModelyardError('unreadable', `${pointerOf(model)} points to ${link}, which is not there`, {
        hint: 'Deploy again.',
      });
    }
    return { digest: await versionDigest(served, `sha256:${link.slice(VERSIONS.length + 1)}`), path: served };
  }

  return {
    location: path,
    stage: (model, release) =>
      writing(path, () => fillVersionFolder(join(path, model, linkTo(release.digest)), release, checkpoint)),
    activate: (model, digest) => writing(path, () => activate(model, digest)),
    observe,
  };
}

/** Where the pointer leads; null when there is none. What is called `current` and is not our link is not ours to replace. */
async function readPointer(pointer: string): Promise<string | null> {
  const info = await lstat(pointer).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new ModelyardError('unreadable', `cannot look at ${pointer}: ${error.message}`, { cause: error });
  });
  if (info === null) return null;
  const link = info.isSymbolicLink() ? await readlink(pointer) : null;
  if (link !== null && OWN_LINK.test(link)) return link;
  throw new ModelyardError('conflict', `${pointer} is not a link that Modelyard made`, {
    hint: 'Move it away, or deploy to another folder.',
  });
}

async function assertStaged(folder: string): Promise<void> {
  if ((await lstat(folder).catch(() => null)) !== null) return;
  throw new ModelyardError('unreadable', `${folder} is not there: nothing can be switched to it`);
}

/** The folder lies outside the repository: a full disk or a missing permission there is no bug of ours. */
async function writing(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof ModelyardError) throw cause;
    throw new ModelyardError('outside', `cannot write to the target ${path}: ${messageOf(cause)}`, {
      cause,
      hint: 'Check that the folder can be written and that the disk has room.',
    });
  }
}
