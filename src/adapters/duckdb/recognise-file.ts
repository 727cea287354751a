import { open, stat } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';

export type DataFormat = 'csv' | 'parquet' | 'jsonl';

const FORMAT_BY_ENDING: readonly (readonly [RegExp, DataFormat])[] = [
  [/\.(csv|tsv|txt)(\.gz|\.zst)?$/i, 'csv'],
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/i, 'jsonl'],
];

/** The format that a file's name says. Throws `input` for a name that says none. */
export function formatOf(path: string): DataFormat {
  const found = FORMAT_BY_ENDING.find(([pattern]) => pattern.test(path));
  if (found !== undefined) return found[1];
  throw new ModelyardError('input', `${path}: the name does not say what format it is`, {
    hint: 'Name data files .csv, .parquet or .jsonl.',
  });
}

/** Bytes of the file. Throws `input` or `unreadable` for what cannot be read twice: folders, pipes, empty files. */
export async function assertRegularFile(path: string): Promise<number> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });
  if (info.isDirectory())
    throw new ModelyardError('input', `${path} is a folder`, {
      hint: `Name its files, e.g. ${path}/*.parquet.`,
    });
  if (!info.isFile())
    throw new ModelyardError('input', `${path} is not a regular file`, {
      hint: 'Pipes and devices cannot be read twice; write the data to a file.',
    });
  if (info.size === 0)
    throw new ModelyardError('input', `${path} is empty: 0 bytes`, {
      hint: 'Write the data again; a CSV file needs at least its header.',
    });
  return info.size;
}

/** Throws `input` or `unreadable` for files that are not what their name says: pointers, web pages, truncated Parquet. */
export async function assertDataFile(path: string, bytes: number, format: DataFormat): Promise<void> {
  const { head, tail } = await ends(path, bytes);
  const text = head.toString('latin1');
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    throw new ModelyardError('input', `${path} is a Git LFS pointer, not the data`, {
      hint: 'Run `git lfs pull` first.',
    });
  }
  if (/^(\xff\xfe|\xfe\xff)/.test(text)) {
    throw new ModelyardError('input', `${path} is UTF-16 text`, {
      hint: 'Save it as UTF-8, e.g. with `iconv -f utf-16 -t utf-8`.',
    });
  }
  if (/^\s*(<!doctype html|<html)/i.test(text)) {
    throw new ModelyardError('input', `${path} is a web page, not data`, {
      hint: 'The download probably failed; fetch the file again.',
    });
  }
  if (format === 'parquet' && (text.slice(0, 4) !== 'PAR1' || tail.toString('latin1') !== 'PAR1')) {
    const what = text.startsWith('PAR1') ? 'is a Parquet file that was cut off' : 'is not a Parquet file';
    throw new ModelyardError('input', `${path} ${what}`, { hint: 'Write or fetch the file again.' });
  }
}

async function ends(path: string, size: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  });
  try {
    const head = Buffer.alloc(Math.min(512, size));
    const tail = Buffer.alloc(Math.min(4, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}
