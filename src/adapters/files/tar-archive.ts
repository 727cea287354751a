import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packTar, type TarSource, type UnpackOptionsFS, unpackTar } from 'modern-tar/fs';
import { ModelyardError, messageOf } from '../../errors.ts';

type TarHeader = Parameters<NonNullable<UnpackOptionsFS['filter']>>[0];

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

export interface UnpackLimits {
  readonly mostBytes: number;
  readonly mostEntries: number;
}

/** A name that stays where it is put, on every system. */
const SAFE_NAME = /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\\p{Cc}:]+$/u;

/**
 * Unpacks a tar file into a new folder. Throws `input` for links, devices, names that lead elsewhere and for more than the
 * limits allow, before anything beyond them is written.
 */
export async function unpackFiles(archive: string, folder: string, limits: UnpackLimits): Promise<void> {
  let bytes = 0;
  let entries = 0;
  const check = ({ name, type = 'file', size }: TarHeader): boolean => {
    bytes += size;
    entries += 1;
    if (type !== 'file' && type !== 'directory') throw refused(archive, `${name} is a ${type}`);
    if (!SAFE_NAME.test(name.replace(/\/$/, ''))) throw refused(archive, `the name ${JSON.stringify(name)}`);
    if (bytes > limits.mostBytes) throw refused(archive, `more than ${limits.mostBytes} bytes`);
    if (entries > limits.mostEntries) throw refused(archive, `more than ${limits.mostEntries} entries`);
    return true;
  };
  await mkdir(folder, { recursive: true });
  const options = { filter: check, strict: true, maxDepth: 32, fmode: 0o644, dmode: 0o755 };
  try {
    await pipeline(createReadStream(archive), unpackTar(folder, options));
  } catch (cause) {
    if (cause instanceof ModelyardError) throw cause;
    throw new ModelyardError('input', `${archive} cannot be unpacked: ${messageOf(cause)}`, { cause });
  }
}

function refused(archive: string, what: string): ModelyardError {
  return new ModelyardError('input', `${archive} is not unpacked: it holds ${what.slice(0, 300)}`);
}
