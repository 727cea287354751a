import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { ModelyardError } from '../../errors.ts';
import { unreadableFile } from '../files/unreadable-file.ts';
import { assertFormat, assertNoStandIn } from './assert-content.ts';
import type { NamedFile } from './named-file.ts';
import { openBytes } from './text/open-bytes.ts';

export type DataFormat = 'csv' | 'parquet' | 'jsonl' | 'duckdb';

const FORMAT_BY_ENDING: readonly (readonly [RegExp, DataFormat])[] = [
  [/\.(csv|tsv|txt)(\.gz|\.zst)?$/i, 'csv'],
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/i, 'jsonl'],
  [/\.(duckdb|ddb|db)$/i, 'duckdb'],
];

/** The format that a file's name says. Throws `input` for a name that says none. */
export function formatOf({ path, label }: NamedFile): DataFormat {
  const found = FORMAT_BY_ENDING.find(([pattern]) => pattern.test(path));
  if (found !== undefined) return found[1];
  throw new ModelyardError('input', `${label}: the name does not say what format it is`, {
    hint: 'Name data files .csv, .parquet, .jsonl or .duckdb.',
  });
}

/** Bytes of the file. Throws `input` or `unreadable` for what cannot be read twice: folders, pipes, empty files. */
export async function assertRegularFile({ path, label }: NamedFile): Promise<number> {
  const info = await stat(path).catch((cause: unknown) => {
    throw unreadableFile(label, cause);
  });
  if (info.isDirectory())
    throw new ModelyardError('input', `${label} is a folder`, {
      hint: `Name its files, e.g. ${label}/*.parquet.`,
    });
  if (!info.isFile())
    throw new ModelyardError('input', `${label} is not a regular file`, {
      hint: 'Pipes and devices cannot be read twice; write the data to a file.',
    });
  if (info.size === 0)
    throw new ModelyardError('input', `${label} is empty: 0 bytes`, {
      hint: 'Write the data again; a CSV file needs at least its header.',
    });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw unreadableFile(label, cause);
  });
  return info.size;
}

/** Throws `input` or `unreadable` for files that are not what their name says: pointers, web pages, other formats. */
export async function assertDataFile(file: NamedFile, bytes: number, format: DataFormat): Promise<void> {
  const { head, tail } = await ends(file, bytes);
  const text = head.toString('latin1');
  assertNoStandIn(file, text);
  if (format === 'parquet' && text.startsWith('PAR1') && tail.toString('latin1') !== 'PAR1')
    throw new ModelyardError('input', `${file.label} is a Parquet file that was cut off`, {
      hint: 'Write or fetch the file again.',
    });
  assertFormat(file, text, format);
  if (/\.(gz|zst)$/i.test(file.path)) {
    const inside = await unpackedHead(file.path);
    assertNoStandIn(file, inside);
    assertFormat({ ...file, path: '' }, inside, format);
  }
}

/** The first bytes of what is inside; empty where it cannot be unpacked. */
async function unpackedHead(path: string): Promise<string> {
  try {
    for await (const chunk of openBytes(path))
      return Buffer.from(chunk.subarray(0, HEAD_BYTES)).toString('latin1');
  } catch {
    // What is wrong with it is told where it is read.
  }
  return '';
}

const HEAD_BYTES = 1024;

async function ends({ path, label }: NamedFile, size: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadableFile(label, cause);
  });
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
    const tail = Buffer.alloc(Math.min(4, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}
