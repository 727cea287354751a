import { SharedTexts } from './shared-texts.ts';
import type { Texts } from './texts.ts';

/** Every text under another name. */
export function renamedTexts(texts: Texts, nameOf: (text: string) => string): Texts {
  return texts instanceof SharedTexts ? texts.renamed(nameOf) : Array.from(texts, nameOf);
}

export function firstText(texts: Texts, isWanted: (text: string) => boolean): string | undefined {
  if (texts instanceof SharedTexts) return texts.first(isWanted);
  for (const text of texts) if (isWanted(text)) return text;
  return undefined;
}
