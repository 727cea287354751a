import { stat } from 'node:fs/promises';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { DataPaths } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';

/** Absolute paths of a dataset's files: patterns in their order, the matches of one pattern sorted. Never empty. */
export async function expandPaths(paths: DataPaths): Promise<string[]> {
  const found: string[] = [];
  for (const pattern of paths.patterns) {
    const matches = await expandPattern(pattern.absolute);
    if (matches.length === 0) {
      throw new ModelyardError('input', `${pattern.written}: no such file`, {
        hint: 'Check the path; it is relative to the folder of modelyard.yml.',
      });
    }
    found.push(...matches);
  }
  return [...new Set(found)];
}

async function expandPattern(pattern: string): Promise<string[]> {
  const exact = await stat(pattern).catch(() => null);
  if (exact !== null) return [pattern];
  if (!isDynamicPattern(pattern)) return [];
  const matches = await glob(pattern, {
    absolute: true,
    dot: false,
    onlyFiles: true,
    expandDirectories: false,
  });
  return matches.sort();
}
