import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelyardError } from '../../errors.ts';
import type { DvcSettings, RemoteSettings } from './dvc-settings.ts';
import type { Remote } from './remote.ts';
import { openS3 } from './s3-remote.ts';

export interface RemoteAccess {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Waits before the second, third … try of a request, in milliseconds. */
  readonly pausesMs?: readonly number[];
}

/** The remote of a name, or the default one. Throws `input` where there is none, or of a kind that cannot be read here. */
export function openRemote(settings: DvcSettings, name: string | null, access: RemoteAccess): Remote {
  const wanted = name ?? settings.defaultRemote;
  if (wanted === null)
    throw new ModelyardError('input', `${settings.root}/.dvc/config names no default remote`, {
      hint: 'Set one with dvc remote default, or run dvc pull first.',
    });
  const { url, ...keys } = resolved(settings, wanted);
  if (url === undefined)
    throw new ModelyardError('input', `${settings.root}/.dvc/config has no remote ${wanted}`, {
      hint: 'Add it with dvc remote add, or run dvc pull first.',
    });
  if (/^true$/i.test(keys.version_aware ?? '') || /^true$/i.test(keys.worktree ?? ''))
    throw unreadableKind(wanted, 'with versions of the cloud');
  const kind = /^([a-z][a-z0-9+]*):\/\//i.exec(url)?.[1]?.toLowerCase() ?? null;
  if (kind === null) return folderRemote(url);
  if (kind === 'file') return folderRemote(fileURLToPath(url));
  if (kind === 's3') return openS3({ ...keys, url }, access);
  throw unreadableKind(wanted, `at ${kind}://`);
}

/** `remote://name/path` goes on from another remote. */
function resolved({ remotes }: DvcSettings, name: string): RemoteSettings {
  const own = Object.hasOwn(remotes, name) ? (remotes[name] ?? {}) : {};
  const [, other = '', path = ''] = /^remote:\/\/([^/]+)(.*)$/.exec(own.url ?? '') ?? [];
  if (other === '' || other === name) return own;
  const base = Object.hasOwn(remotes, other) ? (remotes[other] ?? {}) : {};
  return { ...base, ...own, ...(base.url === undefined ? {} : { url: `${base.url}${path}` }) };
}

function unreadableKind(name: string, what: string): ModelyardError {
  return new ModelyardError('not-built', `reading the DVC remote ${name} ${what} is not built yet`, {
    hint: 'Run dvc pull in a step before; what is pulled is used as it is.',
  });
}

function folderRemote(folder: string): Remote {
  return {
    label: folder,
    async open(key) {
      const path = join(folder, key);
      const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
        throw error;
      });
      return info === null ? null : bytesOf(path);
    },
  };
}

/** Opened when it is read: an error before that would have no listener. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}
