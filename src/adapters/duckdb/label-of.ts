import { isAbsolute, relative, sep } from 'node:path';
import type { DataSource } from '../../ports/data-engine.ts';

/** A file of a dataset as errors name it: relative to the folder of modelyard.yml where it lies below. */
export function labelOf({ base }: Pick<DataSource, 'base'>, file: string): string {
  if (base === undefined) return file;
  const below = relative(base, file);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? file : below.split(sep).join('/');
}

/** The files of a dataset in one short text. */
export function labelOfAll(source: Pick<DataSource, 'base' | 'files'>): string {
  const [first = '', ...others] = source.files;
  const more = others.length === 1 ? 'one more file' : `${others.length} more files`;
  return others.length === 0 ? labelOf(source, first) : `${labelOf(source, first)} and ${more}`;
}
