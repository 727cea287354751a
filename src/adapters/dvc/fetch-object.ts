import { randomBytes } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { DvcSettings } from './dvc-settings.ts';
import { md5Check } from './md5-check.ts';
import { openRemote, type RemoteAccess } from './open-remote.ts';
import { objectKey, type Remote } from './remote.ts';

export interface DvcObject {
  readonly md5: string;
  readonly isFolder: boolean;
  readonly isLegacy: boolean;
  /** null: not known. */
  readonly bytes: number | null;
  readonly remote: string | null;
  /** The file that it is, for errors. */
  readonly label: string;
}

export interface Stores extends RemoteAccess {
  readonly settings: DvcSettings;
  /** Called as bytes arrive from a remote. */
  readonly onBytes?: (label: string, done: number, total: number | null) => void;
}

/**
 * Writes the bytes of an object to a path, whole and with the right MD5 or not at all: from the cache, or from the remote
 * and then into the cache, too. Throws `input` where neither has it, and `outside` where the remote cannot be read.
 */
export async function fetchObject(object: DvcObject, stores: Stores, to: string): Promise<void> {
  const keys = keysOf(object);
  const damaged: string[] = [];
  for (const cache of stores.settings.caches) {
    for (const key of keys) {
      const path = join(cache, key);
      if (!(await isFile(path))) continue;
      const isTaken = await take(object, { to, open: () => createReadStream(path) });
      if (isTaken === null) return;
      damaged.push(path);
    }
  }
  const remote = openRemoteOr(object, stores, damaged);
  if (!(await fromRemote(object, { stores, remote, keys, to }))) throw absent(object, remote, damaged);
}

/** Its own layout first; an object is its MD5, wherever it lies. */
function keysOf(object: DvcObject): readonly string[] {
  return [objectKey(object), objectKey({ ...object, isLegacy: !object.isLegacy })];
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

function openRemoteOr(object: DvcObject, stores: Stores, damaged: readonly string[]): Remote {
  try {
    return openRemote(stores.settings, object.remote, stores);
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    const what =
      damaged.length === 0 ? 'is not in the DVC cache' : `is damaged in the DVC cache (${damaged[0]})`;
    throw new ModelyardError(error.code, `${object.label} ${what}, and ${error.message}`, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

function absent(object: DvcObject, remote: Remote, damaged: readonly string[]): ModelyardError {
  const cache =
    damaged.length === 0 ? 'is neither in the DVC cache nor' : 'is damaged in the DVC cache and not';
  return new ModelyardError('input', `${object.label} (MD5 ${object.md5}) ${cache} in ${remote.label}`, {
    hint: 'Run dvc push where the data are.',
  });
}

interface Fetching {
  readonly stores: Stores;
  readonly remote: Remote;
  readonly keys: readonly string[];
  readonly to: string;
}

const MOST_TRIES = 3;

async function fromRemote(object: DvcObject, { stores, remote, keys, to }: Fetching): Promise<boolean> {
  const cached = await cachePlace(stores.settings, keys[0] ?? '');
  for (const key of keys) {
    let problem: string | null = null;
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const bytes = await openOf(remote, key, object);
      if (bytes === null) break;
      const onBytes = (done: number) => stores.onBytes?.(object.label, done, object.bytes);
      problem = await take(object, { to: cached ?? to, open: () => bytes, onBytes, signal: stores.signal });
      if (problem !== null) continue;
      if (cached !== null) await layOut(cached, to);
      return true;
    }
    if (problem !== null)
      throw new ModelyardError(
        'outside',
        `${object.label} cannot be fetched from ${remote.label}: ${problem}`,
        {
          hint: 'Run again; if it stays so, the object there is damaged: dvc push it anew.',
        },
      );
  }
  return false;
}

async function openOf(remote: Remote, key: string, { label }: DvcObject) {
  return remote.open(key).catch((cause: unknown) => {
    if (!(cause instanceof ModelyardError))
      throw new ModelyardError('unreadable', `cannot read ${label} in ${remote.label}: ${messageOf(cause)}`, {
        cause,
      });
    if (cause.code === 'interrupted') throw cause;
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    throw new ModelyardError(cause.code, `${label} cannot be fetched: ${cause.message}`, { cause, ...hint });
  });
}

/** Only a cache that is there, or that lies in `.dvc` itself, is written to. */
async function cachePlace({ caches }: DvcSettings, key: string): Promise<string | null> {
  for (const cache of [...caches].reverse()) {
    const isOwn = basename(dirname(cache)) === '.dvc';
    const isThere = (await stat(cache).catch(() => null))?.isDirectory() === true;
    if (isOwn || isThere) return join(cache, key);
  }
  return null;
}

/** Copies a verified object, which the cache keeps. File systems that can share the bytes do. */
async function layOut(cached: string, to: string): Promise<void> {
  await chmod(cached, 0o444);
  await intoPlace(to, (temporary) => copyFile(cached, temporary, constants.COPYFILE_FICLONE));
  await chmod(to, 0o644);
}

interface Taking {
  readonly to: string;
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly onBytes?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Writes bytes to a path if they are those of the object; else says what is wrong with them. */
async function take(object: DvcObject, { to, open, onBytes, signal }: Taking): Promise<string | null> {
  const check = md5Check(object.isLegacy);
  let done = 0;
  const looked = async function* (bytes: AsyncIterable<Uint8Array>) {
    for await (const chunk of withinTime(bytes)) {
      check.update(chunk);
      done += chunk.length;
      onBytes?.(done);
      if (object.bytes !== null && done > object.bytes && !object.isLegacy)
        throw new Error(`it has more than ${object.bytes} bytes`);
      yield chunk;
    }
  };
  const wrong = new Error('its bytes are others');
  try {
    await intoPlace(to, async (temporary) => {
      const options = signal === undefined ? {} : { signal };
      await pipeline(open(), looked, createWriteStream(temporary, { mode: 0o644 }), options);
      const { isEqual, found } = check.end(object.md5);
      if (!isEqual) throw new Error(`its MD5 is ${found}, and ${object.md5} is expected`, { cause: wrong });
    });
    return null;
  } catch (error) {
    if (signal?.aborted === true)
      throw new ModelyardError('interrupted', 'interrupted while data were fetched');
    if (error instanceof Error && 'syscall' in error && 'path' in error) throw error;
    return messageOf(error);
  }
}

const STALL_MS = 60_000;

/** A connection that stays open without a byte is an error, not a wait without end. */
async function* withinTime(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no byte arrived for ${STALL_MS / 1000} s`)), STALL_MS);
    });
    const next = await Promise.race([iterator.next(), late]).finally(() => clearTimeout(timer));
    if (next.done === true) return;
    yield next.value;
  }
}

/** Writes beside the place and renames: nothing half-written is ever there. */
async function intoPlace(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
