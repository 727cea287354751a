import { pickTexts } from './pick-texts.ts';
import type { Texts } from './texts.ts';

/** The texts of neighbouring rows. */
export function textsWithin(
  texts: Texts,
  { from, rows }: { readonly from: number; readonly rows: number },
): Texts {
  if (from === 0 && rows === texts.length) return texts;
  return pickTexts(
    texts,
    Int32Array.from({ length: rows }, (_, place) => from + place),
  );
}
