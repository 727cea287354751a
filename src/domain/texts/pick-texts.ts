import { PackedTexts } from './packed-texts.ts';
import { SharedTexts } from './shared-texts.ts';
import type { Texts } from './texts.ts';

/** The texts of these rows, in this order. */
export function pickTexts(texts: Texts, rows: Int32Array): Texts {
  if (texts instanceof PackedTexts || texts instanceof SharedTexts) return texts.picked(rows);
  return Array.from(rows, (row) => texts.at(row) ?? '');
}
