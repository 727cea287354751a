import { basename, dirname, join, posix } from 'node:path';
import { isDynamicPattern } from 'tinyglobby';
import type { ConfigPath } from '../../config/resolved.ts';

export interface SplitPattern {
  /** Absolute folder: what stands before the first wildcard, and may itself hold characters of a pattern. */
  readonly base: string;
  /** Relative to it; null when the path holds no wildcard: then `base` is the whole path. */
  readonly pattern: string | null;
}

/** A written pattern as a plain folder and what is to be matched below it. `..` stands before wildcards only. */
export function splitPattern({ written, absolute }: ConfigPath): SplitPattern {
  if (!isDynamicPattern(written)) return { base: absolute, pattern: null };
  const parts = posix.normalize(written).split('/');
  let base = absolute;
  const wild: string[] = [];
  for (const _part of parts.slice(parts.findIndex((part) => isDynamicPattern(part)))) {
    wild.unshift(basename(base));
    base = dirname(base);
  }
  return { base: join(base), pattern: wild.join('/') };
}
