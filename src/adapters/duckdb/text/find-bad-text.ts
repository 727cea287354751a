import { CsvScanner, type CsvSigns } from './csv-scanner.ts';
import { createDecoder, UndecodableText } from './decoders.ts';
import { openBytes } from './open-bytes.ts';

/** Where the first byte stands that is no text: lines and records count from 1, cells from 0. */
export interface BadPlace {
  readonly line: number;
  readonly record: number;
  readonly cell: number;
  /** The text of the first lines, for the name of the column. */
  readonly head: string;
}

const LINE_FEED = 10;
/** What is longer is no line. */
const MOST_BYTES = 1 << 24;

/** Looks for the first byte of CSV text that is no character of an encoding; null where there is none, or none is found. */
export async function findBadText(
  path: string,
  { encoding, ...signs }: CsvSigns & { readonly encoding: string },
): Promise<BadPlace | null> {
  // In UTF-16 a line does not end with one byte.
  if (encoding.startsWith('utf-16')) return null;
  const reader: Reader = { scanner: new CsvScanner(signs), head: '' };
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of openBytes(path)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (isBadLine(reader, bytes.subarray(0, end), encoding)) return placeOf(reader);
    rest = bytes.slice(end);
    if (rest.length > MOST_BYTES) return null;
  }
  return isBadLine(reader, rest, encoding) ? placeOf(reader) : null;
}

interface Reader {
  readonly scanner: CsvScanner;
  head: string;
}

function placeOf({ scanner: { line, record, cell }, head }: Reader): BadPlace {
  return { line, record, cell, head };
}

/** Whole lines; where they are bad the scanner stands before the first bad byte. */
function isBadLine(reader: Reader, lines: Uint8Array, encoding: string): boolean {
  const decoder = createDecoder(encoding);
  try {
    feed(reader, decoder.decode(lines) + decoder.end());
    return false;
  } catch (error) {
    if (!(error instanceof UndecodableText)) throw error;
  }
  const bytewise = createDecoder(encoding);
  try {
    for (let at = 0; at < lines.length; at += 1) feed(reader, bytewise.decode(lines.subarray(at, at + 1)));
    feed(reader, bytewise.end());
  } catch (error) {
    if (!(error instanceof UndecodableText)) throw error;
  }
  return true;
}

const HEAD_CHARACTERS = 1 << 16;

function feed(reader: Reader, text: string): void {
  if (reader.head.length < HEAD_CHARACTERS) reader.head += text.slice(0, HEAD_CHARACTERS);
  for (const sign of text) reader.scanner.feed(sign);
}
