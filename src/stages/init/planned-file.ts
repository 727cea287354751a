import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { InitRecord } from '../../records/init.ts';

type FileAction = InitRecord['files'][number]['action'];

/** One of the files of `init`: what is done with it, and why nothing is where that is so. */
export interface PlannedFile {
  /** Absolute. */
  readonly path: string;
  readonly action: FileAction;
  readonly reason: string | null;
  /** The whole text that is to be there; null for what stays as it is. */
  readonly text: string | null;
}

export function kept(path: string, reason: string): PlannedFile {
  return { path, action: 'kept', reason, text: null };
}

export function skipped(path: string, reason: string): PlannedFile {
  return { path, action: 'skipped', reason, text: null };
}

/** A file that is to come into being; kept where anything has its name, skipped where its place is none of the repository's. */
export async function fileToWrite(path: string, text: string, repository: string): Promise<PlannedFile> {
  if ((await lstat(path).catch(() => null)) !== null)
    return kept(path, 'it is there already and stays as it is');
  const problem = await placeProblem(path, repository);
  if (problem !== null) return skipped(path, problem);
  return { path, action: 'written', reason: null, text };
}

async function placeProblem(path: string, repository: string): Promise<string | null> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => null);
    if (real === null) continue;
    const info = await lstat(real);
    if (!info.isDirectory()) return `${folder} is no folder`;
    return isInside(repository, real) ? null : `${folder} leads out of the repository, to ${real}`;
  }
}

export function isInside(outer: string, path: string): boolean {
  const below = relative(outer, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
