import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';
import { type FileHash, hashFile } from './hash-file.ts';

/** Files as they were when they were first looked at. */
export interface WatchedFiles {
  /** Hashes in the order of the paths; made once. */
  hashes(): Promise<readonly FileHash[]>;
  /** Throws `input` where a file is no longer what was hashed: what was read then belongs to no file. */
  assertUnchanged(label: (path: string) => string): Promise<void>;
}

interface Seen {
  readonly path: string;
  readonly state: string;
  /** It had been written so shortly before that a further change might leave its times as they are. */
  readonly isFresh: boolean;
}

/** Longer than any file system takes to give a change another time. */
const FRESH_MS = 2_000;

/** Looks at files before they are read. */
export async function watchFiles(paths: readonly string[]): Promise<WatchedFiles> {
  const seen: Seen[] = [];
  for (const path of paths) seen.push(await look(path));
  let hashed: Promise<FileHash[]> | null = null;
  const hashes = () => {
    hashed ??= hashAll(paths);
    return hashed;
  };
  return {
    hashes,
    async assertUnchanged(label) {
      const before = await hashes();
      for (const [index, { path, state, isFresh }] of seen.entries()) {
        const isSame = !isFresh && (await stateOf(path)) === state;
        const isEqual = isSame || (await hashFile(path)).sha256 === before[index]?.sha256;
        if (!isEqual)
          throw new ModelyardError('input', `${label(path)} changed while it was read`, {
            hint: 'Run again when nothing writes to it.',
          });
      }
    },
  };
}

async function hashAll(paths: readonly string[]): Promise<FileHash[]> {
  const all: FileHash[] = [];
  for (const path of paths) all.push(await hashFile(path));
  return all;
}

async function look(path: string): Promise<Seen> {
  const info = await statOf(path);
  const ageMs = Date.now() - Number(info.mtimeNs / 1_000_000n);
  return { path, state: textOf(info), isFresh: ageMs < FRESH_MS };
}

async function stateOf(path: string): Promise<string> {
  return textOf(await statOf(path));
}

async function statOf(path: string): Promise<BigIntStats> {
  return stat(path, { bigint: true }).catch((cause: unknown) => {
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });
}

function textOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
