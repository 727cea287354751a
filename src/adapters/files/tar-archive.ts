import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packTar, type TarSource } from 'modern-tar/fs';

export interface ArchivedPath {
  /** Absolute path of a file or a folder. */
  readonly path: string;
  /** Name in the archive, POSIX, relative. */
  readonly name: string;
  readonly isFolder: boolean;
}

/** Fixed, so that the same files make the same bytes whoever packs them, and when. */
const EPOCH = new Date(0);

/** Writes a tar file of files and folders, in the order given, streaming. */
export async function packFiles(paths: readonly ArchivedPath[], archive: string): Promise<void> {
  await mkdir(dirname(archive), { recursive: true });
  const fixed = { mtime: EPOCH, uid: 0, gid: 0, uname: '', gname: '' };
  const sources = paths.map(
    ({ path, name, isFolder }): TarSource => ({
      type: isFolder ? 'directory' : 'file',
      source: path,
      target: name,
      ...fixed,
      mode: isFolder ? 0o755 : 0o644,
    }),
  );
  await pipeline(packTar(sources), createWriteStream(archive));
}
