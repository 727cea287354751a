import { portions, type Steps } from '../../../domain/steps.ts';
import { packed, ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import { indexInSteps, standingInSteps } from '../../../domain/texts/text-index.ts';
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
export function* joinTexts(wanted: Texts, file: Texts, others: readonly Texts[]): Steps<JoinedTexts> {
  const [ids, index] = [packed(wanted), yield* indexInSteps(file)];
  const rows = new Int32Array(ids.length);
  const known = new Uint8Array(file.length);
  for (const [from, to] of portions(rows.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const found = index.rowOf(ids, row);
      rows[row] = found;
      if (found !== -1) known[found] = 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  const again = index.firsts.findIndex((first, row) => first !== row);
  return {
    rows,
    missing: yield* unmatched(wanted, (row) => rows[row] === -1),
    again: again === -1 ? null : (file.at(again) ?? ''),
    extra: yield* unmatched(file, yield* notKnown(file, known, others)),
  };
}

/** Others are looked through only where the file holds more than is wanted. */
function* notKnown(
  file: Texts,
  known: Uint8Array,
  others: readonly Texts[],
): Steps<(row: number) => boolean> {
  if (!known.includes(0)) return () => false;
  const elsewhere: ((row: number) => boolean)[] = [];
  for (const each of others) if (each.length > 0) elsewhere.push(yield* standingInSteps(file, each));
  return (row) => known[row] === 0 && !elsewhere.some((stands) => stands(row));
}

function* unmatched(texts: Texts, isUnmatched: (row: number) => boolean): Steps<Unmatched> {
  let count = 0;
  let first = '';
  for (const [from, to] of portions(texts.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      if (!isUnmatched(row)) continue;
      if (count === 0) first = texts.at(row) ?? '';
      count += 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return { count, first };
}
