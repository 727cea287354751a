import { distance } from 'fastest-levenshtein';

/** Longer words than this are no misspelling of a key, a command or a model. */
const LONGEST = 80;

/** The known word that a misspelt one was probably meant to be; null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const ranked = known.map((each) => ({ each, cost: cost(folded(word), folded(each)) }));
  ranked.sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  const isNear = best !== undefined && best.cost <= Math.max(2, Math.floor(word.length / 3));
  return isNear && 2 * best.cost <= word.length ? best.each : null;
}

/** Edits from one word to the other; two neighbours that changed places are one slip, not two. */
function cost(word: string, known: string): number {
  const at = [...word].findIndex((letter, index) => letter !== known[index]);
  const swapped = `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
  return at !== -1 && swapped === known ? 1 : distance(word, known);
}

/** `groupBy`, `group-by` and `Group_By` are the same slip. */
function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}
