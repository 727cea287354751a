import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ModelyardError } from '../../errors.ts';
import { type FileHash, hashFile } from './hash-file.ts';
import { unreadableFile } from './unreadable-file.ts';

/** Files as they were before they were read. */
export interface WatchedFiles {
  /** In the order of the paths. */
  readonly hashes: readonly FileHash[];
  /** Throws `input` where a file is no longer what was hashed: what was read since then belongs to no file. */
  assertUnchanged(): Promise<void>;
}

interface Seen {
  readonly path: string;
  readonly state: State;
  /** It had been written so shortly before that a further change might leave its times as they are. */
  readonly isFresh: boolean;
}

interface State {
  /** Another one where the file was replaced or written to, even where its bytes are as before: in between they were not. */
  readonly written: string;
  /** Another one also where its rights or its times were changed. */
  readonly changed: bigint;
}

/** Longer than any file system takes to give a change another time. */
const FRESH_MS = 2_000;

/**
 * Hashes files; `label` is what errors call them. They must not have been read before: of what was read earlier the hashes say
 * nothing. Throws `unreadable`.
 */
export async function watchFiles(
  paths: readonly string[],
  label: (path: string) => string,
): Promise<WatchedFiles> {
  const seen: Seen[] = [];
  for (const path of paths) seen.push(await told(path, label, look));
  const hashes: FileHash[] = [];
  for (const path of paths) hashes.push(await told(path, label, hashFile));
  return {
    hashes,
    async assertUnchanged() {
      for (const [index, { path, state, isFresh }] of seen.entries()) {
        const now = await told(path, label, stateOf);
        const isSure = !isFresh && now.changed === state.changed;
        const isEqual = async () => (await told(path, label, hashFile)).sha256 === hashes[index]?.sha256;
        if (now.written !== state.written || !(isSure || (await isEqual())))
          throw new ModelyardError('input', `${label(path)} changed while it was read`, {
            hint: 'Run again when nothing writes to it.',
          });
      }
    },
  };
}

async function told<T>(
  path: string,
  label: (path: string) => string,
  act: (path: string) => Promise<T>,
): Promise<T> {
  return act(path).catch((cause: unknown) => {
    throw unreadableFile(label(path), cause instanceof ModelyardError ? cause.cause : cause);
  });
}

async function look(path: string): Promise<Seen> {
  const info = await statOf(path);
  const ageMs = Date.now() - Number(info.mtimeNs / 1_000_000n);
  return { path, state: stateIn(info), isFresh: ageMs < FRESH_MS };
}

async function stateOf(path: string): Promise<State> {
  return stateIn(await statOf(path));
}

async function statOf(path: string): Promise<BigIntStats> {
  return stat(path, { bigint: true });
}

function stateIn({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): State {
  return { written: [dev, ino, size, mtimeNs].join(' '), changed: ctimeNs };
}
