import { packed } from '../../../domain/texts/packed-texts.ts';
import { indexTexts, standingIn } from '../../../domain/texts/text-index.ts';
import type { Texts } from '../../../domain/texts/texts.ts';

export interface JoinedTexts {
  /** For every wanted text its row in the file; −1 where there is none. */
  readonly rows: Int32Array;
  /** Wanted texts that the file lacks. */
  readonly missing: Unmatched;
  /** The first text that stands in the file more than once. */
  readonly again: string | null;
  /** Texts of the file that are neither wanted nor known otherwise. */
  readonly extra: Unmatched;
}

interface Unmatched {
  readonly count: number;
  readonly first: string;
}

/** Finds wanted ids in those of a file. */
export function joinTexts(wanted: Texts, file: Texts, others: readonly Texts[]): JoinedTexts {
  const [ids, index] = [packed(wanted), indexTexts(file)];
  const rows = new Int32Array(ids.length);
  for (let row = 0; row < rows.length; row++) rows[row] = index.rowOf(ids, row);
  const known = new Uint8Array(file.length);
  for (const row of rows) if (row !== -1) known[row] = 1;
  const again = index.firsts.findIndex((first, row) => first !== row);
  return {
    rows,
    missing: unmatched(wanted, (row) => rows[row] === -1),
    again: again === -1 ? null : (file.at(again) ?? ''),
    extra: unmatched(file, notKnown(file, known, others)),
  };
}

/** Others are looked through only where the file holds more than is wanted. */
function notKnown(file: Texts, known: Uint8Array, others: readonly Texts[]): (row: number) => boolean {
  if (!known.includes(0)) return () => false;
  const elsewhere = others.filter(({ length }) => length > 0).map((each) => standingIn(file, each));
  return (row) => known[row] === 0 && !elsewhere.some((stands) => stands(row));
}

function unmatched(texts: Texts, isUnmatched: (row: number) => boolean): Unmatched {
  let count = 0;
  let first = '';
  for (let row = 0; row < texts.length; row++) {
    if (!isUnmatched(row)) continue;
    if (count === 0) first = texts.at(row) ?? '';
    count += 1;
  }
  return { count, first };
}
