import { isAbsolute, relative } from 'node:path';

/** A path as people read it: relative to where they are when it lies below, absolute otherwise. */
export function shownPath(path: string, from = process.cwd()): string {
  const below = relative(from, path);
  if (below === '') return '.';
  return below.startsWith('..') || isAbsolute(below) ? path : below;
}
