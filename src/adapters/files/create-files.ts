import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import { syncFolder } from './write-atomic.ts';

/** A file that is to be there; `replaces`: the one that is there now is put aside for it, else there must be none. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly replaces: boolean;
}

/**
 * Writes several files, each whole or not at all, in their order: all are written beside their places first, so that a full
 * disk or a missing right leaves nothing. Throws `refused` for a file that has come into being meanwhile; it stays as it is.
 */
export async function createFiles(files: readonly NewFile[]): Promise<void> {
  const staged: (NewFile & { readonly temporary: string })[] = [];
  try {
    for (const file of files) staged.push({ ...file, temporary: await stage(file) });
    for (const file of staged) await place(file);
  } finally {
    for (const { temporary } of staged) await rm(temporary, { force: true });
  }
}

async function stage({ path, text }: NewFile): Promise<string> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

async function place({ path, temporary, replaces }: NewFile & { readonly temporary: string }): Promise<void> {
  if (replaces) await rename(temporary, path);
  else await appear(temporary, path);
  await syncFolder(dirname(path));
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A link fails where a name is taken; a renaming would replace what has the name. */
async function appear(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return copyFile(temporary, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ModelyardError('refused', `${path} has come into being meanwhile and stays as it is`, {
      hint: 'Run the command again.',
      cause: error,
    });
  }
}
