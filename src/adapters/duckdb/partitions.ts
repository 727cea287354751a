import { dirname, isAbsolute, relative, sep } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { labelOf } from './label-of.ts';
import type { FileColumn } from './opened-file.ts';

/**
 * Columns that the folders of the files give: `year=2026/month=01/part.parquet` gives year and month, which are text until
 * all their values are looked at. Throws `input` where only some files lie in such folders, or a file has such a column, too.
 */
export function partitionColumns(
  source: DataSource,
  columns: readonly { readonly name: string }[],
): readonly FileColumn[] {
  if (source.base === undefined || source.form?.partitions === 'none') return [];
  const all = source.files.map((file) => ({ file, keys: keysOf(source.base ?? '', file) }));
  const [first] = all;
  if (first === undefined) return [];
  const other = all.find(({ keys }) => keys.join('\n') !== first.keys.join('\n'));
  if (other !== undefined) throw differing(source, first, other);
  for (const key of first.keys) {
    const own = columns.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    if (own !== undefined)
      throw new ModelyardError(
        'input',
        `${labelOf(source, first.file)}: ${key} is a column of the file and a folder (${key}=…), too`,
        { hint: 'Say partitions: none where the folders are not to be read.' },
      );
  }
  return first.keys.map((name) => ({ name, physicalType: 'VARCHAR', isOpen: true }));
}

interface Keys {
  readonly file: string;
  readonly keys: readonly string[];
}

function keysOf(base: string, file: string): readonly string[] {
  const below = relative(base, dirname(file));
  if (below.startsWith('..') || isAbsolute(below)) return [];
  return below.split(sep).flatMap((part) => /^([^=]+)=/.exec(part)?.[1] ?? []);
}

function differing(source: DataSource, first: Keys, other: Keys): ModelyardError {
  const text = ({ keys }: Keys) => (keys.length === 0 ? 'in none' : `in those of ${keys.join(', ')}`);
  return new ModelyardError(
    'input',
    `${labelOf(source, first.file)} lies ${text(first).replace('in none', 'in no partition folders')}, ${labelOf(source, other.file)} ${text(other)}`,
    { hint: 'Name files of one layout, or say partitions: none.' },
  );
}
