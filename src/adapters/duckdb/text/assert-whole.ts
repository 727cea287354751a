import { type FileHandle, open } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../../errors.ts';
import { openBytes } from './open-bytes.ts';

/**
 * Throws `input` where a compressed file was cut off or is damaged. DuckDB would take what there is for the whole: a
 * download that broke would pass as fewer rows.
 */
export async function assertWhole(path: string, label: string): Promise<void> {
  if (/\.gz$/i.test(path)) await assertGzip(path, label);
  if (/\.zst$/i.test(path)) await assertZstd(path, label);
}

export function damaged(label: string, what: string, cause?: unknown): ModelyardError {
  return new ModelyardError('input', `${label} ${what}`, {
    hint: 'Write or fetch the file again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

async function assertGzip(path: string, label: string): Promise<void> {
  try {
    for await (const _chunk of openBytes(path));
  } catch (cause) {
    throw damaged(label, gzipProblem(cause), cause);
  }
}

/** What is wrong with a gzip file, by zlib's words. */
export function gzipProblem(cause: unknown): string {
  const message = messageOf(cause);
  if (/unexpected end/.test(message)) return 'is a gzip file that was cut off';
  return /incorrect header/.test(message)
    ? 'is not compressed with gzip, as its name says'
    : 'is a damaged gzip file';
}

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const BLOCK_RLE = 1;
const BLOCK_RESERVED = 3;

/** Walks over the frames and blocks (RFC 8878, 3.1.1) without unpacking them; DuckDB looks at their checksums. */
async function assertZstd(path: string, label: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let at = 0;
    while (at < size) at = await endOfFrame(file, { at, size, label });
  } finally {
    await file.close();
  }
}

interface Place {
  readonly at: number;
  readonly size: number;
  readonly label: string;
}

async function endOfFrame(file: FileHandle, place: Place): Promise<number> {
  const { at, label } = place;
  const magic = await readNumber(file, place, 4);
  if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE)
    return assertInside(place, at + 8 + (await readNumber(file, { ...place, at: at + 4 }, 4)));
  if (magic !== MAGIC)
    throw damaged(label, at === 0 ? 'is not compressed with Zstandard, as its name says' : BROKEN);
  const descriptor = await readNumber(file, { ...place, at: at + 4 }, 1);
  let next = at + 5 + headerBytes(descriptor);
  for (let isLast = false; !isLast; ) {
    const block = await readNumber(file, { ...place, at: next }, 3);
    const kind = (block >> 1) & 3;
    if (kind === BLOCK_RESERVED) throw damaged(label, BROKEN);
    next += 3 + (kind === BLOCK_RLE ? 1 : block >> 3);
    isLast = (block & 1) === 1;
  }
  const checksumBytes = (descriptor & 4) === 0 ? 0 : 4;
  return assertInside(place, next + checksumBytes);
}

const BROKEN = 'is a damaged Zstandard file';

/** Bytes of window, dictionary id and content size after the descriptor. */
function headerBytes(descriptor: number): number {
  const isSingle = (descriptor & 32) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingle ? 0 : 1) + dictionary + contentSize;
}

async function readNumber(file: FileHandle, { at, size, label }: Place, bytes: number): Promise<number> {
  assertInside({ at, size, label }, at + bytes);
  const buffer = Buffer.alloc(bytes);
  await file.read(buffer, 0, bytes, at);
  return buffer.readUIntLE(0, bytes);
}

function assertInside({ size, label }: Place, end: number): number {
  if (end > size) throw damaged(label, 'is a Zstandard file that was cut off');
  return end;
}
