import { stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import type { ConfigPath, DataPaths } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import { splitPattern } from './split-pattern.ts';

/** Absolute paths of a dataset's files: patterns in their order, the matches of one pattern sorted. Never empty. */
export async function expandPaths(paths: DataPaths): Promise<string[]> {
  const found: string[] = [];
  for (const pattern of paths.patterns) {
    const matches = await expandPattern(pattern);
    if (matches.length === 0) {
      throw await noFile(pattern);
    }
    found.push(...matches);
  }
  return [...new Set(found)];
}

async function noFile({ written, absolute }: ConfigPath): Promise<ModelyardError> {
  const pointer = await stat(`${absolute}.dvc`).catch(() => null);
  return new ModelyardError('input', `${written}: no such file`, {
    hint:
      pointer === null
        ? 'Check the path; it is relative to the folder of modelyard.yml.'
        : `Name its pointer, ${written}.dvc, or run dvc pull first.`,
  });
}

async function expandPattern(path: ConfigPath): Promise<string[]> {
  const exact = await stat(path.absolute).catch(() => null);
  if (exact?.isFile() === true) return [path.absolute];
  if (exact !== null) {
    throw new ModelyardError(
      'input',
      `${path.written} is ${exact.isDirectory() ? 'a folder' : 'no plain file'}`,
      {
        hint: `Name the files${exact.isDirectory() ? `, for example ${path.written.replace(/\/$/, '')}/*.csv` : ''}.`,
      },
    );
  }
  const { base, pattern } = splitPattern(path);
  if (pattern === null) return [];
  const matches = await glob(pattern, {
    cwd: base,
    absolute: true,
    dot: false,
    onlyFiles: true,
    expandDirectories: false,
  });
  return matches.sort();
}
