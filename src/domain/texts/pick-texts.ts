import { inOneGo, type Steps } from '../steps.ts';
import { PackedTexts } from './packed-texts.ts';
import { SharedTexts } from './shared-texts.ts';
import type { Texts } from './texts.ts';

/** The texts of these rows, in this order. */
export function pickTexts(texts: Texts, rows: Int32Array): Texts {
  return inOneGo(pickTextsInSteps(texts, rows));
}

export function* pickTextsInSteps(texts: Texts, rows: Int32Array): Steps<Texts> {
  if (texts instanceof PackedTexts) return yield* texts.pickInSteps(rows);
  if (texts instanceof SharedTexts) return texts.picked(rows);
  return Array.from(rows, (row) => texts.at(row) ?? '');
}
