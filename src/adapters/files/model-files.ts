import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isUnsafePartName, type ModelPart, sha256sumLines } from '../../domain/lineage/model-digest.ts';
import { ModelyardError } from '../../errors.ts';
import { hashBytes, hashFile } from './hash-file.ts';

export interface HashedModel {
  /** `sha256:…`: of the file, or of the `sha256sum` lines of the folder's files. */
  readonly digest: string;
  readonly files: readonly (ModelPart & { readonly path: string; readonly bytes: number })[];
}

const NO_LINKS = 'Links are not followed: let the training copy what they lead to, for example with cp -rL.';

/** Hashes a model: one file, or every file of a folder. Throws `input` for what cannot be a model. */
export async function hashModel(path: string): Promise<HashedModel> {
  const info = await lstat(path).catch(() => null);
  if (info === null) throw new ModelyardError('input', `${path}: there is no such file or folder`);
  if (info.isFile()) {
    const { sha256, bytes } = await hashFile(path);
    return { digest: `sha256:${sha256}`, files: [{ name: basename(path), path, sha256, bytes }] };
  }
  if (!info.isDirectory())
    throw new ModelyardError('input', `${path}: a model must be a file or a folder`, { hint: NO_LINKS });
  const files = await hashFolder(path);
  if (files.length === 0) throw new ModelyardError('input', `${path}: the model's folder is empty`);
  return { digest: `sha256:${hashBytes(sha256sumLines(files))}`, files };
}

async function hashFolder(folder: string, prefix = ''): Promise<HashedModel['files'][number][]> {
  const files: HashedModel['files'][number][] = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const path = join(folder, name);
    if (isUnsafePartName(name)) {
      throw new ModelyardError(
        'input',
        `${JSON.stringify(name)}: names with a line break or a backslash are refused`,
      );
    }
    if (entry.isDirectory()) files.push(...(await hashFolder(folder, name)));
    else if (entry.isFile()) files.push({ name, path, ...(await hashFile(path)) });
    else
      throw new ModelyardError('input', `${path}: a model's folder may hold plain files only`, {
        hint: NO_LINKS,
      });
  }
  return files;
}
