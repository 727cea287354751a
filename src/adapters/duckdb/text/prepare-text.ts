import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type CsvForm, USUAL_CSV } from '../../../domain/data-form.ts';
import { ModelyardError, messageOf } from '../../../errors.ts';
import { assertWhole, damaged, gzipProblem } from './assert-whole.ts';
import { badTextError } from './bad-text-error.ts';
import { createDecoder, UndecodableText } from './decoders.ts';
import { leaveOutComments } from './leave-out-comments.ts';
import { openBytes } from './open-bytes.ts';

export interface TextFile {
  readonly path: string;
  /** How errors name it. */
  readonly label: string;
  readonly format: 'csv' | 'jsonl';
  /** null: it is written in the usual way, or no CSV. */
  readonly csv: CsvForm | null;
}

export interface PreparedText {
  readonly path: string;
  /** Numbers of the lines that were left out. */
  readonly removed: readonly number[];
}

/**
 * Text as DuckDB reads it: UTF-8 without comments. What is that already stays where it is, after a look whether it was cut
 * off; everything else is written anew to `to`. Throws `input` for bytes that are no text of the encoding.
 */
export async function prepareText(file: TextFile, to: () => Promise<string>): Promise<PreparedText> {
  // The frames of Zstandard are looked at without unpacking, whatever is to be done; gzip is unpacked once.
  if (isZstd(file.path)) await assertWhole(file.path, file.label);
  const marked = await markedEncoding(file);
  const encoding = agreed(file, marked);
  const comment = file.csv?.comment ?? null;
  // DuckDB passes over the mark of UTF-8 in CSV, and not in JSON.
  const isMarkedJson = file.format === 'jsonl' && marked === 'utf-8';
  if (encoding === 'utf-8' && comment === null && !isMarkedJson) {
    if (!isZstd(file.path)) await assertWhole(file.path, file.label);
    return { path: file.path, removed: [] };
  }
  const filter = comment === null ? null : leaveOutComments(comment, file.csv ?? USUAL_CSV);
  const path = await to();
  try {
    await rewrite(file, { encoding, path, keep: filter?.keep ?? ((text) => text) });
  } catch (cause) {
    throw await toldError(cause, file, encoding);
  }
  return { path, removed: filter?.removed ?? [] };
}

function isZstd(path: string): boolean {
  return /\.zst$/i.test(path);
}

const MARKS = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['efbbbf', 'utf-8'],
] as const;

/** What a byte order mark says; null without one. */
async function markedEncoding(file: TextFile): Promise<string | null> {
  try {
    for await (const chunk of openBytes(file.path)) {
      const start = Buffer.from(chunk.subarray(0, 3)).toString('hex');
      return MARKS.find(([mark]) => start.startsWith(mark))?.[1] ?? null;
    }
  } catch (cause) {
    throw await toldError(cause, { ...file, csv: null }, 'utf-8');
  }
  return null;
}

function agreed({ label, csv }: TextFile, marked: string | null): string {
  const declared = csv?.encoding ?? null;
  if (declared === null) return marked ?? 'utf-8';
  if (declared === 'utf-16') {
    if (marked?.startsWith(declared) === true) return marked;
    if (marked !== null) throw disagreeing(label, marked, declared);
    throw new ModelyardError('input', `${label} has no byte order mark, so its UTF-16 can be read two ways`, {
      hint: 'Say csv.encoding: utf-16le or utf-16be.',
    });
  }
  if (marked === null || marked === declared) return declared;
  throw disagreeing(label, marked, declared);
}

function disagreeing(label: string, marked: string, declared: string): ModelyardError {
  return new ModelyardError(
    'input',
    `${label} begins with the byte order mark of ${marked}, and csv.encoding says ${declared}`,
    { hint: `Say ${marked}, or leave csv.encoding out.` },
  );
}

interface Rewriting {
  readonly encoding: string;
  readonly path: string;
  readonly keep: (text: string) => string;
}

async function rewrite(file: TextFile, { encoding, path, keep }: Rewriting): Promise<void> {
  const decoder = createDecoder(encoding);
  const utf8 = encoding.startsWith('utf-') ? null : utf8Detector();
  const out = createWriteStream(path, { mode: 0o600 });
  const failed = once(out, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  try {
    let isFirst = true;
    for await (const chunk of openBytes(file.path)) {
      utf8?.look(chunk);
      const text = decoder.decode(chunk);
      const kept = keep(isFirst ? text.replace(/^\ufeff/, '') : text);
      isFirst &&= text === '';
      if (kept !== '' && !out.write(kept)) await Promise.race([once(out, 'drain'), failed]);
    }
    out.end(keep(decoder.end()));
    await Promise.race([once(out, 'close'), failed]);
  } finally {
    out.destroy();
  }
  if (utf8?.isUtf8() === true) throw isUtf8(file, encoding);
}

/** Every byte is a character of these encodings: read by one of them, UTF-8 text would silently become another. */
function isUtf8({ label }: TextFile, encoding: string): ModelyardError {
  return new ModelyardError('input', `${label} is UTF-8 text, and csv.encoding says ${encoding}`, {
    hint: 'Leave csv.encoding out, or write the file in that encoding.',
  });
}

/** Whether bytes that are not all ASCII are UTF-8: text of other encodings hardly ever is. */
function utf8Detector() {
  const decoder = createDecoder('utf-8');
  let isPossible = true;
  let isAscii = true;
  const attempt = (decode: () => string) => {
    try {
      if (isPossible) decode();
    } catch {
      isPossible = false;
    }
  };
  return {
    look(bytes: Uint8Array) {
      isAscii &&= !bytes.some((byte) => byte > 127);
      attempt(() => decoder.decode(bytes));
    },
    isUtf8() {
      attempt(() => decoder.end());
      return isPossible && !isAscii;
    },
  };
}

async function toldError(cause: unknown, file: TextFile, encoding: string): Promise<unknown> {
  if (cause instanceof ModelyardError) return cause;
  if (cause instanceof UndecodableText) return badTextError(file, encoding);
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (/^Z_/.test(code)) return damaged(file.label, gzipProblem(cause), cause);
  if (isZstd(file.path) && !/^E[A-Z]/.test(code))
    return damaged(file.label, 'is a damaged Zstandard file', cause);
  return new ModelyardError('unreadable', `cannot read ${file.label}: ${messageOf(cause)}`, { cause });
}
